"""What was gathered, as one page of HTML that any phone opens: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from bot.wording import privacy_phrases as phrases

Values = dict[str, Any]

STYLE = (
    "body{font:16px/1.7 sans-serif;max-width:46em;margin:1.5em auto;padding:0 1em;color:#1d2b33}"
    "h1{font-size:1.5em}h2{margin-top:2em;border-bottom:2px solid #0f5c6e;font-size:1.2em}"
    "h3{margin:1.4em 0 .2em;font-size:1em}p{margin:.2em 0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}.at{color:#52636d;font-size:.85em}"
)


def page(values: Values) -> str:
    """The whole page; `values` are what gathering.gather gives."""
    sections = (
        (phrases.ABOUT_YOU, _facts(phrases.VISITOR_LABELS, values["visitor"])),
        (phrases.PROFILE, _pairs(values["profile"])),
        (phrases.CASES, _each(values["cases"], _case)),
        (phrases.INTERVIEWS, _each(values["interviews"], _interview)),
        (phrases.FILES, _each(values["files"], _file)),
        (phrases.FEEDBACK, _each(values["feedback"], _feedback)),
        (phrases.CONVERSATION, _each(values["messages"], _message)),
    )
    body = "".join(_section(title, "".join(lines)) for title, lines in sections)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{phrases.MY_DATA}</title>'
        f"<style>{STYLE}</style></head><body><h1>{phrases.TITLE}</h1>"
        f"{_line(phrases.made(values['made_at']), 'at')}{body}</body></html>\n"
    )


def _section(title: str, lines: str) -> str:
    return f"<h2>{escape(title)}</h2>{lines or _line(phrases.NONE)}"


def _each(rows: Iterable[Values], shown: Any) -> Iterator[str]:
    for row in rows:
        yield from shown(row)


def _line(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _facts(labels: dict[str, str], row: Values) -> Iterator[str]:
    for name, label in labels.items():
        if row[name]:
            yield _line(phrases.pair(label, str(row[name])))


def _pairs(rows: Iterable[Values]) -> Iterator[str]:
    for row in rows:
        yield _line(phrases.pair(row["about"], row["said"]))


def _case(case: Values) -> Iterator[str]:
    yield f"<h3>{escape(case['number'])} {escape(case['service'] or phrases.CONSULTATION)}</h3>"
    yield _line(case["question"])
    yield from _pairs(case["answers"])
    shown = {**case, "units": "、".join(case["units"])}
    yield from _facts(phrases.CASE_LABELS, shown)
    yield _line(phrases.SHARED if case["conversation_shared"] else phrases.NOT_SHARED)
    yield from (_line(line) for line in case["history"])
    if case["rating"]:
        yield _line(phrases.rated(**case["rating"]))


def _interview(one: Values) -> Iterator[str]:
    yield f"<h3>{escape(one['about'])}</h3>{_line(one['begun'], 'at')}"
    for answer in one["answers"]:
        yield _line(phrases.answered(**answer))
    for result in one["results"]:
        yield _line(phrases.result(**result))


def _file(row: Values) -> Iterator[str]:
    yield _line(row["name"]) + _line(phrases.file_line(row["bytes"], row["from_officer"]), "at")


def _feedback(row: Values) -> Iterator[str]:
    yield _line(phrases.judged(row["useful"], row["reason"])) + _line(row["about"], "at")


def _message(row: Values) -> Iterator[str]:
    yield f'<h3>{escape(row["who"])} <span class="at">{escape(row["at"])}</span></h3>'
    yield _line(row["text"])
