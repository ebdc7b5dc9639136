"""What a visitor reads of an answer: remarks, the compared cells, several matters, names on buttons, apologies."""

from __future__ import annotations

import pytest

from bot import replies
from bot.wording import case_phrases, outright_phrases, phrases
from bot.wording.outright_phrases import first_sentence
from knowledge.answering import Answer, Knowledge
from knowledge.decisions import Status
from knowledge.outright import Outright
from knowledge.settling import Matter
from tests.conftest import Visitor


def test_who_is_not_paid_reads_that_first(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    heard = 王老师.says("我们是买技术的企业，从大学买的专利，给我们补吗")
    first = heard.replies[0].blocks[0].text
    assert first.startswith("这笔补贴给卖技术的高校、科研院所")
    assert heard.text.count("买技术的企业") == 1


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("给企业还是给个人", "是给引进人才的企业（按每人计算）的，不是直接给个人。"),
        ("签两年合同行不行", "不行，文件写明要签订3年以上劳动合同。"),
        ("最高就是一定给这么多吗", "不一定，文件写的是每人最高2000元/月，5年内。"),
    ],
)
def test_who_wants_a_yes_or_a_no_reads_it_first(王老师: Visitor, asked: str, first: str) -> None:
    王老师.says("晋城博士租房补多少")
    heard = 王老师.says(asked)
    assert heard.replies[0].blocks[0].text == first
    assert heard.outcome.clauses[0] == "jincheng-14"
    assert "签订3年以上劳动合同" in heard.text


def test_of_two_cities_each_has_its_yes_or_no(王老师: Visitor) -> None:
    王老师.says("技术交易补多少")
    heard = 王老师.says("给企业还是给个人")
    assert "忻州：是给" in heard.text
    assert phrases.NOTHING_NEW not in heard.text


def test_every_verdict_has_its_sentence() -> None:
    told = set(outright_phrases.SAYINGS)
    assert {matter for matter, _ in told} == set(Matter)
    assert all(
        first_sentence(Outright(*key, "某某", "xinzhou-1")).count("某某") == 1 for key in told
    )


def test_two_matters_are_two_short_answers(王老师: Visitor) -> None:
    王老师.presses_action("city:jincheng")
    heard = 王老师.says("博士生活补贴多少，还想问问启动资金最多给多少")
    assert len(heard.replies) == 2
    assert "1000-5000元/月" in heard.replies[0].text
    assert heard.replies[1].text.startswith(phrases.SECOND)
    assert "50万元" in heard.replies[1].text
    assert heard.outcome.clauses[:2] == ("jincheng-13", "jincheng-3")


def test_a_service_beside_a_question_is_offered_too(王老师: Visitor) -> None:
    王老师.presses_action("city:xinzhou")
    heard = 王老师.says("高企奖励多少，另外请帮我申请一套人才公寓")
    assert "10万元" in heard.text
    assert "人才公寓申请" in heard.text
    assert phrases.TAKE_IN in heard.buttons


def test_who_waits_for_money_hears_an_apology_and_the_clause(王老师: Visitor) -> None:
    heard = 王老师.says("高企奖励拖了一年了还不给")
    assert heard.text.startswith(phrases.WAITING)
    assert heard.outcome.clauses[0] == "xinzhou-21"
    assert phrases.OFFICER in heard.buttons


def test_who_waits_for_whatever_money_is_offered_a_person_and_keeps_the_words(
    王老师: Visitor,
) -> None:
    heard = 王老师.says("说好的10万奖励一年了都没给")
    assert (heard.text, heard.buttons) == (phrases.WAITING_FOR_WHAT, [phrases.OFFICER])
    assert "已为您登记" in 王老师.presses(phrases.OFFICER).text


def test_the_compared_cells_keep_ceilings_and_terms_apart(王老师: Visitor) -> None:
    table = _table(王老师.says("忻州和晋城的租房补贴、租金补贴有什么不同"))
    ceilings, terms = table.get("封顶", ()), table["期限和次数"]
    assert not [cell for cell in ceilings if cell.startswith(("5年内", "一次性", "最长"))]
    assert any("最长不超过3年" in cell or "5年内" in cell for cell in terms)


def _table(heard: object) -> dict[str, tuple[str, ...]]:
    blocks = [block for reply in heard.replies for block in reply.blocks]  # type: ignore[attr-defined]
    rows = next(block.rows for block in blocks if block.kind == "table")
    return {row[0]: tuple(row[1:]) for row in rows}


def test_a_choice_is_in_the_visitors_words(knowledge: Knowledge) -> None:
    unsure = Answer(Status.CLARIFY, ranked=("xinzhou-16", "xinzhou-21"))
    rows = replies.clarify(unsure, knowledge).choices
    assert [row[0].label for row in rows[:2]] == ["上市、挂牌奖励", "高企、专精特新奖励"]


def test_amounts_are_told_without_jargon(王老师: Visitor) -> None:
    text = 王老师.says("忻州高企奖励多少").text
    assert "怎么算：固定金额" in text
    assert "定额" not in text.replace("固定金额", "")


def test_the_greeting_tells_that_it_answers_by_itself_and_people_stand_behind(
    王老师: Visitor,
) -> None:
    text = 王老师.says("/start").text
    assert "自动应答" in text
    assert "工作人员" in text


def test_no_other_city_is_spoken_of_when_none_is_set(王老师: Visitor) -> None:
    for asked in ("高企奖励多少", "博士租房补多少", "科技保险补多少"):
        assert "的文件里没有写这一项" not in 王老师.says(asked).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("可以看", case_phrases.READING_ALLOWED),
        ("让他们看吧", case_phrases.READING_ALLOWED),
        ("只看问题", case_phrases.READING_REFUSED),
        ("别看。", case_phrases.READING_REFUSED),
    ],
)
def test_consent_may_be_typed(王老师: Visitor, typed: str, told: str) -> None:
    王老师.says("请转人工")
    assert 王老师.says(typed).text == told


def test_consent_is_not_read_into_words_when_nothing_was_asked(王老师: Visitor) -> None:
    assert case_phrases.READING_ALLOWED not in 王老师.says("可以看").text


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("忻州厂房租金补贴", "最多几年"),
        ("忻州博士能拿多少", "合同要签几年"),
        ("忻州新三板奖多少", "钱给谁"),
        ("忻州新三板奖多少", "那差不多30万吧"),
        ("晋城博士租房补多少", "最高3000是吧"),
    ],
)
def test_a_short_question_on_the_same_clause_is_answered(
    王老师: Visitor, first: str, then: str
) -> None:
    clause = 王老师.says(first).outcome.clauses[0]
    heard = 王老师.says(then)
    assert phrases.NOTHING_NEW not in heard.text
    assert heard.outcome.clauses[0] == clause


def test_who_plans_to_come_is_welcomed(王老师: Visitor) -> None:
    heard = 王老师.says("我是在荷兰搞光刻的，姓李，打算明年回国")
    assert heard.text.startswith(phrases.WELCOME)
    assert "测一测能拿多少" in heard.buttons


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("科技保险这块，忻州和晋城哪家真给钱", phrases.COMPARED),
        ("技术交易补多少", phrases.COMPARED),
        ("每年评10个人给多少", phrases.COMPARED_NEAREST),
    ],
)
def test_what_is_merely_nearest_in_both_cities_is_said_to_be_so(
    王老师: Visitor, asked: str, said: str
) -> None:
    assert said in 王老师.says(asked).text
