"""The story of a case on its page: painted from the first entry that differs, so that reading is not disturbed."""

from __future__ import annotations

from nicegui import ui

from bot.channels.web.desk import case_wording as wording
from bot.channels.web.desk.story import Entry, FileLine
from bot.channels.web.rendering import part, words


class Telling:
    """What was said and done, oldest first; static/desk.js keeps the newest in sight."""

    def __init__(self, case_id: int) -> None:
        self._case_id = case_id
        self._painted: list[tuple[Entry, ui.element]] = []
        self._box = part("div", "story", id="story", role="log", tabindex="0")
        self._box.props["aria-label"] = wording.STORY

    def show(self, story: tuple[Entry, ...]) -> None:
        """Show the story as it is now."""
        same = 0
        for (entry, _), wanted in zip(self._painted, story, strict=False):
            if entry != wanted:
                break
            same += 1
        for _, element in self._painted[same:]:
            element.delete()
        del self._painted[same:]
        with self._box:
            self._painted += [(entry, self._show(entry)) for entry in story[same:]]

    def _show(self, entry: Entry) -> ui.element:
        if entry.voice in {"event", "trouble"}:
            with part("p", f"happened {entry.voice}") as element:
                words("span", entry.when, "moment")
                words("span", entry.text)
            return element
        with part("article", f"entry by-{entry.voice}") as element:
            with part("p", "entry-head"):
                words("span", wording.NOTE if entry.voice == "note" else "", "entry-kind")
                words("span", entry.who)
                words("span", entry.when, "moment")
                if entry.mark:
                    words("span", entry.mark, "mark")
            words("p", entry.text, "said")
            for file in entry.files:
                self._show_file(file)
        return element

    def _show_file(self, file: FileLine) -> None:
        if not file.id:
            words("p", file.label, "note")
            return
        link = words("a", file.label, "attachment")
        link.props["href"] = f"/desk/files/{self._case_id}/{file.id}"
