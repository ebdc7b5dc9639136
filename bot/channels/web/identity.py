"""Who a browser is: a random address in a signed cookie. Nothing of the person is in it.

The cookie is the only key to a conversation, so it is HttpOnly and cannot be made up without the secret.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from itsdangerous import BadSignature, Signer

from bot.settings import Settings

COOKIE = "visitor"
COOKIE_DAYS = 400
"""Browsers keep no cookie longer than this (RFC 6265bis, section 5.5)."""

SECRET_FILE = "web-secret"


class Identity:
    """Signs and reads what one kind of cookie holds: visitors' addresses, officers' tokens."""

    def __init__(self, secret: str, salt: str = "visitor") -> None:
        self._signer = Signer(secret, salt=salt, digest_method=hashlib.sha256)

    def sign(self, address: str) -> str:
        """The cookie's value for this address."""
        return self._signer.sign(address.encode()).decode()

    def read(self, cookie: str | None) -> str | None:
        """The address in a cookie, or None when there is none or we did not sign it."""
        try:
            return self._signer.unsign(cookie or "").decode()
        except (BadSignature, UnicodeError):
            return None


def new_address() -> str:
    """An address for somebody new: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def web_secret(settings: Settings) -> str:
    """The secret that cookies are signed with: as set, else made once and kept in VAR_DIR (mode 600)."""
    return settings.web_secret or _kept_secret(settings.var_dir / SECRET_FILE)


def _kept_secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip() or _renewed_secret(file)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(secret := secrets.token_hex(32))
    return secret


def _renewed_secret(file: Path) -> str:
    """An empty file is what a crash left between making and writing it."""
    file.unlink()
    return _kept_secret(file)
