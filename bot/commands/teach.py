"""`teach`: one more way to ask, added by a coordinator; a running program takes it up within a second."""

from __future__ import annotations

import argparse

from bot.application import assemble
from bot.lines import UsageError
from bot.settings import read_settings
from bot.wording.phrases import SERVICES
from knowledge import library
from knowledge.answering import Knowledge
from knowledge.deciding import SERVICE
from knowledge.intents import INTENTS

COORDINATOR = "coordinator"


def run(options: argparse.Namespace) -> int:
    """Add the phrasing `utterance` with its `labels`."""
    application = assemble(read_settings())
    known = _labels(application.knowledge())
    unknown = [label for label in options.labels if label not in known]
    if unknown:
        raise UsageError(
            f"没有这样的标签：{'、'.join(unknown)}。可以写条款编号（如 xinzhou-21）、"
            f"service:服务名称（{'、'.join(SERVICES)}），或 {'、'.join(INTENTS)}。"
        )
    with application.database.writing() as session:
        library.teach(session, options.utterance, options.labels, options.voice, COORDINATOR)
    print(f"已加入：“{options.utterance}” → {' '.join(options.labels)}。正在运行的服务马上生效。")
    return 0


def _labels(knowledge: Knowledge) -> set[str]:
    services = {f"{SERVICE}{name}" for name in SERVICES}
    return {clause.id for clause in knowledge.clauses} | services | set(INTENTS)
