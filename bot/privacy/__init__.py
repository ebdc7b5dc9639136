"""Privacy: what is kept about visitors, handed over to them on request, and erased on request or by age."""

from __future__ import annotations

from bot.privacy.erasing import ON_REQUEST, erase
from bot.privacy.leftovers import Erasure, finish
from bot.privacy.retention import forget_old, keep_forgetting

__all__ = ["ON_REQUEST", "Erasure", "erase", "finish", "forget_old", "keep_forgetting"]
