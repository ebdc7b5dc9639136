"""YAML -> the vocabulary of facts and the measures with their relations and examples; the only home of yaml.

All or nothing: a file that cannot be used is refused with its place, and nothing is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from dialogs.amounts import is_loan
from dialogs.examples import Example, examples_of
from dialogs.facts import Vocabulary
from dialogs.grammar import (
    Scope,
    condition_of,
    fact_of,
    ground_of,
    money_of,
    stated_facts,
)
from dialogs.marked import Marked, RefusedDefinition
from dialogs.measures import Measure, NoDouble
from dialogs.pricing import amount_of
from dialogs.relations import ChooseOne, SharedCap
from dialogs.rules import All, Condition
from dialogs.vocabulary import vocabulary_of

HERE = Path(__file__).parent
FACTS = "facts.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILE_KEYS = (
    *("条款", "措施", "共同条件", "只选其一", "共用封顶"),
    *("适用主体", "有效期", "就高不重复", "例子都默认"),
)
MEASURE_KEYS = ("编号", "名称", "给谁", "范围", "条件", "金额", "典型", "例子")


@dataclass(frozen=True)
class Definitions:
    """Everything that an assessment needs. `digest` names this version of the files."""

    vocabulary: Vocabulary
    measures: Mapping[str, Measure]
    choices: tuple[ChooseOne, ...]
    shared_caps: tuple[SharedCap, ...]
    examples: tuple[Example, ...]
    digest: str


@dataclass(frozen=True)
class _Closing:
    """What a city's closing clause says about every measure of that city."""

    scope: Condition
    validity: Condition
    no_double: NoDouble
    usual: Mapping[str, object]


def packaged(texts: Mapping[str, str] | None = None) -> Definitions:
    """The definitions that the program ships. See `load`."""
    return load(packaged_sources(), texts)


def packaged_sources(folder: Path = HERE) -> dict[str, str]:
    """File names -> texts of facts.yaml and every clause file, clauses in the order of their numbers."""
    files = sorted((folder / "measures").glob("*.yaml"), key=_reading_order)
    return {file.name: file.read_text(encoding="utf-8") for file in (folder / FACTS, *files)}


def load(sources: Mapping[str, str], texts: Mapping[str, str] | None = None) -> Definitions:
    """Read definitions from file texts, facts.yaml among them.

    `texts` maps clause ids to clause texts; with it every quote is checked. Raises RefusedDefinition
    naming file and line.
    """
    vocabulary = vocabulary_of(read(FACTS, sources[FACTS]))
    clauses = _by_clause(read(name, text) for name, text in sources.items() if name != FACTS)
    closings = {
        clause.removesuffix("-0"): _closing(tree, Scope(vocabulary, clause, texts))
        for clause, tree in clauses.items()
        if clause.endswith("-0")
    }
    parts = [
        _clause(tree, Scope(vocabulary, clause, texts), _closing_of(clause, tree, closings))
        for clause, tree in clauses.items()
    ]
    return Definitions(
        vocabulary,
        _unique(measure for part in parts for measure in part.measures),
        tuple(choice for part in parts for choice in part.choices),
        tuple(cap for part in parts for cap in part.caps),
        tuple(example for part in parts for example in part.examples),
        digest_of(sources),
    )


