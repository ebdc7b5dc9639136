"""The terminal: the same specialist, one line in, the replies out; also with piped input.

Buttons are lettered, as a number may be an answer; a letter chooses one.
"""

from __future__ import annotations

import getpass
import hashlib
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase

from bot import files, inbox, outbox, transcript, visitors
from bot.application import Application, assemble, terms_of
from bot.database import now
from bot.enclosures import MOST_A_DAY, MOST_PER_MESSAGE, Refused, uploaded
from bot.enclosures.checking import checked
from bot.hearing import Hearing
from bot.messages import Attachment, Block, Choice, Incoming, Reply, SentFile, typed_or_pressed
from bot.privacy import finish
from bot.settings import Settings
from bot.wording.file_phrases import refusal

CHANNEL = "terminal"
PROMPT = "您："
GOODBYE = "再见，随时再来。"
FILE, FILE_GONE = "  文件：{}", "已经过期删除了"
SEND_FILE = "/file"
NO_SUCH_FILE = "找不到文件：{}。写法：/file 路径，比如 /file 合同.pdf"
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
        command, _, path = line.strip().partition(" ")
        sent = self._taken_in(path.strip()) if command == SEND_FILE else []
        if sent is None:
            return
        choice = self._chosen(line)
        payload = {
            "address": self._address,
            "text": choice.label if choice else "" if sent else line,
            "action": choice.action if choice else "",
            "files": sent,
        }
        with self._application.database.writing() as session:
            inbox.receive(session, CHANNEL, [(uuid.uuid4().hex, payload)], now())
        self._hearing.handle_batch()
        self._deliver()

    def _taken_in(self, path: str) -> list[str] | None:
        """The key of the file at this path, which is copied; None when it was refused, which is said."""
        file = Path(path).expanduser()
        if not path or not file.is_file():
            print(NO_SUCH_FILE.format(path), flush=True)
            return None
        terms = terms_of(self._application.settings)
        try:
            name, media_type = checked(file.name, file.read_bytes(), terms)
        except Refused as refused:
            told = (refused.reason, terms.megabytes, MOST_PER_MESSAGE, MOST_A_DAY)
            print(refusal(file.name, *told), flush=True)
            return None
        content, folder = file.read_bytes(), files.folder_of(self._application.settings)
        kept = files.keep(folder, name, media_type, content, CHANNEL, self._address)
        sent = SentFile(kept.name, media_type, len(content), key=kept.key)
        digest = hashlib.sha256(content).hexdigest()
        with self._application.database.writing() as session:
            known = visitors.meet(session, CHANNEL, self._address, "", now())
            talk = transcript.conversation_of(session, known.id, now())
            uploaded(session, talk.id, CHANNEL, sent, digest, now())
        return [kept.key]

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
