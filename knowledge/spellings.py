"""Pinyin typed for Chinese: zufang butie is read as 租房补贴, with the words that people use here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from knowledge.words import Language

TYPED = re.compile(r"[a-z]+(?: [a-z]+)*")

LONGEST = 5
"""Syllables of the longest word that is looked for."""

FEWEST = 2
"""Syllables from which Latin letters are taken for pinyin; a single one may be English."""


@dataclass(frozen=True)
class Spellings:
    """The most usual word for each sequence of syllables."""

    words: Mapping[tuple[str, ...], str]

    def read(self, text: str, language: Language) -> str:
        """A normalised text with its pinyin in characters; what cannot be read stays as it is."""
        return TYPED.sub(lambda typed: self._typed(typed[0].split(" "), language), text)

    def _typed(self, parts: Sequence[str], language: Language) -> str:
        """Latin words in characters: syllables typed apart (xin san ban) together, else each for itself."""
        sounds = [language.sounds(part) for part in parts]
        whole = self._covering(tuple(chain(*sounds)), FEWEST) if all(map(_is_one, sounds)) else ""
        return whole or " ".join(self._word(part, language) for part in parts)

    def _word(self, latin: str, language: Language) -> str:
        sounds = language.sounds(latin)
        if len(sounds) < FEWEST:
            return latin
        return self._covering(sounds) or latin

    def _covering(self, sounds: tuple[str, ...], shortest: int = 1) -> str:
        """The fewest words of so many syllables that together sound so; "" when there are none."""
        best: list[tuple[str, ...] | None] = [(), *[None] * len(sounds)]
        for end in range(1, len(sounds) + 1):
            for start in range(max(0, end - LONGEST), end - shortest + 1):
                before, word = best[start], self.words.get(sounds[start:end])
                if before is None or word is None:
                    continue
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = (*before, word)
        return "".join(best[-1] or ())


def _is_one(sounds: Sequence[str]) -> bool:
    return len(sounds) == 1


def learn_spellings(texts: Iterable[str], names: Iterable[str], language: Language) -> Spellings:
    """The words of these texts by their sound: the names of our things first, then the most frequent one."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in language.cut(text).words if not word.isascii())
    words: dict[tuple[str, ...], str] = {}
    for word in (*names, *(word for word, _ in counts.most_common())):
        words.setdefault(language.sounds(word), word)
    return Spellings(words)
