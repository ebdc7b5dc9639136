"""What a message is besides its subject: a shrug, a complaint that money is overdue, two matters in one.

How people speak so is data: vocabulary/moods.toml.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

SHORTEST_MATTER = 5
"""Characters: what is shorter beside 另外 or 还有 is no matter of its own."""

MOST_MATTERS = 3


@dataclass(frozen=True)
class Moods:
    """The patterns of vocabulary/moods.toml. Questions are given normalised."""

    shrug: re.Pattern[str]
    person: re.Pattern[str]
    vent: re.Pattern[str]
    overdue: re.Pattern[str]
    not_overdue: re.Pattern[str]
    between: re.Pattern[str]
    general: re.Pattern[str]
    subjects: re.Pattern[str]
    sums: re.Pattern[str]
    choosing: re.Pattern[str]
    introduced: re.Pattern[str]
    asks: re.Pattern[str]
    gives: re.Pattern[str]
    coming: re.Pattern[str]
    amount: re.Pattern[str]
    hurried: re.Pattern[str]
    business: re.Pattern[str]

    def shrugs(self, question: str) -> bool:
        """Whether all that was said is 不知道 or the like."""
        return bool(self.shrug.fullmatch(question.replace(" ", "")))

    def wants_person(self, question: str) -> bool:
        """Whether somebody says outright that they want to talk to a person."""
        return bool(self.person.search(question.replace(" ", "")))

    def vents(self, question: str) -> bool:
        """Whether all that was said is that somebody is angry: 气死我了."""
        return bool(self.vent.fullmatch(question.replace(" ", "")))

    def is_broad(self, question: str) -> bool:
        """Whether the words are so general that many clauses would fit: 企业有什么奖励, 能补多少."""
        bare = question.replace(" ", "")
        is_general = self.subjects.search(bare) and self.general.fullmatch(bare)
        return bool(is_general or self.sums.fullmatch(bare))

    def chooses(self, question: str) -> bool:
        """Whether a question that compares cities names no matter. Cities' names are left out before."""
        return bool(self.choosing.fullmatch(question.replace(" ", "")))

    def is_general(self, question: str) -> bool:
        """Whether a question holds nothing but general words, or nothing at all."""
        bare = question.replace(" ", "")
        return not bare or bool(self.general.fullmatch(bare))

    def introduces(self, question: str) -> bool:
        """Whether somebody says what they do, and then asks in general what there is for them."""
        bare = question.replace(" ", "")
        if not (end := self.general.search(bare)) or not self.introduced.search(
            bare[: end.start()]
        ):
            return False
        in_general = self.subjects.search(end[0]) and self.asks.search(end[0])
        return bool(in_general or self.gives.search(end[0]))

    def comes(self, question: str) -> bool:
        """Whether somebody says that they plan to come: 打算明年回国创业."""
        return bool(self.coming.search(question.replace(" ", "")))

    def asks_amount_only(self, question: str) -> bool:
        """Whether the whole question is how much there is, and nothing of what: 能拿多少."""
        return bool(self.amount.fullmatch(question.replace(" ", "")))

    def wants_it_short(self, question: str) -> bool:
        """Whether somebody in a hurry asks how much there is: 赶时间，直说能拿多少."""
        return bool(self.hurried.fullmatch(question.replace(" ", "")))

    def means_business(self, question: str) -> bool:
        """Whether money is spoken of, so that it is no small talk: 检测费."""
        return bool(self.business.search(question.replace(" ", "")))

    def complains(self, question: str) -> bool:
        """Whether somebody says that money which was promised has not come."""
        bare = question.replace(" ", "")
        return bool(self.overdue.search(bare)) and not self.not_overdue.search(bare)

    def matters(self, question: str) -> tuple[str, ...]:
        """The matters of a message, parted where the words say so; () when there is only one."""
        parts: list[str] = []
        begun = 0
        for found in self.between.finditer(question):
            one, other = question[begun : found.start()], question[found.end() :]
            if len(parts) < MOST_MATTERS - 1 and _is_matter(one) and _is_matter(other):
                parts.append(one.strip())
                begun = found.end()
        return (*parts, question[begun:].strip()) if parts else ()


def _is_matter(part: str) -> bool:
    return len(part.replace(" ", "")) >= SHORTEST_MATTER


def read_moods(file: Path) -> Moods:
    """The moods of this file."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    broad, introduced, amount = listed["broad"], listed["introduced"], listed["amount"]
    business, vents = listed["business"], listed["vents"]
    alone = f"(?:{amount['before']})*+(?:{amount['asks']})"  # no way back here either
    longest_first = sorted(broad["words"], key=len, reverse=True)
    longest_or_city = sorted((*broad["words"], *broad["cities"]), key=len, reverse=True)
    return Moods(
        re.compile("|".join(listed["shrugs"]["whole"])),
        re.compile(listed["person"]["asks"]),
        re.compile(f"(?:{vents['before']})*+(?:{vents['angry']})(?:{vents['after']})*+"),
        re.compile(listed["overdue"]["asks"]),
        re.compile(listed["overdue"]["unless"]),
        re.compile(listed["apart"]["between"]),
        re.compile(
            f"(?:{'|'.join(longest_first)})++$"
        ),  # no way back: else 有没有有没有… takes ages
        re.compile("|".join(broad["subjects"])),
        re.compile(broad["sums"]),
        re.compile(f"(?:{'|'.join(longest_or_city)})*+$"),
        re.compile(introduced["who"]),
        re.compile(introduced["asks"]),
        re.compile(introduced["gives"]),
        re.compile(introduced["comes"]),
        re.compile(alone),
        re.compile(f"(?:{amount['hurried']})++{alone}(?:{amount['hurried']})*+"),
        re.compile(f"^(?!.*(?:{business['unless']})).*(?:{business['asks']})"),
    )
