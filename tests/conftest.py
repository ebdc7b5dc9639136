"""What the tests share: both databases, a clock that stands still, the published knowledge, and the cast.

王老师 and 小李 are visitors. They talk with the specialist through the core; channels have tests of their own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.application import assemble
from bot.conversation import Specialist
from bot.database import Database, open_database
from bot.files import FOLDER
from bot.messages import Choice, Incoming, Kind, Reply
from bot.settings import Settings
from bot.turn import Outcome
from knowledge.answering import Knowledge
from tests.lending import Databases
from tests.postgres import TemporaryPostgres

ROOT = Path(__file__).resolve().parent.parent
MORNING = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
"""09:00 in Shanxi."""


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass(frozen=True)
class Heard:
    """What came back for one message."""

    replies: tuple[Reply, ...]
    outcome: Outcome

    @property
    def text(self) -> str:
        return "\n\n".join(reply.text for reply in self.replies)

    @property
    def choices(self) -> list[Choice]:
        return [choice for reply in self.replies for row in reply.choices for choice in row]

    @property
    def buttons(self) -> list[str]:
        return [choice.label for choice in self.choices]


@dataclass
class Visitor:
    """One visitor of the cast, in a conversation with the specialist."""

    name: str
    database: Database
    specialist: Specialist
    channel: str = "test"
    heard: list[Heard] = field(default_factory=list)

    def says(self, text: str, edited: bool = False) -> Heard:
        return self._hear(Incoming(self.channel, self.name, "text", text=text, edited=edited))

    def sends(self, kind: Kind) -> Heard:
        return self._hear(Incoming(self.channel, self.name, kind))

    def presses(self, label: str) -> Heard:
        """Press the newest button that says this."""
        shown = (choice for heard in reversed(self.heard) for choice in heard.choices)
        return self.presses_action(next(c.action for c in shown if c.label == label))

    def presses_action(self, action: str) -> Heard:
        return self._hear(Incoming(self.channel, self.name, "choice", action=action))

    def _hear(self, incoming: Incoming) -> Heard:
        with self.database.writing() as session:
            spoken = self.specialist.hear(session, incoming)
        self.heard.append(Heard(spoken.replies, spoken.outcome))
        return self.heard[-1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files whose tests take long come first: no worker is left alone with one at the end."""
    items.sort(key=_is_quick)


def _is_quick(item: pytest.Item) -> bool:
    """Whether no process is started: those tests lie in these folders."""
    folder = item.path.relative_to(ROOT / "tests").parts[0]
    return folder in {"bot", "dialogs", "knowledge"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server: the one that tests.run started, else one of our own."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        yield url
        return
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.fail("the tests need PostgreSQL; run them by `python3 run.py test`")
    with TemporaryPostgres() as server:
        yield server.url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "empty.db"
    open_database(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Databases]:
    databases = Databases(postgres_url, lambda url: open_database(url).close())
    yield databases
    databases.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, on each of the two databases."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with request.getfixturevalue("postgres").lend_bare() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the newest schema and no rows, on each of the two databases."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "specialist.db")
        yield f"sqlite:///{tmp_path / 'specialist.db'}"
        return
    with request.getfixturevalue("postgres").lend() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def published_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A VAR_DIR in which everything is published, learned and cached; copy it, do not write to it.

    Learning takes some seconds of a core, so the workers of a run learn once and copy.
    """
    var = tmp_path_factory.mktemp("published") / "var"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _publish(var)
        return var
    shared = tmp_path_factory.getbasetemp().parent / "published"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            _publish(shared)
        shutil.copytree(shared, var)
    return var


def _publish(var: Path) -> None:
    application = assemble(Settings(_env_file=None, var_dir=var))  # type: ignore[call-arg]
    application.knowledge().language.cut("预热词典和拼音")
    application.database.close()


@pytest.fixture(scope="session")
def knowledge(published_var: Path) -> Knowledge:
    application = assemble(Settings(_env_file=None, var_dir=published_var))  # type: ignore[call-arg]
    known = application.knowledge()
    application.database.close()
    return known


@pytest.fixture
def specialist(knowledge: Knowledge, clock: Clock, tmp_path: Path) -> Specialist:
    return Specialist(lambda: knowledge, clock, tmp_path / "var" / FOLDER)


@pytest.fixture(name="王老师")
def wang(database: Database, specialist: Specialist) -> Visitor:
    return Visitor("王老师", database, specialist)


@pytest.fixture(name="小李")
def li(database: Database, specialist: Specialist) -> Visitor:
    return Visitor("小李", database, specialist)


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def bot(published_var: Path, tmp_path: Path) -> Run:
    """Runs `python -m bot …` as a process of its own, on a copy of the published VAR_DIR."""
    var = tmp_path / "var"
    shutil.copytree(published_var, var)

    def run(
        *arguments: str, typed: str | bytes = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=typed.encode() if isinstance(typed, str) else typed,
            capture_output=True,
            cwd=tmp_path,
            env={**bare_environment(), "VAR_DIR": str(var), **environment},
            timeout=120,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


def bare_environment() -> dict[str, str]:
    """The environment without any of the program's own settings."""
    ours = {name.upper() for name in Settings.model_fields}
    ours.add("PYTHONDONTWRITEBYTECODE")  # each start would compile all of it anew
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
