"""The way in to the desk, over real HTTP: links, cookies, forgeries, revoking. 陈科长 signs in."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot import officers
from bot.database import Database, now, open_database
from bot.officers import Officer, Role, units
from tests.browser.conftest import Server


@pytest.fixture(scope="module")
def server(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    var = tmp_path_factory.mktemp("desk") / "var"
    shutil.copytree(published_var, var)
    running = Server(var)
    running.start()
    yield running
    running.end(signal.SIGTERM)


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{server.var / 'specialist.db'}")
    yield opened
    opened.close()


@pytest.fixture
def 陈科长(database: Database) -> Officer:
    return added(database, Role.OFFICER)


@pytest.fixture
def browser(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url) as client:
        yield client


def added(database: Database, role: Role) -> Officer:
    with database.writing() as session:
        unit = units.find(session, "市科技局", "xinzhou", "忻州")
        return officers.add(session, "陈科长", unit, now(), role)


def code_for(database: Database, officer: Officer) -> str:
    with database.writing() as session:
        return officers.issue(session, officer, now())


def signs_in(browser: httpx.Client, code: str) -> httpx.Response:
    return browser.post(f"/desk/in/{code}")


def test_looking_at_a_link_does_not_use_it_up_and_pressing_the_button_does(
    browser: httpx.Client, database: Database, 陈科长: Officer
) -> None:
    code = code_for(database, 陈科长)
    for _ in range(3):
        page = browser.get(f"/desk/in/{code}")
        assert (page.status_code, "进入工作台" in page.text) == (200, True)
        assert "set-cookie" not in page.headers
    done = signs_in(browser, code)
    assert (done.status_code, done.headers["location"]) == (303, "/desk")
    cookie = done.headers["set-cookie"]
    assert {"HttpOnly", "Path=/desk", "SameSite=strict"} <= set(cookie.split("; "))
    inside = browser.get("/desk")
    assert (inside.status_code, "市科技局 陈科长" in inside.text) == (200, True)
    assert inside.headers["cache-control"] == "no-store"

    for again in (signs_in(browser, code), browser.get(f"/desk/in/{code}")):
        assert (again.status_code, "这个登录链接不能用了" in again.text) == (403, True)
        assert "set-cookie" not in again.headers


def test_behind_https_the_cookie_is_sent_by_https_only(
    browser: httpx.Client, database: Database, 陈科长: Officer
) -> None:
    code = code_for(database, 陈科长)
    done = browser.post(f"/desk/in/{code}", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" in done.headers["set-cookie"].split("; ")


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_press_the_button(
    browser: httpx.Client, database: Database, 陈科长: Officer, headers: dict[str, str]
) -> None:
    code = code_for(database, 陈科长)
    refused = browser.post(f"/desk/in/{code}", headers=headers)
    assert (refused.status_code, "请从登录链接的页面点按钮登录" in refused.text) == (403, True)
    assert signs_in(browser, code).status_code == 303, "the code was not used up"
    assert browser.post("/desk/out", headers=headers).status_code == 403
    assert browser.get("/desk").status_code == 200


@pytest.mark.parametrize("code", ["x", "A" * 22, "%00", "é", "' OR 1=1 --", "A" * 3000])
def test_a_forged_link_opens_nothing(browser: httpx.Client, code: str) -> None:
    assert signs_in(browser, code).status_code == 403
    assert browser.get(f"/desk/in/{code}").status_code == 403
    assert browser.get("/desk").status_code == 401


def test_a_visitors_cookie_is_no_officers(
    browser: httpx.Client, database: Database, 陈科长: Officer
) -> None:
    browser.get("/")
    visitor = browser.cookies["visitor"]
    for forged in (visitor, visitor.partition(".")[0], "x.y", ""):
        page = httpx.get(f"{browser.base_url}desk", headers={"Cookie": f"desk={forged}"})
        assert (page.status_code, "请先登录工作台" in page.text) == (401, True)
        assert "desk-nav" not in page.text


def test_an_officers_pages_make_nobody_a_visitor(
    browser: httpx.Client, database: Database, 陈科长: Officer
) -> None:
    signs_in(browser, code_for(database, 陈科长))
    assert "set-cookie" not in browser.get("/desk").headers


def test_a_revoked_officer_is_a_stranger_at_the_next_request(
    browser: httpx.Client, database: Database, 陈科长: Officer
) -> None:
    signs_in(browser, code_for(database, 陈科长))
    assert browser.get("/desk").status_code == 200
    with database.writing() as session:
        officers.revoke(session, session.get_one(Officer, 陈科长.id), now())
    assert browser.get("/desk").status_code == 401


def test_signing_out_ends_the_session_also_for_a_copied_cookie(
    browser: httpx.Client, database: Database, 陈科长: Officer
) -> None:
    signs_in(browser, code_for(database, 陈科长))
    copied = browser.cookies["desk"]
    out = browser.post("/desk/out")
    assert (out.status_code, "您已退出工作台" in out.text) == (200, True)
    assert "desk" not in browser.cookies
    again = httpx.get(f"{browser.base_url}desk", headers={"Cookie": f"desk={copied}"})
    assert again.status_code == 401


def test_who_follows_a_link_from_elsewhere_is_led_around_once(
    browser: httpx.Client, server: Server
) -> None:
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    first = browser.get("/desk", headers=elsewhere)
    assert (first.status_code, 'content="0;url=/desk?again=1"' in first.text) == (200, True)
    assert browser.get("/desk?again=1", headers=elsewhere).status_code == 401
