"""Writers queue: whoever writes without a pause lets others in between."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from bot.turnstile import Turnstile

ANOTHER = """
import sys, time
from pathlib import Path
from bot.turnstile import Turnstile
turnstile = Turnstile(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    with turnstile:
        time.sleep(0.02)
"""


def test_a_process_that_writes_without_a_pause_lets_this_one_in(tmp_path: Path) -> None:
    beside = tmp_path / "specialist.db"
    other = subprocess.Popen([sys.executable, "-c", ANOTHER, str(beside)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    other.stdout.readline()
    entered = threading.Event()

    def enter_often() -> None:
        turnstile = Turnstile(beside)
        for _ in range(20):
            with turnstile:
                time.sleep(0)
        entered.set()
        turnstile.close()

    threading.Thread(target=enter_often, daemon=True).start()
    try:
        assert entered.wait(20)
    finally:
        other.kill()
        other.wait()


def test_the_turn_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    beside = tmp_path / "specialist.db"
    script = ANOTHER.replace("0.02", "60")
    other = subprocess.Popen([sys.executable, "-c", script, str(beside)], stdout=subprocess.PIPE)
    assert other.stdout is not None
    other.stdout.readline()
    time.sleep(0.2)
    other.kill()
    other.wait()
    turnstile = Turnstile(beside)
    with turnstile:
        pass
    turnstile.close()


def test_a_thread_may_enter_again_while_it_is_inside(tmp_path: Path) -> None:
    turnstile = Turnstile(tmp_path / "specialist.db")
    with turnstile, turnstile:
        pass
    with turnstile:
        pass
    turnstile.close()
