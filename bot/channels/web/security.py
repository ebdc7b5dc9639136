"""Headers for every answer of the web server, and a nonce for the scripts of every page.

NiceGUI's pages need 'unsafe-eval' (Vue compiles templates in the browser) and styles within the page. Their
scripts are given a nonce, so a script that somebody smuggles in does not run; nothing comes from other hosts.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import cast

from fastapi import Request, Response
from starlette.responses import StreamingResponse

Next = Callable[[Request], Awaitable[Response]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


def content_security_policy(nonce: str) -> str:
    """What a page may load and run: only ours, only scripts with this nonce."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


async def secure(request: Request, call_next: Next) -> Response:
    """Middleware: the headers, and on pages the policy with its nonce."""
    response = await call_next(request)
    if is_page(response):
        response = await _with_nonce(response)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def is_page(response: Response) -> bool:
    """Made by NiceGUI for people to look at."""
    return response.headers.get("X-NiceGUI-Content") == "page"


async def _with_nonce(response: Response) -> Response:
    """The page with its script tags marked. What visitors typed holds none: NiceGUI escapes each "<" in it."""
    stream = cast(StreamingResponse, response)  # what a middleware gets from the next one
    body = b"".join([_bytes(chunk) async for chunk in stream.body_iterator])
    nonce = secrets.token_urlsafe(16)
    marked = body.replace(b"<script", f'<script nonce="{nonce}"'.encode())
    headers = {k: v for k, v in response.headers.items() if k != "content-length"}
    headers["Content-Security-Policy"] = content_security_policy(nonce)
    return Response(marked, response.status_code, headers)


def _bytes(chunk: str | bytes | memoryview) -> bytes:
    return chunk.encode() if isinstance(chunk, str) else bytes(chunk)
