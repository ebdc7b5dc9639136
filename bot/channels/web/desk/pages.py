"""Every page of the desk, in the order of the navigation."""

from __future__ import annotations

from bot.channels.web.desk import wording
from bot.channels.web.desk.account import account
from bot.channels.web.desk.frame import DeskPage

PAGES: tuple[DeskPage, ...] = (
    DeskPage("/desk", wording.CASES, account),
    DeskPage("/desk/account", wording.ACCOUNT, account),
)
