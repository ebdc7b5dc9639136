"""Text -> a Policy and its clauses; what could not be read comes back as warnings, never silently.

Two forms are known: numbered clauses 「（一）标题。正文（责任单位：…）」, and titled paragraphs
「标题:正文(…等按职责分工负责)」. What follows the closing paragraph (page junk) is peeled off and reported.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.policy import Clause, Policy

SECTION = re.compile(r"^[一二三四五六七八九十]+、\s*(?P<title>[^。]{2,40})$")
NUMBERED = re.compile(
    r"^[（(](?P<number>[一二三四五六七八九十百]+)[）)](?P<title>[^。：:]{2,40})[。：:]"
)
TITLED = re.compile(r"^(?P<title>[^。，,：:；;]{4,40})[：:](?=\S)")
CLOSING = re.compile(r"^本(?:政策)?(?:措施|办法|规定|意见)自")
RESPONSIBLE = re.compile(
    r"[（(](?:责任单位[：:](?P<listed>[^（）()]+(?:[（(][^（）()]*[）)][^（）()]*)*)"
    r"|(?P<shared>[^（）()]+?)等?按职责分工负责)[）)]\s*$"
)
ISSUED = re.compile(r"^\s*(\d{4})年(\d{1,2})月(\d{1,2})日\s*$", re.MULTILINE)
EFFECTIVE = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起")
VALID_YEARS = re.compile(r"有效期(\d+)年")
APPLIES_TO = re.compile(r"适用主体为(?P<who>[^，。]+?)[，。]")
CLOSING_TITLE = "附则"


class UnreadablePolicy(ValueError):
    """A text in which no clause was found."""


@dataclass(frozen=True)
class Parsed:
    """A policy as read, and what a person should look at."""

    policy: Policy
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Found:
    section: str
    title: str
    text: str
    closing: bool = False


def parse(
    text: str, policy_id: str, about: Mapping[str, str], aliases: Mapping[str, str]
) -> Parsed:
    """Read a policy. `about` gives city, title, issuer, source, desk and code; `aliases` folds unit names.

    Raises UnreadablePolicy when the text holds no clause.
    """
    found, warnings = _paragraphs(text)
    clauses = _clauses(policy_id, found, aliases, warnings)
    if not clauses:
        raise UnreadablePolicy(f"《{about['title']}》里没有找到条款")
    closing = clauses[-1].text if clauses[-1].number == 0 else ""
    if not closing:
        warnings.append("没有找到附则（「本措施自……」），有效期和适用主体未知")
    years = VALID_YEARS.search(closing)
    who = APPLIES_TO.search(closing)
    policy = Policy(
        id=policy_id,
        numbered=any(NUMBERED.match(line.strip()) for line in text.splitlines()),
        issued=_first_date(ISSUED, text),
        effective=_first_date(EFFECTIVE, closing),
        valid_years=int(years[1]) if years else None,
        applies_to=who["who"] if who else "",
        clauses=clauses,
        **{key: about[key] for key in ("city", "title", "issuer", "source", "desk", "code")},
    )
    return Parsed(policy, tuple(warnings))


def read_packaged(folder: Path, aliases: Mapping[str, str]) -> list[Parsed]:
    """The policies that the program ships, as listed in policies.toml of this folder."""
    listed = tomllib.loads((folder / "policies.toml").read_text(encoding="utf-8"))
    return [
        parse((folder / about["file"]).read_text(encoding="utf-8"), policy_id, about, aliases)
        for policy_id, about in listed.items()
    ]


def unit_aliases(file: Path) -> dict[str, str]:
    """Other spellings of units -> the one name, from units.toml."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return {spelling: unit for unit, spellings in listed.items() for spelling in spellings}


def _paragraphs(text: str) -> tuple[list[_Found], list[str]]:
    """Titled paragraphs in reading order, up to the closing one, and warnings about the rest."""
    section = ""
    found: list[_Found] = []
    warnings: list[str] = []
    for number, line in enumerate((raw.strip() for raw in text.splitlines()), start=1):
        if not line:
            continue
        if found and found[-1].closing:
            warnings.append(f"第{number}行在附则之后，未收入条款：{line[:20]}")
        elif heading := SECTION.match(line):
            section = heading["title"]
        elif CLOSING.match(line):
            found.append(_Found("", CLOSING_TITLE, line, closing=True))
        elif opening := _opening(line):
            found.append(_Found(section, opening["title"], line))
        elif section:
            warnings.append(f"第{number}行不像条款，未收入：{line[:20]}")
    return found, warnings


def _opening(line: str) -> re.Match[str] | None:
    return NUMBERED.match(line) or (TITLED.match(line) if RESPONSIBLE.search(line) else None)


def _clauses(
    policy_id: str, found: Sequence[_Found], aliases: Mapping[str, str], warnings: list[str]
) -> tuple[Clause, ...]:
    clauses = []
    for place, part in enumerate(found, start=1):
        units = _units(part.text, aliases)
        if not units and not part.closing:
            warnings.append(f"「{part.title}」没有写责任单位")
        number = 0 if part.closing else place
        clauses.append(
            Clause(f"{policy_id}-{number}", number, part.section, part.title, part.text, units)
        )
    return tuple(clauses)


def written_units(text: str) -> tuple[str, ...]:
    """The responsible units at the end of a clause, as they are spelled there."""
    responsible = RESPONSIBLE.search(text)
    if responsible is None:
        return ()
    return tuple(
        map(str.strip, re.split("[、，,]", responsible["listed"] or responsible["shared"]))
    )


def _units(text: str, aliases: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(aliases.get(name, name) for name in written_units(text)))


def _first_date(pattern: re.Pattern[str], text: str) -> date | None:
    for match in pattern.finditer(text):
        with suppress(ValueError):  # a day that is not in the calendar
            return date(*map(int, match.groups()))
    return None
