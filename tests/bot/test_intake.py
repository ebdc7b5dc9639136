"""Requests taken in by forms, in conversation: every form to its case, changes, pauses, questions in between."""

from __future__ import annotations

import re
import uuid

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from bot import cases
from bot.cases import Asker, Case
from bot.conversation import Specialist
from bot.database import Database, open_database
from bot.messages import Choice
from bot.officers import Officer
from bot.outbox import Parcel
from dialogs.form_files import packaged_forms
from dialogs.storage import AnswerRecord, Interview
from knowledge.answering import Knowledge
from tests.bot.cases.conftest import staff
from tests.conftest import MORNING, Clock, Heard, Visitor

SERVICES = [form.id for form in packaged_forms().forms.values() if not form.does]
IN_A_SENTENCE = "下个月入驻，先问问怎么安排"
"""What who refuses to tell anything else says."""

OFFICE = ("办公室", "100平", "八九个人", "下周三", "跳过", "没有", "星光科技", "王老师 13812345678")


def talk(visitor: Visitor, *texts: str) -> Heard:
    for text in texts:
        heard = visitor.presses(text[1:-1]) if text.startswith("［") else visitor.says(text)
    return heard


def begin(visitor: Visitor, form: str = "office", consent: str = "同意") -> Heard:
    visitor.presses_action("city:xinzhou")
    visitor.presses_action(f"form:{form}")
    heard = visitor.says(consent)
    return heard if consent == "同意" else visitor.says(IN_A_SENTENCE)


def newest_case(database: Database) -> Case:
    with database.reading() as session:
        return session.exec(select(Case).order_by(col(Case.id).desc())).all()[0]


def answers(case: Case) -> dict[str, str]:
    return {answer["label"]: answer["words"] for answer in case.answers}


def test_an_office_by_typing_becomes_a_case_with_its_answers(
    王老师: Visitor, database: Database
) -> None:
    王老师.presses_action("city:xinzhou")
    assert "帮我登记" in 王老师.says("我想租一间办公室").buttons
    heard = 王老师.presses("帮我登记")
    assert "为您找合适的场地" in heard.text
    assert "忻州经济开发区管委会" in heard.text
    heard = talk(王老师, "同意", *OFFICE)
    assert "请核对一下" in heard.text
    assert "· 面积：100㎡" in heard.text
    heard = 王老师.presses("提交")
    case = newest_case(database)
    assert f"编号 {case.number}（办公场所申请）" in heard.text
    assert (case.kind, case.city, case.question) == ("service", "xinzhou", "我想租一间办公室")
    assert answers(case) == {
        "城市": "忻州",
        "场地类型": "办公室",
        "面积": "100㎡",
        "使用人数": "八九个人",
        "什么时候要用": "下周三（2026年11月25日）",
        "单位名称": "星光科技",
        "联系人": "王老师",
        "联系电话": "13812345678",
    }
    assert [clause["id"] for clause in case.clauses] == ["xinzhou-2"]


@pytest.mark.parametrize("form", SERVICES)
def test_every_form_goes_from_its_first_question_to_a_case(
    王老师: Visitor, database: Database, form: str
) -> None:
    heard = 王老师.presses_action(f"form:{form}")
    for _ in range(25):
        if "提交" in heard.buttons:
            break
        heard = (
            王老师.presses_action(_some_answer(heard).action)
            if _some_answer(heard)
            else (王老师.says(_typed(heard)))
        )
        if "选好了" in heard.buttons:
            heard = 王老师.presses("选好了")
    assert "请核对一下" in heard.text
    heard = 王老师.presses("提交")
    case = newest_case(database)
    known = packaged_forms().forms[form]
    assert case.service == known.name
    assert case.number in heard.text
    assert answers(case)["联系电话"] == "0350-3012345"
    assert all(answer["words"] for answer in case.answers)
    with database.reading() as session:
        leading = session.get_one(Case, case.id).units[0].name
    assert leading == known.units[case.city][0]


def _some_answer(heard: Heard) -> Choice | None:
    verbs = ("answer:", "pick:")
    return next((choice for choice in heard.choices if choice.action.startswith(verbs)), None)


def _typed(heard: Heard) -> str:
    if "电话" in heard.text and "怎么称呼" not in heard.text:
        return "0350-3012345"
    return "3" if "几" in heard.text and "几句话" not in heard.text else "下周三，星光科技"


def test_who_refuses_hands_in_the_question_alone(王老师: Visitor, database: Database) -> None:
    heard = begin(王老师, consent="不同意")
    assert "办件里只有您的问题" in heard.text
    王老师.presses("提交")
    case = newest_case(database)
    assert answers(case) == {"城市": "忻州"}
    assert case.question == IN_A_SENTENCE


