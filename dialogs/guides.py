"""questions.yaml, occasions.yaml and the measures -> a Guide, all or nothing; refusals name file and line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from dialogs.grammar import stated_facts
from dialogs.loading import Definitions, digest_of, load, packaged_sources, read
from dialogs.marked import Marked
from dialogs.questions import AT, Group, Guide, Heads, Inference, Occasion, Wording

HERE = Path(__file__).parent
QUESTIONS, OCCASIONS = "questions.yaml", "occasions.yaml"


def packaged_guide(texts: Mapping[str, str] | None = None) -> Guide:
    """The guide that the program ships. See `guide_from`."""
    return guide_from(packaged_texts(), texts)


def packaged_texts() -> dict[str, str]:
    """File names -> texts of everything that is published for interviews."""
    return texts_in(HERE)


def texts_in(folder: Path) -> dict[str, str]:
    """The same of a folder laid out like this one. Raises OSError for a file that is not there."""
    asking = {name: (folder / name).read_text(encoding="utf-8") for name in (QUESTIONS, OCCASIONS)}
    return {**packaged_sources(folder), **asking}


def guide_from(sources: Mapping[str, str], texts: Mapping[str, str] | None = None) -> Guide:
    """Read a guide from file texts.

    Raises RefusedDefinition naming file and line for what cannot be used.
    """
    measures = {name: text for name, text in sources.items() if name not in (QUESTIONS, OCCASIONS)}
    definitions = load(measures, texts)
    asking, ticking = read(QUESTIONS, sources[QUESTIONS]), read(OCCASIONS, sources[OCCASIONS])
    drawn = asking.need("已领")
    groups = tuple(
        Group(key, _measures(here, definitions), here.need("问").text())
        for key, here in asking.need("分开问").entries().items()
    )
    return Guide(
        definitions,
        frozenset(asking.need("不问").texts()),
        frozenset(drawn.need("一次").texts()),
        frozenset(drawn.need("本年").texts()),
        drawn.need("别处").items()[0].text(),
        asking.need("记住").texts(),
        tuple(_inference(here) for here in asking.need("推出").items()),
        groups,
        _heads(asking.need("各几位")),
        {name: _wording(here) for name, here in asking.need("问法").entries().items()},
        {
            name: _occasion(name, here, definitions)
            for name, here in ticking.need("事项").entries().items()
        },
        frozenset(ticking.need("总是看").texts()),
        {(group.key.partition(AT)[0], m): group.key for group in groups for m in group.measures},
        digest_of(sources),
    )


def _measures(here: Marked, definitions: Definitions) -> frozenset[str]:
    for item in here.need("措施").items():
        if item.text() not in definitions.measures:
            raise item.refuse(f"没有“{item.text()}”这项措施")
    return frozenset(here.need("措施").texts())


def _inference(here: Marked) -> Inference:
    entries = here.entries("从", "得", "对照", "多于")
    table = entries.get("对照")
    above = entries.get("多于")
    return Inference(
        here.need("从").text(),
        here.need("得").text(),
        {name: value.text() for name, value in table.entries().items()} if table else {},
        Decimal(above.text()) if above else None,
    )


def _heads(here: Marked) -> Heads:
    keys = {level: key.text() for level, key in here.need("填").entries().items()}
    return Heads(here.need("层次").texts(), here.need("问").text(), keys, here.need("合计").text())


def _wording(here: Marked) -> Wording:
    entries = here.entries("问", "可多选", "选项", "常用", "例子", "陈述", "叫法", "也说")
    labels = entries.get("选项")
    return Wording(
        entries["问"].text() if "问" in entries else "",
        "可多选" in entries and entries["可多选"].text() == "是",
        {value: label.text() for value, label in labels.entries().items()} if labels else {},
        entries["常用"].texts() if "常用" in entries else (),
        entries["例子"].text() if "例子" in entries else "",
        entries["陈述"].text() if "陈述" in entries else "",
        entries["叫法"].texts() if "叫法" in entries else (),
        {value: said.texts() for value, said in entries["也说"].entries().items()}
        if "也说" in entries
        else {},
    )


def _occasion(name: str, here: Marked, definitions: Definitions) -> Occasion:
    here.entries("说", "措施", "也说明")
    said = here.find("也说明")
    stated = {
        key: next(
            iter(
                stated_facts(
                    Marked({key.partition(AT)[0]: value}, here.file, here.line),
                    definitions.vocabulary,
                ).values()
            )
        )
        for key, value in (said.entries().items() if said else ())
    }
    return Occasion(name, here.need("说").text(), _measures(here, definitions), stated)
