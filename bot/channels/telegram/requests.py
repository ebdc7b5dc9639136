"""The Bot API over aiohttp: several times faster than python-telegram-bot's own httpx (see TELEGRAM decision).

Errors name their type only: addresses hold the token, bodies hold what visitors wrote.
"""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Mapping
from typing import Any

import aiohttp
from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

READ_SECONDS = 20.0
CONNECT_SECONDS = 10.0
DOWNLOAD_SECONDS = 120.0
MOST_CONNECTIONS = 64


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API, through `proxy` (http://...) when it is set."""

    def __init__(self, proxy: str = "") -> None:
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that an ordinary call may take."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send the parameters as JSON, with files as a form; status and body of the answer.

        Raises TimedOut (the call may have had its effect) and NetworkError.
        """
        if self._session is None:
            raise NetworkError("not open")
        seconds = READ_SECONDS if isinstance(read_timeout, DefaultValue) else read_timeout
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)
        with_files = request_data is not None and request_data.contains_files
        form = _form(request_data) if request_data and with_files else None
        body = request_data.parameters if request_data and not with_files else None
        try:
            async with self._session.request(
                method, url, json=body, data=form, proxy=self._proxy, timeout=timeout
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None

    async def download(self, url: str, most_bytes: int) -> bytes | None:
        """What is at this address, None when it is larger. Raises TimedOut and NetworkError."""
        if self._session is None:
            raise NetworkError("not open")
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            async with self._session.get(url, proxy=self._proxy, timeout=timeout) as response:
                if response.status != 200:
                    raise NetworkError(f"status {response.status}")
                content = bytearray()
                async for chunk in response.content.iter_chunked(65_536):
                    content += chunk
                    if len(content) > most_bytes:
                        return None
                return bytes(content)
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as JSON. Unlike the original it does not log an answer that it cannot read."""
        try:
            parsed: dict[str, Any] = json.loads(payload)
        except ValueError:
            raise TelegramError("the server's answer is not JSON") from None
        return parsed


def _form(request_data: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for field, (name, content, media_type) in request_data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=media_type)
    return form


class BotApi:
    """The Bot API by the names of its methods; answers stay raw, so an odd one breaks nothing."""

    def __init__(self, token: str, base_url: str, proxy: str = "") -> None:
        calls, polls = self._requests = (AiohttpRequest(proxy), AiohttpRequest(proxy))
        self._files_url = f"{base_url.removesuffix('bot')}file/bot{token}"
        self._bot = Bot(token, base_url=base_url, request=calls, get_updates_request=polls)
        logging.getLogger("telegram").setLevel(logging.INFO)  # DEBUG shows what visitors write
        warnings.filterwarnings("ignore", r"Please use 'Bot\.", PTBUserWarning)
        warnings.filterwarnings("ignore", r".*`retry_after`", PTBDeprecationWarning)

    async def open(self) -> None:
        """Open the connections; nothing is sent yet."""
        for request in self._requests:
            await request.initialize()

    async def close(self) -> None:
        """Close the connections."""
        for request in self._requests:
            await request.shutdown()

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        seconds: float = READ_SECONDS,
    ) -> Any:
        """The result of a method such as sendMessage. Raises telegram.error.TelegramError."""
        return await self._bot.do_api_request(method, dict(parameters or {}), read_timeout=seconds)

    async def download(self, file_path: str, most_bytes: int) -> bytes | None:
        """A file by the path that getFile told, None when it is larger. Raises telegram.error.TelegramError."""
        return await self._requests[0].download(f"{self._files_url}/{file_path}", most_bytes)
