"""Guided assessments in conversation: journeys, pauses, changes, questions in between, buttons that are over."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.assessment.assessments import offer
from bot.cases import Case
from bot.conversation import Specialist
from bot.database import Database, open_database
from bot.messages import ACTION_BYTES
from dialogs import versions
from dialogs.storage import AnswerRecord, Interview
from dialogs.versions import DefinitionsVersion
from knowledge.answering import Knowledge
from tests.conftest import Clock, Heard, Visitor


def talk(visitor: Visitor, *texts: str) -> Heard:
    for text in texts:
        heard = visitor.presses(text[1:-1]) if text.startswith("［") else visitor.says(text)
    return heard


def press_option(visitor: Visitor, words: str) -> Heard:
    """Press the newest button in whose label these words stand."""
    shown = (choice for heard in reversed(visitor.heard) for choice in heard.choices)
    return visitor.presses_action(next(c.action for c in shown if words in c.label))


UNIVERSITY = ("高校", "1", "技术开发", "登记了")


def begin_contracts(visitor: Visitor) -> Heard:
    visitor.presses_action("assess:xinzhou-7")
    return talk(visitor, *UNIVERSITY)


def test_a_university_with_three_contracts_by_typing(王老师: Visitor) -> None:
    heard = 王老师.presses_action("assess:xinzhou-7")
    assert "您这边属于下面哪几类" in heard.text
    heard = talk(王老师, *UNIVERSITY, "三个合同分别是80万、120万和35万")
    assert "80万元、120万元、35万元" in heard.text
    heard = 王老师.says("都没有")
    assert "4.7万元" in heard.text
    assert "（80万元＋120万元＋35万元）×2%=4.7万元" in heard.text
    assert "忻州第（七）条" in heard.text
    assert "市科技局" in heard.text
    assert "最高4.7" not in heard.text


def test_a_start_up_with_two_doctors_that_chooses_between_the_cities(王老师: Visitor) -> None:
    heard = 王老师.says("我们能拿什么补贴")
    assert "落在哪里" in heard.text
    press_option(王老师, "还没定")
    press_option(王老师, "科技型企业")
    王老师.presses("选好了")
    press_option(王老师, "招了博士")
    王老师.presses("选好了")
    heard = talk(王老师, "两个博士", "租房", "合同三年，社保8个月，申请三年", "都没有")
    assert "测算结果（忻州、晋城" in heard.text
    assert "最高30万元，以评审为准" in heard.text
    assert "能算准的" in heard.text
    assert [r for h in 王老师.heard for r in h.replies if any(b.kind == "table" for b in r.blocks)]
    assert "晋城的文件没有写印发日期" in heard.text


def test_a_listed_state_owned_firm_gets_a_kind_no(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-16")
    heard = talk(王老师, "忻州", "科创板", "国企")
    assert "没有找到能申领的" in heard.text
    heard = press_option(王老师, "看不符合的")
    assert "您说的是“国有企业”，要是民营企业才行" in heard.text
    assert "范围内民营企业" in heard.text
    assert "忻州第（十六）条" in heard.text


def test_each_question_shows_progress_and_ways_out(王老师: Visitor) -> None:
    heard = 王老师.presses_action("assess:xinzhou-7")
    assert "还有大约" in heard.text
    assert heard.buttons[-2:] == ["不清楚", "先停一下"]
    assert "上一步" in talk(王老师, "高校").buttons


def test_ticks_show_and_can_be_taken_back(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    heard = press_option(王老师, "高校")
    assert "✓ 1 高校" in heard.buttons
    heard = press_option(王老师, "✓ 1 高校")
    assert "✓ 1 高校" not in heard.buttons
    assert "您还没有选" in 王老师.presses("选好了").text


def test_a_press_that_comes_twice_does_no_harm(王老师: Visitor) -> None:
    first = 王老师.presses_action("assess:xinzhou-7")
    pick = next(c.action for c in first.choices if "高校" in c.label)
    王老师.presses_action(pick)
    assert "✓ 1 高校" in 王老师.presses_action(pick).buttons


def test_pause_and_resume_after_days(王老师: Visitor, clock: Clock) -> None:
    begin_contracts(王老师)
    assert "都给您留着" in 王老师.says("先停一下").text
    assert "抱歉" not in 王老师.says("高新技术企业认定奖励多少钱").text
    clock.passes(3 * 24 * 3600)
    heard = 王老师.says("继续")
    assert "技术交易额各是多少" in heard.text


def test_restart_in_the_middle(
    王老师: Visitor, database_url: str, knowledge: Knowledge, clock: Clock
) -> None:
    begin_contracts(王老师)
    王老师.database.close()
    reopened: Database = open_database(database_url)
    again = Visitor("王老师", reopened, Specialist(lambda: knowledge, clock))
    heard = talk(again, "100万", "都没有")
    assert "2万元" in heard.text
    reopened.close()


def test_a_question_in_between_is_answered_first_and_the_interview_goes_on(王老师: Visitor) -> None:
    begin_contracts(王老师)
    heard = 王老师.says("高新技术企业认定奖励多少钱？")
    assert heard.outcome.status == "answered"
    assert "10万元" in heard.replies[0].text
    assert "接着刚才的问题" in heard.replies[-1].text
    assert "技术交易额各是多少" in heard.replies[-1].text
    assert "2万元" in talk(王老师, "100万", "都没有").text


def test_what_is_no_answer_is_told_with_an_example(王老师: Visitor) -> None:
    begin_contracts(王老师)
    heard = 王老师.says("嗯啊哦")
    assert "三个合同分别是80万" in heard.text
    assert "是50元，还是50万元" in 王老师.says("50").text


def test_one_step_back(王老师: Visitor) -> None:
    begin_contracts(王老师)
    heard = 王老师.says("上一步")
    assert "认定登记了吗" in heard.text
    assert "认定登记" in heard.text
    heard = talk(王老师, "还没有")
    assert "没有找到能申领的" in heard.text


def test_a_changed_answer_keeps_the_rest_and_tells_what_changed(王老师: Visitor) -> None:
    begin_contracts(王老师)
    talk(王老师, "100万", "都没有")
    王老师.presses("改一个回答")
    press_option(王老师, "当年各合同技术交易额")
    heard = 王老师.says("2000万")
    assert "条件都符合，可以申领，2万元 → 条件都符合，可以申领，20万元" in heard.text
    assert "每年最多20万元" in heard.text


def test_a_typed_wish_changes_an_answer_of_a_finished_assessment(王老师: Visitor) -> None:
    begin_contracts(王老师)
    talk(王老师, "100万", "都没有")
    assert "想改哪一个回答" in 王老师.says("改一个回答").text


def test_an_edited_message_corrects_the_last_typed_answer(王老师: Visitor) -> None:
    begin_contracts(王老师)
    王老师.says("100万")
    王老师.says("1000万", edited=True)
    assert "20万元" in 王老师.says("都没有").text


def test_another_kind_of_the_same_prize_is_not_told_as_a_refusal(王老师: Visitor) -> None:
    王老师.presses_action("assess:jincheng-9")
    heard = talk(王老师, "晋城", "山西赛区二等奖", "都没有")
    assert "3万元" in heard.text
    assert not [label for label in heard.buttons if "不符合" in label]


def test_an_answer_of_a_countable_clause_offers_an_assessment() -> None:
    offered = offer(["xinzhou-15", "xinzhou-21"])
    assert offered is not None
    assert (offered.label, offered.action) == ("测一测能拿多少", "assess:xinzhou-21")
    assert offer(["xinzhou-15", "xinzhou-1"]) is None


def test_not_knowing_is_told_as_missing(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    heard = talk(王老师, "高校", "1", "技术开发", "不清楚")
    assert "还不能确定（1项）" in heard.text
    assert "认定登记了吗" in heard.text


def test_a_stale_button_says_where_things_stand(王老师: Visitor) -> None:
    first = 王老师.presses_action("assess:xinzhou-7")
    unsure = next(c.action for c in first.choices if c.label == "不清楚")
    talk(王老师, "高校")
    heard = 王老师.presses_action(unsure)
    assert "这个按钮是前面问题的" in heard.text
    assert "买技术的企业在哪个园区" in heard.text
    talk(王老师, "1", "技术开发", "登记了", "100万", "都没有")
    heard = 王老师.presses_action(unsure)
    assert "已经做完了" in heard.text
    assert "2万元" in heard.text


def test_another_visitors_interview_is_out_of_reach(王老师: Visitor, 小李: Visitor) -> None:
    heard = 王老师.presses_action("assess:xinzhou-7")
    unsure = next(c.action for c in heard.choices if c.label == "不清楚")
    assert "已经用不了" in 小李.presses_action(unsure).text


@pytest.mark.parametrize("action", ["assess:xinzhou-99", "assess:xinzhou-5"])
def test_a_clause_without_measures_has_nothing_to_assess(王老师: Visitor, action: str) -> None:
    assert "没有可以测算的" in 王老师.presses_action(action).text


@pytest.mark.parametrize(
    "action",
    ["answer:1:0:0", "pick:x:y:z", "redo:1:99", "verdicts:1:none", "profile:9:keep", "resume:-1"],
)
def test_forged_buttons_are_over(王老师: Visitor, action: str) -> None:
    王老师.presses_action("assess:xinzhou-7")
    assert 王老师.presses_action(action).text


def test_a_second_beginning_offers_to_go_on(王老师: Visitor) -> None:
    begin_contracts(王老师)
    heard = 王老师.says("/assess")
    assert heard.buttons == ["继续", "重新测"]
    assert "技术交易额各是多少" in 王老师.presses("继续").text
    王老师.says("/assess")
    assert "上次您说" in 王老师.presses("重新测").text
    assert "落在哪里" in 王老师.presses("改一改").text


def test_what_was_said_once_is_shown_confirmed_and_reused(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-16")
    talk(王老师, "忻州", "科创板", "民营", "已经上市", "都没有")
    heard = 王老师.presses_action("assess:xinzhou-21")
    assert "上次您说" in heard.text
    assert "晋创谷·忻州" in heard.text
    heard = 王老师.says("还是这样")
    assert "落在哪里" not in heard.text


def test_what_was_said_once_can_be_deleted(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-16")
    talk(王老师, "忻州", "科创板", "国企")
    王老师.presses_action("assess:xinzhou-16")
    heard = 王老师.presses("删掉，不要记")
    assert "已经删掉了" in heard.text
    assert "落在哪里" in heard.text
    talk(王老师, "先停一下")
    王老师.presses_action("assess:xinzhou-8")
    assert "上次您说" not in 王老师.heard[-1].text


@pytest.mark.parametrize(
    "text", ["我能拿什么补贴", "帮我测一下", "我们公司能享受哪些政策？", "/assess", "测一测"]
)
def test_a_wish_begins_an_assessment_of_everything(王老师: Visitor, text: str) -> None:
    assert "落在哪里" in 王老师.says(text).text


@pytest.mark.parametrize(
    "text",
    [
        "高企补贴多少",
        "博士能拿多少补贴",
        "租房有补贴吗",
        "我们评上高企能拿多少奖励",
        "上市奖励有哪些",
    ],
)
def test_a_question_on_one_matter_is_no_wish(王老师: Visitor, text: str) -> None:
    assert "落在哪里" not in 王老师.says(text).text


def test_an_interview_stays_on_the_definitions_it_began_with(王老师: Visitor) -> None:
    begin_contracts(王老师)
    with 王老师.database.writing() as session:
        sources = dict(session.exec(select(DefinitionsVersion)).one().sources)
        changed = sources["xinzhou-7.yaml"].replace("种类: 比例", "种类: 比例 ", 1)
        sources["xinzhou-7.yaml"] = "# 新版本\n" + changed
        first = versions.published(session)
        newest = versions.publish(session, 王老师.specialist._clock(), sources)
        assert first != newest == versions.published(session)
    assert "2万元" in talk(王老师, "100万", "都没有").text
    with 王老师.database.reading() as session:
        assert session.exec(select(Interview)).one().digest == first
    王老师.presses("重新测")
    with 王老师.database.reading() as session:
        assert {i.digest for i in session.exec(select(Interview)).all()} == {first, newest}
    assert "落在哪里" not in 王老师.heard[-1].text


def test_raw_answers_are_kept_also_when_they_were_replaced(王老师: Visitor) -> None:
    begin_contracts(王老师)
    talk(王老师, "上一步", "没有")
    with 王老师.database.reading() as session:
        rows = session.exec(select(AnswerRecord).order_by(AnswerRecord.id)).all()  # type: ignore[arg-type]
    assert [(row.question, row.typed, row.superseded) for row in rows][-2:] == [
        ("合同已认定登记", "登记了", True),
        ("合同已认定登记", "没有", False),
    ]


def test_every_button_fits_its_channel(王老师: Visitor) -> None:
    王老师.says("/assess")
    talk(王老师, "还没定", "科技型企业、高校、科创团队、高科技领军企业", "1、2、3、5、7、14")
    for _ in range(60):
        if "测算结果" in 王老师.heard[-1].text:
            break
        王老师.presses("不清楚")
    assert "测算结果" in 王老师.heard[-1].text
    for heard in 王老师.heard:
        assert all(len(choice.action.encode()) <= ACTION_BYTES for choice in heard.choices)


def test_not_sure_at_the_tick_list_is_no_answer(王老师: Visitor) -> None:
    王老师.says("/assess")
    王老师.says("忻州")
    王老师.says("企业")
    heard = 王老师.says("不清楚")
    assert "没关系" in heard.replies[0].text
    assert "没有找到" not in heard.replies[0].text


def test_done_said_after_the_list_was_closed_is_no_yes(王老师: Visitor) -> None:
    王老师.says("/assess")
    王老师.says("忻州")
    王老师.says("企业")
    asked = 王老师.says("评上高新技术企业").replies[-1].text
    again = 王老师.says("选好了").replies[-1].text
    assert "记下了：是" not in again
    assert asked.splitlines()[-2] in again


def begin_rent(王老师: Visitor) -> Heard:
    王老师.says("/assess")
    talk(王老师, "忻州", "科技成果转化企业", "租了厂房或办公室；买了科技保险；自己投钱做研发")
    return talk(王老师, "厂房", "1、2")


def test_several_numbers_are_one_question_and_can_be_asked_one_by_one(王老师: Visitor) -> None:
    heard = begin_rent(王老师)
    assert "一句话告诉我就行" in heard.text
    heard = 王老师.says("3个月，研发200万")
    assert "记下了：入驻满月数3个月，研发投入总额200万元" in heard.text
    assert "每平方米每个月租金多少元" in heard.text
    heard = 王老师.presses("一个一个问我")
    assert "一句话告诉我" not in heard.text
    assert "不清楚" in heard.buttons
    assert "厂房租金补贴" in talk(王老师, "20元", "1500平", "一年", "都没有").text


def test_the_result_so_far_can_be_looked_at_early(王老师: Visitor) -> None:
    王老师.says("/assess")
    heard = talk(
        王老师, "忻州", "科技成果转化企业", "租了厂房或办公室；买了科技保险；自己投钱做研发"
    )
    assert "先看结果" in heard.buttons
    heard = 王老师.presses("先看结果")
    assert "测算结果（忻州" in heard.text
    assert "还不能确定" in heard.text
    assert "租的是厂房还是办公空间" in 王老师.presses("接着答").text
    heard = talk(王老师, "厂房", "1", "3个月，200万，0")
    assert "每平方米每个月租金" in heard.text


def test_an_answer_on_a_card_can_be_changed(王老师: Visitor) -> None:
    begin_rent(王老师)
    talk(王老师, "3个月", "每平20元，1500平，交了一年", "都没有")
    王老师.says("改一个回答")
    press_option(王老师, "几个数：每㎡月租金20元")
    heard = 王老师.says("1. 20元 2. 1000平 3. 12个月")
    assert "最高36万元，以评审为准 → " in heard.text
    assert "最高24万元" in heard.text


def test_in_an_assessment_of_one_city_a_question_between_is_about_that_city(
    王老师: Visitor,
) -> None:
    王老师.presses_action("assess:xinzhou-7")
    heard = 王老师.says("新型研发机构给多少钱？")
    assert heard.outcome.clauses[0] == "xinzhou-9"
    assert heard.outcome.status == "answered"


def cases_of(visitor: Visitor) -> list[Case]:
    with visitor.database.reading() as session:
        return list(session.exec(select(Case)).all())


def test_a_result_goes_to_an_officer_with_consent(王老师: Visitor) -> None:
    begin_contracts(王老师)
    talk(王老师, "100万", "都没有")
    heard = 王老师.presses("找服务专员")
    assert "只有办理的工作人员看得到" in heard.text
    assert cases_of(王老师) == []
    heard = 王老师.presses("连结果一起转")
    assert "已为您登记" in heard.text
    assert "市科技局" in heard.text
    (case,) = cases_of(王老师)
    assert (case.consent, case.assessment_id, case.city) == (True, 1, "xinzhou")
    assert "支持高校院所科技成果转化" in case.question
    assert [clause["id"] for clause in case.clauses] == ["xinzhou-7"]


def test_a_second_press_opens_no_second_case(王老师: Visitor) -> None:
    begin_contracts(王老师)
    talk(王老师, "100万", "都没有")
    王老师.presses_action("handed:1:yes")
    王老师.presses_action("handed:1:yes")
    assert len(cases_of(王老师)) == 1


def test_a_case_may_be_opened_without_the_result(王老师: Visitor) -> None:
    begin_contracts(王老师)
    talk(王老师, "100万", "都没有")
    王老师.presses("找服务专员")
    王老师.presses("只登记，不转结果")
    (case,) = cases_of(王老师)
    assert (case.consent, case.assessment_id) == (False, None)


def test_what_was_not_told_and_is_reckoned_with_is_disclosed(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-11")
    heard = talk(王老师, "忻州", "技术经纪人", "都是", "不清楚", "都没有")
    assert "您没说人数，按1人估算" in heard.text


@pytest.mark.parametrize("typed", ["两个城市都看", "两个都看看吧", "还没想好", "忻州和晋城都行"])
def test_who_has_not_settled_on_a_city_may_say_so_in_any_words(王老师: Visitor, typed: str) -> None:
    王老师.says("我们公司能拿什么补贴")
    assert "您这边属于下面哪几类" in 王老师.says(typed).text
