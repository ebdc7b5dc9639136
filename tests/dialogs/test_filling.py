"""Filling in a form: what is asked and understood; every order of answers ends in a whole request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs import filling, form_answers
from dialogs.filling import Filling, Told
from dialogs.form_files import packaged_forms
from dialogs.forms import AGREED, CITY, CONSENT, MATTER, REFUSED, Does, Line
from dialogs.given import Given
from dialogs.questions import Form
from dialogs.typed import Refused, Understood, Unsure

SATURDAY = date(2026, 11, 21)
CITIES = {"xinzhou": "忻州", "jincheng": "晋城"}
FORMS = packaged_forms().forms
TYPED = {
    Form.TEXT: "星光科技",
    Form.WORDS: "想问问能不能一起办？",
    Form.PHONE: "0350-3012345",
    Form.DAY: "下周三",
    Form.NUMBER: "3",
    Form.MONEY: "300万",
}


def blank(form: str) -> Filling:
    return Filling(packaged_forms(), FORMS[form], CITIES)


def answered(form: Filling, **values: object) -> Filling:
    given = (Given(name, "", {name: value}) for name, value in values.items())
    return filling.with_answers(form, *given)


def line(form: Filling, name: str) -> Line:
    return next(one for one in form.lines if one.name == name)


def read(form: Filling, name: str, text: str) -> object:
    return form_answers.read(form, line(form, name), text, SATURDAY)


def values(reading: object) -> object:
    assert isinstance(reading, Understood), reading
    return dict(reading.values)


def asked(form: Filling) -> list[str]:
    """Every question in order, each answered as it can be."""
    names = []
    while (one := filling.next_line(form)) is not None:
        names.append(one.name)
        options = one.question.options
        value = options[0].value if options else TYPED[one.question.form]
        if one.question.form is Form.SEVERAL:
            value = [value]
        form = filling.with_answers(form, Given(one.name, "", {one.name: value}))
    return names


def test_the_city_comes_first_then_the_consent() -> None:
    assert asked(blank("office"))[:3] == [CITY, CONSENT, "场地类型"]
    assert asked(blank("talent-card"))[0] == CONSENT


def test_the_consent_says_what_for_and_who_sees_it() -> None:
    form = answered(blank("school"), **{CITY: "xinzhou"})
    question = line(form, CONSENT).question
    assert "为孩子办理入学" in question.text
    assert "市教育局" in question.text
    assert [option.label for option in question.options] == ["同意，开始填", "不填，只登记问题"]


def test_who_refuses_is_asked_for_one_sentence_unless_it_was_said() -> None:
    form = answered(blank("school"), **{CITY: "xinzhou", CONSENT: REFUSED})
    assert asked(form) == [MATTER]
    assert answered(form, **{MATTER: "老二转学"}).matter == "老二转学"
    form = replace(form, led_by="老二要转学，怎么办手续")
    assert filling.next_line(form) is None
    assert form.matter == "老二要转学，怎么办手续"
    assert [one.words for one in filling.told(form)] == ["忻州"]


def test_who_refuses_may_still_say_what_it_is_about() -> None:
    form = answered(blank("consulting"), **{CITY: "xinzhou", CONSENT: REFUSED})
    assert asked(form) == ["想咨询什么"]


def test_a_question_that_an_earlier_answer_makes_pointless_is_neither_asked_nor_told() -> None:
    form = answered(
        blank("personnel"),
        **{CITY: "jincheng", CONSENT: AGREED, "要办什么": ["职称申报"], "档案现在在哪": "太原"},
    )
    assert "档案现在在哪" not in [one.name for one in form.lines]
    assert Told(line(form, CITY), "晋城") in filling.told(form)
    assert "太原" not in [one.words for one in filling.told(form)]
    again = answered(form, 要办什么=["档案转入或保管"])
    assert "太原" in [one.words for one in filling.told(again)]


def test_answers_are_told_in_words() -> None:
    form = answered(blank("office"), **{CITY: "xinzhou", CONSENT: AGREED})
    form = answered(form, 场地类型=["办公室", "厂房"], 面积="120", 使用人数="八九个人", 用多久=None)
    told = {one.line.name: one.words for one in filling.told(form)}
    assert told == {
        "城市": "忻州",
        "场地类型": "办公室、厂房",
        "面积": "120㎡",
        "使用人数": "八九个人",
    }
    money = answered(blank("financing"), 融资金额="3000000", **{CITY: "xinzhou", CONSENT: AGREED})
    assert "300万元" in [one.words for one in filling.told(money)]


@pytest.mark.parametrize("text", ["十几个人", "八九个人", "5到8人", "10-15"])
def test_a_rough_number_is_good_enough(text: str) -> None:
    assert values(read(blank("office"), "使用人数", text)) == {"使用人数": text}


def test_a_count_in_another_unit_is_told_apart() -> None:
    people = line(blank("office"), "使用人数").question
    assert form_answers.in_other_unit(people, "3年")
    assert form_answers.in_other_unit(people, "50元")
    assert not form_answers.in_other_unit(people, "3个人")
    assert not form_answers.in_other_unit(people, "12")


def test_a_name_may_bring_its_number_along() -> None:
    form = blank("office")
    both = {"联系人": "王老师", "联系电话": "13812345678"}
    assert values(read(form, "联系人", "王老师，电话13812345678")) == both
    assert values(read(form, "联系人", "王老师 138 1234 5678")) == both
    assert values(read(form, "联系人", "王老师")) == {"联系人": "王老师"}
    wrong = read(form, "联系人", "王老师1381234567")
    assert isinstance(wrong, Refused)
    assert wrong.impossible


def test_nothing_to_add_leaves_an_optional_question_out() -> None:
    assert isinstance(read(blank("office"), "其他要求", "没有"), Unsure)
    assert isinstance(read(blank("office"), "面积", "不清楚"), Unsure)


def test_what_somebody_wants_to_ask_may_be_a_question() -> None:
    text = "博士来了能享受什么？"
    assert values(read(blank("consulting"), "想咨询什么", text)) == {"想咨询什么": text}
    assert isinstance(read(blank("office"), "其他要求", text), Refused)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FORMS)), st.data())
def test_any_order_of_answers_ends_in_a_whole_request(form_id: str, data: st.DataObject) -> None:
    """Answer, skip, go back or change at will: going on always ends, and everything called for is there."""
    form = blank(form_id)
    for _ in range(data.draw(st.integers(0, 25))):
        act = data.draw(st.sampled_from(("answer", "answer", "answer", "back", "change", "skip")))
        if act == "back":
            form = Filling(form.forms, form.form, form.cities, form.answers[:-1])
            continue
        chosen = filling.next_line(form)
        if act == "change" and form.answers:
            place = data.draw(st.integers(0, len(form.answers) - 1))
            chosen = filling.line_of(form, place) or chosen
        if chosen is None:
            continue
        value = None if act == "skip" and chosen.optional else _some_answer(data, chosen)
        form = filling.with_answers(form, Given(chosen.name, "", {chosen.name: value}))
    asked_in_the_end = asked(form)
    assert len(asked_in_the_end) == len(set(asked_in_the_end))
    assert len(asked_in_the_end) <= len(form.form.lines) + 2
    for name in asked_in_the_end:
        form = filling.with_answers(form, Given(name, "", {name: "1"}))
    told = [one.line for one in filling.told(form)]
    if form.refused:
        assert not any(one.personal for one in told)
        assert form.form.does is not Does.NOTHING or len(told) <= 2


def _some_answer(data: st.DataObject, chosen: Line) -> object:
    options = chosen.question.options
    if chosen.question.form is Form.SEVERAL:
        return data.draw(st.lists(st.sampled_from([o.value for o in options]), min_size=1))
    return data.draw(st.sampled_from([o.value for o in options])) if options else "写了几个字"
