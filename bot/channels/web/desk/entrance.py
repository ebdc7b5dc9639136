"""The way in and out of the desk: one-time links, the officer's cookie, and what strangers see.

Opening a link changes nothing, as programs that preview links open it too; the button on its page redeems it.
"""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from nicegui import Client, ui
from nicegui.page import page

from bot.channels.web.desk import wording
from bot.channels.web.identity import Identity
from bot.channels.web.rendering import part, words
from bot.database import Database, now
from bot.officers import RefusedCode, sessions, signing_in

COOKIE = "desk"
PATH = "/desk"
HEAD = (
    '<link rel="stylesheet" href="/static/chat.css"><link rel="stylesheet" href="/static/desk.css">'
    '<script defer src="/static/desk_files.js"></script>'
    '<script defer src="/static/desk.js"></script><meta name="robots" content="noindex">'
)
BROWSERS = ("Edg", "Firefox", "MicroMessenger", "Chrome", "Safari")
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Macintosh", "Linux")


class Entrance:
    """Signs officers in and out, and tells whose cookie a request carries."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database = database
        self._identity = Identity(secret, salt="desk")

    def token_of(self, request: Request) -> str:
        """The token in the request's cookie, "" for none or a forged one."""
        return self._identity.read(request.cookies.get(COOKIE)) or ""

    def add_routes(self, app: FastAPI) -> None:
        """What browsers post: signing in, signing out."""
        app.add_api_route("/desk/in/{code}", self._sign_in, methods=["POST"])
        app.add_api_route("/desk/out", self._sign_out, methods=["POST"])

    def add_pages(self) -> None:
        """The page behind a one-time link."""
        page("/desk/in/{code}", title=wording.ENTER_TITLE)(self._show_entrance)

    async def _show_entrance(self, client: Client, code: str) -> None:
        ui.add_head_html(HEAD)
        if not await asyncio.to_thread(self._is_good, code):
            client.status_code = 403
            show_failure(wording.CODE_REFUSED, wording.CODE_REFUSED_MORE)
            return
        with part("main", "failure entrance"):
            words("h1", wording.ENTER_TITLE)
            words("p", wording.ENTER_MORE)
            with part("form", method="post"):
                words("button", wording.ENTER, "primary").props["type"] = "submit"
            words("p", wording.ON_OWN_DEVICE, "note")

    def _is_good(self, code: str) -> bool:
        with self._database.reading() as session:
            return signing_in.is_good(session, code, now())

    def _sign_in(self, request: Request, code: str) -> Response:
        if not is_our_own(request):
            return refuse(request, wording.NOT_FROM_HERE, wording.HOW_TO_SIGN_IN)
        try:
            with self._database.writing() as session:
                token = sessions.begin(session, code, device_of(request), now())
        except RefusedCode:
            return refuse(request, wording.CODE_REFUSED, wording.CODE_REFUSED_MORE)
        response = RedirectResponse(PATH, status_code=303)
        response.set_cookie(
            COOKIE,
            self._identity.sign(token),
            max_age=int(sessions.LONGEST.total_seconds()),
            path=PATH,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    def _sign_out(self, request: Request) -> Response:
        if not is_our_own(request):
            return refuse(request, wording.NOT_FROM_HERE, wording.HOW_TO_SIGN_IN)
        with self._database.writing() as session:
            sessions.end(session, self.token_of(request), now())
        response = refuse(request, wording.SIGNED_OUT, wording.HOW_TO_SIGN_IN, status=200)
        response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")
        return response


def is_our_own(request: Request) -> bool:
    """Whether a page of ours sent this, not another site's; programs other than browsers do not tell."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def refuse(request: Request, title: str, more: str, status: int = 403) -> Response:
    """A page that says why it shows nothing, and what to do."""
    with Client(page("", title=title), request=request) as client:
        ui.add_head_html(HEAD)
        show_failure(title, more)
    return client.build_response(request, status)


def show_failure(title: str, more: str, home: str = "/", label: str = wording.BACK_TO_CHAT) -> None:
    """Why there is nothing to see, and what to do. The browser forgets what was typed at the desk."""
    with part("main", "failure", data_left="yes"):
        words("h1", title)
        words("p", more)
        words("a", label).props["href"] = home


def show_detour(request: Request) -> None:
    """Whoever follows a link from elsewhere comes without the cookie (SameSite=Strict): once more, from here."""
    again = re.sub(r"[\"'<>]", "", f"{request.url.path}?again=1")
    ui.add_head_html(HEAD)
    ui.add_head_html(f'<meta http-equiv="refresh" content="0;url={again}">')
    with part("main", "failure"):
        words("p", wording.ENTERING)
        words("a", wording.ENTER).props["href"] = again


def comes_from_elsewhere(request: Request) -> bool:
    """Whether this is the first step from another site, where no cookie is sent."""
    site = request.headers.get("sec-fetch-site")
    return (
        COOKIE not in request.cookies
        and site == "cross-site"
        and "again" not in request.query_params
    )


def device_of(request: Request) -> str:
    """Browser and system in a word each, as the browser names itself."""
    agent = request.headers.get("user-agent", "")
    browser = next((name for name in BROWSERS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return " ".join(filter(None, (browser.replace("Edg", "Edge"), system)))
