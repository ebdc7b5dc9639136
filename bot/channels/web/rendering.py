"""Replies as elements of a page. Text goes in as text, never as HTML or Markdown.

Buttons carry their action; static/chat.js sends it on, so that they work again after a reload.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from bot.channels.web import wording
from bot.channels.web.history import Line
from bot.messages import Attachment, Block, Choice, Reply
from bot.transcript import Speaker

TAGS = {"heading": "h2", "quote": "blockquote", "text": "p", "note": "p"}
SHOWN = {"image/jpeg", "image/png", "image/webp"}
"""Kinds of files that browsers show as pictures."""

LONG_LIST = 5
"""From so many rows of single buttons on, they are shown as a list."""


def words(tag: str, text: str, classes: str = "") -> TextElement:
    """An element with nothing but text in it."""
    element = TextElement(tag=tag, text=text)
    element.classes(classes)
    return element


def part(tag: str, classes: str = "", **attributes: str) -> ui.element:
    """An element for others to go in; underscores in attribute names become hyphens."""
    element = ui.element(tag).classes(classes)
    for name, value in attributes.items():
        element.props[name.rstrip("_").replace("_", "-")] = value
    return element


def show_line(line: Line) -> ui.element:
    """One thing said, by either side."""
    if line.mine:
        return show_own_words(line.reply.text, line.reply.attachments, line.gone)
    by_officer = line.speaker is Speaker.OFFICER
    with part("article", "line reply officer" if by_officer else "line reply") as article:
        _show_reply(line.reply, by_officer)
    return article


def renew(article: ui.element, before: Reply, after: Reply) -> None:
    """Show another reply where one stands; buttons that stay keep the focus of whoever presses them."""
    shown = [element for element in article.descendants() if "data-action" in element.props]
    same = before.blocks == after.blocks and [len(row) for row in before.choices] == [
        len(row) for row in after.choices
    ]
    if not same:
        article.clear()
        with article:
            _show_reply(after, by_officer=False)
        return
    choices = [choice for row in after.choices for choice in row]
    for button, choice in zip(shown, choices, strict=True):
        if isinstance(button, TextElement) and button.props["data-action"] != choice.action:
            button.text = choice.label
            button.props["data-action"] = choice.action
            button.update()


def show_own_words(
    text: str, files: Sequence[Attachment] = (), gone: Sequence[str] = (), are_kept: bool = True
) -> ui.element:
    """What the visitor said, as typed, and the files that they sent; `gone` names those not kept."""
    with part("article", "line mine") as line:
        words("span", wording.VISITOR_SAID, "unseen")
        if text or not (files or gone):
            words("p", text, "bubble")
        for file in files:
            if are_kept:
                _show_attachment(file)
            else:
                words("p", file.name, "attachment")
        for label in gone:
            words("p", label, "bubble gone-file")
    return line


def _show_reply(reply: Reply, by_officer: bool) -> None:
    words("span", wording.OFFICER_SAID if by_officer else wording.SPECIALIST_SAID, "unseen")
    with part("div", "bubble"):
        if by_officer:
            words("p", wording.OFFICER, "note")
        show_blocks(reply.blocks)
        for attachment in reply.attachments:
            _show_attachment(attachment)
    if reply.choices:
        _show_choices(reply.choices)


def show_blocks(blocks: Iterable[Block]) -> None:
    """Parts of a reply, one below the other."""
    for block in blocks:
        _show_block(block)


def _show_block(block: Block) -> None:
    if block.kind == "table":
        _show_table(block.rows)
    else:
        words(TAGS[block.kind], block.text, block.kind)


def _show_attachment(attachment: Attachment) -> None:
    """A picture is shown small and opens as a file; anything else is a link to it."""
    address = f"/files/{attachment.key}/{quote(attachment.name)}"
    if attachment.media_type in SHOWN:
        link = part("a", "picture")
        with link:
            image = part("img", src=address, alt=attachment.name, loading="lazy")
            image.props["title"] = attachment.name
        link.props["aria-label"] = wording.download(attachment.name)
    else:
        link = words("a", wording.download(attachment.name), "attachment")
    link.props["href"] = address
    link.props["download"] = attachment.name


def _show_table(rows: tuple[tuple[str, ...], ...]) -> None:
    """A table; each cell also names its column, which a narrow screen shows instead of the header."""
    head, *body = rows
    with part("div", "table"), part("table", role="table"):
        with part("thead"), part("tr", role="row"):
            for name in head:
                words("th", name).props["scope"] = "col"
        with part("tbody"):
            for row in body:
                _show_row(head, row)


def _show_row(head: tuple[str, ...], row: tuple[str, ...]) -> None:
    with part("tr", role="row"):
        words("th", row[0]).props["scope"] = "row"
        if len(row) > 2 and row[1] and not any(row[2:]):
            cell = words("td", row[1])
            cell.props["colspan"] = len(row) - 1
            cell.props["data-column"] = wording.SEVERAL.join(head[1:])
            return
        for name, text in zip(head[1:], row[1:], strict=True):
            words("td", text).props["data-column"] = name


def _show_choices(rows: tuple[tuple[Choice, ...], ...]) -> None:
    is_list = len(rows) >= LONG_LIST and all(len(row) == 1 for row in rows)
    group = part("div", "choices list" if is_list else "choices", role="group")
    group.props["aria-label"] = wording.CHOICES
    with group:
        for row in rows:
            with part("div", "row-of-choices"):
                for choice in row:
                    show_choice(choice)


def show_choice(choice: Choice, classes: str = "choice") -> ui.element:
    """A button that says what a Choice says and does what it does."""
    button = words("button", choice.label, classes)
    button.props["type"] = "button"
    button.props["data-action"] = choice.action
    return button
