"""Messages per second through our Telegram channel, side by side with an empty stock echo bot.

`python benchmarks/telegram.py [--users 100] [--messages 4000] [--rounds 3] [--text /help]`

Three processes: a small Bot API that plays the users (each asks again as soon as it was answered), and one
bot at a time: ours with everything on (SQLite on disk, answers with clauses), or an echo bot of
python-telegram-bot as its documentation writes it. Our limit of 30 messages a second is lifted. Three loads: a
command, one question that all ask, and over 1,000 questions that are all different, which no memory helps with.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[0] = str(HOME)  # this folder would hide the package `telegram` behind this very file
TOKEN = "123456:benchmark"
WARM_UP = 300
PATIENCE = 120
GOLDEN = HOME / "tests" / "golden"
LOADS = {
    "a command": "/help",
    "one question": "博士毕业来忻州工作，每月补多少",
    "all different": "",
}
ABOUT_POLICY = {"direct", "amount", "colloquial", "typo", "situation", "cross"}


def questions() -> tuple[str, ...]:
    """What people of many kinds ask about the policies: over 1,000 questions, each worded in its own way."""
    lines = (line for file in sorted(GOLDEN.glob("*.jsonl")) for line in file.open("rb"))
    asked = (json.loads(line) for line in lines)
    return tuple(one["q"] for one in asked if one.get("kind") in ABOUT_POLICY)


class Users:
    """The Bot API and everybody behind it: `users` chats, each with one question under way."""

    def __init__(self, users: int, messages: int, text: str) -> None:
        self._users, self._messages = users, messages
        self._texts = (text,) if text else questions()
        self._waiting: list[dict[str, Any]] = []
        self._something = asyncio.Event()
        self._asked_at: dict[int, float] = {}
        self._took: list[float] = []
        self._update = self._answers = 0
        self._began = 0.0
        self.finished = asyncio.Event()

    def ask(self, chat: int) -> None:
        self._update += 1
        person = {"id": chat, "is_bot": False, "first_name": f"访客{chat}"}
        message = {
            "message_id": self._update,
            "date": int(time.time()),
            "from": person,
            "chat": {"id": chat, "type": "private", "first_name": person["first_name"]},
            "text": self._texts[self._update % len(self._texts)],
        }
        self._waiting.append({"update_id": self._update, "message": message})
        self._asked_at[chat] = time.perf_counter()
        self._something.set()

    async def get_updates(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        if not self._update:
            for chat in range(1, self._users + 1):
                self.ask(chat)
        offset = int(asked.get("offset", 0))
        self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        if not self._waiting:
            self._something.clear()
            try:
                await asyncio.wait_for(self._something.wait(), float(asked.get("timeout", 0)))
            except TimeoutError:
                return []
        return self._waiting[:100]

    async def send_message(self, said: Mapping[str, Any]) -> dict[str, Any]:
        chat = int(said["chat_id"])
        self._answers += 1
        if self._answers == WARM_UP:
            self._began = time.perf_counter()
        elif self._answers > WARM_UP:
            self._took.append(time.perf_counter() - self._asked_at[chat])
        if self._answers == WARM_UP + self._messages:
            self._report()
        else:
            self.ask(chat)
        place = {"id": chat, "type": "private", "first_name": "访客"}
        return {"message_id": self._answers, "date": int(time.time()), "chat": place, "text": "…"}

    def _report(self) -> None:
        seconds = time.perf_counter() - self._began
        percentiles = statistics.quantiles(self._took, n=100)
        figures = {
            "per_second": self._messages / seconds,
            "p50": percentiles[49] * 1000,
            "p99": percentiles[98] * 1000,
        }
        print(json.dumps(figures), flush=True)
        self.finished.set()


async def play_users(users: int, messages: int, text: str) -> None:
    from aiohttp import web

    crowd = Users(users, messages, text)

    async def called(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        is_json = request.content_type == "application/json"
        asked = await request.json() if is_json else await request.post()
        result: Any = True
        if method == "getMe":
            result = {"id": 1, "is_bot": True, "first_name": "b", "username": "b_bot"}
        elif method == "getUpdates":
            result = await crowd.get_updates(asked)
        elif method == "sendMessage":
            result = await crowd.send_message(asked)
        return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", called)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/bot", flush=True)
    await asyncio.wait_for(crowd.finished.wait(), PATIENCE)


def run_echo(base_url: str) -> None:
    from telegram import Update
    from telegram.ext import Application, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application = Application.builder().token(TOKEN).base_url(base_url).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


def run_ours(base_url: str, var: str) -> None:
    """Everything on, as `python -m bot serve` runs it; only Telegram's limit is lifted."""
    telegram = {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_BASE_URL": base_url,
        "TELEGRAM_PER_SECOND": "1e6",
    }
    settings = {"VAR_DIR": var, "PORT": str(free_port()), "LOG_LEVEL": "WARNING", **telegram}
    environment = {**os.environ, **settings, "PYTHONPATH": str(HOME)}
    os.execve(sys.executable, [sys.executable, "-m", "bot", "serve"], environment)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def measure(bot: str, users: int, messages: int, text: str) -> dict[str, float]:
    """One run of one bot: messages per second, and milliseconds from question to answer."""
    script = [sys.executable, __file__]
    crowd = subprocess.Popen(
        [
            *script,
            "--play",
            "users",
            "--users",
            str(users),
            "--messages",
            str(messages),
            "--text",
            text,
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert crowd.stdout is not None
    base_url = crowd.stdout.readline().strip()
    with tempfile.TemporaryDirectory() as var:
        played = subprocess.Popen(
            [*script, "--play", bot, "--base-url", base_url, "--var", var],
            cwd=var,
        )
        try:
            figures: dict[str, float] = json.loads(crowd.stdout.readline())
        finally:
            played.kill()
            played.wait()
            crowd.kill()
            crowd.wait()
    return figures


def compare(options: argparse.Namespace) -> None:
    """Every load, in each round both bots one after the other; the median ratio of each load."""
    loads = {options.text: options.text} if options.text else LOADS
    ratios: dict[str, list[float]] = {name: [] for name in loads}
    for _ in range(options.rounds):
        for name, text in loads.items():
            print(f"-- {name}", flush=True)
            stock, ours = (
                measure(bot, options.users, options.messages, text) for bot in ("echo", "ours")
            )
            ratios[name].append(ours["per_second"] / stock["per_second"])
            tell("stock echo bot", stock)
            tell("this program", ours)
    for name, of_rounds in ratios.items():
        median, least, most = statistics.median(of_rounds), min(of_rounds), max(of_rounds)
        print(f"{name}: {median:.2f} of the stock echo bot ({least:.2f} to {most:.2f})")


def tell(bot: str, figures: Mapping[str, float]) -> None:
    print(
        f"{bot:<16}{figures['per_second']:7.0f} messages/s"
        f"   p50 {figures['p50']:5.0f} ms   p99 {figures['p99']:5.0f} ms",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--messages", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--text", default="", help="say this alone, instead of every load")
    parser.add_argument("--play", choices=("users", "echo", "ours"), help=argparse.SUPPRESS)
    parser.add_argument("--base-url", help=argparse.SUPPRESS)
    parser.add_argument("--var", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.play == "users":
        asyncio.run(play_users(options.users, options.messages, options.text))
    elif options.play == "echo":
        run_echo(options.base_url)
    elif options.play == "ours":
        run_ours(options.base_url, options.var)
    else:
        compare(options)


if __name__ == "__main__":
    main()
