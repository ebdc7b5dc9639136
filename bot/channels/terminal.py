"""The terminal: the same specialist, one line in, the replies out; also with piped input.

Buttons are lettered, as a number may be an answer; a letter chooses one.
"""

from __future__ import annotations

import getpass
import hashlib
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
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
TRYING_AGAIN = "请稍等，我再试一次……"
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

    def __init__(
        self,
        application: Application,
        name: str,
        clock: Callable[[], datetime] = now,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._application = application
        self._address = name
        self._clock = clock
        self._pause = pause
        self._choices: dict[str, Choice] = {}
        known = {CHANNEL: decode}
        self._hearing = Hearing(
            application.database, application.specialist, known, clock=self._clock
        )

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
        key = uuid.uuid4().hex
        with self._application.database.writing() as session:
            inbox.receive(session, CHANNEL, [(key, payload)], self._clock())
        self._handle(key)
        self._deliver()

    def _handle(self, key: str) -> None:
        """Have it heard; what failed is tried again, until it went well or was apologised for."""
        self._hearing.handle_batch()
        while (seconds := self._left_for(key)) is not None:
            print(TRYING_AGAIN, flush=True)
            self._pause(seconds)
            self._hearing.handle_batch()

    def _left_for(self, key: str) -> float | None:
        """Seconds until this arrival may be tried again; None when it has been handled."""
        with self._application.database.reading() as session:
            at = self._clock()
            due = inbox.tried_next(session, CHANNEL, key, at)
            return None if due is None else max(0.0, (due - at).total_seconds())

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
        replies = []
        while (reply := self._taken_out()) is not None:
            replies.append(reply)
        self._name_choices(replies)
        for reply in replies:
            print(self._shown(reply), flush=True)

    def _taken_out(self) -> Reply | None:
        """The next reply for this person, marked as sent."""
        with self._application.database.writing() as session:
            due = outbox.due(session, CHANNEL, self._clock())
            parcel = next((p for p in due if p.address == self._address), None)
            if parcel is None:
                return None
            outbox.mark_sent(session, parcel.id, self._clock())
            return parcel.reply

    def _name_choices(self, replies: Sequence[Reply]) -> None:
        """The last reply's come first: a question keeps its letters when it is asked again after an aside."""
        in_order = (*replies[-1:], *replies[:-1])
        choices = [c for reply in in_order for row in reply.choices for c in row]
        self._choices = {letters(place): choice for place, choice in enumerate(choices)}

    def _shown(self, reply: Reply) -> str:
        names = {choice: name for name, choice in reversed(self._choices.items())}
        lines = ["", *(_block(block) for block in reply.blocks)]
        lines += [f"  [{names[choice]}] {choice.label}" for row in reply.choices for choice in row]
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
