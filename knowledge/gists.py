"""The plain-words layer: one sentence for each thing that a clause gives, as data in knowledge/gists.

A gist never adds a figure: each one must stand in the clause, with its unit and its bound (最高, 以内).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

LONGEST_SENTENCE = 90
"""Characters of a sentence that can still be said on the phone in one breath."""

KEYS = frozenset({"words", "says", "who", "amount", "kind", "cap", "condition"})
OPTIONAL = frozenset({"measure"})

_UNIT = r"(?:万元|亿元|元|万|亿|%|个月|个工作日|年|月|日|天|小时|m2|平方米|平米|[人位名家项倍成折])"
FIGURE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日"
    rf"|\d+(?:[.:x~-]\d+)*{_UNIT}?(?:/[年月天人])?"
    r"|百分之[零一二三四五六七八九十百]+"
    r"|[一二两三四五六七八九十百千万半]+(?:万元|元|亿|个月|年|月|天|小时|平方米|平米|[人位名倍成折半])"
)
"""A number and its unit, in a text without white space after NFKC (so that ㎡ reads m2)."""

CEILING = re.compile("最高|不超过|不得高于")
BREAK = re.compile("[,。;]")
"""Where the reach of a ceiling ends, after NFKC; an enumeration (、) does not end it."""

BOUNDS_BEHIND = ("以内", "以上")


class UnreadableGists(ValueError):
    """A file of gists has an entry that cannot be used; the text names file and entry."""


class Kind(StrEnum):
    """What kind of thing a gist tells: an amount of some sort, a service, or a rule."""

    FIXED = "fixed"
    RATE = "rate"
    UP_TO = "up_to"
    RANGE = "range"
    LOAN = "loan"
    SPACE = "space"
    MATCHED = "matched"
    SERVICE = "service"
    RULE = "rule"


@dataclass(frozen=True)
class Gist:
    """One sentence (`says`) about one matter of a clause; texts that the clause does not give are "".

    `words` single it out among the gists of its clause; `measure` is the id of the measure behind it, or "".
    """

    clause: str
    says: str
    who: str
    amount: str
    kind: Kind
    cap: str
    condition: str
    words: tuple[str, ...]
    measure: str

    @property
    def in_full(self) -> str:
        """The amount with its ceiling or term; "" when there is no amount."""
        is_told = not self.amount or not self.cap or self.cap in self.amount
        return self.amount if is_told else f"{self.amount}，{self.cap}"


def read_gists(folder: Path, texts: Mapping[str, str] | None = None) -> dict[str, tuple[Gist, ...]]:
    """The gists of every *.toml of this folder, by clause id, in the order of the files.

    With `texts` (clause id -> verbatim text) each figure must also stand in its clause.
    Raises UnreadableGists naming file and entry.
    """
    found: dict[str, tuple[Gist, ...]] = {}
    places: dict[str, str] = {}
    for file in sorted(folder.glob("*.toml")):
        for place, gist in _entries(file):
            if gist.measure:
                _must_be_new(place, gist.measure, places)
            if texts is not None:
                _must_stand(place, gist, texts)
            found[gist.clause] = (*found.get(gist.clause, ()), gist)
    return found


def check(gist: Gist, clause_text: str) -> list[str]:
    """The figures of a gist that do not stand so in its clause: another number, unit or bound."""
    stated = set(figures(clause_text))
    parts = (gist.says, gist.who, gist.amount, gist.cap, gist.condition)
    return [found[0] for part in parts for found in figures(part) if found not in stated]


def figures(text: str) -> Iterator[tuple[str, str]]:
    """Each figure of a text with its bound: 最高 (or a word like it), 以内, 以上 or ""."""
    bare = "".join(unicodedata.normalize("NFKC", text).split())
    for part in BREAK.split(bare):
        for match in FIGURE.finditer(part):
            yield match[0], _bound(part[: match.start()], part[match.end() :])


def _bound(before: str, behind: str) -> str:
    if CEILING.search(before):
        return "最高"
    return next((bound for bound in BOUNDS_BEHIND if behind.startswith(bound)), "")


def _must_be_new(place: str, measure: str, places: dict[str, str]) -> None:
    if measure in places:
        raise UnreadableGists(f"{place}：{measure} 在 {places[measure]} 已经写过，请留一处")
    places[measure] = place


def _must_stand(place: str, gist: Gist, texts: Mapping[str, str]) -> None:
    if gist.clause not in texts:
        raise UnreadableGists(f"{place}：没有 {gist.clause} 这一条，请核对条款编号")
    if wrong := check(gist, texts[gist.clause]):
        listed = "、".join(wrong)
        raise UnreadableGists(
            f"{place}：{listed} 与条款原文不符，请按原文改（“最高”“以内”也要照原文）"
        )


def _entries(file: Path) -> Iterator[tuple[str, Gist]]:
    """The gists of a file, each with its place in words."""
    try:
        listed = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableGists(f"{file.name}：不是可读的 TOML（{error}）") from error
    for clause, entries in listed.items():
        if not isinstance(entries, list):
            raise UnreadableGists(f'{file.name} {clause}：应写成 [["{clause}"]]')
        for number, entry in enumerate(entries, start=1):
            place = f"{file.name} {clause} 第{number}句"
            yield place, _gist(place, clause, entry)


def _gist(place: str, clause: str, entry: Any) -> Gist:
    fields = _fields(place, entry)
    words, kind = tuple(fields.pop("words").split()), fields.pop("kind")
    if kind not in set(Kind):
        raise UnreadableGists(f"{place}：kind 不能是 {kind!r}，可用的有 {'、'.join(Kind)}")
    gist = Gist(clause=clause, kind=Kind(kind), words=words, **{"measure": "", **fields})
    if not words:
        raise UnreadableGists(f"{place}：words 不能为空")
    if not _is_one_sentence(gist.says):
        raise UnreadableGists(f"{place}：says 应是一句话，以“。”结尾，不超过{LONGEST_SENTENCE}个字")
    if gist.measure and gist.measure.rpartition("-")[0] != clause:
        raise UnreadableGists(f"{place}：{gist.measure} 不是 {clause} 的措施")
    return gist


def _fields(place: str, entry: Any) -> dict[str, str]:
    if not isinstance(entry, dict):
        raise UnreadableGists(f"{place}：应是一张表")
    if unknown := entry.keys() - KEYS - OPTIONAL:
        raise UnreadableGists(f"{place}：不认识 {'、'.join(sorted(unknown))}")
    if missing := KEYS - entry.keys():
        raise UnreadableGists(f'{place}：缺 {"、".join(sorted(missing))}，没有内容就写 ""')
    if wrong := [key for key, value in entry.items() if not isinstance(value, str)]:
        raise UnreadableGists(f"{place}：{'、'.join(wrong)} 应是文字，请加引号")
    return dict(entry)


def _is_one_sentence(says: str) -> bool:
    return len(says) <= LONGEST_SENTENCE and len(says) > 1 and says.find("。") == len(says) - 1
