"""Units by any of their names. A name is folded before it is compared: width, spaces, the city in front."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from bot.officers.tables import Unit
from knowledge.library import ClauseRecord, PolicyVersion

ALIASES = Path(__file__).parent / "aliases.toml"


class NoSuchUnit(LookupError):
    """No unit has this name; the text is the name."""


def fold(name: str, city_name: str = "") -> str:
    """A unit's name for comparing. `city_name` is the city in Chinese (忻州), if it may stand in front."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    if city_name and folded.startswith(f"{city_name}市"):
        return folded.removeprefix(city_name)
    return folded


def missing(session: Session) -> list[tuple[str, str]]:
    """City and name of every unit that the policies in use name and nobody has entered yet."""
    known = {(unit.city, unit.name) for unit in units_of(session)}
    in_use = select(PolicyVersion).where(col(PolicyVersion.replaced_at).is_(None))
    named: dict[tuple[str, str], None] = {}
    for version in session.exec(in_use.order_by(col(PolicyVersion.id))).all():
        clauses = select(ClauseRecord.units).where(ClauseRecord.version_id == version.id)
        units = (unit for units in session.exec(clauses).all() for unit in units)
        for name in (version.about["desk"], *units):
            named[version.policy, fold(name, version.about["city"])] = None
    return [unit for unit in named if unit not in known]


def seed(session: Session) -> int:
    """Enter the units that the policies in use name. Returns how many are new."""
    new = missing(session)
    for city, name in new:
        enter(session, city, name)
    for unit in units_of(session):
        unit.aliases = unit.aliases or _usual_aliases_of(unit.name)
    session.flush()
    return len(new)


def enter(session: Session, city: str, name: str) -> Unit:
    """A new unit with the aliases that are usual for its name."""
    unit = Unit(city=city, name=name, aliases=_usual_aliases_of(name))
    session.add(unit)
    session.flush()
    return unit


def _usual_aliases_of(name: str) -> list[str]:
    return [fold(alias) for alias in _usual_aliases().get(name, ())]


@cache
def _usual_aliases() -> dict[str, list[str]]:
    return tomllib.loads(ALIASES.read_text(encoding="utf-8"))


def units_of(session: Session, city: str | None = None) -> list[Unit]:
    """The units of a city, or all."""
    wanted = select(Unit).order_by(col(Unit.city), col(Unit.id))
    if city is not None:
        wanted = wanted.where(Unit.city == city)
    return list(session.exec(wanted).all())


def find(session: Session, name: str, city: str | None = None, city_name: str = "") -> Unit:
    """The unit of this name or alias. Raises NoSuchUnit, also when several cities have one."""
    wanted = fold(name, city_name)
    units = units_of(session, city)
    for called in (
        [u for u in units if u.name == wanted],
        [u for u in units if wanted in u.aliases],
    ):
        if len(called) == 1:
            return called[0]
    raise NoSuchUnit(name)


NAMED = select(Unit).where(
    Unit.city == bindparam("city"), col(Unit.name).in_(bindparam("names", expanding=True))
)


def find_or_enter(session: Session, city: str, names: Sequence[str]) -> list[Unit]:
    """The units of these names in a city ("" when none is settled), in order; unknown ones are entered."""
    wanted = [fold(name) for name in names]
    known = session.exec(NAMED, params={"city": city, "names": wanted}).all()
    by_name = {unit.name: unit for unit in known}
    found: dict[int, Unit] = {}
    for name in wanted:
        unit = (
            by_name.get(name) or _find_anywhere(session, name, city) or enter(session, city, name)
        )
        found[unit.id] = unit
    return [*found.values()]


def _find_anywhere(session: Session, name: str, city: str) -> Unit | None:
    """The unit of a folded name or alias, in this city; where none is settled, in the only one that has it."""
    for place in (city, None):
        try:
            return find(session, name, place)
        except NoSuchUnit:
            if city:
                return None
    return None
