"""What is nowhere written is said to be so, and nothing else is."""

from __future__ import annotations

import pytest

from knowledge.answering import Knowledge
from knowledge.deciding import Status
from knowledge.publishing import HOME, read_phrasings
from knowledge.unstated import read_aspects

ASPECTS = read_aspects(HOME / "vocabulary" / "unstated.toml")
ASKED = [
    ("领高企奖励要带营业执照原件吗", "xinzhou", "需要提交哪些材料"),
    ("管租金补贴的科室座机号给我一下", "xinzhou", "联系电话或其他联系方式"),
    ("市科技局管保费补贴的科室，电话是多少", "xinzhou", "联系电话或其他联系方式"),
    ("奖励公示完了，几天能进账", "jincheng", "办理或到账需要多长时间"),
    ("购房补贴要不要缴个税", "jincheng", "税务处理"),
    ("创业贷款一年利息几个点", "jincheng", "贷款的利率"),
    ("博士都五十二岁了，项目资助有没有年龄限制", "jincheng", "有没有年龄限制"),
    ("软件著作权登记一件奖多少", "xinzhou", "您说的这个名目"),
]


@pytest.mark.parametrize(("question", "city", "says"), ASKED)
def test_what_no_clause_states_is_said_to_be_unstated(
    knowledge: Knowledge, question: str, city: str, says: str
) -> None:
    answer = knowledge.answer(question, city, {})
    assert (answer.status, answer.why, answer.unstated) == (
        Status.NOT_IN_POLICY,
        "unstated",
        says,
    )
    assert answer.ranked, "the nearest clauses, whose units can be asked"


STATED = [
    ("企业开办要花钱吗，收费标准是多少", "xinzhou", "xinzhou-1"),
    ("启动资金能不能拿来发工资", "jincheng", "jincheng-3"),
    ("研发奖励的钱用途有限制吗", "xinzhou", "xinzhou-20"),
    ("每年评选几个优秀技术转移个人", "xinzhou", "xinzhou-11"),
    ("执照最快多久能办下来", "xinzhou", "xinzhou-1"),
]


@pytest.mark.parametrize(("question", "city", "clause"), STATED)
def test_what_a_clause_states_is_answered(
    knowledge: Knowledge, question: str, city: str, clause: str
) -> None:
    answer = knowledge.answer(question, city, {})
    assert (answer.status, answer.ranked[0]) == (Status.ANSWERED, clause)


@pytest.mark.parametrize(
    "question", ["高新技术企业认定给多少钱，要交哪些材料", "高企奖多少要交什么材料"]
)
def test_beside_an_answer_it_is_a_remark(knowledge: Knowledge, question: str) -> None:
    answer = knowledge.answer(question, "xinzhou", {})
    assert (answer.status, answer.ranked[0]) == (Status.ANSWERED, "xinzhou-21")
    assert answer.unstated == "需要提交哪些材料"


def test_most_phrasings_that_ask_an_aspect_are_recognised(knowledge: Knowledge) -> None:
    names = {aspect.name for aspect in ASPECTS.every}
    asking = [
        (phrasing.utterance, label.removeprefix("asks:"))
        for phrasing in read_phrasings(HOME / "phrasings")
        for label in phrasing.labels
        if label.startswith("asks:")
    ]
    assert {name for _, name in asking} == names
    known = [question for question, _ in asking if _asks(knowledge, question)]
    assert len(known) / len(asking) > 0.9


def test_hardly_an_answerable_phrasing_is_taken_for_one(knowledge: Knowledge) -> None:
    false = []
    answerable = [p for p in read_phrasings(HOME / "phrasings") if p.labels[0][-1].isdigit()]
    for phrasing in answerable:
        clauses = [knowledge.clause(clause) for clause in phrasing.labels]
        found, _ = ASPECTS.look(_read(knowledge, phrasing.utterance), clauses)
        if found and not found.beside:
            false.append(phrasing.utterance)
    assert len(false) / len(answerable) < 0.01, false


def _read(knowledge: Knowledge, question: str) -> str:
    return knowledge.spellings.read(knowledge.language.plain(question), knowledge.language)


def _asks(knowledge: Knowledge, question: str) -> bool:
    bare = _read(knowledge, question).replace(" ", "")
    return any(aspect.asked(bare) for aspect in ASPECTS.every)


FALSE_ALARMS = [
    ("俺们造了台机器，全国找不出第二家，人家嫌没有先例不肯买，咋弄", "jincheng", "jincheng-10"),
    ("手续我们一概不懂，刚进谷的团队有没有一个人从头跟到尾帮着办", "xinzhou", "xinzhou-2"),
]


@pytest.mark.parametrize(("question", "city", "clause"), FALSE_ALARMS)
def test_words_alone_do_not_make_a_question_one_that_is_nowhere_answered(
    knowledge: Knowledge, question: str, city: str, clause: str
) -> None:
    answer = knowledge.answer(question, city, {})
    assert answer.why != "unstated"
    assert answer.cited == (clause,)
