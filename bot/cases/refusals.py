"""What a verb may answer besides doing it. Who may not gets permission.NotAllowed instead."""

from __future__ import annotations

from bot.cases.tables import Case


class NotNow(Exception):
    """The case does not stand where this could be done to it: look at where it stands now."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"{case.number} is {case.state}")
        self.case = case


class AlreadyTaken(NotNow):
    """Somebody else was faster; `holder` is their name."""

    def __init__(self, case: Case, holder: str) -> None:
        super().__init__(case)
        self.holder = holder


class UrgedToday(NotNow):
    """Urged once today already: it can be done again tomorrow."""


class WordsMissing(ValueError):
    """A message without words, or a case handed on without a reason: write some."""


def worded(text: str) -> str:
    """The text without the white space around it. Raises WordsMissing when nothing is left."""
    if not text.strip():
        raise WordsMissing
    return text.strip()
