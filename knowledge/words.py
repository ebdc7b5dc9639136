"""Normalising Chinese, and what it is cut into: the one home of zhconv and pypinyin; jieba's is cutting.py.

A question and a clause are treated alike, so that 五十萬 and 50万 meet. jieba's dictionary, with the policies'
own words added, is read from a cache as bytes: two to three times faster than jieba's own start.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
SCALES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = re.compile(
    r"(?P<percent>百分之)?(?P<digits>[零〇一二两三四五六七八九十百千]+)"
    r"(?P<unit>(?=万|亿|元|块|年|个月|个点|平|㎡|名|人|位|成|%|岁)|(?<=..))"
)
KEEP_NUMERAL = re.compile(r"^[一二三四五六七八九]$")
SQUARE_METRES = re.compile(r"平方米|平米|平方|m2|㎡|(?<=\d)平(?!台)")
PUNCTUATION = re.compile(r"[^\w%㎡]+")
LATIN = re.compile(r"[a-z]+")
PARTS = re.compile(r"[a-z]+|.")
FUZZY_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
FUZZY_FINAL = re.compile(r"(?<=[aeiou]n)g$")


REMEMBERED = 128
"""A question is read several times in a turn, and those of a batch are read beforehand."""


@lru_cache(maxsize=REMEMBERED)
def normalise(text: str) -> str:
    """Full width, traditional characters, numerals and units folded; lower case; punctuation as one space."""
    from zhconv import convert

    folded = convert(unicodedata.normalize("NFKC", text).lower(), "zh-hans")
    folded = NUMERAL.sub(numeral_in_digits, folded)
    folded = SQUARE_METRES.sub("㎡", folded)
    return PUNCTUATION.sub(" ", folded).strip()


def numeral_in_digits(match: re.Match[str]) -> str:
    """What NUMERAL has found, in digits; 一次性 and 三年 stay words."""
    digits = match["digits"]
    if match["percent"]:
        return f"{_value(digits)}%"
    following = match.string[match.end() : match.end() + 1]
    if KEEP_NUMERAL.match(digits) and following not in {"万", "亿", "元", "成", "%", "㎡", "平"}:
        return digits  # 一次性, 一等奖, 三年: words rather than numbers
    return str(_value(digits))


def _value(numeral: str) -> int:
    """The number that a Chinese numeral below ten thousand means; 二五 reads as 25, 一千五 as 1500."""
    if not any(char in SCALES for char in numeral):
        return int("".join(str(DIGITS[char]) for char in numeral))
    total, digit, place = 0, 0, 1
    for char in numeral:
        if char in SCALES:
            total += (digit or 1) * SCALES[char]
            digit, place = 0, SCALES[char] // 10
        else:
            digit, place = DIGITS[char], place if DIGITS[char] else 1
    return total + digit * place


def fuzzy(syllable: str) -> str:
    """A pinyin syllable as ears in Shanxi confuse it: zh=z, ch=c, sh=s, l=n, ang=an."""
    for initial, same in FUZZY_INITIALS:
        if syllable.startswith(initial):
            syllable = same + syllable[len(initial) :]
            break
    return FUZZY_FINAL.sub("", syllable)


class Names(NamedTuple):
    """What a text is searched by: its terms of each kind, the kind told by their first letter."""

    words: list[str]
    characters: list[str]
    pairs: list[str]
    sounds: list[str]
    sound_pairs: list[str]


@dataclass(frozen=True)
class Terms:
    """One text cut up: its words, its syllables, and the normalised text itself."""

    text: str
    words: tuple[str, ...]
    syllables: tuple[str, ...]

    @cached_property
    def characters(self) -> str:
        """The text without spaces."""
        return self.text.replace(" ", "")

    @cached_property
    def names(self) -> Names:
        """Words longer than a character, characters, their pairs, syllables, and pairs of these."""
        text, sounds = self.characters, self.syllables
        return Names(
            [f"w{word}" for word in self.words if len(word) > 1],
            [f"c{char}" for char in text],
            [f"d{first}{second}" for first, second in pairwise(text)],
            [f"s{sound}" for sound in sounds],
            [f"s{first}.{second}" for first, second in pairwise(sounds)],
        )


@dataclass(frozen=True, eq=False)
class Glossary:
    """What is said in other words: patterns and what they stand for, tried in their order, English first."""

    english: tuple[tuple[re.Pattern[str], str], ...]
    dialect: tuple[tuple[re.Pattern[str], str], ...]

    @lru_cache(maxsize=REMEMBERED)  # noqa: B019  # there is one, for good
    def apply(self, text: str) -> str:
        """A normalised text in the words of the glossary."""
        english = self.english if LATIN.search(text) else ()
        for said, meant in (*english, *self.dialect):
            text = said.sub(meant, text)
        return text


def read_glossary(file: Path) -> Glossary:
    """The glossary of this file: English words as a whole, dialect wherever it stands."""
    listed = tomllib.loads(file.read_text(encoding="utf-8"))
    english = sorted(listed["english"].items(), key=lambda pair: -len(pair[0]))
    words = [
        (re.compile(rf"(?<![a-z]){re.escape(said)}s?(?![a-z])"), meant) for said, meant in english
    ]
    dialect = ((re.compile(said), meant) for said, meant in listed["dialect"].items())
    return Glossary(tuple(words), tuple(dialect))


class Language:
    """Cuts text: jieba with the policies' own words, and pinyin without tones.

    `glossary` says in other words what people say in English or dialect.
    """

    def __init__(
        self, own_words: Iterable[str], cache_dir: Path, glossary: Glossary | None = None
    ) -> None:
        self._cache_dir = cache_dir
        self._own_words = tuple(sorted(set(own_words)))
        self._glossary = glossary or Glossary((), ())

    def plain(self, text: str) -> str:
        """The text normalised, and in the words of the glossary."""
        return self._glossary.apply(normalise(text))

    def cut(self, text: str) -> Terms:
        """The terms of a text, normalised."""
        return self.cut_plain(self.plain(text))

    def cut_plain(self, plain: str) -> Terms:
        """The terms of a text that `plain` has normalised."""
        words = tuple(w for w in self._cutter.cut(plain, HMM=False) if not w.isspace())
        return Terms(plain, words, tuple(self._syllables(plain)))

    def sounds(self, word: str) -> tuple[str, ...]:
        """How a word sounds: the syllables of its characters, or of the pinyin that it is written in."""
        return tuple(self._syllables(word))

    def _syllables(self, text: str) -> Iterator[str]:
        for part in PARTS.findall(text) if LATIN.search(text) else text:
            if part in self._pinyin:
                yield self._pinyin[part]
            elif LATIN.fullmatch(part):
                yield from map(fuzzy, self._spelled(part))
            elif part.isdigit():
                yield part

    def _spelled(self, latin: str) -> list[str]:
        """Latin letters as pinyin syllables when they are wholly pinyin, else nothing."""
        best: list[list[str] | None] = [[], *[None] * len(latin)]
        for end in range(1, len(latin) + 1):
            for start in range(max(0, end - 6), end):
                before = best[start]
                if before is None or latin[start:end] not in self._known_syllables:
                    continue
                found, known = [*before, latin[start:end]], best[end]
                if known is None or len(found) < len(known):
                    best[end] = found
        return best[-1] or []

    @cached_property
    def _cutter(self) -> Any:
        from knowledge.cutting import Cutter, frequencies

        return Cutter(*self._cached("jieba", lambda: frequencies(self._own_words)))

    @cached_property
    def _pinyin(self) -> dict[str, str]:
        return {char: fuzzy(plain) for char, plain in self._readings.items()}

    @cached_property
    def _known_syllables(self) -> frozenset[str]:
        return frozenset(self._readings.values())

    @cached_property
    def _readings(self) -> dict[str, str]:
        readings: dict[str, str] = self._cached("pinyin", _all_readings)
        return readings

    def _cached(self, name: str, make: Any) -> Any:
        """What `make` gives, kept as bytes in the cache folder under a digest of our own words."""
        digest = hashlib.sha256(json.dumps(self._own_words).encode()).hexdigest()[:12]
        file = self._cache_dir / f"{name}-{digest}.bin"
        with suppress(OSError, ValueError, EOFError, TypeError):  # absent, or of another Python
            return marshal.loads(file.read_bytes())
        value = make()
        keep(file, marshal.dumps(value))
        return value


def _all_readings() -> dict[str, str]:
    """Each common Chinese character's most usual reading, without tone."""
    from pypinyin import lazy_pinyin

    return {char: lazy_pinyin(char)[0] for char in map(chr, range(0x4E00, 0x9FA6))}


def keep(file: Path, content: bytes) -> None:
    """Write at once or not at all; a folder that cannot be written only costs time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{id(content)}.part")
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        return
