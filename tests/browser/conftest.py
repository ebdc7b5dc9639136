"""The real server as a process, and Debian's Chromium, headless, as the visitors' browser."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.browser.tab import Browsers, Tab
from tests.conftest import bare_environment

START_SECONDS = 60
NEVER_SEEN = """
INSERT INTO desk_session (id, officer_id, digest, device, began_at, expires_at)
VALUES (?, 0, '', '', '2020-01-01', '2020-01-01')
"""
"""The desk knows by its newest sign-in, too, that something has changed: two first days are not the same."""

WIDTHS = {"phone": (390, 844), "desktop": (1280, 800)}


class Server:
    """`python -m bot serve`, which can be killed and started again on the same port."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self.log = var / "serve.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**bare_environment(), "VAR_DIR": str(self.var), "PORT": str(self.port)}
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"],
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.var,
                env=environment,
            )
        self._await_start()

    def _await_start(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while "网页聊天已启动" not in (said := self.log.read_text()):
            assert self._process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.1)

    def end(self, how: signal.Signals) -> int:
        """End the process by a signal; returns its exit code."""
        assert self._process is not None
        self._process.send_signal(how)
        try:
            return self._process.wait(20)
        finally:
            self._process.kill()

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests; visitors do not see each other anyway."""
    var = tmp_path_factory.mktemp("serving") / "var"
    shutil.copytree(published_var, var)
    server = Server(var)
    server.start()
    yield server
    server.end(signal.SIGTERM)


@pytest.fixture(scope="session")
def days() -> Iterator[int]:
    return itertools.count(1000, 1000)


@pytest.fixture
def own_server(server: Server, published_var: Path, days: Iterator[int]) -> Iterator[Server]:
    """The server with its database as on its first day; the test may kill it."""
    with (
        closing(sqlite3.connect(published_var / "specialist.db")) as first_day,
        closing(sqlite3.connect(server.var / "specialist.db")) as today,
    ):
        first_day.backup(today)
        today.execute(NEVER_SEEN, [next(days)])
        today.commit()
    yield server
    if not server.is_running:
        server.start()


@pytest.fixture(params=WIDTHS)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A phone's and a desktop's window, in CSS pixels."""
    return WIDTHS[request.param]


Visit = Callable[[str], Tab]


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    with ExitStack() as running:
        yield Browsers(running)


@pytest.fixture
def new_visitor(browsers: Browsers, size: tuple[int, int]) -> Iterator[Visit]:
    """Opens a page in a browser of its own: each call is a new person. As wide as `size`."""
    with ExitStack() as lent:
        yield lambda url: Tab(lent.enter_context(browsers.new(size)), url)


@pytest.fixture(name="王老师")
def wang(new_visitor: Visit, server: Server) -> Tab:
    return new_visitor(server.url)


@pytest.fixture(name="小李")
def li(new_visitor: Visit, server: Server) -> Tab:
    return new_visitor(server.url)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A missing browser is a failure with a hint, never a silent skip."""
    here = os.path.dirname(__file__)
    if any(str(item.path).startswith(here) for item in items) and not shutil.which("chromedriver"):
        pytest.exit("the browser tests need Debian's chromium and chromium-driver", returncode=1)
