"""Choices that the vocabulary does not list though one that it lists looks much like them.

They count as 其他, as any other choice may; but 忻州 for 晋创谷·忻州 would cost a team everything unseen.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from dialogs.facts import Fact, Kind, Pending, Vocabulary, canonical, read_value


def unlisted(raw: Mapping[str, object], vocabulary: Vocabulary) -> list[str]:
    """One sentence for each such choice; `raw` are facts that read_facts accepts."""
    return [
        f"“{name}”里的“{text}”不在要素表里，按其他情况算；是不是“{near}”？"
        for name, given in raw.items()
        if (fact := vocabulary.get(name)) and fact.kind in (Kind.CHOICE, Kind.SEVERAL)
        if not fact.by_authority  # what is not 通过 there is a refusal, and said as one
        for text in _texts(fact, given)
        if (near := _near(fact, text))
    ]


def _texts(fact: Fact, given: object) -> list[str]:
    if isinstance(read_value(fact, given), Pending):
        return []
    listed = given if isinstance(given, list | tuple) else [given]
    return [one for one in listed if isinstance(one, str)]


def _near(fact: Fact, text: str) -> str | None:
    said = canonical(fact, text)
    if not said or said in fact.values:
        return None
    within = [value for value in fact.values if said in value]
    near = within or difflib.get_close_matches(said, fact.values, n=1, cutoff=0.6)
    return near[0] if near else None
