"""Makes the pictures of README and officers' guide: `python -m tests.browser.pictures [folder]`, else docs/images.

Everything in them is made up. It fills a fresh VAR_DIR, serves it, and looks at it in headless Chromium; it needs
what the browser tests need (Debian's chromium and chromium-driver). About two minutes.
"""

from __future__ import annotations

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import col, select

from bot import cases
from bot.application import assemble
from bot.cases import Case
from bot.database import Database, now
from bot.officers import Officer
from bot.settings import Settings
from tests.browser.conftest import WIDTHS, Server
from tests.browser.desk import DeskTab, link_for, signs_in
from tests.browser.made_up_weeks import fill
from tests.browser.tab import Tab, new_driver
from tests.conftest import ROOT

IMAGES = ROOT / "docs" / "images"


@contextmanager
def desk_of(name: str, server: Server, database: Database, width: str) -> Iterator[DeskTab]:
    with database.reading() as session:
        officer = session.exec(select(Officer).where(col(Officer.name) == name)).one()
    with new_driver(WIDTHS[width]) as driver:
        driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        yield signs_in(driver, link_for(database, officer, server))


Look = Callable[[DeskTab], None]


def queue(desk: DeskTab) -> None:
    desk.goes_to("/desk?tab=under_way")
    desk.waits_until(lambda: desk.rows)


def case_page(case_id: int) -> Look:
    def look(desk: DeskTab) -> None:
        desk.goes_to(f"/desk/case/{case_id}")
        desk.waits_until(lambda: len(desk.said) >= 3)
        desk.writes("say", words="可以的，以缴费日期为准。请把保单和缴费凭证拍照发到这里。")

    return look


def handing_on(case_id: int) -> Look:
    def look(desk: DeskTab) -> None:
        desk.goes_to(f"/desk/case/{case_id}")
        desk.opens_dialog("转办")
        desk.chooses("transfer", "unit", "忻州市财政局")
        desk.writes("transfer", reason="拨款进度由财政局掌握，请财政局答复到账时间")

    return look


def page(path: str, awaited: str) -> Look:
    def look(desk: DeskTab) -> None:
        desk.goes_to(path)
        desk.waits_until(lambda: desk.all(awaited))

    return look


def to_decide(desk: DeskTab) -> None:
    page("/desk/knowledge", "article")(desk)
    desk.js("document.querySelector('article details').open = true")  # the clause beside it


def visitors_view(server: Server, database: Database, folder: Path) -> None:
    """What a visitor sees of it, on a phone."""
    with new_driver(WIDTHS["phone"]) as driver:
        driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        tab = Tab(driver, server.url)
        tab.presses("忻州")
        tab.sees("以后按忻州的政策回答")
        tab.says("刚认定的高新技术企业有什么奖励")
        tab.sees("支持企业升级提质")
        tab.says("转人工")
        tab.sees("已为您登记，编号")
        with database.writing() as session:
            case = session.exec(select(Case).order_by(col(Case.id).desc())).first()
            chen = session.exec(select(Officer).where(col(Officer.name) == "陈科长")).one()
            assert case is not None
            cases.claim(session, case.id, chen, now())
            cases.say_to_visitor(session, case.id, chen, "您好，需要我把材料清单发给您吗？", now())
        tab.sees("需要我把材料清单发给您吗")
        tab.waits_until(lambda: not any(p.is_displayed() for p in tab.all(".waiting")))
        tab.waits_until(lambda: comes_to_rest(tab, ".line:last-of-type", "end"))
        driver.save_screenshot(str(folder / "visitor-case-phone.png"))


IN_SIGHT = """
const found = document.querySelectorAll(arguments[0]);
const wanted = found[found.length - 1];
const place = () => Math.round(wanted.getBoundingClientRect().top);
const before = place();
wanted.style.scrollMarginTop = "16px";
wanted.scrollIntoView({block: arguments[1], behavior: "instant"});
return before === place();
"""


def comes_to_rest(tab: Tab, selector: str, block: str) -> bool:
    """Scroll the newest of these into sight; whether it was there already, as the page scrolls by itself."""
    tab.js(IN_SIGHT, selector, block)
    time.sleep(1)
    return bool(tab.js(IN_SIGHT, selector, block))


CHATS = (
    ("phone", "忻州", "我们刚评上高企，有奖励吗", "责任单位"),
    ("desktop", "两个城市都看", "院士工作站，忻州和晋城哪个给得多", "责任单位"),
)
"""How wide, which city is chosen, what is asked, and what the answer says."""


def chats(server: Server, folder: Path) -> None:
    """A visitor's question and its answer, for the README."""
    for width, city, question, answer in CHATS:
        with new_driver(WIDTHS[width]) as driver:
            driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            tab = Tab(driver, server.url)
            tab.sees("您好，我是晋创谷的服务专员")
            tab.presses(city)
            tab.waits_until(lambda tab=tab: len(tab.lines) == 3)
            tab.says(question)
            tab.sees(answer)
            tab.waits_until(lambda tab=tab: comes_to_rest(tab, ".line.mine", "start"))
            driver.save_screenshot(str(folder / f"chat-{width}.png"))


def take(server: Server, database: Database, shown: int, folder: Path) -> None:
    """Every picture of the desk: who looks, how wide, at what."""
    at_work = (("desk-queue", queue), ("desk-case", case_page(shown)))
    running = (
        ("figures", page("/desk/figures", ".chart canvas, .chart svg")),
        ("knowledge", to_decide),
        ("staff", page("/desk/staff", ".people li")),
        ("roster", page("/desk/roster", ".days tbody tr")),
    )
    wanted: tuple[tuple[str, str, tuple[tuple[str, Look], ...]], ...] = (
        ("陈科长", "desktop", (*at_work[:1], ("desk-transfer", handing_on(shown)), *at_work[1:])),
        ("陈科长", "phone", at_work),
        ("孙主任", "desktop", running),
        ("孙主任", "phone", (("reviews", page("/desk/reviews", "article")),)),
    )
    for name, width, looks in wanted:
        with desk_of(name, server, database, width) as desk:
            for called, look in looks:
                look(desk)
                desk.photographed(f"{called}-{width}.png", folder)
                print(f"{called}-{width}.png")


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        application = assemble(Settings(_env_file=None, var_dir=Path(made)))  # type: ignore[call-arg]
        shown = fill(application)
        server = Server(Path(made))
        server.start()
        try:
            take(server, application.database, shown, folder)
            visitors_view(server, application.database, folder)
            chats(server, folder)
        finally:
            server.end(signal.SIGTERM)
            application.database.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
