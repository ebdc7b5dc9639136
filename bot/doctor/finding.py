"""What the doctor's checks give back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PATIENCE = 5.0
"""Seconds that any network may take."""

Mark = Literal["✓", "！", "✗"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: fine, worth knowing, or to be mended; `advice` says what to do about it."""

    mark: Mark
    what: str
    advice: str = ""
