"""Long stories: which parts of what is told ask something, what the teller sets aside, what is mere courtesy.

People tell where they come from, who called them and what they fear before they ask. How they ask, how they set
a thing aside (税的事先不说), and what is only polite, is data: vocabulary/stories.toml. Texts are given
normalised: a space stands between parts, and where a decimal point stood.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

LONG = 40
"""Characters: what is shorter is a question and no story."""

LEANS = 8
"""Characters: an asking part so short (能补多少) says what it asks only with the part before it."""

LAST = 2
"""Parts at the end of a story that hint at what is wanted, where none asks."""


@dataclass(frozen=True)
class Stories:
    """How parts of a story ask, how they are set aside, and which are only polite."""

    asks: re.Pattern[str]
    aside: re.Pattern[str]
    polite: re.Pattern[str]

    def told(self, text: str) -> str:
        """The text less what is set aside, and less courtesy around what asks; all of it else."""
        parts = text.split()
        kept = [part for part in parts if not self.aside.search(part)]
        plain = [part for part in kept if not self.polite.fullmatch(part)]
        if any(map(self.asks.search, plain)):
            kept = plain
        return " ".join(kept) if kept and len(kept) < len(parts) else text

    def heart(self, text: str) -> str:
        """The parts of a long story that ask, and its last one, or its end when none does.

        A shorter text is given as it is.
        """
        parts = text.split()
        if len("".join(parts)) < LONG or len(parts) <= LAST:
            return text
        asking = {at for at, part in enumerate(parts) if self.asks.search(part)}
        asking |= {at - 1 for at in asking if at and len(parts[at]) < LEANS}
        hearts = asking | {len(parts) - 1} if asking else range(len(parts) - LAST, len(parts))
        return " ".join(parts[at] for at in sorted(hearts))


def read_stories(file: Path) -> Stories:
    """The ways of asking, and of setting aside, that this file lists."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    return Stories(
        *(re.compile("|".join(listed[name]["words"])) for name in ("asks", "aside", "polite"))
    )
