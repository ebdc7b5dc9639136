"""The fixed parts of the chat page: the header, and the place to type and to choose files."""

from __future__ import annotations

from nicegui import ui

from bot.channels.web import receiving, wording
from bot.channels.web.rendering import part, show_choice, words
from bot.enclosures import MOST_PER_MESSAGE, Terms
from bot.enclosures.checking import TYPES
from bot.messages import Choice, pack
from bot.wording import file_phrases, phrases


def show_header() -> None:
    """Who speaks here, and the ways to a person and to the menu."""
    with part("header", "top"):
        with part("div", "who"):
            words("h1", wording.NAME)
            words("p", wording.SUBTITLE)
        with part("nav", "actions") as actions:
            show_choice(phrases.officer_choice(), "action officer")
            show_choice(Choice(wording.MENU, pack("menu")), "action")
        actions.props["aria-label"] = wording.ACTIONS


def show_composer(terms: Terms) -> ui.element:
    """The place to type; returns the line that tells of trouble on our side."""
    with part("footer", "composer"):
        trouble = words("p", wording.TROUBLE, "trouble")
        words("p", wording.too_long(receiving.LONGEST), "too-long").props["role"] = "alert"
        words("p", wording.STILL_GOING, "still-going").props(add='role=status id="still-going"')
        _show_tray(terms)
        with part("div", "typing"):
            _show_attach(terms)
            box = part("textarea", id="words", rows="1", enterkeyhint="send", autocomplete="off")
            box.props["placeholder"] = wording.PLACEHOLDER
            box.props["aria-label"] = f"{wording.YOUR_WORDS}，{wording.KEYS}"
            box.props["data-longest"] = str(receiving.LONGEST)
            words("button", wording.SEND, "send").props(add='type=button id="send"')
        words("p", wording.KEYS, "keys")
        show_choice(Choice(wording.NOTICE, pack("privacy")), "notice")
    show_if(trouble, False)
    return trouble


def _show_tray(terms: Terms) -> None:
    """Where static/files.js puts the files that were chosen, with the words that it needs."""
    told = {
        "most": str(MOST_PER_MESSAGE),
        "bytes": str(terms.most_bytes),
        "remove": wording.REMOVE,
        "picture": wording.PICTURE,
        "failed": wording.UPLOAD_FAILED,
        "too-many": wording.too_many(MOST_PER_MESSAGE),
        "too-big": wording.too_big(terms.megabytes),
    }
    tray = part("ul", "tray", id="tray")
    tray.props["aria-label"] = wording.CHOSEN_FILES
    for name, value in told.items():
        tray.props[f"data-{name}"] = value


def _show_attach(terms: Terms) -> None:
    suffixes = [f".{suffix}" for suffix in TYPES if suffix != "zip" or terms.archives]
    pick = part("input", "unseen", id="pick", type="file", tabindex="-1")
    pick.props["multiple"] = True
    pick.props["aria-hidden"] = "true"
    pick.props["accept"] = ",".join(("image/*", *suffixes))
    attach = part("button", "attach", id="attach", type="button")
    attach.props["aria-label"] = wording.ATTACH
    attach.props["title"] = f"{wording.ATTACH}：{file_phrases.TAKEN}"


def show_if(element: ui.element, shown: bool) -> None:
    """Show or hide an element."""
    element.classes(remove="gone") if shown else element.classes(add="gone")
