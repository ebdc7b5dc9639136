"""Journeys of 王老师 and 小李 with the core: what a visitor may do, and what must not disturb it."""

from __future__ import annotations

import logging

import pytest
from sqlmodel import select

from bot import transcript
from bot.cases import Case
from bot.database import Database
from bot.outbox import Parcel
from bot.transcript import Conversation, Feedback, Message
from bot.wording import phrases
from knowledge.answering import Status
from tests.conftest import Visitor

SPOKEN_OF = {Status.ANSWERED, Status.COMPARE}


def test_a_first_visit_from_welcome_to_an_officer(王老师: Visitor) -> None:
    assert 王老师.says("/start").buttons == ["忻州", "晋城", "两个城市都看"]
    assert 王老师.presses("忻州").text == phrases.city_set("xinzhou")

    answer = 王老师.says("上年度通过高新技术企业认定，一次性奖励多少")
    assert answer.outcome.status == Status.ANSWERED
    assert answer.outcome.clauses[0] == "xinzhou-21"
    assert "10万元" in answer.text
    assert "《“晋创谷·忻州”创新驱动平台支持措施》第（二十一）条" in answer.text
    assert {"看全文", "有用", "没用", "找服务专员"} <= set(answer.buttons)

    whole = 王老师.presses("看全文")
    assert "（二十一）支持企业升级提质。" in whole.text
    assert "首次认定" in 王老师.presses("下一条").text or "（二十二）" in 王老师.heard[-1].text
    assert "（二十一）" in 王老师.presses("上一条").text

    assert "XZ-20261121-0001" in 王老师.presses("找服务专员").text


def test_everything_is_written_down_and_promised(王老师: Visitor, database: Database) -> None:
    王老师.says("/help")
    王老师.says("高新技术企业认定奖励多少")
    with database.reading() as session:
        said = session.exec(select(Message).order_by(Message.id)).all()
        promised = session.exec(select(Parcel).order_by(Parcel.id)).all()
        assert [m.speaker for m in said] == ["visitor", "specialist", "visitor", "specialist"]
        assert [m.outcome and m.outcome["status"] for m in said][::2] == [
            "menu",
            王老师.heard[-1].outcome.status,
        ]
        assert [p.message_id for p in promised] == [said[1].id, said[3].id]
        assert {(p.channel, p.address) for p in promised} == {("test", "王老师")}
        assert [p.reply for p in promised] == [r for h in 王老师.heard for r in h.replies]


def test_a_turn_that_fails_half_way_leaves_nothing(王老师: Visitor, database: Database) -> None:
    def interrupted() -> None:
        with database.writing() as session:
            王老师.database = _Joined(session)  # type: ignore[assignment]
            王老师.says("/start")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    with database.reading() as session:
        assert session.exec(select(Message)).all() == []
        assert session.exec(select(Parcel)).all() == []


class _Joined:
    """Lets a visitor speak inside a transaction that is open already."""

    def __init__(self, session: object) -> None:
        self._session = session

    def writing(self) -> _Joined:
        return self

    def __enter__(self) -> object:
        return self._session

    def __exit__(self, *_: object) -> None:
        return None


