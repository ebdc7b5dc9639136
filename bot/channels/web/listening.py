"""The web server: listens before it says so, and ends in order on Ctrl-C and SIGTERM."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Iterator

import uvicorn
from fastapi import FastAPI

from bot.channels.web import wording
from bot.settings import UnusableSettings

FAREWELL_SECONDS = 3
"""How long requests at work may take when the server ends."""


class CannotListen(UnusableSettings):
    """HOST and PORT do not name a place where this process may listen; the text says what to do (Chinese)."""


class Server(uvicorn.Server):
    """uvicorn, without its way of ending the whole process on a signal."""

    def __init__(self, app: FastAPI, host: str, port: int) -> None:
        """Takes the port at once. Raises CannotListen."""
        self._host, self._port = host, port
        self._listener = _listen(host, port)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            log_level="warning",  # its notes on connections name the pages' secret ids
            server_header=False,
            proxy_headers=True,
            timeout_graceful_shutdown=FAREWELL_SECONDS,
        )
        super().__init__(config)

    async def run(self) -> None:  # type: ignore[override]
        """Serve until a signal or cancellation."""
        with _ended_by_signals(self), self._listener:
            await self.serve(sockets=[self._listener])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then tell people where to go."""
        await super().startup(sockets)
        host = f"[{self._host}]" if ":" in self._host else self._host
        print(wording.started(f"http://{host}:{self._port}"), flush=True)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours (`_ended_by_signals`): uvicorn would raise them again and cut the others short."""
        yield


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotListen(wording.port_taken(port)) from error
        raise CannotListen(wording.cannot_listen(host, port, error.strerror or "")) from error
    return listener


@contextlib.contextmanager
def _ended_by_signals(server: uvicorn.Server) -> Iterator[None]:
    loop = asyncio.get_running_loop()

    def end() -> None:
        server.should_exit = True

    try:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, end)
    except NotImplementedError:  # Windows: Ctrl-C cancels the task instead
        yield
        return
    try:
        yield
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)
