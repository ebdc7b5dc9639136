"""Forms are data: the packaged ones are whole, and what cannot be used is refused with file and line."""

from __future__ import annotations

import re

import pytest

from bot.wording.phrases import SERVICES
from dialogs.form_files import ORDER, forms_from, packaged_form_texts, packaged_forms
from dialogs.forms import Shown
from dialogs.marked import RefusedDefinition
from dialogs.questions import Form
from knowledge.answering import Knowledge

OFFICE = """编号: office
名称: 办公场所申请
分组: 九项服务
条款: [xinzhou-2]
责任单位: {xinzhou: [市科技局]}
用途: 找场地
说法: [办公室]
问题:
  - 场地类型: {问: 哪一种？, 类型: 选一项, 选项: [办公室, 厂房]}
  - 联系人
"""


def refusal(text: str, **clauses: tuple[str, ...]) -> str:
    shared = packaged_form_texts()["shared.yaml"]
    with pytest.raises(RefusedDefinition) as refused:
        forms_from({"shared.yaml": shared, "office.yaml": text}, clauses or None)
    return str(refused.value)


def test_the_nine_services_of_the_policies_have_a_form_each() -> None:
    forms = packaged_forms().forms
    nine = [form.name for form in forms.values() if form.group == "九项服务"]
    assert nine == list(SERVICES)
    assert set(forms) <= set(ORDER)


def test_clauses_and_units_of_the_forms_are_those_of_the_policies(knowledge: Knowledge) -> None:
    clauses = {clause.id: clause.units for clause in knowledge.clauses}
    forms = forms_from(packaged_form_texts(), clauses)
    assert forms.forms["school"].units["xinzhou"] == ("市教育局",)


def test_each_form_asks_for_a_contact_only_as_personal_and_shows_none_of_it() -> None:
    for form in packaged_forms().forms.values():
        personal = {line.name for line in form.lines if line.personal}
        assert {"联系人", "联系电话"} <= personal, form.id
        assert not any(line.shown for line in form.lines if line.personal), form.id
        assert Shown.NOT in {line.shown for line in form.lines}


def test_questions_to_be_typed_give_an_example() -> None:
    for form in packaged_forms().forms.values():
        for line in form.lines:
            if line.question.form not in (Form.CHOICE, Form.SEVERAL):
                assert line.question.example, (form.id, line.name)
            assert re.search("[？。]$", line.question.text), (form.id, line.name)


def test_what_cannot_be_used_is_refused_with_its_place() -> None:
    assert refusal(OFFICE.replace("- 联系人", "- 传真")).startswith(
        "office.yaml 第10行：没有“传真”"
    )
    assert refusal(OFFICE.replace("用途", "目的")) == (
        "office.yaml 第6行：不认识“目的”，这里可以写：编号、名称、分组、条款、责任单位、用途、办理、按钮、"
        "开头、说法、办、只办、问题"
    )
    assert "没有“单选”这种类型" in refusal(OFFICE.replace("选一项", "单选"))
    assert "office.yaml 第10行：“场地类型”这个问题重复了" in refusal(
        OFFICE.replace("- 联系人", "- 场地类型: {问: 又问, 类型: 文字}")
    )
    only = "- 面积: {问: 多大？, 类型: 数字, 单位: ㎡, 只在: {场地类型: 车库}}"
    assert "“场地类型”没有“车库”这个选项" in refusal(OFFICE.replace("- 联系人", only))
    assert "前面没有“用途”这个问题" in refusal(
        OFFICE.replace("- 联系人", only.replace("场地类型: 车库", "用途: 自用"))
    )
    assert "编号用小写字母" in refusal(OFFICE.replace("office", "办公", 1))


def test_a_dangling_clause_or_unit_is_refused_with_its_place() -> None:
    named = {"xinzhou-1": ("市科技局",)}
    assert refusal(OFFICE, **named) == "office.yaml 第4行：没有 xinzhou-2 这一条"
    named = {"xinzhou-2": ("市教育局",)}
    assert refusal(OFFICE, **named) == ("office.yaml 第5行：xinzhou-2 没有写“市科技局”这个责任单位")
    assert "这里缺少“xinzhou”" in refusal(OFFICE.replace("{xinzhou:", "{jincheng:"))


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("我要租一间办公室", "office"),
        ("帮我注册公司", "company"),
        ("我们公司想办理融资需求登记", None),
        ("报融资需求", "financing"),
        ("申领桐欣英才卡", "talent-card"),
        ("英才卡有什么用", None),
        ("办公室租金补贴多少", None),
    ],
)
def test_only_a_whole_wish_counts(said: str, form: str | None) -> None:
    found = [one.id for one in packaged_forms().forms.values() if one.sayings.match(said)]
    assert found == ([form] if form else [])
