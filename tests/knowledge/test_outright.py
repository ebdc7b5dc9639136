"""A question that wants a yes or a no gets one first, where its clause leaves no doubt; else none."""

from __future__ import annotations

import pytest

from knowledge.answering import Knowledge
from knowledge.decisions import Status
from knowledge.settling import Matter, Verdict

YES, NO, DEPENDS = Verdict.YES, Verdict.NO, Verdict.DEPENDS
RENT, START, OFFICE, HIGH_TECH, INSURANCE = (
    ("晋城博士租房补多少", "jincheng-14"),
    ("晋城启动资金给多少", "jincheng-3"),
    ("忻州办公室租金补贴怎么给", "xinzhou-6"),
    ("忻州高企奖多少", "xinzhou-21"),
    ("忻州买科技保险补多少", "xinzhou-17"),
)


def after(knowledge: Knowledge, before: tuple[str, str], question: str) -> tuple[str, ...] | None:
    """What is said outright to a question that goes on from another; None when nothing is."""
    asked, clause = before
    subject = {"question": asked, "clauses": [clause], "asked_back": False}
    answer = knowledge.answer(question, None, subject)
    assert answer.cited == (clause,)
    return next(((one.matter, one.verdict, one.stated) for one in answer.outright), None)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        (RENT, "给企业还是给个人", (Matter.EITHER, YES, "引进人才的企业（按每人计算）")),
        (RENT, "签两年合同行不行", (Matter.CONTRACT, NO, "3年以上劳动合同")),
        (RENT, "签了3年的合同可以吗", (Matter.CONTRACT, YES, "3年以上劳动合同")),
        (RENT, "社保才交了四个月够吗", (Matter.INSURED, NO, "6个月以上社会保险")),
        (RENT, "社保交了8个月行吗", (Matter.INSURED, YES, "6个月以上社会保险")),
        (RENT, "最高就是一定给这么多吗", (Matter.PROMISED, DEPENDS, "每人最高2000元/月，5年内")),
        (
            START,
            "最高还是一定给",
            (Matter.PROMISED, DEPENDS, "最高50万元，占比不得高于实缴资金的50%"),
        ),
        (START, "是50万对吧", (Matter.AMOUNT, DEPENDS, "最高50万元，占比不得高于实缴资金的50%")),
        (RENT, "那最高3000是吧", (Matter.AMOUNT, NO, "每人最高2000元/月，5年内")),
        (RENT, "每月2000吗", (Matter.AMOUNT, DEPENDS, "每人最高2000元/月，5年内")),
        (INSURANCE, "是80%吧", (Matter.SHARE, NO, "保费的50%，每家企业每年最高20万元")),
        (INSURANCE, "是一半吧", (Matter.SHARE, YES, "保费的50%，每家企业每年最高20万元")),
        (HIGH_TECH, "是不是分两年给", (Matter.PARTED, NO, "一次性")),
        (HIGH_TECH, "分三次发吗", (Matter.PARTED, NO, "一次性")),
        (INSURANCE, "补五成对吗", (Matter.SHARE, YES, "保费的50%，每家企业每年最高20万元")),
        (START, "给60万对吧", (Matter.AMOUNT, NO, "最高50万元，占比不得高于实缴资金的50%")),
        (OFFICE, "先交钱还是后补", (Matter.PREPAID, YES, "先缴后补")),
        (HIGH_TECH, "是10万对吧", (Matter.AMOUNT, YES, "10万元，一次性")),
        (HIGH_TECH, "是二十万吧", (Matter.AMOUNT, NO, "10万元，一次性")),
        (HIGH_TECH, "一定给这么多吗", (Matter.PROMISED, YES, "10万元，一次性")),
        (HIGH_TECH, "每年都有吗", (Matter.YEARLY, NO, "一次性")),
        (HIGH_TECH, "个人能申请吗", (Matter.PERSON_MAY, NO, "入驻“晋创谷·忻州”平台的企业")),
        (INSURANCE, "最多20万对吧", (Matter.AMOUNT, YES, "保费的50%，每家企业每年最高20万元")),
        (INSURANCE, "最多10万对吧", (Matter.AMOUNT, NO, "保费的50%，每家企业每年最高20万元")),
    ],
)
def test_a_short_question_gets_its_yes_or_no_of_the_clause_spoken_of(
    knowledge: Knowledge, before: tuple[str, str], question: str, said: tuple[str, ...]
) -> None:
    assert after(knowledge, before, question) == said


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (START, "个人能申请吗"),  # 创新主体 may be anybody
        (START, "签两年合同行不行"),
        (RENT, "是5-35万对吧"),
        (HIGH_TECH, "是1.5万对吧"),
        (INSURANCE, "每月最多20万对吧"),
        (("晋城毕业生创业给多少", "jincheng-12"), "是50万对吧"),
        (("晋城毕业生创业给多少", "jincheng-12"), "一定给这么多吗"),
        (HIGH_TECH, "先交钱还是后补"),
        (("晋城孵化器有奖励吗", "jincheng-6"), "是20万对吧"),
        (("忻州专精特新奖多少", "xinzhou-21"), "是20万对吧"),
        (("晋城毕业生创业能贷多少", "jincheng-12"), "是100万对吧"),
        (("晋城新型研发机构给多少", "jincheng-5"), "一定给这么多吗"),
    ],
)
def test_what_the_clause_leaves_open_gets_none(
    knowledge: Knowledge, before: tuple[str, str], question: str
) -> None:
    assert after(knowledge, before, question) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "忻州技术经纪人培训费报销30%对吗",
            (Matter.SHARE, NO, "培训费的50%，每人每年最高5000元"),
        ),
        ("晋城买房给35万吗", (Matter.AMOUNT, DEPENDS, "每人5-35万元，5年内")),
        ("忻州省级企业技术中心是20万对吧", (Matter.AMOUNT, NO, "10万元")),
        (
            "晋城生活补贴是给我个人的吗",
            (Matter.PERSON, NO, "引进人才的企业（按每人计算）"),
        ),
        (
            "忻州技术经纪人培训费补贴给个人还是给单位",
            (Matter.EITHER, NO, "自费参加技术转移高端培训的技术经纪（经理）人"),
        ),
    ],
)
def test_a_whole_question_gets_it_too(
    knowledge: Knowledge, question: str, said: tuple[str, ...]
) -> None:
    (found,) = knowledge.answer(question, None, {}).outright
    assert (found.matter, found.verdict, found.stated) == said


