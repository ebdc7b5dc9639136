"""Files of a case: opened by officers who may see it, always as a download; added by who may write to the visitor.

A file is uploaded before the words are sent, under a key of the browser's making, so that it is kept once.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import re
from collections.abc import Sequence
from urllib.parse import unquote

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse
from sqlmodel import Session

from bot import cases, enclosures, files
from bot.cases import Case, NotAllowed, Verb
from bot.cases.permission import LARGEST_ID
from bot.channels.web.desk import wording
from bot.channels.web.desk.entrance import Entrance, is_our_own, refuse
from bot.channels.web.desk.forms import Refused
from bot.channels.web.desk.seat import Surroundings
from bot.channels.web.history import CHANNEL
from bot.database import now
from bot.enclosures import MOST_PER_MESSAGE, Enclosure, Reason, State
from bot.enclosures import Refused as FileRefused
from bot.enclosures.checking import checked
from bot.messages import Attachment, SentFile
from bot.officers import Officer, sessions
from bot.wording.file_phrases import refusal

log = logging.getLogger(__name__)

UPLOAD_KEY = re.compile(r"[0-9a-f]{32}")
KEY_HEADER, NAME_HEADER = "X-Upload-Key", "X-File-Name"


class FileDoor:
    """Takes officers' files in and hands files of cases out."""

    def __init__(self, around: Surroundings, entrance: Entrance) -> None:
        self._around = around
        self._entrance = entrance

    def add_routes(self, app: FastAPI) -> None:
        """Where the files of cases are."""
        app.add_api_route("/desk/files/{case_id}/{file_id}", self._open)
        app.add_api_route("/desk/files/{case_id}", self._take, methods=["POST"])

    def _open(self, request: Request, case_id: int, file_id: int) -> Response:
        attachment = self._readable(self._entrance.token_of(request), case_id, file_id)
        found = files.path(self._around.files, attachment) if attachment else None
        if found is None or attachment is None:
            return refuse(request, wording.NO_FILE, wording.NO_FILE_MORE, 404)
        headers = {"Cache-Control": "private, no-store", "Content-Security-Policy": "sandbox"}
        return FileResponse(found, filename=attachment.name, headers=headers)

    def _readable(self, token: str, case_id: int, file_id: int) -> Attachment | None:
        try:
            with self._around.database.writing() as session:
                officer = sessions.officer_of(session, token, now())
                if officer is None:
                    return None
                return cases.file_of(session, case_id, file_id, officer, now()).attachment
        except NotAllowed:
            return None

    async def _take(self, request: Request, case_id: int) -> Response:
        """Keep an officer's file; tells its id and name."""
        sent_as = request.headers.get(KEY_HEADER, "")
        if not is_our_own(request) or not UPLOAD_KEY.fullmatch(sent_as):
            return PlainTextResponse(wording.NOT_ALLOWED, status_code=403)
        token, name = self._entrance.token_of(request), request.headers.get(NAME_HEADER, "")
        name = unquote(name)
        try:
            await asyncio.to_thread(self._permitted, token, case_id)
            content = await self._read(request)
            row = await asyncio.to_thread(self._keep, token, case_id, sent_as, name, content)
        except NotAllowed:
            return PlainTextResponse(wording.NOT_ALLOWED, status_code=403)
        except FileRefused as refused:
            return PlainTextResponse(self._why(name, refused.reason), status_code=415)
        return JSONResponse({"id": row.id, "name": row.name})

    async def _read(self, request: Request) -> bytes:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > self._around.terms.most_bytes:
                raise FileRefused(Reason.TOO_BIG)
        return bytes(content)

    def _permitted(self, token: str, case_id: int) -> tuple[Case, Officer]:
        with self._around.database.reading() as session:
            return writable(session, token, case_id)

    def _keep(self, token: str, case_id: int, sent_as: str, name: str, content: bytes) -> Enclosure:
        terms, folder = self._around.terms, self._around.files
        name, media_type = checked(name, content, terms)
        with self._around.database.reading() as session:
            case, officer = writable(session, token, case_id)
            visitor = cases.visitor_of(session, case)
        made = f"{officer.id}\0{case.id}\0{sent_as}".encode()
        key = hashlib.sha256(made).hexdigest()[:32]
        try:
            if not files.has_room(folder, len(content)):
                raise OSError(0, "no room left")
            whose = (visitor.channel, visitor.address)
            kept = files.keep(folder, name, media_type, content, *whose, key)
        except OSError as error:
            log.error("a file cannot be written (%s): is the disk full?", error.strerror)
            raise FileRefused(Reason.NO_ROOM) from error
        sent = SentFile(kept.name, media_type, len(content), key=key)
        digest = hashlib.sha256(content).hexdigest()
        with self._around.database.writing() as session:
            case, officer = writable(session, token, case_id)
            talk = case.conversation_id
            return enclosures.uploaded(session, talk, CHANNEL, sent, digest, now(), officer.id)

    def _why(self, name: str, reason: Reason) -> str:
        megabytes = self._around.terms.megabytes
        most = enclosures.MOST_A_DAY
        return refusal(files.safe_name(name), reason, megabytes, MOST_PER_MESSAGE, most)


def writable(session: Session, token: str, case_id: int) -> tuple[Case, Officer]:
    """The case and the officer who may write to its visitor. Raises NotAllowed."""
    officer = sessions.officer_of(session, token, now())
    case = session.get(Case, case_id) if 0 < case_id <= LARGEST_ID else None
    if officer is None or case is None or not cases.may(session, case, Verb.SAY, officer):
        raise NotAllowed(Verb.SAY)
    return case, officer


def uploads_in(session: Session, case_id: int, officer: Officer, field: str) -> Sequence[Enclosure]:
    """The files that a form brings: uploaded for this case by this officer, and not sent yet. Raises Refused."""
    rows = [session.get(Enclosure, number) for number in _ids(field)]
    case = session.get_one(Case, case_id)
    given = [row for row in rows if row is not None and _is_unsent(row, case, officer)]
    if len(given) != len(rows):
        raise Refused(wording.FILE_GONE)
    if len(given) > MOST_PER_MESSAGE:
        raise Refused(wording.too_many_files(MOST_PER_MESSAGE))
    return given


def _is_unsent(row: Enclosure, case: Case, officer: Officer) -> bool:
    is_theirs = row.conversation_id == case.conversation_id and row.officer_id == officer.id
    return is_theirs and row.case_id is None and row.state == State.KEPT


def _ids(field: str) -> list[int]:
    """The ids in what static/desk_files.js keeps: [{"id": 5, "name": "…"}]."""
    try:
        ids = [int(one["id"]) for one in json.loads(field or "[]")]
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(wording.FILE_GONE) from error
    return [number for number in dict.fromkeys(ids) if 0 < number <= LARGEST_ID]
