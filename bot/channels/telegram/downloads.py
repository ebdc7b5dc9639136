"""Files from Telegram: getFile tells a path that is good for an hour, the content is behind it. 20 MB at most."""

from __future__ import annotations

from telegram.error import BadRequest, RetryAfter

from bot.channels.telegram.requests import BotApi
from bot.channels.telegram.sending import seconds_of
from bot.delivery import Wait
from bot.fetching import TooBig

TOO_BIG = "too big"
"""In the refusal of getFile for what exceeds the Bot API's own limit."""


class Downloads:
    """Fetches contents by their file_id."""

    def __init__(self, api: BotApi) -> None:
        self._api = api

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """The content. Raises TooBig, Wait, or what is worth another try."""
        try:
            file = await self._api.call("getFile", {"file_id": file_id})
        except RetryAfter as error:
            raise Wait(seconds_of(error)) from error
        except BadRequest as error:
            if TOO_BIG in error.message.lower():
                raise TooBig from error
            raise
        if int(file.get("file_size", 0)) > most_bytes:
            raise TooBig
        content = await self._api.download(str(file["file_path"]), most_bytes)
        if content is None:
            raise TooBig
        return content