def test_without_a_city_the_city_is_asked_and_one_unit_is_named(
    王老师: Visitor, database: Database
) -> None:
    heard = 王老师.presses_action("form:school")
    assert "哪个城市" in heard.text
    talk(王老师, "晋城", "不同意", IN_A_SENTENCE, "［提交］")
    case = newest_case(database)
    with database.reading() as session:
        named = [unit.name for unit in session.get_one(Case, case.id).units]
    assert case.number.startswith("JC-")
    assert named == ["市教育局", "晋城经济技术开发区"]
    assert "市教育局" in 王老师.says("/cases").text


def test_a_city_in_whose_document_the_service_is_not_is_said(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    heard = 王老师.presses_action("form:talent-card")
    assert "“桐欣英才卡申办”是忻州的文件写的，晋城的文件里没有" in heard.text


def test_a_wrong_number_is_asked_again_with_the_reason(王老师: Visitor) -> None:
    begin(王老师)
    heard = talk(王老师, *OFFICE[:-1], "王老师", "1381234567")
    assert "手机号是11位，您写的是10位，少了1位" in heard.text
    assert "请核对一下，没有问题就提交" in talk(王老师, "0350-3012345").text


def test_a_question_in_between_is_answered_and_the_form_goes_on(王老师: Visitor) -> None:
    begin(王老师)
    heard = 王老师.says("高新技术企业认定奖励多少钱？")
    assert "10万元" in heard.text
    assert "哪一种场地" in heard.replies[-1].text
    talk(王老师, *OFFICE[:4])
    heard = 王老师.says("跳过")
    heard = 王老师.says("技术合同补贴几个点？")
    assert "2%" in heard.text
    assert "特别的要求" in heard.replies[-1].text


def test_one_step_back_and_a_changed_answer_keep_the_rest(
    王老师: Visitor, database: Database
) -> None:
    begin(王老师)
    talk(王老师, "办公室", "100平")
    assert "多大面积" in 王老师.says("上一步").text
    talk(王老师, "200", *OFFICE[2:])
    王老师.presses("改一个回答")
    assert "几个人用" in 王老师.presses("5. 使用人数：八九个人").text
    heard = 王老师.says("12")
    assert "其他回答都留着" in heard.text
    assert "· 使用人数：12人" in heard.text
    王老师.says("提交")
    assert answers(newest_case(database))["面积"] == "200㎡"
    assert answers(newest_case(database))["使用人数"] == "12人"


def test_a_change_that_opens_another_question_asks_it(王老师: Visitor) -> None:
    begin(王老师, "personnel")
    talk(王老师, "职称申报", "2个人", "越快越好", "星光科技", "王老师 13812345678")
    王老师.says("改一个回答")
    王老师.presses("3. 要办什么：职称申报")
    heard = 王老师.says("1、3")
    assert "档案现在在哪里" in heard.text
    assert "· 档案现在在哪：太原市人才中心" in 王老师.says("太原市人才中心").text


def test_pause_and_resume_after_days(王老师: Visitor, clock: Clock) -> None:
    begin(王老师)
    talk(王老师, "办公室")
    assert "都给您留着" in 王老师.says("先停一下").text
    assert "10万元" in 王老师.says("高新技术企业认定奖励多少钱").text
    clock.passes(5 * 24 * 3600)
    assert "多大面积" in 王老师.says("继续").text


def test_restart_in_the_middle(
    王老师: Visitor, database_url: str, knowledge: Knowledge, clock: Clock
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE[:3])
    王老师.database.close()
    reopened = open_database(database_url)
    again = Visitor("王老师", reopened, Specialist(lambda: knowledge, clock))
    assert "请核对一下" in talk(again, *OFFICE[3:]).text
    again.says("提交")
    assert answers(newest_case(reopened))["面积"] == "100㎡"
    reopened.close()


def test_what_was_left_last_time_is_shown_to_be_confirmed(
    王老师: Visitor, database: Database
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE, "［提交］")
    heard = begin(王老师, "health")
    assert "上次您留的是" in heard.text
    assert "· 联系电话：13812345678" in heard.text
    heard = talk(王老师, "对", "团队体检", "10", "越快越好", "没有")
    assert "请核对一下" in heard.text
    王老师.presses("提交")
    assert answers(newest_case(database))["联系人"] == "王老师"


def test_what_was_left_last_time_can_be_deleted(王老师: Visitor) -> None:
    begin(王老师)
    talk(王老师, *OFFICE, "［提交］")
    begin(王老师, "health")
    assert "已经删掉了" in 王老师.presses("删掉，不要记").text
    王老师.presses("不办了") if "不办了" in 王老师.heard[-1].buttons else 王老师.says("不办了")
    assert "上次您留的是" not in begin(王老师, "city-life").text


def test_the_same_request_again_may_be_added_to_the_first(
    王老师: Visitor, database: Database
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE, "［提交］")
    first = newest_case(database)
    heard = 王老师.presses_action("form:office")
    assert f"编号 {first.number}" in heard.text
    王老师.presses("补充到这一件")
    assert "已经加到办件里" in 王老师.says("还要两个车位").text
    王老师.presses_action("form:office")
    talk(王老师, "［另外登记一件］", "不同意", IN_A_SENTENCE, "［提交］")
    assert newest_case(database).number != first.number


def test_a_form_that_was_not_sent_is_offered_again(王老师: Visitor) -> None:
    begin(王老师)
    talk(王老师, "厂房", "先停一下")
    heard = 王老师.presses_action("form:office")
    assert "上次没有填完" in heard.text
    assert "多大面积" in 王老师.presses("继续").text
    王老师.presses_action("form:office")
    assert "个人信息" in 王老师.presses("重新填").text


def test_what_is_to_be_confirmed_is_asked_again_and_no_policy_is_quoted(王老师: Visitor) -> None:
    begin(王老师)
    talk(王老师, *OFFICE, "［提交］")
    begin(王老师, "financing")
    heard = 王老师.says("三五百万吧")
    assert "先看一下上次留的内容" in heard.text
    assert "还用这些吗" in heard.replies[-1].text


def test_a_greeting_is_no_name(王老师: Visitor) -> None:
    begin(王老师)
    talk(王老师, *OFFICE[:6])
    heard = 王老师.says("你好")
    assert "服务专员" in heard.text
    assert "叫什么名字" in heard.replies[-1].text


def test_two_forms_side_by_side(王老师: Visitor, database: Database) -> None:
    begin(王老师)
    talk(王老师, "办公室")
    begin(王老师, "health", consent="不同意")
    heard = 王老师.presses("提交")
    assert "接着填“办公场所申请”" in heard.buttons
    assert "多大面积" in 王老师.presses("接着填“办公场所申请”").text
    assert newest_case(database).service == "健康体检就医"


def test_an_assessment_waits_while_a_form_is_filled_in(王老师: Visitor) -> None:
    王老师.presses_action("assess:xinzhou-7")
    talk(王老师, "高校")
    begin(王老师, consent="不同意")
    heard = 王老师.presses("提交")
    assert "接着刚才的测算" in heard.buttons
    assert "买技术的企业" in 王老师.presses("接着刚才的测算").text


def test_sent_once_however_often_it_is_pressed(王老师: Visitor, database: Database) -> None:
    begin(王老师, consent="不同意")
    send = next(c.action for c in 王老师.heard[-1].choices if c.label == "提交")
    王老师.presses_action(send)
    assert "已经提交了" in 王老师.presses_action(send).text
    with database.reading() as session:
        assert len(session.exec(select(Case)).all()) == 1


def test_giving_up_sends_nothing(王老师: Visitor, database: Database) -> None:
    begin(王老师)
    assert "没有提交" in 王老师.says("算了不办了").text
    with database.reading() as session:
        assert session.exec(select(Case)).all() == []
    assert 王老师.says("高新技术企业认定奖励多少钱").outcome.status == "answered"


def test_a_button_of_an_earlier_question_shows_where_things_stand(王老师: Visitor) -> None:
    begin(王老师)
    early = next(c.action for c in 王老师.heard[-2].choices if c.label.startswith("同意"))
    assert "哪一种场地" in 王老师.presses_action(early).text


def test_somebody_elses_form_is_none(王老师: Visitor, 小李: Visitor) -> None:
    begin(王老师, consent="不同意")
    send = next(c.action for c in 王老师.heard[-1].choices if c.label == "提交")
    assert "已经用不了" in 小李.presses_action(send).text


def test_asking_for_a_person_hands_over_and_keeps_the_form(王老师: Visitor) -> None:
    begin(王老师)
    assert 王老师.says("转人工").outcome.status == "handoff"
    assert "哪一种场地" in 王老师.says("继续").text


def test_a_typed_answer_that_is_edited_reads_otherwise(王老师: Visitor) -> None:
    begin(王老师)
    talk(王老师, "办公室", "100平")
    assert "好的，改好了" in 王老师.says("200平", edited=True).text


def test_required_questions_cannot_be_skipped_kindly(王老师: Visitor) -> None:
    begin(王老师)
    assert "请您填一下" in 王老师.says("不清楚").text


def test_the_group_sees_no_personal_answer_and_the_officer_all_of_them(
    王老师: Visitor, database: Database, clock: Clock
) -> None:
    with database.writing() as session:
        staff(session)
    begin(王老师)
    talk(王老师, *OFFICE, "［提交］")
    with database.writing() as session:
        case = session.exec(select(Case)).one()
        officer = staff_officer(session)
        cases.claim(session, case.id, officer, MORNING)
        answered = cases.answers_of(session, case.id, officer, MORNING)
        parcels = session.exec(select(Parcel)).all()
        group = "\n".join(p.reply.text for p in parcels if p.address == "-100")
    assert "面积：100㎡" in group
    assert "王老师" not in group
    assert "13812345678" not in group
    assert [one.label for one in answered][-2:] == ["联系人", "联系电话"]


def staff_officer(session: Session) -> Officer:
    return session.exec(select(Officer).where(Officer.name == "孙主任")).one()


def test_answers_are_shown_to_the_visitor_and_to_nobody_else(
    王老师: Visitor, 小李: Visitor, database: Database
) -> None:
    begin(王老师)
    talk(王老师, *OFFICE, "［提交］")
    case = newest_case(database)
    assert "· 联系电话：13812345678" in 王老师.presses_action(f"case:{case.id}").text
    小李.says("你好")
    with database.writing() as session, pytest.raises(cases.NotAllowed):
        cases.answers_of(session, case.id, Asker(case.conversation_id + 1), MORNING)


def test_nothing_of_an_earlier_answer_is_lost(王老师: Visitor, database: Database) -> None:
    begin(王老师)
    talk(王老师, "办公室", "上一步", "厂房")
    with database.reading() as session:
        records = session.exec(select(AnswerRecord).order_by(col(AnswerRecord.id))).all()
        interview = session.exec(select(Interview)).one()
    assert [(r.typed, r.superseded) for r in records[-2:]] == [("办公室", True), ("厂房", False)]
    assert interview.form == "office"


WORDS = (
    *(
        "上一步",
        "上一步",
        "改一个回答",
        "不清楚",
        "跳过",
        "先停一下",
        "继续",
        "3",
        "两个",
        "下周三",
        "没有",
    ),
    *(
        "星光科技",
        "王老师 13812345678",
        "0350-3012345",
        "1、2",
        "同意",
        "高新技术企业认定奖励多少钱？",
        "昨天",
    ),
    *("1381234567", "你好", "100平", "300万", "对", "8岁，三年级"),
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(form="office", said=[1, "对"])
@given(
    form=st.sampled_from(SERVICES),
    said=st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 9)), max_size=25),
)
def test_whatever_is_said_the_form_can_be_finished(
    specialist: Specialist, database: Database, form: str, said: list[str | int]
) -> None:
    """Anything typed, or one of the newest buttons: in the end the form goes on and becomes a whole case."""
    visitor = Visitor(f"访客{uuid.uuid4().hex}", database, specialist)
    visitor.presses_action("city:xinzhou" if form != "purchase" else "city:jincheng")
    heard = visitor.presses_action(f"form:{form}")
    for one in said:
        safe = [c for c in heard.choices if not c.action.startswith(("send:", "drop:", "form:"))]
        if isinstance(one, str):
            heard = visitor.says(one)
        elif one < len(safe):
            heard = visitor.presses_action(safe[one].action)
    heard = visitor.presses_action(f"form:{form}")
    if "另外登记一件" in heard.buttons:  # a typed 对 over the filled form has submitted it
        heard = visitor.presses("另外登记一件")
    if "继续" in heard.buttons:
        heard = visitor.presses("继续")
    for _ in range(40):
        if "提交" in heard.buttons:
            break
        heard = _goes_on(visitor, heard)
    heard = visitor.presses("提交")
    number = re.search(r"[XJ][ZC]-\d{8}-\d{4,}", heard.text)
    assert number, heard.text
    with database.reading() as session:
        case = session.exec(select(Case).where(Case.number == number[0])).one()
    assert case.service == packaged_forms().forms[form].name
    assert all(answer["words"] for answer in case.answers)


def _goes_on(visitor: Visitor, heard: Heard) -> Heard:
    """Confirm, tick and go on, press the first answer, or type one."""
    for label in ("对，还是这样", "继续"):
        if label in heard.buttons:
            return visitor.presses(label)
    if any(label.startswith("✓") for label in heard.buttons):
        return visitor.presses("选好了")
    chosen = _some_answer(heard)
    return visitor.presses_action(chosen.action) if chosen else visitor.says(_typed(heard))
