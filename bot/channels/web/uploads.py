"""Files from the chat page and back: a visitor uploads before sending, and opens what is theirs.

The cookie tells who it is. A page of another site cannot use it: it is not sent along (SameSite), the request's
own header would have to be allowed first, and the origin must be ours.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse

from bot import enclosures, files, transcript, visitors
from bot.channels.web import wording
from bot.channels.web.history import CHANNEL
from bot.channels.web.rendering import SHOWN
from bot.database import Database, now
from bot.enclosures import MOST_A_DAY, MOST_PER_MESSAGE, Reason, Refused, Terms
from bot.enclosures.checking import checked
from bot.messages import Attachment, SentFile
from bot.wording.file_phrases import refusal

log = logging.getLogger(__name__)

KEY_HEADER, NAME_HEADER = "X-Upload-Key", "X-File-Name"
UPLOAD_KEY = re.compile(r"[0-9a-f]{32}")
MOST_AT_ONCE = 4
"""Uploads that are held in memory at the same moment; others wait."""

STATUS = {Reason.TOO_BIG: 413, Reason.NO_ROOM: 507, Reason.TOO_MANY_TODAY: 429}
NEVER_A_PAGE = {"Content-Security-Policy": "sandbox; default-src 'none'"}


class Uploads:
    """The routes under /uploads and /files."""

    def __init__(self, database: Database, folder: Path, terms: Terms) -> None:
        self._database = database
        self._folder = folder
        self._terms = terms
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    def add_routes(self, app: FastAPI) -> None:
        """Take uploads in and hand files out."""
        app.add_api_route("/uploads", self._take, methods=["POST"])
        app.add_api_route("/uploads/{key}", self._drop, methods=["DELETE"])
        app.add_api_route("/files/{key}/{name}", self._hand_out)

    async def _take(self, request: Request) -> Response:
        """Keep what is sent, once for each key of the browser's own making; tells its key and name."""
        sent_as = request.headers.get(KEY_HEADER, "")
        if not _is_ours(request) or not UPLOAD_KEY.fullmatch(sent_as):
            return PlainTextResponse(wording.NO_UPLOAD, status_code=403)
        address, name = request.state.address, unquote(request.headers.get(NAME_HEADER, ""))
        key = hashlib.sha256(f"{address}\0{sent_as}".encode()).hexdigest()[:32]
        try:
            async with self._room:
                content = await self._read(request)
                kept = await asyncio.to_thread(self._keep, address, key, name, content)
        except Refused as refused:
            told = {"megabytes": self._terms.megabytes, "per_message": MOST_PER_MESSAGE}
            words = refusal(files.safe_name(name), refused.reason, **told, a_day=MOST_A_DAY)
            return PlainTextResponse(words, STATUS.get(refused.reason, 415))
        return JSONResponse(
            {"key": kept.key, "name": kept.name, "picture": kept.media_type in SHOWN}
        )

    async def _read(self, request: Request) -> bytes:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > self._terms.most_bytes:
                raise Refused(Reason.TOO_BIG)
        return bytes(content)

    def _keep(self, address: str, key: str, name: str, content: bytes) -> Attachment:
        name, media_type = checked(name, content, self._terms)
        with self._database.writing() as session:
            known = visitors.meet(session, CHANNEL, address, "", now())
            conversation = transcript.conversation_of(session, known.id, now()).id
            if not enclosures.may_upload(session, conversation, key, len(content), now()):
                raise Refused(Reason.TOO_MANY_TODAY)
        try:
            if not files.has_room(self._folder, len(content)):
                raise OSError(0, "no room left")
            kept = files.keep(self._folder, name, media_type, content, CHANNEL, address, key)
        except OSError as error:
            log.error("an upload cannot be written (%s): is the disk full?", error.strerror)
            raise Refused(Reason.NO_ROOM) from error
        sent = SentFile(kept.name, media_type, len(content), key=key)
        digest = hashlib.sha256(content).hexdigest()
        with self._database.writing() as session:
            row = enclosures.uploaded(session, conversation, CHANNEL, sent, digest, now())
            return row.attachment

    async def _drop(self, request: Request, key: str) -> Response:
        """Delete what was uploaded and is not wanted after all; what was sent already stays."""
        if not _is_ours(request) or KEY_HEADER not in request.headers:
            return PlainTextResponse(wording.NO_UPLOAD, status_code=403)
        await asyncio.to_thread(self._forget, request.state.address, key)
        return Response(status_code=204)

    def _forget(self, address: str, key: str) -> None:
        with self._database.writing() as session:
            row = enclosures.readable_by(session, key, CHANNEL, address)
            gone = enclosures.forget([row]) if row is not None and row.message_id is None else 0
        if gone:
            files.delete(self._folder, key)

    def _hand_out(self, request: Request, key: str, name: str) -> Response:
        """A file of this very visitor, always as a download; for anybody else there is none."""
        found = self._found(request.state.address, key, name)
        if found is None:
            return PlainTextResponse(wording.NO_FILE, status_code=404)
        file, media_type = found
        kept = "private, max-age=86400" if media_type in SHOWN else "private, no-store"
        headers = {"Cache-Control": kept, **NEVER_A_PAGE}
        return FileResponse(file, media_type=media_type, filename=name, headers=headers)

    def _found(self, address: str, key: str, name: str) -> tuple[Path, str | None] | None:
        with self._database.reading() as session:
            row = enclosures.readable_by(session, key, CHANNEL, address)
            if row is not None:
                file = files.path(self._folder, row.attachment) if row.name == name else None
                return (file, row.media_type) if file else None
        made = files.find(self._folder, key, name, CHANNEL, address)
        return (made, None) if made else None


def _is_ours(request: Request) -> bool:
    """From a page of ours, by a visitor whose cookie we signed."""
    origin = request.headers.get("origin")
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    same = origin is None or urlsplit(origin).hostname == host
    return bool(same and request.state.is_known)
