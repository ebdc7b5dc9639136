"""How the facts of facts.yaml are written, and what they become."""

from __future__ import annotations

from decimal import Decimal

from dialogs.facts import Fact, Kind, Vocabulary, fold
from dialogs.marked import Marked

MOST_MONEY = Decimal(10) ** 12  # more is a slip of the keys, and nothing here pays by it
FACT_KEYS = (
    *("类型", "取值", "由主管部门决定", "问", "单位", "最少", "最多", "整数"),
    *("说明", "又写作", "也算", "换算为"),
)


def vocabulary_of(tree: Marked) -> Vocabulary:
    """Every fact of the file by its name. Raises RefusedDefinition naming the line."""
    return {name: _fact(name, here) for name, here in tree.entries().items()}


def _fact(name: str, here: Marked) -> Fact:
    entries = here.entries(*FACT_KEYS)
    kind_here = here.need("类型")
    try:
        kind = Kind(kind_here.text())
    except ValueError:
        raise kind_here.refuse(f"没有“{kind_here.text()}”这种类型") from None
    money = kind in (Kind.MONEY, Kind.MONEY_LIST)
    least, most, also = entries.get("最少"), entries.get("最多"), entries.get("也算")
    return Fact(
        name,
        kind,
        here.need("问").text(),
        entries["取值"].texts() if "取值" in entries else (),
        by_authority=_says_yes(entries.get("由主管部门决定")),
        unit=entries["单位"].text() if "单位" in entries else "元" if money else "",
        least=Decimal(least.text()) if least else Decimal(0) if money else None,
        most=Decimal(most.text()) if most else MOST_MONEY if money else None,
        whole=_says_yes(entries.get("整数")),
        help=entries["说明"].text() if "说明" in entries else "",
        aliases=_aliases(entries.get("又写作")),
        implies={one: kin.texts() for one, kin in also.entries().items()} if also else {},
        stands_for=entries["换算为"].text() if "换算为" in entries else "",
    )


def _says_yes(here: Marked | None) -> bool:
    return here is not None and here.text() == "是"


def _aliases(here: Marked | None) -> dict[str, str]:
    if here is None:
        return {}
    return {fold(also): name for name, listed in here.entries().items() for also in listed.texts()}
