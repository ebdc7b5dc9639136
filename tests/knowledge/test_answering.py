"""What an answer heeds besides the subject: sides, levels, moods, several matters, what was said before."""

from __future__ import annotations

import tomllib

import pytest

from knowledge.answering import Answer, Knowledge
from knowledge.decisions import Status
from knowledge.levels import OtherLevels
from knowledge.publishing import HOME

SIDES = [
    ("我们是买技术的企业，从大学买的专利，给我们补吗", "xinzhou", "xinzhou-7", "买技术的企业"),
    ("我们是房东，厂房租给园里企业，有补贴吗", "xinzhou", "xinzhou-6", "出租的一方"),
    ("引进人才的奖励是给我个人的吗", "jincheng", "jincheng-11", "没有写给人才本人"),
    ("生活补贴是打给员工本人吗", "jincheng", "jincheng-13", "给予企业、按每人计算"),
    ("我们是保险公司，卖科技保险有补贴吗", "xinzhou", "xinzhou-17", "买保险的科技型企业"),
    ("培训费是单位出的钱，能补一半吗", "xinzhou", "xinzhou-11", "自费参加培训"),
]


@pytest.mark.parametrize(("question", "city", "clause", "told"), SIDES)
def test_who_is_not_paid_is_told_so(
    knowledge: Knowledge, question: str, city: str, clause: str, told: str
) -> None:
    answer = knowledge.answer(question, city, {})
    assert answer.ranked[0] == clause
    assert len(answer.remarks) == 1
    assert told in answer.remarks[0]


PAID = [
    ("高校把技术转让给园里企业，按几成补", "xinzhou"),
    ("我们企业买了大学的专利，配套给多少", "jincheng"),
    ("我们租厂房，租金能补多少", "xinzhou"),
    ("引进一名全职高层次人才，单位能拿多少", "jincheng"),
]


@pytest.mark.parametrize(("question", "city"), PAID)
def test_who_is_paid_hears_no_remark(knowledge: Knowledge, question: str, city: str) -> None:
    assert knowledge.answer(question, city, {}).remarks == ()


def test_every_payee_and_name_is_of_a_clause(knowledge: Knowledge) -> None:
    clauses = {clause.id for clause in knowledge.clauses}
    assert set(knowledge.payees.unpaid) <= clauses
    assert set(knowledge.names) == clauses
    assert max(map(len, knowledge.names.values())) <= 14
    listed = tomllib.loads((HOME / "vocabulary" / "payees.toml").read_text(encoding="utf-8"))
    used = {role for entry in listed["paid"] for role in entry["not_paid"]}
    assert used == set(listed["roles"])


LEVELS = [
    (
        "省级重点实验室给多少经费",
        "xinzhou",
        OtherLevels("xinzhou-8", "重点实验室", ("省",), ("市",)),
    ),
    (
        "市级孵化器奖励多少",
        "jincheng",
        OtherLevels("jincheng-6", "孵化器", ("市",), ("国家", "省")),
    ),
]


@pytest.mark.parametrize(("question", "city", "other"), LEVELS)
def test_another_level_is_no_answer_but_a_reason(
    knowledge: Knowledge, question: str, city: str, other: OtherLevels
) -> None:
    answer = knowledge.answer(question, city, {})
    assert (answer.status, answer.other_levels) == (Status.NOT_IN_POLICY, other)
    assert answer.ranked[0] == other.clause


def test_the_provinces_own_award_is_not_the_citys(knowledge: Knowledge) -> None:
    answer = knowledge.answer("省里自己给的那份奖励是多少", "jincheng", {})
    assert answer.status is Status.NOT_IN_POLICY
    assert "省里" in answer.unstated


def test_a_level_that_is_named_singles_out_its_sentence(knowledge: Knowledge) -> None:
    told = knowledge.answer("省级企业技术中心补多少", "xinzhou", {}).plain
    assert [gist.amount for gist in told] == ["10万元"]


def test_what_a_clause_leaves_open_is_said_when_it_is_named(knowledge: Knowledge) -> None:
    told = knowledge.answer("孩子上高中能安排学校吗", "jincheng", {}).plain
    assert any("高中没有写" in gist.says for gist in told)


@pytest.mark.parametrize("typed", ["不知道", "我也不清楚", "看不懂啊", "随便吧"])
def test_a_shrug_is_no_question(knowledge: Knowledge, typed: str) -> None:
    subject = {"question": "高企奖多少", "clauses": ["xinzhou-21"]}
    answer = knowledge.answer(typed, None, subject)
    assert (answer.status, answer.why) == (Status.SMALLTALK, "shrug")