@pytest.mark.parametrize(
    "question",
    [
        "外地企业能申请高企奖励吗",
        "技术交易额50万给吗",
        "投了50万研发给多少",
        "高企奖多少",
        "租房合同签了3年可以吗",
        "签了两年租房合同行吗",
        "社保断了2个月行吗",
        "我们占股20%行吗",
        "研发投入占营收的5%吧",
    ],
)
def test_what_only_sounds_so_gets_none(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, "xinzhou", {}).outright == ()


@pytest.mark.parametrize("question", ["毕业生创业给50万吗", "引进高层次人才给20万对吧"])
def test_a_sum_that_is_one_of_several_is_not_confirmed(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, "jincheng", {}).outright == ()


def test_each_city_gets_its_own(knowledge: Knowledge) -> None:
    subject = {"question": "技术交易补多少", "clauses": ["xinzhou-7", "jincheng-8"]}
    said = knowledge.answer("是50万对吧", None, subject).outright
    assert {(one.clause, one.verdict) for one in said} == {
        ("xinzhou-7", NO),
        ("jincheng-8", DEPENDS),
    }


@pytest.mark.parametrize("question", ["个人能申请吗", "是50万对吧", "先交钱还是后补"])
def test_with_nothing_before_it_one_is_asked_what_is_meant(
    knowledge: Knowledge, question: str
) -> None:
    answer = knowledge.answer(question, "xinzhou", {})
    assert (answer.status, answer.why) == (Status.CLARIFY, "broad")


GUESSED = [
    ("小巨人30万对吧", "xinzhou", Verdict.NO, "20万元"),
    ("小巨人奖20万是吧", "xinzhou", Verdict.YES, "20万元"),
    ("新三板50万对不对", "xinzhou", Verdict.NO, "30万元"),
    ("高企奖励5万吧", "xinzhou", Verdict.NO, "10万元"),
]


@pytest.mark.parametrize(("question", "city", "verdict", "stated"), GUESSED)
def test_a_sum_guessed_right_behind_its_name_is_judged(
    knowledge: Knowledge, question: str, city: str, verdict: Verdict, stated: str
) -> None:
    [said] = knowledge.answer(question, city, {}).outright
    assert said.verdict is verdict
    assert stated in said.stated


@pytest.mark.parametrize("question", ["我们研发花了300万对吧", "设备投了80万是吧"])
def test_a_sum_of_the_askers_own_is_not_judged(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, "xinzhou", {}).outright == ()


def test_a_guess_at_another_level_is_judged_by_that_level(knowledge: Knowledge) -> None:
    asked = {"question": "小巨人奖多少", "clauses": ["xinzhou-21"]}
    answer = knowledge.answer("省的是15万吧", "xinzhou", asked)
    assert answer.cited == ("xinzhou-21",)
    assert all("10万元" in said.stated for said in answer.outright)
    assert any("10万元" in gist.says for gist in answer.plain)
    assert not any("20万元" in gist.says for gist in answer.plain)
