"""The coordinators' pages. Proposing knowledge and templates are open to every officer, the rest is not."""

from __future__ import annotations

from bot.channels.web.desk.coordinating import wording
from bot.channels.web.desk.coordinating.figures import figures_page
from bot.channels.web.desk.coordinating.knowledge import knowledge_page
from bot.channels.web.desk.coordinating.places import unit_page, units_page
from bot.channels.web.desk.coordinating.reviews import reviews_page
from bot.channels.web.desk.coordinating.roster import roster_page
from bot.channels.web.desk.coordinating.staff import officer_page, staff_page
from bot.channels.web.desk.coordinating.stock_words import templates_page
from bot.channels.web.desk.coordinating.trail import trail_page
from bot.channels.web.desk.frame import Build, DeskPage, Listed


def _part(path: str, title: str, build: Build) -> DeskPage:
    """A part of the running of the desk, found by the navigation within it."""
    return DeskPage(path, title, build, only_coordinators=True, listed=Listed.NOWHERE)


PAGES: tuple[DeskPage, ...] = (
    DeskPage("/desk/knowledge", wording.KNOWLEDGE, knowledge_page),
    DeskPage("/desk/reviews", wording.REVIEWS, reviews_page, only_coordinators=True),
    DeskPage("/desk/figures", wording.FIGURES, figures_page, only_coordinators=True),
    DeskPage("/desk/staff", wording.RUNNING, staff_page, only_coordinators=True),
    _part("/desk/staff/{officer_id}", wording.STAFF, officer_page),
    _part("/desk/units", wording.UNITS, units_page),
    _part("/desk/units/{unit_id}", wording.UNITS, unit_page),
    _part("/desk/roster", wording.ROSTER, roster_page),
    DeskPage("/desk/templates", wording.TEMPLATES, templates_page, listed=Listed.FOR_OFFICERS),
    _part("/desk/trail", wording.TRAIL, trail_page),
)