def test_a_complaint_about_a_known_award_cites_it(knowledge: Knowledge) -> None:
    answer = knowledge.answer("高企奖励拖了一年了还不给", "xinzhou", {})
    assert (answer.status, answer.why, answer.cited) == (
        Status.ANSWERED,
        "complaint",
        ("xinzhou-21",),
    )
    assert answer.complains


def test_a_complaint_about_whatever_award_cites_none(knowledge: Knowledge) -> None:
    answer = knowledge.answer("说好的10万奖励一年了都没给", "xinzhou", {})
    assert (answer.status, answer.why, answer.cited) == (Status.HANDOFF, "complaint", ())


def _cited(answer: Answer) -> list[str]:
    return [one.cited[0] for one in (answer, *answer.others) if one.cited]


def test_two_matters_get_two_answers(knowledge: Knowledge) -> None:
    answer = knowledge.answer("新三板挂牌给多少，另外技术交易补多少", "xinzhou", {})
    assert _cited(answer) == ["xinzhou-16", "xinzhou-7"]


def test_three_matters_get_three(knowledge: Knowledge) -> None:
    asked = "新三板挂牌给多少，另外技术交易补多少，还有高企奖励多少"
    assert set(_cited(knowledge.answer(asked, "xinzhou", {}))) == {
        "xinzhou-16",
        "xinzhou-7",
        "xinzhou-21",
    }


def test_a_matter_and_a_wish_get_both(knowledge: Knowledge) -> None:
    answer = knowledge.answer("高企奖励多少，另外请帮我申请一套人才公寓", "xinzhou", {})
    both = (answer, *answer.others)
    assert {one.service for one in both} == {None, "人才公寓申请"}
    assert "xinzhou-21" in _cited(answer)


@pytest.mark.parametrize(
    "question", ["还有别的补贴吗", "高企奖励多少，还有呢", "专精特新还有小巨人分别奖多少"]
)
def test_one_matter_is_not_parted(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, "xinzhou", {}).others == ()


def test_ones_own_job_after_a_childs_school_is_the_spouses(knowledge: Knowledge) -> None:
    subject = {"question": "孩子能转学过去吗", "clauses": ["xinzhou-2"]}
    answer = knowledge.answer("我的工作也能解决吗", "xinzhou", subject)
    assert answer.ranked[0] == "xinzhou-2"
    assert "配偶就业" in answer.plain[0].says


def test_the_other_city_is_asked_the_same_and_may_have_none(knowledge: Knowledge) -> None:
    subject = {"question": "高新技术企业认定奖励多少", "clauses": ["xinzhou-21"]}
    answer = knowledge.answer("晋城呢", "xinzhou", subject)
    assert (answer.status, answer.why) == (Status.NOT_IN_POLICY, "other city")
    assert answer.cities == ("jincheng",)


def test_another_citys_programme_is_out_of_scope_whatever_the_tone(knowledge: Knowledge) -> None:
    answer = knowledge.answer("太原晋创谷对海归有没有 sign-on bonus", None, {})
    assert (answer.status, answer.place) == (Status.OUT_OF_SCOPE, "太原")


@pytest.mark.parametrize("typed", ["请转专员，我们老板想谈合作", "转人工", "麻烦转一下真人"])
def test_who_says_outright_that_they_want_a_person_gets_one(
    knowledge: Knowledge, typed: str
) -> None:
    answer = knowledge.answer(typed, "xinzhou", {})
    assert (answer.status, answer.why) == (Status.HANDOFF, "person")


def test_words_that_only_compare_are_not_what_is_asked(knowledge: Knowledge) -> None:
    answer = knowledge.answer("两市的企业代办有什么不同", None, {})
    assert (answer.status, set(answer.cited)) == (Status.COMPARE, {"xinzhou-1", "jincheng-1"})


def test_an_amount_that_is_asked_comes_before_what_is_left_open(knowledge: Knowledge) -> None:
    told = knowledge.answer("两市引进高层次人才奖多少", None, {}).plain
    amounts = [gist.amount for gist in told if gist.clause == "jincheng-11"]
    assert "每引进一人最高20万元" in amounts


def test_a_wish_for_nothing_on_the_list_is_no_service(knowledge: Knowledge) -> None:
    assert knowledge.answer("帮我想个班会主题", None, {}).service is None


BROAD = ["企业有什么奖励", "你们有哪些补贴", "能给多少钱呀", "园区有什么优惠政策"]