def read(name: str, text: str) -> Marked:
    """YAML as marked texts. Raises RefusedDefinition when it is not YAML or names a key twice."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise RefusedDefinition(f"{name} 第{line}行：写法有误，{problem.problem}") from None
    if node is None:
        raise RefusedDefinition(f"{name} 第1行：文件是空的")
    return _marked(node, name)


def _reading_order(file: Path) -> tuple[str, int]:
    city, _, number = file.stem.rpartition("-")
    return city, int(number)


def _by_clause(trees: Iterable[Marked]) -> dict[str, Marked]:
    found: dict[str, Marked] = {}
    for tree in trees:
        clause = tree.need("条款")
        if clause.text() in found:
            raise clause.refuse(f"{clause.text()} 已经写在 {found[clause.text()].file} 里了")
        found[clause.text()] = tree
    return found


def _marked(node: yaml.Node, file: str) -> Marked:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Marked(node.value, file, line)
    if isinstance(node, yaml.SequenceNode):
        return Marked(tuple(_marked(item, file) for item in node.value), file, line)
    entries: dict[str, Marked] = {}
    for key, value in node.value:
        if key.value in entries:
            raise Marked("", file, key.start_mark.line + 1).refuse(f"“{key.value}”写了两次")
        entries[key.value] = _marked(value, file)
    return Marked(entries, file, line)


@dataclass(frozen=True)
class _Part:
    """What one clause file brings."""

    measures: tuple[tuple[Measure, Marked], ...] = ()
    choices: tuple[ChooseOne, ...] = ()
    caps: tuple[SharedCap, ...] = ()
    examples: tuple[Example, ...] = ()


def _closing(tree: Marked, scope: Scope) -> _Closing:
    tree.entries(*FILE_KEYS)
    rule = tree.need("就高不重复")
    fact = rule.need("已领金额")
    return _Closing(
        condition_of(tree.need("适用主体"), scope),
        condition_of(tree.need("有效期"), scope),
        NoDouble(ground_of(rule, scope), fact_of(fact.text(), fact, scope.vocabulary).name),
        stated_facts(tree.find("例子都默认"), scope.vocabulary),
    )


def _closing_of(clause: str, tree: Marked, closings: Mapping[str, _Closing]) -> _Closing:
    city = clause.rpartition("-")[0]
    if city not in closings:
        raise tree.refuse(f"缺少 {city}-0（附则）的文件，不知道适用主体和有效期")
    return closings[city]


def _clause(tree: Marked, scope: Scope, closing: _Closing) -> _Part:
    entries = tree.entries(*FILE_KEYS)
    common = tuple(condition_of(here, scope) for here in _list(entries.get("共同条件")))
    listed = [(_measure(here, scope, closing, common), here) for here in _list(entries.get("措施"))]
    known = frozenset(measure.id for measure, _ in listed)
    return _Part(
        tuple(listed),
        tuple(
            ChooseOne(_ids(here, known), ground_of(here, scope))
            for here in _list(entries.get("只选其一"))
        ),
        tuple(_shared_cap(here, known, scope) for here in _list(entries.get("共用封顶"))),
        tuple(
            example
            for measure, here in listed
            for example in examples_of(measure, here, closing.usual, scope.vocabulary)
        ),
    )


def _shared_cap(here: Marked, known: frozenset[str], scope: Scope) -> SharedCap:
    drawn = here.need("已领")
    return SharedCap(
        _ids(here, known),
        money_of(here.need("金额")),
        fact_of(drawn.text(), drawn, scope.vocabulary).name,
        ground_of(here, scope),
    )


def _measure(
    here: Marked, scope: Scope, closing: _Closing, common: tuple[Condition, ...]
) -> Measure:
    entries = here.entries(*MEASURE_KEYS)
    everywhere = entries.get("范围")
    if everywhere is not None and everywhere.text() != "不限园区":
        raise everywhere.refuse("“范围”后面只能写“不限园区”")
    own = tuple(condition_of(one, scope) for one in _list(entries.get("条件")))
    amount = amount_of(here.need("金额"), scope)
    return Measure(
        here.need("编号").text(),
        scope.clause,
        here.need("名称").text(),
        here.need("给谁").text(),
        All((*(() if everywhere else (closing.scope,)), closing.validity, *common, *own)),
        amount,
        None if is_loan(amount) else closing.no_double,
    )


def _ids(here: Marked, known: frozenset[str]) -> frozenset[str]:
    for item in here.need("措施").items():
        if item.text() not in known:
            raise item.refuse(f"这一条里没有 {item.text()} 这项措施")
    return frozenset(here.need("措施").texts())


def _list(here: Marked | None) -> tuple[Marked, ...]:
    return here.items() if here else ()


def _unique(listed: Iterable[tuple[Measure, Marked]]) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for measure, here in listed:
        if measure.id in found:
            raise here.refuse(f"编号 {measure.id} 用了两次")
        found[measure.id] = measure
    return found


def digest_of(sources: Mapping[str, str]) -> str:
    """Names one version of a set of files."""
    joined = "\0".join(f"{name}\0{text}" for name, text in sorted(sources.items()))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
