"""A unit is found by any of its names; two cities may have a unit of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.application import assemble
from bot.database import Database
from bot.officers import NoSuchUnit, units
from bot.settings import Settings


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as opened:
        for city, name in (
            ("xinzhou", "市科技局"),
            ("xinzhou", "市人社局"),
            ("jincheng", "市科技局"),
            ("xinzhou", "忻州经济开发区管委会"),
        ):
            units.enter(opened, city, name)
        yield opened


@pytest.mark.parametrize(
    "written",
    ["市科技局", "忻州市科技局", "科技局", "忻州市科学技术局", " 市 科技局 "],
)
def test_a_unit_is_found_by_any_of_its_names(session: Session, written: str) -> None:
    found = units.find(session, written, "xinzhou", "忻州")
    assert (found.city, found.name) == ("xinzhou", "市科技局")


def test_a_name_that_two_cities_have_needs_the_city(session: Session) -> None:
    with pytest.raises(NoSuchUnit):
        units.find(session, "科技局")
    assert units.find(session, "人社局").name == "市人社局"


def test_a_unit_of_a_case_is_entered_when_it_is_new(session: Session) -> None:
    names = ["市科学技术局", "市体育局", "市科技局"]
    found = units.find_or_enter(session, "xinzhou", names)
    assert [unit.name for unit in found] == ["市科技局", "市体育局"]
    assert units.find(session, "市体育局", "xinzhou") is found[1]
    assert units.find_or_enter(session, "", ["忻州经济开发区管委会"])[0].city == "xinzhou"


def test_the_policies_units_are_there_from_the_start(tmp_path: Path, published_var: Path) -> None:
    application = assemble(Settings(_env_file=None, var_dir=published_var))  # type: ignore[call-arg]
    with application.database.reading() as session:
        named = {(unit.city, unit.name) for unit in units.units_of(session)}
        assert units.missing(session) == []
    application.database.close()
    assert {
        ("xinzhou", "市科技局"),
        ("jincheng", "市科技局"),
        ("jincheng", "晋城经济技术开发区"),
        ("xinzhou", "国家金融监督管理总局忻州监管分局"),
    } <= named
