"""WebChannel: the web server with its pages, and delivery to the tabs that are open.

NiceGUI keeps its pages in one app per process, so there is one WebChannel per process.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse
from nicegui import Client, background_tasks, ui
from nicegui import app as nicegui_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.application import Application, terms_of
from bot.channels.web import history, listening, receiving, wording
from bot.channels.web.chat import ChatPage
from bot.channels.web.desk.entrance import PATH as DESK_PATH
from bot.channels.web.desk.frame import Desk
from bot.channels.web.desk.pages import PAGES
from bot.channels.web.desk.seat import Surroundings
from bot.channels.web.failing import show_failures
from bot.channels.web.identity import COOKIE, COOKIE_DAYS, Identity, new_address, web_secret
from bot.channels.web.security import Next, is_page, secure
from bot.channels.web.uploads import Uploads
from bot.delivery import Delivery
from bot.faults import described
from bot.files import folder_of
from bot.messages import Incoming, Reply

log = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "static"
FAVICON = STATIC / "favicon.svg"
STAY_SECONDS = 30.0
"""How long a tab that lost its connection (a phone in a tunnel) may come back without a reload."""

PATIENCE_SECONDS = 20.0
"""How long reading a visitor's history may take before the page gives up."""

HEAD = (
    '<link rel="stylesheet" href="/static/chat.css"><link rel="stylesheet" href="/static/files.css">'
    '<script defer src="/static/files.js"></script><script defer src="/static/chat.js"></script>'
)


class WebChannel:
    """The web chat: receives over the page's socket, delivers to every open tab of a visitor."""

    name = history.CHANNEL

    def __init__(self, application: Application) -> None:
        self.arrived: Callable[[], None] = lambda: None
        self.promised: Callable[[], None] = self._wake_delivery
        self.app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        self.delivery = Delivery(application.database, self.name, self._send)
        self._settings = application.settings
        self._database = application.database
        secret = web_secret(application.settings)
        self._identity = Identity(secret)
        around = Surroundings(
            application.database,
            application.knowledge,
            self._promised,
            application.settings.desk_link,
            folder_of(application.settings),
            terms_of(application.settings),
        )
        self._desk = Desk(around, secret, PAGES)
        self._open: defaultdict[str, list[ChatPage]] = defaultdict(list)
        self.app.add_api_route("/healthz", self._health)
        folder, terms = folder_of(application.settings), terms_of(application.settings)
        Uploads(application.database, folder, terms).add_routes(self.app)
        self._desk.add_routes(self.app)
        self.app.middleware("http")(secure)
        self.app.middleware("http")(self._recognise)
        self.app.add_middleware(GZipMiddleware, minimum_size=1000)

    def decode(self, payload: Mapping[str, object]) -> Incoming | None:
        """What a visitor typed or pressed."""
        return receiving.decode(payload)

    async def run(self) -> None:
        """Serve and deliver until Ctrl-C, SIGTERM or cancellation. Raises CannotListen."""
        server = listening.Server(self.app, self._settings.host, self._settings.port)
        self._add_pages()
        async with asyncio.TaskGroup() as tasks:
            beside = [
                tasks.create_task(part) for part in (self.delivery.run(), self._desk.keep_fresh())
            ]
            await server.run()
            for task in beside:
                task.cancel()

    def _add_pages(self) -> None:
        """Mount the pages; last, because they take every path that no route has taken."""
        nicegui_app.add_static_files("/static", STATIC)
        page = ui.page("/", reconnect_timeout=STAY_SECONDS, response_timeout=PATIENCE_SECONDS)
        page(self._chat_page())
        self._desk.add_pages()
        show_failures()
        ui.run_with(
            self.app,
            title=wording.NAME,
            favicon=FAVICON,
            language="zh-CN",
            tailwind=False,
            gzip_middleware_factory=None,
            show_welcome_message=False,
        )

    def _chat_page(self) -> Callable[..., object]:
        async def chat(request: Request, client: Client) -> None:
            ui.add_head_html(HEAD)
            ui.add_body_html(f"<noscript>{wording.NO_SCRIPT}</noscript>")
            page = ChatPage(
                self._database, client, request.state.address, self._wake, terms_of(self._settings)
            )
            self._open[page.address].append(page)
            client.on_connect(page.connected)
            client.on_delete(lambda: self._close(page))
            await page.build()

        return chat

    def _wake(self) -> None:
        self.arrived()

    def _promised(self) -> None:
        self.promised()

    def _wake_delivery(self) -> None:
        self.delivery.wake()

    def _close(self, page: ChatPage) -> None:
        self._open[page.address].remove(page)
        if not self._open[page.address]:
            del self._open[page.address]

    def heard(self) -> None:
        """Arrivals were handled. Tabs that wait look, as while an officer is talking nobody replies."""
        for page in [page for pages in self._open.values() for page in pages if page.waits]:
            background_tasks.create(page.catch_up(), name="heard")

    async def _send(self, address: str, _reply: Reply) -> str:
        """Have the open tabs read what is new. Nobody there: it stands in the history when they return."""
        for page in list(self._open.get(address, ())):
            await page.catch_up()
        return ""

    async def _recognise(self, request: Request, call_next: Next) -> Response:
        """Middleware: tell visitors apart by their cookie, and give one to somebody new."""
        known = self._identity.read(request.cookies.get(COOKIE))
        request.state.address = known or new_address()
        request.state.is_known = known is not None
        response = await call_next(request)
        if is_page(response) and not request.url.path.startswith(DESK_PATH):
            response.set_cookie(
                COOKIE,
                self._identity.sign(request.state.address),
                max_age=COOKIE_DAYS * 86400,
                httponly=True,
                samesite="lax",
                secure=request.url.scheme == "https",
            )
        return response

    def _health(self) -> JSONResponse:
        try:
            with self._database.reading() as session:
                session.connection().execute(text("SELECT 1"))
        except SQLAlchemyError as error:
            log.error("the database does not answer: %s", described(error))
            return JSONResponse({"ok": False}, status_code=503)
        return JSONResponse({"ok": True})
