"""Every page of the desk, in the order of the navigation."""

from __future__ import annotations

from bot.channels.web.desk import case_wording, reminding, reminding_wording, wording
from bot.channels.web.desk.account import account
from bot.channels.web.desk.case_page import case_page
from bot.channels.web.desk.coordinating import pages as coordinating
from bot.channels.web.desk.frame import DeskPage, Listed
from bot.channels.web.desk.queue_page import queue_page
from bot.channels.web.desk.search_page import search_page

PAGES: tuple[DeskPage, ...] = (
    DeskPage("/desk", wording.CASES, queue_page),
    DeskPage("/desk/case/{case_id}", wording.CASES, case_page, listed=Listed.NOWHERE),
    DeskPage(reminding.PATH, reminding_wording.REMINDERS, reminding.reminders_page),
    DeskPage("/desk/search", case_wording.SEARCH, search_page),
    *coordinating.PAGES,
    DeskPage("/desk/account", wording.ACCOUNT, account),
)
