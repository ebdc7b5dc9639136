"""`officers`: who answers for which unit. Codes are shown once and kept as digests."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date

from sqlmodel import Session, col, select

from bot import audit, cases, officers
from bot.application import assemble
from bot.database import now
from bot.lines import UsageError
from bot.officers import NoSuchOfficer, NoSuchUnit, Officer, RefusedCode, Role, Unit, units
from bot.settings import read_settings
from bot.wording.phrases import CITY_NAMES


def run(options: argparse.Namespace) -> int:
    """Do what `options.action` says."""
    application = assemble(read_settings())
    try:
        with application.database.writing() as session:
            print(ACTIONS[options.action](session, options))
    finally:
        application.database.close()
    return 0


def _add(session: Session, options: argparse.Namespace) -> str:
    unit = _unit(session, options.unit, options.city)
    role = Role.COORDINATOR if options.coordinator else Role.OFFICER
    officer = officers.add(session, options.name, unit, now(), role, leads=options.lead)
    audit.note(session, "officer_added", now(), officer=officer.id)
    return f"已登记：{_line(officer, unit)}\n用 officers link {officer.id} 发登录码。"


def _unit(session: Session, name: str, city: str | None) -> Unit:
    for place in (city,) if city else CITY_NAMES:
        if not city and name.startswith(CITY_NAMES[place]):
            return _unit(session, name, place)
    try:
        return units.find(session, name, city, CITY_NAMES.get(city or "", ""))
    except NoSuchUnit as error:
        known = "、".join(f"{_city(u)}{u.name}" for u in units.units_of(session, city))
        raise UsageError(
            f"没有“{name}”这个单位，或者两个城市都有（请加 --city）。现有：{known}"
        ) from error


def _list(session: Session, options: argparse.Namespace) -> str:
    known = {unit.id: unit for unit in units.units_of(session)}
    everyone = session.exec(select(Officer).order_by(col(Officer.id))).all()
    lines = [_line(officer, known[officer.unit_id]) for officer in everyone]
    staffed = {officer.unit_id for officer in everyone if officer.revoked_at is None}
    empty = "、".join(f"{_city(u)}{u.name}" for u in known.values() if u.id not in staffed)
    return "\n".join([*lines, f"还没有工作人员的单位：{empty or '无'}"])


def _link(session: Session, options: argparse.Namespace) -> str:
    officer = _officer(session, options.who)
    try:
        code = officers.issue(session, officer, now())
    except RefusedCode as error:
        raise UsageError(f"{officer.name} 已停用，不能登录。") from error
    return (
        f"{officer.name} 的登录码（15 分钟内有效，只能用一次）：\n{code}\n"
        f"在 Telegram 里私聊机器人发：/login {code}\n"
        f"或者打开网页工作台：{read_settings().desk_link(code)}"
    )


def _revoke(session: Session, options: argparse.Namespace) -> str:
    officer = _officer(session, options.who)
    officers.revoke(session, officer, now())
    freed = cases.release_all(session, officer, now())
    audit.note(session, "officer_revoked", now(), officer=officer.id)
    return f"已停用：{officer.name}。退回单位等待接单的办件：{freed} 件。"


def _absent(session: Session, options: argparse.Namespace) -> str:
    officer = _officer(session, options.who)
    try:
        first, last = date.fromisoformat(options.first), date.fromisoformat(options.last)
        officers.note_absence(session, officer, first, last)
        which = {"officer": officer.id, "first": str(first), "last": str(last)}
        audit.note(session, "absence_added", now(), None, None, **which)
    except ValueError as error:
        raise UsageError("日期应写成 2026-10-09 这样，最后一天不能早于第一天。") from error
    return f"已记下：{officer.name} {first} 至 {last} 请假。"


def _officer(session: Session, who: str) -> Officer:
    try:
        return officers.find(session, who)
    except NoSuchOfficer as error:
        raise UsageError(f"没有“{who}”，或者有几位同名。请用 officers list 里的编号。") from error


def _line(officer: Officer, unit: Unit) -> str:
    marks = [
        "协调员" if officer.role == Role.COORDINATOR else "",
        "负责人" if officer.leads else "",
        "已接入 Telegram" if officer.telegram else "",
        "已停用" if officer.revoked_at else "",
    ]
    return " ".join(
        [str(officer.id), officer.name, f"{_city(unit)}{unit.name}", *filter(None, marks)]
    )


def _city(unit: Unit) -> str:
    return "" if CITY_NAMES.get(unit.city, "") in unit.name else CITY_NAMES[unit.city]


ACTIONS: Mapping[str, Callable[[Session, argparse.Namespace], str]] = {
    "add": _add,
    "list": _list,
    "link": _link,
    "revoke": _revoke,
    "absent": _absent,
}
