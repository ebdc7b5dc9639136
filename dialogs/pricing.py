"""How amounts are written in a measure file, and what they become. Every amount names its kind (种类)."""

from __future__ import annotations

import re
from decimal import Decimal

from dialogs.amounts import Amount, AmountKind, Product, Rate, Times, Uncounted
from dialogs.grammar import Scope, fact_of, ground_of, money_of, number_of
from dialogs.marked import Marked
from dialogs.money import yuan_of
from dialogs.rules import Ground

CAP = re.compile(r"^(?P<by>每\S*) ?(?P<money>[\d.]+[万亿]?元)$|^(?P<bare>[\d.]+[万亿]?元)$")
PERCENT = re.compile(r"^(?P<number>\d+(?:\.\d+)?)%$")
AMOUNT_KEYS = {
    AmountKind.FIXED: ("金额", "每"),
    AmountKind.UP_TO: ("金额", "每", "另不超过"),
    AmountKind.RANGE: ("从", "到", "每"),
    AmountKind.MONTHLY: ("金额", "从", "到", "每"),
    AmountKind.RENT: ("每",),
    AmountKind.RATE: ("比例", "基数", "减去", "不超过", "封顶", "已领"),
    AmountKind.MATCHED: ("比例", "基数"),
    AmountKind.LOAN: ("金额",),
    AmountKind.REVIEW_ONLY: (),
}


def amount_of(here: Marked, scope: Scope) -> Amount:
    """{原文, 种类, …} or 不涉及金额 -> an amount."""
    if here.value == AmountKind.NONE.value:
        return Uncounted(AmountKind.NONE)
    kind_here = here.need("种类")
    if kind_here.text() not in {kind.value for kind in AMOUNT_KEYS}:
        names = "、".join(kind.value for kind in AMOUNT_KEYS)
        raise kind_here.refuse(f"没有“{kind_here.text()}”这种金额，可以写：{names}")
    kind = AmountKind(kind_here.text())
    here.entries("原文", "种类", "条款", *AMOUNT_KEYS[kind])
    ground = ground_of(here, scope)
    if kind is AmountKind.REVIEW_ONLY:
        return Uncounted(kind, ground)
    if kind in (AmountKind.RATE, AmountKind.MATCHED):
        return _rate(here, kind, ground, scope)
    return _product(here, kind, ground, scope)


def _product(here: Marked, kind: AmountKind, ground: Ground, scope: Scope) -> Product:
    high = here.find("金额") or here.find("到")
    if high is None and kind is not AmountKind.RENT:
        raise here.refuse("这里要写“金额”，或者“从”和“到”")
    low, times, limit = here.find("从"), here.find("每"), here.find("另不超过")
    return Product(
        kind,
        ground,
        money_of(high) if high else Decimal(1),
        tuple(_times(item, scope) for item in times.items()) if times else (),
        money_of(low) if low else None,
        _rate(limit, AmountKind.RATE, ground, scope) if limit else None,
    )


def _times(here: Marked, scope: Scope) -> Times:
    if isinstance(here.value, str):
        return Times(fact_of(here.value, here, scope.vocabulary).name)
    entries = here.entries("事实", "最多", "未说明按")
    most, presumed = entries.get("最多"), entries.get("未说明按")
    return Times(
        fact_of(here.need("事实").text(), here, scope.vocabulary).name,
        number_of(most, most.text()) if most else None,
        number_of(presumed, presumed.text()) if presumed else None,
    )


def _rate(here: Marked, kind: AmountKind, ground: Ground, scope: Scope) -> Rate:
    share, drawn = here.find("比例"), here.find("已领")
    if share is None and kind is AmountKind.RATE:
        raise here.refuse("这里缺少“比例”")
    cap, cap_by = _cap(here.find("封顶"))
    return Rate(
        kind,
        ground,
        _share(share) if share else Decimal(1),
        _names(here.need("基数"), scope),
        _names(here.find("减去"), scope),
        _names(here.find("不超过"), scope),
        cap,
        cap_by,
        each=cap_by.startswith("每个"),
        drawn=_names(drawn, scope)[0] if drawn else "",
    )


def _cap(here: Marked | None) -> tuple[Decimal | None, str]:
    if here is None:
        return None, ""
    match = CAP.match(here.text())
    if match is None:
        raise here.refuse(
            f"看不懂封顶“{here.text()}”，可以写“每年 20万元”“每个项目 120万元”“50万元”"
        )
    return yuan_of(match["money"] or match["bare"]), match["by"] or ""


def _names(here: Marked | None, scope: Scope) -> tuple[str, ...]:
    if here is None:
        return ()
    return tuple(fact_of(item.text(), item, scope.vocabulary).name for item in here.items())


def _share(here: Marked) -> Decimal:
    match = PERCENT.match(here.text())
    if match is None:
        raise here.refuse(f"比例要写成 2% 这样，现在是“{here.text()}”")
    return Decimal(match["number"]) / 100
