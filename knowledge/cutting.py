"""Cutting Chinese into words: the one home of jieba, with the policies' own words in its dictionary.

The most probable words are found in one pass instead of jieba's two: the same words, sooner.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from math import inf, log
from typing import Any

import jieba

OWN = 1000
"""How often, at least, jieba is told that a word of our own occurs."""


class Cutter(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
    """Cuts as jieba does without guessing unknown words (HMM), by what `frequencies` gives."""

    def __init__(self, known: dict[str, int], total: int) -> None:
        jieba.setLogLevel(logging.WARNING)
        super().__init__()
        self.FREQ, self.total, self.initialized = known, total, True

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # jieba's own name
        """Nothing: `calc` finds the words that begin at a character while it weighs them."""
        return {}

    def calc(self, sentence: str, DAG: Any, route: dict[int, tuple[float, int]]) -> None:
        """For each character, from the last one: the best sum of logarithms, and where its word ends."""
        known, total, count = self.FREQ.get, log(self.total), len(sentence)
        sums = [0.0] * (count + 1)
        for start in range(count - 1, -1, -1):
            best, end = -inf, start
            for stop in range(start + 1, count + 1):
                times = known(sentence[start:stop])
                if times is None:
                    break  # no word begins so
                if times and (score := log(times) - total + sums[stop]) >= best:
                    best, end = score, stop - 1
            if best == -inf:
                best = sums[start + 1] - total
            sums[start] = best
            route[start] = best, end


def frequencies(own_words: Iterable[str]) -> tuple[dict[str, int], int]:
    """How often jieba's words and ours occur, and all together; beginnings of words that are none, 0 times."""
    tokenizer = jieba.Tokenizer()
    known, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    for word in own_words:
        for end in range(1, len(word)):
            known.setdefault(word[:end], 0)
        known[word] = max(known.get(word, 0), OWN)
    return known, total
