"""The form of `assess`: fixed keys, whole yuan as ints, one bad line does not stop the others."""

from datetime import date

import pytest

from dialogs.assessing import UnknownMeasure, as_dict, assess, assess_lines
from dialogs.facts import UnknownFact

PRIZE = {
    "奖项": "中国创新创业大赛山西赛区二等奖",
    "入驻地": "晋创谷·忻州",
    "申请日期": "2026-05-20",
}


def test_a_verdict_has_the_six_keys(definitions):
    [found] = assess(PRIZE, definitions, ["xinzhou-24-c"])
    assert as_dict(found) == {
        "measure": "xinzhou-24-c",
        "outcome": "eligible",
        "amount_yuan": 30000,
        "amount_is_upper_bound": False,
        "because": [
            {
                "clause": "xinzhou-0",
                "words": "适用主体为“晋创谷·忻州”内引进或培育的科创团队、平台及企业等",
            },
            {"clause": "xinzhou-0", "words": "本措施自2025年1月14日起施行，有效期5年"},
            {"clause": "xinzhou-24", "words": "对获得中国创新创业大赛山西赛区一、二、三等奖的项目"},
            {"clause": "xinzhou-24", "words": "分别奖励5万元、3万元、1万元"},
        ],
        "missing": [],
    }


def test_broken_yuan_are_a_float(definitions):
    [found] = assess(
        {
            "奖项": "中国创新创业大赛奖项",
            "省奖励金额元": 1234.5,
            "入驻地": "晋创谷·忻州",
            "申请日期": "2026-05-20",
        },
        definitions,
        ["xinzhou-24-a"],
    )
    assert as_dict(found)["amount_yuan"] == 1234.5


def test_without_names_every_measure_of_both_cities_is_judged(definitions):
    assert len(assess({}, definitions)) == 92
    assert {one.measure.city for one in assess({}, definitions, city="jincheng")} == {"jincheng"}
    assert len(assess({}, definitions, city="jincheng")) == 44


def test_a_park_in_one_city_closes_every_measure_of_the_other(definitions):
    outcomes = {as_dict(one)["outcome"] for one in assess(PRIZE, definitions, city="jincheng")}
    assert outcomes == {"not_eligible"}


def test_the_day_of_asking_stands_in_for_an_unsaid_application_date(definitions):
    undated = {name: value for name, value in PRIZE.items() if name != "申请日期"}
    [found] = assess(undated, definitions, ["xinzhou-24-c"], as_of=date(2031, 1, 1))
    assert found.outcome.value == "not_eligible"
    [found] = assess(undated, definitions, ["xinzhou-24-c"])
    assert found.missing == ("申请日期",)


def test_a_batch_answers_every_line_with_its_id(definitions):
    lines = [
        {"id": "一", "measure": "xinzhou-24-c", "facts": PRIZE},
        {"id": "二", "measure": "太原-1", "facts": PRIZE},
        {"id": "三", "measure": "xinzhou-24-c", "facts": {"奖想": "一等奖"}},
        {"id": "四", "measure": "xinzhou-24-b", "facts": {**PRIZE, "人数": -1}},
        {"id": "五", "measure": "xinzhou-24-b", "facts": PRIZE, "city": "忻州", "story": "……"},
    ]
    answers = list(assess_lines(lines, definitions))
    assert [answer["id"] for answer in answers] == ["一", "二", "三", "四", "五"]
    assert [answer.get("outcome") for answer in answers] == [
        "eligible",
        None,
        None,
        None,
        "not_eligible",
    ]
    assert answers[1]["error"] == "没有“太原-1”这项措施，编号的写法是 xinzhou-16-a"
    assert "没有“奖想”这一项，是不是“奖项”" in str(answers[2]["error"])
    assert "“人数”不能小于0" in str(answers[3]["error"])


def test_unknown_names_are_refused(definitions):
    with pytest.raises(UnknownMeasure):
        assess({}, definitions, ["jincheng-99-a"])
    with pytest.raises(UnknownFact):
        assess({"入住地": "太原"}, definitions)
