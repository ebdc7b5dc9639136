"""dialogs/services/*.yaml -> the forms, all or nothing; refusals name file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dialogs.form_lines import line_of, one_of
from dialogs.forms import CITY, CONSENT, Consent, Does, Forms, Line, ServiceForm
from dialogs.loading import read
from dialogs.marked import Marked
from dialogs.wishes import AFTER, BEFORE

HERE = Path(__file__).parent / "services"
SHARED = "shared.yaml"
FORM_KEYS = (
    *("编号", "名称", "分组", "条款", "责任单位", "用途", "办理", "按钮", "开头"),
    *("说法", "办", "只办", "问题"),
)
ORDER = (
    *("consulting", "office", "funding", "apartment", "personnel", "school", "spouse"),
    *("health", "city-life", "company", "commission", "agency", "financing"),
    *("booking", "instrument", "talent-card", "purchase"),
)
"""The order of the menu: the nine services as 第（二）条 names them, then the others."""

ASKING_CONSENT = ("问", "同意", "不同意", "不留", "说明", "一句话")
ID = re.compile(r"[a-z][a-z-]{1,20}")


@lru_cache(maxsize=1)
def packaged_forms() -> Forms:
    """The forms that the program ships, read once."""
    return forms_from(packaged_form_texts())


def packaged_form_texts() -> dict[str, str]:
    """File names -> texts of the packaged forms."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(HERE.glob("*.yaml"))}


def forms_from(
    sources: Mapping[str, str], clauses: Mapping[str, Collection[str]] | None = None
) -> Forms:
    """Read forms from file texts, shared.yaml among them.

    `clauses` maps clause ids to the units that they name; with it every clause and unit is checked. Raises
    RefusedDefinition naming file and line.
    """
    tree = read(SHARED, sources[SHARED])
    tree.entries(CITY, CONSENT, "记住", "问题", "办", "说法")
    shared = _Shared(
        tree.need("问题").entries(), tree.need("办").texts(), tree.need("说法").texts()
    )
    found: dict[str, ServiceForm] = {}
    for name, text in sources.items():
        if name == SHARED:
            continue
        form = _form(read(name, text), shared, clauses)
        if form.id in found:
            raise read(name, text).need("编号").refuse(f"编号 {form.id} 用了两次")
        found[form.id] = form
    in_order = sorted(found, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER))
    consent = tree.need(CONSENT)
    return Forms(
        {name: found[name] for name in in_order},
        tree.need("记住").texts(),
        tree.need(CITY).need("问").text(),
        Consent(*(consent.need(key).text() for key in ASKING_CONSENT)),
    )


@dataclass(frozen=True)
class _Shared:
    """What the forms have in common: questions, verbs of wishes, and the frames of wishes."""

    lines: Mapping[str, Marked]
    verbs: tuple[str, ...]
    frames: tuple[str, ...]


def _form(
    tree: Marked, shared: _Shared, clauses: Mapping[str, Collection[str]] | None
) -> ServiceForm:
    entries = tree.entries(*FORM_KEYS)
    name = tree.need("名称").text()
    lines: list[Line] = []
    for here in tree.need("问题").items():
        lines.append(line_of(here, shared.lines, lines))
    identity = tree.need("编号")
    if not ID.fullmatch(identity.text()):
        raise identity.refuse("编号用小写字母和短横线，例如 office")
    return ServiceForm(
        identity.text(),
        name,
        tree.need("分组").text(),
        entries["按钮"].text() if "按钮" in entries else name,
        _clauses(tree.need("条款"), clauses),
        _units(tree, clauses),
        tree.need("用途").text(),
        entries["开头"].text() if "开头" in entries else "",
        one_of(Does, entries["办理"]) if "办理" in entries else Does.NOTHING,
        tuple(lines),
        _sayings(tree, shared),
        tree.need("说法").texts(),
    )


def _clauses(here: Marked, clauses: Mapping[str, Collection[str]] | None) -> tuple[str, ...]:
    for item in here.items():
        if clauses is not None and item.text() not in clauses:
            raise item.refuse(f"没有 {item.text()} 这一条")
    return here.texts()


def _units(
    tree: Marked, clauses: Mapping[str, Collection[str]] | None
) -> dict[str, tuple[str, ...]]:
    here = tree.need("责任单位")
    found = {}
    for clause in tree.need("条款").texts():
        city = clause.rpartition("-")[0]
        named = here.need(city)
        for unit in named.items():
            if clauses is not None and unit.text() not in clauses[clause]:
                raise unit.refuse(f"{clause} 没有写“{unit.text()}”这个责任单位")
        found[city] = named.texts()
    here.entries(*found)
    return found


def _sayings(tree: Marked, shared: _Shared) -> re.Pattern[str]:
    """Whole wishes. With 只办 no other verb means this form: 预约仪器 is not 登记仪器."""
    alone, own = tree.find("只办"), tree.find("办")
    verbs = alone.texts() if alone else (*shared.verbs, *(own.texts() if own else ()))
    frames = shared.frames[:1] if alone else shared.frames
    done = f"(?:{'|'.join(sorted(verbs, key=len, reverse=True))})"
    things = f"(?:{'|'.join(sorted(tree.need('说法').texts(), key=len, reverse=True))})"
    wishes = (frame.replace("〈办〉", done).replace("〈事〉", things) for frame in frames)
    return re.compile(f"^{BEFORE}(?:{'|'.join(wishes)}){AFTER}$")