@pytest.mark.parametrize("question", BROAD)
@pytest.mark.parametrize("city", ["xinzhou", "jincheng", None])
def test_words_that_fit_many_clauses_are_asked_back_once(
    knowledge: Knowledge, question: str, city: str | None
) -> None:
    answer = knowledge.answer(question, city, {})
    assert (answer.status, len(answer.ranked)) == (Status.CLARIFY, 3)
    assert knowledge.answer(question, city, {"asked_back": True}).status is not Status.CLARIFY


@pytest.mark.parametrize("question", ["高企有什么奖励", "企业租房有补贴吗", "博士给多少钱"])
def test_words_that_name_a_matter_are_not_too_broad(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, None, {}).status is not Status.CLARIFY


def test_in_a_conversation_the_amount_alone_goes_on_from_the_matter(knowledge: Knowledge) -> None:
    subject = {"question": "高企认定有奖励吗", "clauses": ["xinzhou-21"]}
    assert knowledge.answer("能给多少钱", "xinzhou", subject).status is Status.ANSWERED


INTRODUCED = [
    "我们是做光伏组件的，刚从西安把团队搬来，八个人，想问问能给点啥",
    "俺们是搞食用菌加工的小厂，都有哪些好处",
    "我们公司是做陶瓷的，想问问有没有什么扶持",
]


@pytest.mark.parametrize("city", ["xinzhou", "jincheng", None])
@pytest.mark.parametrize("question", INTRODUCED)
def test_who_asks_in_general_what_there_is_for_them_is_asked_back(
    knowledge: Knowledge, question: str, city: str | None
) -> None:
    answer = knowledge.answer(question, city, {})
    assert (answer.status, answer.explanation and answer.explanation.decision.why) == (
        Status.CLARIFY,
        "introduced",
    )


@pytest.mark.parametrize(
    "question",
    ["忻州晋城哪个给的多", "去哪个城市划算", "两个城市哪边政策好", "忻州和晋城的补贴有什么不同"],
)
def test_which_city_is_better_depends_on_the_team(knowledge: Knowledge, question: str) -> None:
    answer = knowledge.answer(question, None, {})
    assert (answer.status, answer.cities) == (Status.CLARIFY, ("xinzhou", "jincheng"))


@pytest.mark.parametrize("question", ["忻州晋城哪个高企奖励多", "两个城市租房补贴哪边高"])
def test_which_city_is_better_at_something_is_compared(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question, None, {}).status is Status.COMPARE


def test_who_names_a_matter_besides_is_answered(knowledge: Knowledge) -> None:
    question = "我们是做传感器的，今年刚评上高新技术企业，有多少奖励"
    assert knowledge.answer(question, "xinzhou", {}).ranked[0] == "xinzhou-21"


@pytest.mark.parametrize("letters", ["有没有问问的些都想知道", "没有有想问问问一下"])
def test_words_without_end_take_no_time_to_look_at(knowledge: Knowledge, letters: str) -> None:
    moods = knowledge.moods
    assert not moods.is_broad("我是做" + letters * 40 + "了鱼")
    assert not moods.introduces("我是做" + letters * 40 + "了鱼")


@pytest.mark.parametrize("question", ["孩子转学要带什么材料", "小孩上学找谁办，电话多少"])
def test_what_to_bring_for_a_service_is_asked_of_those_who_give_it(
    knowledge: Knowledge, question: str
) -> None:
    answer = knowledge.answer(question, "xinzhou", {})
    assert answer.status is Status.NOT_IN_POLICY
    assert answer.ranked[0] == "xinzhou-2"


@pytest.mark.parametrize(
    ("question", "city", "why"),
    [
        ("那市级的孵化器呢", "jincheng", "level"),
        ("国家级新型研发机构奖多少", None, "level"),
        ("县级众创空间给补贴吗", None, "level"),
        ("市级孵化器里的企业租办公室有补贴吗", "xinzhou", "best"),
        ("省级新型研发机构呢", None, "best"),
    ],
)
def test_a_level_that_is_nowhere_written_is_told_so_only_when_nothing_else_is_asked(
    knowledge: Knowledge, question: str, city: str | None, why: str
) -> None:
    answer = knowledge.answer(question, city, {})
    assert answer.why == why
    assert (answer.status is Status.NOT_IN_POLICY) == (why == "level")
    assert (answer.other_levels is not None) == (why == "level")


def test_who_asks_for_all_of_a_kind_gets_all(knowledge: Knowledge) -> None:
    answer = knowledge.answer("忻州的上市挂牌奖励都有哪些", None, {})
    assert answer.cited == ("xinzhou-16",)
    assert len([gist for gist in answer.plain if gist.amount]) > 3
