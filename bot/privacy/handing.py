"""A visitor's own data as one zip: the page, the same as JSON, and the files. Kept for a day, for them alone."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

from bot import files
from bot.deadlines import local_day
from bot.messages import Attachment
from bot.privacy.gathering import gather, kept_files
from bot.privacy.paper import page
from bot.turn import Turn
from bot.wording import privacy_phrases as phrases

ZIP = "application/zip"
KEEP = timedelta(hours=24)
MOST_BYTES = 40 * 1_048_576
"""Files beyond that are named only: bots may send 50 MB (Bot API, sendDocument)."""


def make(turn: Turn) -> Attachment:
    """Write the zip for the visitor of this turn. Raises OSError when the disk is full."""
    values = gather(turn)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(f"{phrases.MY_DATA}.html", page(values))
        made.writestr(f"{phrases.MY_DATA}.json", json.dumps(values, ensure_ascii=False, indent=1))
        _pack_files(made, turn)
    name = f"{phrases.MY_DATA}-{local_day(turn.at)}.zip"
    owner = (turn.visitor.channel, turn.visitor.address)
    return files.keep(turn.files, name, ZIP, packed.getvalue(), *owner, until=turn.at + KEEP)


def _pack_files(made: zipfile.ZipFile, turn: Turn) -> None:
    room = MOST_BYTES
    for row in kept_files(turn):
        found = files.path(turn.files, row.attachment)
        if found is not None and (size := found.stat().st_size) <= room:
            room -= size
            made.write(found, f"{phrases.FILES}/{row.id}-{row.name}")
