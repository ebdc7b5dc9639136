"""`ask`: one answer, or one JSON line out for each line in."""

from __future__ import annotations

import argparse

from bot.application import assemble
from bot.asking import Asking, check_question, city_of, turns_of
from bot.commands.explain import explain
from bot.lines import UsageError, as_line, read_lines
from bot.settings import read_settings

KEPT_NOWHERE = {"handoff", "service"}


def ask(options: argparse.Namespace) -> int:
    """Answer `question`, or every line of `batch`."""
    if bool(options.question) == bool(options.batch):
        raise UsageError('请写一个问题：ask "……"，或者用 --batch 文件。')
    application = assemble(read_settings())
    application.knowledge.warm()
    asking = Asking(application.specialist)
    if options.batch:
        return _batch(options, asking)
    asked = asking.ask([options.question], options.city)
    print(as_line(asked.to_json()) if options.json else asked.text)
    if asked.status in KEPT_NOWHERE and not options.json:
        print("\n（ask 只是试问，没有真正登记；真正的登记请在网页、Telegram 或 chat 里进行。）")
    if options.explain:
        answer = application.knowledge().answer(options.question, options.city, {})
        print("\n" + explain(answer, application.knowledge()))
    return 0


def _batch(options: argparse.Namespace, asking: Asking) -> int:
    asking.rehearse()
    for line in read_lines(options.batch, check_question):
        asked = asking.ask(turns_of(line), city_of(line))
        print(as_line({"id": line.get("id"), **asked.to_json()}))
    return 0
