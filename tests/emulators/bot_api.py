"""A small Bot API server that does what its documentation says where the installable emulators do not:
refusals with retry_after, 403, 409, lost connections, holding empty polls back.

It runs on a thread: `with BotApi() as api`.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456:local"
SENDING = {"sendMessage", "sendPhoto", "sendDocument"}
BOT = {"id": 123456, "is_bot": True, "first_name": "专员", "username": "jcg_bot"}


@dataclass(frozen=True)
class Refusal:
    """What a call gets instead of its result. Without a status the connection is dropped."""

    status: int = 0
    description: str = ""
    retry_after: int = 0

    def response(self) -> web.Response:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.retry_after:
            body["parameters"] = {"retry_after": self.retry_after}
        return web.json_response(body, status=self.status)


@dataclass(frozen=True)
class Uploaded:
    """A file that the bot sent."""

    filename: str
    content_type: str
    content: bytes


def _told(value: Any) -> Any:
    if not isinstance(value, web.FileField):
        return value
    return Uploaded(value.filename, value.content_type, value.file.read())


@dataclass
class Call:
    """One call of a method, answered or refused."""

    method: str
    parameters: dict[str, Any]
    answered: bool
    message_id: int = 0
    at: float = field(default_factory=time.monotonic)


class BotApi:
    """The server: `arrives` puts an update in, `journal` has what the bot called.

    `stalls` is how many seconds a file's content takes.
    """

    token = TOKEN

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._updates: deque[dict[str, Any]] = deque()
        self._last_update = 0
        self._last_message = 0
        self._last_topic = 40
        self.forums: set[int] = set()
        self._refusals: dict[str, deque[Refusal | None]] = defaultdict(deque)
        self._blocked: set[int] = set()
        self._files: dict[str, bytes] = {}
        self._ready = threading.Event()
        self.journal: list[Call] = []
        self.stalls = 0.0

    def __enter__(self) -> BotApi:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def arrives(self, update: dict[str, Any]) -> None:
        """Somebody did something."""
        self._loop.call_soon_threadsafe(self._arrives, update)

    def refuses(self, method: str, *refusals: Refusal | None) -> None:
        """The next calls of this method are refused so; None answers one as usual."""
        self._refusals[method].extend(refusals)

    def holds(self, file_id: str, content: bytes) -> None:
        """A file that somebody sent; refusals of "download" are those of its content's address."""
        self._files[file_id] = content

    def is_blocked_by(self, chat: int) -> None:
        """This visitor has blocked the bot."""
        self._blocked.add(chat)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the answered calls of a method so far, oldest first."""
        return [c.parameters for c in list(self.journal) if c.method == method and c.answered]

    def sent(self, chat: int) -> list[Call]:
        """The messages that were sent to a chat, oldest first, with their ids."""
        calls = [c for c in list(self.journal) if c.method == "sendMessage" and c.message_id]
        return [c for c in calls if int(c.parameters["chat_id"]) == chat]

    @property
    def waiting(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self._updates)

    def _arrives(self, update: dict[str, Any]) -> None:
        self._last_update = update.get("update_id", self._last_update + 1)
        self._updates.append({"update_id": self._last_update, **update})
        self._something.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop, self._something = asyncio.Event(), asyncio.Event()
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_post("/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/documents/{file}", self._downloaded)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            parameters = await request.json()
        else:
            parameters = {name: _told(value) for name, value in (await request.post()).items()}
        refusal = self._refusal(method, parameters)
        call = Call(method, parameters, refusal is None)
        if refusal is None and method in SENDING:
            self._last_message += 1
            call.message_id = self._last_message
        self.journal.append(call)
        if refusal is None:
            return web.json_response({"ok": True, "result": await self._result(method, parameters)})
        if not refusal.status:
            assert request.transport is not None
            request.transport.close()
        return refusal.response() if refusal.status else web.Response()

    async def _downloaded(self, request: web.Request) -> web.StreamResponse:
        file = request.match_info["file"]
        assert request.match_info["token"] == TOKEN
        refusal = self._refusals["download"].popleft() if self._refusals["download"] else None
        self.journal.append(Call("download", {"file": file}, refusal is None))
        if refusal is None:
            await asyncio.sleep(self.stalls)
            return web.Response(body=self._files[file], content_type="application/octet-stream")
        if not refusal.status:
            assert request.transport is not None
            request.transport.close()
        return refusal.response() if refusal.status else web.Response()

    def _refusal(self, method: str, parameters: dict[str, Any]) -> Refusal | None:
        if self._refusals[method]:
            return self._refusals[method].popleft()
        if method.startswith("send") and int(parameters["chat_id"]) in self._blocked:
            return Refusal(403, "Forbidden: bot was blocked by the user")
        if method == "getFile":
            return self._refusal_of_file(self._files.get(parameters["file_id"]))
        return None

    def _refusal_of_file(self, content: bytes | None) -> Refusal | None:
        """What getFile of the Bot API says to a pointer that it does not know, and beyond 20 MB."""
        if content is None:
            unknown = "Bad Request: wrong file_id or the file is temporarily unavailable"
            return Refusal(400, unknown)
        if len(content) > 20 * 1024 * 1024:
            return Refusal(400, "Bad Request: file is too big")
        return None

    async def _result(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getMe":
            return BOT
        if method == "getUpdates":
            return await self._get_updates(parameters)
        if method == "getFile":
            file = parameters["file_id"]
            told = {"file_id": file, "file_unique_id": file, "file_size": len(self._files[file])}
            return {**told, "file_path": f"documents/{file}"}
        if method in SENDING:
            chat = {"id": int(parameters["chat_id"]), "type": "private"}
            return {"message_id": self._last_message, "date": int(time.time()), "chat": chat}
        if method == "getChat":
            id = int(parameters["chat_id"])
            return {"id": id, "type": "supergroup", "is_forum": id in self.forums}
        if method == "createForumTopic":
            self._last_topic += 1
            return {"message_thread_id": self._last_topic, "name": parameters["name"]}
        return True

    async def _get_updates(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        offset = int(parameters.get("offset", 0))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._something.clear()
            try:
                await asyncio.wait_for(self._something.wait(), float(parameters.get("timeout", 0)))
            except TimeoutError:
                return []
        return list(self._updates)[: int(parameters.get("limit", 100))]
