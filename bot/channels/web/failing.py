"""What people see when there is no such page, or when a page breaks: Chinese, kind, without inner details."""

from __future__ import annotations

from nicegui import Client, app, ui
from nicegui.page import page
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web import wording
from bot.channels.web.rendering import part, words

STYLE = '<link rel="stylesheet" href="/static/chat.css">'


def show_failures() -> None:
    """Replace NiceGUI's own (English) pages for failures."""
    app.exception_handler(404)(_no_such_page)
    app.on_page_exception(_broken_page)


async def _no_such_page(request: Request, _error: Exception) -> Response:
    with Client(page(""), request=request) as client:
        _show(wording.NOT_FOUND, wording.NOT_FOUND_MORE)
    return client.build_response(request, 404)


def _broken_page() -> None:
    _show(wording.BROKEN, wording.BROKEN_MORE)


def _show(title: str, more: str) -> None:
    ui.add_head_html(STYLE)
    with part("main", "failure"):
        words("h1", title)
        words("p", more)
        words("a", wording.HOME).props["href"] = "/"
