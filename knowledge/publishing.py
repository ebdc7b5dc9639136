"""Publishing: what the program ships, policies and phrasings, goes into the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from knowledge import library
from knowledge.library import Phrasing
from knowledge.parsing import read_packaged, unit_aliases

HOME = Path(__file__).parent


class UnreadablePhrasings(ValueError):
    """A phrasing file has a line that cannot be used; the text names file and line."""


def publish_packaged(session: Session, at: datetime, home: Path = HOME) -> None:
    """Put the policies and phrasings that the program ships into the database, where they differ."""
    aliases = unit_aliases(home / "vocabulary" / "units.toml")
    for parsed in read_packaged(home / "policies", aliases):
        library.publish_policy(session, parsed.policy, at)
    library.publish_phrasings(session, library.SHIPPED, read_phrasings(home / "phrasings"))


def packaged_digest(home: Path = HOME) -> str:
    """A digest of the files that the program ships; it tells whether they must be published anew."""
    content = hashlib.sha256()
    for file in sorted(
        [*home.glob("policies/*"), *home.glob("phrasings/*"), *home.glob("vocabulary/units.toml")]
    ):
        content.update(file.name.encode() + file.read_bytes())
    return content.hexdigest()[:16]


def read_phrasings(folder: Path) -> Iterator[Phrasing]:
    """The phrasing bank: files of labels, voice and utterance, separated by tabs; # begins a remark.

    Raises UnreadablePhrasings naming file and line.
    """
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            columns = line.split("\t")
            if len(columns) != 3 or not all(column.strip() for column in columns):
                raise UnreadablePhrasings(
                    f"{file.name} 第{number}行：应为三列（条款编号、说话人、说法），用制表符分隔"
                )
            labels, voice, utterance = (column.strip() for column in columns)
            yield Phrasing(utterance, tuple(labels.split()), voice)
