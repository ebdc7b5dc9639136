"""The terminal: the same specialist, one line in, the replies out; also with piped input.

Buttons are lettered, as a number may be an answer; a letter chooses one.
"""

from __future__ import annotations

import getpass
import sys
import uuid
from collections.abc import Iterator
from string import ascii_lowercase

from bot import files, inbox, outbox
from bot.application import Application, assemble
from bot.database import now
from bot.hearing import Hearing
from bot.messages import Attachment, Block, Choice, Incoming, Reply, typed_or_pressed
from bot.privacy import finish
from bot.settings import Settings

CHANNEL = "terminal"
PROMPT = "您："
GOODBYE = "再见，随时再来。"
FILE, FILE_GONE = "  文件：{}", "已经过期删除了"
LEAVING = {"退出", "exit", "quit"}


def chat(settings: Settings) -> int:
    """Talk until the input ends or the visitor leaves. Returns the exit code."""
    application = assemble(settings)
    visit = Visit(application, getpass.getuser())
    visit.hear("/start")
    for line in _lines():
        if line.strip().lower() in LEAVING:
            break
        visit.hear(line)
    finish(application.database, files.folder_of(application.settings))
    print(GOODBYE)
    return 0


def decode(payload: dict[str, object]) -> Incoming:
    """What was typed, or the button whose letter was typed."""
    return typed_or_pressed(CHANNEL, payload)


class Visit:
    """One person at the terminal; remembers which letters stand for which buttons."""

    def __init__(self, application: Application, name: str) -> None:
        self._application = application
        self._address = name
        self._choices: dict[str, Choice] = {}
        self._hearing = Hearing(application.database, application.specialist, {CHANNEL: decode})

    def hear(self, line: str) -> None:
        """Hear one line and print the replies."""
        choice = self._chosen(line)
        payload = {
            "address": self._address,
            "text": choice.label if choice else line,
            "action": choice.action if choice else "",
        }
        with self._application.database.writing() as session:
            inbox.receive(session, CHANNEL, [(uuid.uuid4().hex, payload)], now())
        self._hearing.handle_batch()
        self._deliver()

    def _chosen(self, line: str) -> Choice | None:
        name = line.strip().lower()
        return self._choices.get(name)

    def _deliver(self) -> None:
        self._choices = {}
        while True:
            with self._application.database.writing() as session:
                parcels = [
                    p for p in outbox.due(session, CHANNEL, now()) if p.address == self._address
                ]
                if not parcels:
                    return
                print(self._shown(parcels[0].reply), flush=True)
                outbox.mark_sent(session, parcels[0].id, now())

    def _shown(self, reply: Reply) -> str:
        lines = ["", *(_block(block) for block in reply.blocks)]
        for row in reply.choices:
            for choice in row:
                name = letters(len(self._choices))
                self._choices[name] = choice
                lines.append(f"  [{name}] {choice.label}")
        lines += [self._place_of(attachment) for attachment in reply.attachments]
        return "\n".join(lines) + "\n"

    def _place_of(self, attachment: Attachment) -> str:
        """Where an attached file is; there is nobody to hand it to but the person at this machine."""
        found = files.path(files.folder_of(self._application.settings), attachment)
        return FILE.format(found.resolve() if found else FILE_GONE)


def letters(place: int) -> str:
    """The name of a button: a, b, … z, then aa, ab, …"""
    front, back = divmod(place, len(ascii_lowercase))
    return (letters(front - 1) if front else "") + ascii_lowercase[back]


def _block(block: Block) -> str:
    text = block.plain()
    if block.kind == "heading":
        return f"【{text}】"
    if block.kind == "quote":
        return "\n".join(f"  │ {line}" for line in text.splitlines())
    return text


def _lines() -> Iterator[str]:
    """Lines as they are typed, with a prompt on a terminal; bytes that are no text are replaced."""
    interactive = sys.stdin.isatty()
    while True:
        if interactive:
            print(PROMPT, end="", flush=True)
        line = sys.stdin.buffer.readline()
        if not line:
            return
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")
