"""The webhook: Telegram calls us. 200 is said only after the update is committed, else it comes again."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit, urlunsplit

from fastapi import FastAPI, Request, Response

from bot.channels.telegram.reading import Raw
from bot.faults import described

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
DEFAULT_PATH = "/telegram/webhook"
MOST_BYTES = 1_048_576
"""Larger than any update of the Bot API."""


class Webhook:
    """Our side of the webhook at `url`. Until it is `open` Telegram is told to come again."""

    def __init__(self, url: str, secret: str, keep: Callable[[Sequence[Raw]], int]) -> None:
        address = urlsplit(url)
        self._path = address.path if address.path.strip("/") else DEFAULT_PATH
        self._url = urlunsplit(address._replace(path=self._path))
        self._secret = secret
        self._keep = keep
        self.open = False

    @property
    def terms(self) -> dict[str, str]:
        """What setWebhook is told."""
        return {"url": self._url, "secret_token": self._secret}

    def add_to(self, app: FastAPI) -> None:
        """Answer at the path of our address."""
        app.add_api_route(self._path, self.receive, methods=["POST"], include_in_schema=False)

    async def receive(self, request: Request) -> Response:
        """Take one update: 200 kept, 403 not from Telegram, 400 or 413 no update, 503 come again."""
        if not self._knows(request.headers.get(SECRET_HEADER, "")):
            return Response(status_code=403)
        if int(request.headers.get("content-length", 0)) > MOST_BYTES:
            return Response(status_code=413)
        update = _read(await request.body())
        if update is None:
            return Response(status_code=400)
        return Response(status_code=200 if await self._kept(update) else 503)

    def _knows(self, secret: str) -> bool:
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    async def _kept(self, update: Raw) -> bool:
        if not self.open:
            return False
        try:
            await asyncio.to_thread(self._keep, [update])
        except Exception as error:
            log.error("an update could not be kept: %s", described(error))
            return False
        return True


def _read(body: bytes) -> Raw | None:
    try:
        update = json.loads(body)
    except ValueError:
        return None
    return update if isinstance(update, dict) and isinstance(update.get("update_id"), int) else None
