"""A definition that cannot be used is refused with its file and line, and with the remedy."""

import pytest

from dialogs.loading import load, packaged_sources
from dialogs.marked import RefusedDefinition

FACTS = """\
入驻地: {类型: 选一项, 问: 落在哪里？}
申请日期: {类型: 日期, 问: 哪一天申请？}
已领: {类型: 金额, 问: 领过多少？}
年限: {类型: 数字, 单位: 年, 问: 签了几年？}
"""
CLOSING = """\
条款: 城-0
适用主体: {原文: 适用主体为园区企业, 要求: {入驻地: 园区}}
有效期: {原文: 有效期5年, 要求: {申请日期: 2025-01-14 至 2030-01-13}}
就高不重复: {原文: 就高不重复, 已领金额: 已领}
例子都默认: {入驻地: 园区, 申请日期: 2026-05-20}
"""
CLAUSE = """\
条款: 城-1
措施:
  - 编号: 城-1-a
    名称: 合同奖励
    给谁: 企业
    条件:
      - 原文: 签订3年以上合同
        要求: {年限: 至少 3}
    金额: {原文: 给予 10万元, 种类: 定额, 金额: 10万元}
    典型: {年限: 3}
    例子:
      - 结果: 可以申领，10万元
      - 若: {年限: 2}
        结果: 不能申领
"""
TEXTS = {
    "城-0": "适用主体为园区企业，有效期5年，就高不重复。",
    "城-1": "签订３年以上合同的，给予10万元。",
}


def loaded(clause=CLAUSE, facts=FACTS, closing=CLOSING, **more):
    sources = {"facts.yaml": facts, "城-0.yaml": closing, "城-1.yaml": clause, **more}
    return load(sources, TEXTS)


def test_quotes_may_differ_in_spaces_and_width_only():
    assert list(loaded().measures) == ["城-1-a"]


@pytest.mark.parametrize(
    ("written", "instead", "why"),
    [
        ("年限: 至少 3", "年分: 至少 3", "第8行：没有“年分”这一项，是不是“年限”"),
        ("签订3年以上合同", "签订2年以上合同", "第7行：“签订2年以上合同”不是 城-1 的原文"),
        ("条款: 城-1", "条款: 城-7", "没有 城-7 这一条"),
        ("种类: 定额, ", "", "第9行：这里缺少“种类”"),
        ("种类: 定额", "种类: 随便", "第9行：没有“随便”这种金额"),
        ("金额: 10万元}", "金额: 10万}", "第9行：“10万”不是金额"),
        ("至少 3", "大概 3", "第8行：看不懂对“年限”的要求“大概 3”"),
        ("    给谁: 企业\n", "", "这里缺少“给谁”"),
        ("    给谁: 企业", "    给何人: 企业", "不认识“给何人”"),
        ("典型: {年限: 3}", "典型: {年限: 三}", "第10行：这里要写数字"),
        ("可以申领，10万元", "好像可以", "第12行：看不懂结果“好像可以”"),
        ("    给谁: 企业", "    给谁: [企业", "城-1.yaml 第"),
        ("    给谁: 企业", "    名称: 企业", "“名称”写了两次"),
        ("    给谁: 企业", "    给谁: 企业\n    范围: 全国", "“范围”后面只能写“不限园区”"),
    ],
)
def test_a_mistake_is_refused_with_its_place(written, instead, why):
    assert written in CLAUSE
    with pytest.raises(RefusedDefinition) as refusal:
        loaded(CLAUSE.replace(written, instead, 1))
    assert "城-1.yaml 第" in str(refusal.value)
    assert why in str(refusal.value)


def test_an_id_is_used_once():
    twice = CLAUSE + CLAUSE.partition("措施:\n")[2]
    with pytest.raises(RefusedDefinition, match="第15行：编号 城-1-a 用了两次"):
        loaded(twice)


def test_a_clause_is_written_in_one_file():
    with pytest.raises(RefusedDefinition, match=r"城-1 已经写在 城-1\.yaml 里了"):
        loaded(**{"又一份.yaml": CLAUSE})


def test_a_city_needs_its_closing_clause():
    with pytest.raises(RefusedDefinition, match="缺少 城-0（附则）的文件"):
        load({"facts.yaml": FACTS, "城-1.yaml": CLAUSE}, TEXTS)


def test_an_empty_file_is_refused():
    with pytest.raises(RefusedDefinition, match=r"空\.yaml 第1行：文件是空的"):
        loaded(**{"空.yaml": ""})


def test_the_digest_changes_with_any_word():
    assert loaded().digest == loaded().digest
    assert loaded().digest != loaded(CLAUSE.replace("合同奖励", "合同奖金")).digest


def test_the_packaged_files_cite_the_packaged_clauses(definitions, clause_texts):
    cited = {measure.clause for measure in definitions.measures.values()}
    without_measure = {"xinzhou-5", "xinzhou-15", "xinzhou-22", "xinzhou-0", "jincheng-0"}
    assert cited | without_measure == set(clause_texts)
    assert len(definitions.measures) == 92


def test_definitions_loaded_from_stored_texts_are_the_same(definitions, clause_texts):
    again = load(dict(packaged_sources()), clause_texts)
    assert again == definitions
