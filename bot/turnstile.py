"""One writer at a time beside SQLite, in turn, among all threads and processes of this machine.

SQLite lets writers poll for its lock, so that one who writes without a pause starves the others. Here they
queue: who waits for the turn holds the way to it, and whoever has just written comes after them.
"""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import IO

try:
    import fcntl
except ImportError:  # no POSIX: SQLite's own lock still keeps writers apart, only without a queue
    fcntl = None  # type: ignore[assignment]


class Turnstile:
    """Held while writing; `beside` is the database's file, None for one that no other process sees.

    A thread may enter again while it is inside.
    """

    def __init__(self, beside: Path | None) -> None:
        self._thread = RLock()
        self._inside = 0
        files = beside is not None and fcntl is not None
        self._way = _open(beside, "way") if files else None
        self._turn = _open(beside, "turn") if files else None

    def __enter__(self) -> None:
        self._thread.acquire()
        self._inside += 1
        if self._inside == 1 and self._turn is not None and self._way is not None:
            fcntl.flock(self._way, fcntl.LOCK_EX)
            fcntl.flock(self._turn, fcntl.LOCK_EX)
            fcntl.flock(self._way, fcntl.LOCK_UN)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._inside -= 1
        if not self._inside and self._turn is not None:
            fcntl.flock(self._turn, fcntl.LOCK_UN)
        self._thread.release()

    def close(self) -> None:
        """Let the files go."""
        for file in (self._way, self._turn):
            if file is not None:
                file.close()


def _open(beside: Path | None, what: str) -> IO[bytes]:
    assert beside is not None
    return beside.with_suffix(f".{what}").open("ab")
