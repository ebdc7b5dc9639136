"""The Bot API as the npm package telegram-api-mock-server plays it, in a node process of its own."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TOKEN = "123456:emulated"


class NpmEmulator:
    """The running emulator. It does not hold empty polls back, and keeps a journal of what was sent."""

    token = TOKEN

    def __enter__(self) -> NpmEmulator:
        if not (FOLDER / "node_modules").is_dir():
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True)
        self._node = subprocess.Popen(
            ["node", "start.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, text=True
        )
        assert self._node.stdout is not None
        ports = json.loads(self._node.stdout.readline())
        self.base_url = f"http://127.0.0.1:{ports['api']}/bot"
        self._admin = f"http://127.0.0.1:{ports['admin']}/_mock"
        return self

    def __exit__(self, *_: object) -> None:
        self._node.kill()
        self._node.communicate()

    def arrives(self, update: dict[str, Any]) -> None:
        """Somebody did something."""
        self._ask("injectUpdate", {"token": TOKEN, "update": update})

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the calls of a method so far, oldest first."""
        events = self._ask(f"outbound?token={TOKEN}")["events"]
        return [event["payload"] for event in events if event["method"] == method]

    def last_request(self) -> int:
        """The number of the newest request, to the Bot API or to this emulator's own controls."""
        return int(self._ask("logs?limit=1")["nextSinceId"])

    def _ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(f"{self._admin}/{path}")
        if body is not None:
            request.data = json.dumps(body).encode()
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
