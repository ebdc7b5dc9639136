"""Text values that remember where they stand in a file, so that every refusal can name the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class RefusedDefinition(ValueError):
    """A definition file says something that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True)
class Marked:
    """A text, a list or a mapping from a file; `line` counts from one."""

    value: str | tuple[Marked, ...] | Mapping[str, Marked]
    file: str
    line: int

    def refuse(self, why: str) -> RefusedDefinition:
        """The error for this place, to be raised by whoever found it."""
        return RefusedDefinition(f"{self.file} 第{self.line}行：{why}")

    def text(self) -> str:
        """The text that stands here. Raises RefusedDefinition when it is a list or a mapping."""
        if not isinstance(self.value, str):
            raise self.refuse("这里要写一段文字")
        return self.value

    def items(self) -> tuple[Marked, ...]:
        """The list that stands here; a single value counts as a list of one."""
        return self.value if isinstance(self.value, tuple) else (self,)

    def texts(self) -> tuple[str, ...]:
        """The list of texts that stands here."""
        return tuple(item.text() for item in self.items())

    def entries(self, *allowed: str) -> Mapping[str, Marked]:
        """The mapping that stands here, with no other keys than `allowed` (any, when none is given)."""
        if not isinstance(self.value, Mapping):
            raise self.refuse("这里要写成“名称: 内容”的形式")
        for key, value in self.value.items():
            if allowed and key not in allowed:
                raise value.refuse(f"不认识“{key}”，这里可以写：{'、'.join(allowed)}")
        return self.value

    def need(self, key: str) -> Marked:
        """The entry of this key. Raises RefusedDefinition when it is absent."""
        entries = self.entries()
        if key not in entries:
            raise self.refuse(f"这里缺少“{key}”")
        return entries[key]

    def find(self, key: str) -> Marked | None:
        """The entry of this key, or None."""
        return self.entries().get(key)