def test_two_visitors_do_not_share_city_or_subject(王老师: Visitor, 小李: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    小李.presses_action("city:xinzhou")
    question = "参加中国创新创业大赛山西赛区拿了一等奖，奖励多少"
    assert 王老师.says(question).outcome.clauses[0] == "jincheng-9"
    assert 小李.says(question).outcome.clauses[0] == "xinzhou-24"


def test_a_city_named_in_the_question_wins_over_the_set_one(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    assert 王老师.says("忻州的创新创业大赛一等奖奖励多少").outcome.clauses[0] == "xinzhou-24"
    assert 王老师.says("创新创业大赛一等奖奖励多少").outcome.clauses[0] == "jincheng-9"


def test_both_cities_answer_when_none_is_set(王老师: Visitor) -> None:
    answer = 王老师.says("创新创业大赛山西赛区一等奖奖励多少")
    assert set(answer.outcome.clauses[:2]) == {"xinzhou-24", "jincheng-9"}
    assert {"忻州看全文", "晋城看全文"} <= set(answer.buttons)


def test_the_city_is_remembered_and_can_be_taken_back(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    assert "晋城" in 王老师.says("/start").text
    assert 王老师.presses("两个城市都看").text == phrases.city_set(None)
    assert 王老师.says("/policy").text == phrases.WHICH_POLICY


def test_a_follow_up_leans_on_the_question_before(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("创新创业大赛山西赛区一等奖奖励多少")
    assert 王老师.says("二等奖呢").outcome.clauses[0] == "xinzhou-24"


def test_an_answer_quotes_the_clause_word_for_word(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    answer = 王老师.says("买科技保险给保费补贴吗")
    clause = 王老师.specialist._knowledge().clause(answer.outcome.clauses[0])
    quotes = [b.text for r in answer.replies for b in r.blocks if b.kind == "quote"]
    assert quotes
    assert all(quote in clause.text for quote in quotes)


def test_clauses_are_browsed_from_the_list_to_the_source(王老师: Visitor) -> None:
    王老师.says("/policy")
    contents = 王老师.presses("“晋创谷·忻州”创新驱动平台支持措施")
    assert len(contents.buttons) == 24 + 1 + 1
    assert contents.buttons[0] == "（一）企业入驻全周期代办"
    assert "上一条" not in 王老师.presses("（一）企业入驻全周期代办").buttons
    assert "下一条" not in 王老师.presses_action("clause:xinzhou-0").buttons
    王老师.presses("条款目录")
    source = 王老师.presses("文件说明")
    assert "2025年1月13日" in source.text
    assert "有效期5年" in source.text


def test_walking_through_a_policy_by_next_visits_every_clause_once(小李: Visitor) -> None:
    here = 小李.presses_action("clause:jincheng-1")
    visited = [here.outcome.clauses[0]]
    while "下一条" in here.buttons:
        here = 小李.presses("下一条")
        visited.append(here.outcome.clauses[0])
    assert visited == [*(f"jincheng-{n}" for n in range(1, 19)), "jincheng-0"]


def test_the_press_version_of_jincheng_is_told(小李: Visitor) -> None:
    assert phrases.PRESS_VERSION in 小李.presses_action("clause:jincheng-3").text
    assert "文本没有写明" in 小李.presses_action("source:jincheng").text


def test_feedback_with_its_reason_is_kept_for_review(王老师: Visitor, database: Database) -> None:
    王老师.says("高新技术企业认定奖励多少")
    assert phrases.ASK_REASON in 王老师.presses("没用").text
    assert 王老师.presses("内容过时").text.startswith(phrases.THANKS_REASON)
    with database.reading() as session:
        given = session.exec(select(Feedback)).one()
        judged = session.get_one(Message, given.message_id)
    assert (given.useful, given.reason) == (False, "内容过时")
    assert "高新技术企业认定奖励多少" in judged.text or judged.speaker == "specialist"


def test_pressing_twice_keeps_one_verdict(王老师: Visitor, database: Database) -> None:
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.presses("有用").text == 王老师.presses("有用").text == phrases.THANKS_USEFUL
    with database.reading() as session:
        assert session.exec(select(Feedback)).one().useful


def test_an_answer_of_somebody_else_cannot_be_judged(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    王老师.says("高新技术企业认定奖励多少")
    theirs = next(c.action for c in 王老师.heard[-1].choices if c.label == "没用")
    assert phrases.BUTTON_OVER in 小李.presses_action(theirs).text
    with database.reading() as session:
        assert session.exec(select(Feedback)).all() == []


def test_a_case_remembers_the_question_and_its_units(王老师: Visitor, database: Database) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("买科技保险给保费补贴吗")
    王老师.presses("找服务专员")
    with database.reading() as session:
        case = session.exec(select(Case)).one()
        units = [unit.name for unit in case.units]
    assert (case.number, case.kind, case.state) == ("XZ-20261121-0001", "consultation", "open")
    assert "科技保险" in case.question
    assert units == ["国家金融监督管理总局忻州监管分局", "市科技局"]


def test_pressing_the_officer_button_twice_opens_one_case(
    王老师: Visitor, database: Database
) -> None:
    first, again = 王老师.says("/officer").text, 王老师.says("/officer").text
    assert first == again
    with database.reading() as session:
        assert len(session.exec(select(Case)).all()) == 1


def test_cases_of_a_day_are_counted_per_city(王老师: Visitor, 小李: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    assert "XZ-20261121-0001" in 王老师.says("/officer").text
    assert "SX-20261121-0001" in 小李.says("/officer").text
    小李.presses_action("city:xinzhou")
    小李.says("高新技术企业认定奖励多少")
    assert "XZ-20261121-0002" in 小李.says("/officer").text


def test_an_officer_is_found_although_a_clause_spoken_of_is_gone(
    王老师: Visitor, database: Database
) -> None:
    王老师.says("高新技术企业认定奖励多少")
    with database.writing() as session:
        conversation = session.exec(select(Conversation)).one()
        conversation.subject = {"question": "高企", "clauses": ["xinzhou-99", "taiyuan-1"]}
    assert 王老师.says("/officer").outcome.status == Status.HANDOFF
    with database.reading() as session:
        assert session.exec(select(Case)).one().question == "高企"


def test_a_service_is_offered_and_taken_in(王老师: Visitor, database: Database) -> None:
    王老师.presses_action("city:jincheng")
    offer = 王老师.says("帮我申请一套人才公寓")
    assert (offer.outcome.status, offer.outcome.service) == (Status.SERVICE, "人才公寓申请")
    王老师.presses("帮我登记")
    王老师.says("不同意")
    王老师.says("博士一家三口，明年三月到岗")
    assert "JC-20261121-0001（人才公寓申请）" in 王老师.presses("提交").text
    with database.reading() as session:
        case = session.exec(select(Case)).one()
    assert (case.kind, case.service) == ("service", "人才公寓申请")
    assert (case.question, case.city) == ("博士一家三口，明年三月到岗", "jincheng")


def test_every_service_of_the_menu_can_be_requested(小李: Visitor) -> None:
    小李.says("/menu")
    listed = 小李.presses("办事服务")
    assert listed.buttons == [*phrases.SERVICES, "更多服务"]
    for name in phrases.SERVICES:
        assert name in 小李.presses(name).text


def test_another_city_is_told_apart(王老师: Visitor) -> None:
    answer = 王老师.says("太原的科技企业有什么补贴")
    assert answer.outcome.status == Status.OUT_OF_SCOPE
    assert phrases.another_place("太原") in answer.text


def test_what_only_the_other_city_has_is_said_honestly(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    answer = 王老师.says("专精特新小巨人企业给多少奖励")
    assert answer.outcome.status == Status.NOT_IN_POLICY
    assert "晋城" in answer.text
    assert "第（二十一）条" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>高企</b>奖励 & 补贴 &lt;",
        "**高企** _奖励_ [点我](http://a.example) `code`",
        "'; DROP TABLE visitor; --",
        "\x00\x01\x02高企奖多少\x1b[31m\x7f",
        "\ud800 高企奖多少",
        "\u202e多少奖企高\u200b\ufeff",
        "😀👨‍👩‍👧‍👦🇨🇳",
        "高企奖多少" * 2000,
        "啊" * 10_000,
        "%s %d {0} {name} ${x} %(a)s",
        "/" + "x" * 5000,
        "٣٤٥ ½ Ⅷ ㊙",
    ],
)
def test_whatever_is_typed_is_answered_kindly(
    王老师: Visitor, database: Database, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        answer = 王老师.says(text)
    assert answer.text
    assert answer.outcome.status in {*Status, "menu"}
    assert text.strip()[:20] not in caplog.text
    with database.reading() as session:
        assert session.exec(select(Message).where(Message.speaker == "visitor")).one().text


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "？？？", "……", "😀"])
def test_who_types_nothing_is_asked_to_type(王老师: Visitor, text: str) -> None:
    answer = 王老师.says(text)
    assert phrases.NOTHING_TYPED in answer.text
    assert answer.buttons


def test_a_long_message_is_kept_whole_and_said_to_be_cut(
    王老师: Visitor, database: Database
) -> None:
    王老师.says("高新技术企业认定奖励多少" + "，情况是这样的" * 1500)
    assert phrases.CUT in 王老师.heard[-1].text
    with database.reading() as session:
        first = session.exec(select(Message).order_by(Message.id)).first()
    assert first
    assert len(first.text) > 10_000


@pytest.mark.parametrize(
    "action",
    [
        "",
        ":",
        "nothing",
        "clause:",
        "clause:xinzhou-99",
        "clause:taiyuan-1",
        "clause:xinzhou-1:extra",
        "policy:taiyuan",
        "source",
        "city:taiyuan",
        "useful:77:yes",
        "useful:x:yes",
        "useful:99999999999999999999:yes",
        "useful:-1:yes",
        "reason:77:wrong",
        "request:99",
        "request:-99",
        "request:-1",
        "request:x",
        "form:nothing",
        "form:office:taiyuan",
        "form:talent-card:jincheng",
        "send:77:0",
        "drop:77",
        "x" * 65,
        "officer:1",
        "__class__",
    ],
)
def test_a_stale_or_forged_button_says_that_it_is_over(
    王老师: Visitor, database: Database, action: str
) -> None:
    answer = 王老师.presses_action(action)
    assert answer.text == phrases.BUTTON_OVER
    assert answer.buttons
    with database.reading() as session:
        assert session.exec(select(Feedback)).all() == []
        assert session.exec(select(Case)).all() == []


def test_a_reason_that_was_never_offered_is_refused(王老师: Visitor, database: Database) -> None:
    王老师.says("高新技术企业认定奖励多少")
    press = next(c.action for c in 王老师.heard[-1].choices if c.label == "没用")
    王老师.presses_action(press.replace("useful", "reason").replace(":no", ":hate"))
    assert phrases.BUTTON_OVER in 王老师.heard[-1].text
    with database.reading() as session:
        assert session.exec(select(Feedback)).all() == []


def test_a_verdict_that_was_never_offered_is_refused(王老师: Visitor, database: Database) -> None:
    王老师.says("高新技术企业认定奖励多少")
    press = next(c.action for c in 王老师.heard[-1].choices if c.label == "没用")
    assert phrases.BUTTON_OVER in 王老师.presses_action(press.replace(":no", ":maybe")).text


def test_only_what_the_specialist_said_can_be_judged(王老师: Visitor, database: Database) -> None:
    王老师.says("高新技术企业认定奖励多少")
    with database.reading() as session:
        judged = {
            session.get_one(Message, int(c.action.split(":")[1])).conversation_id
            for c in 王老师.heard[-1].choices
            if c.label in {"有用", "没用"}
        }
        assert len(judged) == 1


def test_a_conversation_reads_as_it_was_spoken(王老师: Visitor, database: Database) -> None:
    王老师.says("/start")
    王老师.presses("晋城")
    with database.reading() as session:
        said = transcript.history(session, 1)
    assert [message.speaker for message in said] == ["visitor", "specialist"] * 2


def test_no_time_is_promised_where_nobody_is_there(王老师: Visitor) -> None:
    text = 王老师.says("转人工").replies[0].text
    assert "不能向您保证几点答复" in text
    assert "前答复您" not in text
    assert "最晚" not in text


def test_a_case_is_opened_only_for_a_clear_wish(王老师: Visitor) -> None:
    heard = 王老师.says("'; DROP TABLE visitors; --")
    assert "已为您登记" not in heard.replies[0].text
    assert "已为您登记" in 王老师.says("请转人工").replies[0].text


@pytest.mark.parametrize(
    ("typed", "fits"), [("谢谢你", "不客气"), ("再见", "祝您一切顺利"), ("你好", "服务专员")]
)
def test_small_talk_is_answered_fittingly(王老师: Visitor, typed: str, fits: str) -> None:
    assert fits in 王老师.says(typed).replies[0].text


def test_no_case_is_opened_for_who_asks_a_telephone_number(王老师: Visitor) -> None:
    heard = 王老师.says("电话多少")
    assert "已为您登记" not in heard.text
    assert "找服务专员" in heard.buttons


@pytest.mark.parametrize("typed", ["我想死", "谢谢，我真的不想活了", "我都活不下去了"])
def test_whoever_despairs_is_told_whom_to_call_and_gets_no_clause(
    王老师: Visitor, typed: str
) -> None:
    王老师.says("忻州高企奖励多少")
    text = 王老师.says(typed).text
    assert "12356" in text
    assert "万元" not in text


def test_a_firm_in_trouble_is_no_person_in_despair(王老师: Visitor) -> None:
    assert "12356" not in 王老师.says("公司快活不下去了，能贷款吗").text


def test_what_is_not_stated_is_asked_anew_each_time(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    王老师.says("高新技术企业认定奖励多少")
    assert 王老师.says("要交什么材料").outcome.status == "not_in_policy"
    assert 王老师.says("那奖励多少").outcome.clauses[0] == "xinzhou-21"


@pytest.mark.parametrize("typed", ["催办", "催一下", "取消办件", "麻烦帮我催一下"])
def test_words_for_a_case_show_the_one_open_case_with_its_buttons(
    王老师: Visitor, typed: str
) -> None:
    王老师.says("请转人工")
    heard = 王老师.says(typed)
    assert {"催办", "补充", "取消"} <= set(heard.buttons)


def test_such_words_mean_something_else_where_there_is_no_case(小李: Visitor) -> None:
    assert "您的办件" not in 小李.says("取消").replies[0].text


PROFESSOR = "我是太原理工大学的教授，想把专利转化到你们那里，有什么奖励"


@pytest.mark.parametrize("before", [(), ("/start",), ("/start", "你好")])
@pytest.mark.parametrize("question", [PROFESSOR, f"你好，{PROFESSOR}", f"您好！{PROFESSOR}？谢谢"])
def test_a_question_is_never_greeted_away(
    王老师: Visitor, before: tuple[str, ...], question: str
) -> None:
    for words in before:
        王老师.says(words)
    heard = 王老师.says(question)
    assert heard.outcome.status in SPOKEN_OF
    assert heard.outcome.clauses[0] == "xinzhou-7"
    assert "单个合同技术交易额的2%" in heard.text
    assert "xinzhou-7" in 王老师.says("忻州").outcome.clauses[:1]


HURRIED = [
    "赶时间 直说 能拿多少",
    "别绕弯子，到底能给多少钱",
    "时间紧，直接告诉我能领多少",
    "快说我们能拿多少",
]


@pytest.mark.parametrize("typed", HURRIED)
def test_who_is_in_a_hurry_begins_the_assessment_with_nothing_before_it(
    王老师: Visitor, typed: str
) -> None:
    heard = 王老师.says(typed)
    assert heard.outcome.status == "assessment"
    assert "测一测" in heard.text


@pytest.mark.parametrize("typed", HURRIED)
def test_who_is_in_a_hurry_gets_the_amount_of_the_clause_and_no_more(
    王老师: Visitor, typed: str
) -> None:
    before = 王老师.says("晋城博士买房补多少")
    heard = 王老师.says(typed)
    assert heard.outcome.clauses[0] == "jincheng-14"
    assert [block.kind for block in heard.replies[0].blocks] == ["heading", "text", "note", "note"]
    assert "每人5-35万元，5年内；给引进人才的企业（按每人计算）。" in heard.text
    assert len(heard.text) < len(before.text) / 2
    assert "看全文" in heard.buttons


def test_in_a_hurry_each_city_has_its_amounts(王老师: Visitor) -> None:
    王老师.says("技术交易补多少")
    text = 王老师.says("着急，直说能给多少").text
    assert "当年实际技术交易额的20%，最高支持50万元" in text
    assert "单个合同技术交易额的2%，每家高校、科研院所每年累计最高20万元" in text


def test_after_a_clause_without_amounts_the_assessment_begins(王老师: Visitor) -> None:
    王老师.says("晋城能办人才公寓吗")
    assert 王老师.says("直说能拿多少").outcome.status == "assessment"


def test_an_amount_asked_without_hurry_is_that_of_the_clause(王老师: Visitor) -> None:
    王老师.says("忻州高企有奖励吗")
    heard = 王老师.says("能拿多少钱")
    assert heard.outcome.clauses[0] == "xinzhou-21"
    assert "一次性奖励10万元" in heard.text


@pytest.mark.parametrize("typed", ["检测费", "检测费有补吗", "做检测的钱给报吗", "化验费"])
def test_what_testing_costs_is_a_question_on_shared_instruments(
    王老师: Visitor, typed: str
) -> None:
    assert 王老师.says(typed).outcome.clauses[0] == "xinzhou-22"
    王老师.says("忻州高企奖励多少")
    assert 王老师.says(typed).outcome.clauses[0] == "xinzhou-22"


def test_thanks_for_money_are_small_talk(王老师: Visitor) -> None:
    assert 王老师.says("谢谢，补贴收到了").outcome.status == Status.SMALLTALK


@pytest.mark.parametrize(
    "before",
    ["晋城众创空间有奖励吗", "忻州众创空间有奖励吗", "众创空间奖多少", "众创空间怎么认定"],
)
@pytest.mark.parametrize("typed", ["市级孵化器有吗", "那市级的孵化器呢"])
def test_another_level_of_another_thing_is_told_to_be_unwritten(
    王老师: Visitor, before: str, typed: str
) -> None:
    王老师.says(before)
    heard = 王老师.says(typed)
    assert heard.outcome.status == Status.NOT_IN_POLICY
    assert "附则" not in heard.text + "".join(heard.buttons)
    assert not [choice for choice in heard.choices if choice.action.endswith("-0")]


def test_a_thing_with_its_level_keeps_only_the_city_of_the_question_before(
    王老师: Visitor,
) -> None:
    王老师.says("忻州重点实验室给多少")
    heard = 王老师.says("省级企业技术中心呢")
    assert heard.outcome.clauses[0] == "xinzhou-8"
    assert "新认定的省级企业技术中心，补助10万元。" in heard.text
