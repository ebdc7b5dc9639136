"""Opening a file of a case: for officers who may see the case, audited, always as a download."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse

from bot import cases, files
from bot.cases import NotAllowed
from bot.channels.web.desk import wording
from bot.channels.web.desk.entrance import Entrance, refuse
from bot.database import Database, now
from bot.messages import Attachment
from bot.officers import sessions


class FileDoor:
    """Hands files of cases out to officers."""

    def __init__(self, database: Database, entrance: Entrance, folder: Path) -> None:
        self._database = database
        self._entrance = entrance
        self._folder = folder

    def add_routes(self, app: FastAPI) -> None:
        """Where the files of cases are."""
        app.add_api_route("/desk/files/{case_id}/{file_id}", self._open)

    def _open(self, request: Request, case_id: int, file_id: int) -> Response:
        attachment = self._permitted(self._entrance.token_of(request), case_id, file_id)
        found = files.path(self._folder, attachment) if attachment else None
        if found is None or attachment is None:
            return refuse(request, wording.NO_FILE, wording.NO_FILE_MORE, 404)
        return FileResponse(
            found,
            filename=attachment.name,
            content_disposition_type="attachment",
            headers={"Cache-Control": "private, no-store"},
        )

    def _permitted(self, token: str, case_id: int, file_id: int) -> Attachment | None:
        try:
            with self._database.writing() as session:
                officer = sessions.officer_of(session, token, now())
                if officer is None:
                    return None
                return cases.file_of(session, case_id, file_id, officer, now()).attachment
        except NotAllowed:
            return None
