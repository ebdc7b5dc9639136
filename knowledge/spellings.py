"""Pinyin typed for Chinese: zufang butie is read as 租房补贴, with the words that people use here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.words import LATIN, Language

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
        return LATIN.sub(lambda latin: self._word(latin[0], language), text)

    def _word(self, latin: str, language: Language) -> str:
        sounds = language.sounds(latin)
        if len(sounds) < FEWEST:
            return latin
        return self._covering(sounds) or latin

    def _covering(self, sounds: tuple[str, ...]) -> str:
        """The fewest words that together sound so; "" when there are none."""
        best: list[tuple[str, ...] | None] = [(), *[None] * len(sounds)]
        for end in range(1, len(sounds) + 1):
            for start in range(max(0, end - LONGEST), end):
                before, word = best[start], self.words.get(sounds[start:end])
                if before is None or word is None:
                    continue
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = (*before, word)
        return "".join(best[-1] or ())


def learn_spellings(texts: Iterable[str], language: Language) -> Spellings:
    """The words of these texts by their sound, the most frequent one for each."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in language.cut(text).words if not word.isascii())
    words: dict[tuple[str, ...], str] = {}
    for word, _ in counts.most_common():
        words.setdefault(language.sounds(word), word)
    return Spellings(words)
