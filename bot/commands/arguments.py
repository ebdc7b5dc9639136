"""The command line's refusals in Chinese; argparse knows them in English only."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

REFUSALS = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 没有 \2，可以写 \3"),
        (r"argument (.+): expected .+", r"\1 后面还要写上内容"),
        (r"argument (.+): invalid \w+ value: (.+)", r"\1 不能是 \2"),
        (r"the following arguments are required: (.+)", r"还要写上 \1"),
        (r"unrecognized arguments: (.+)", r"用不上 \1"),
        (r"ambiguous option: (.+) could match (.+)", r"\1 可能是 \2，请写全"),
    )
)


class Arguments(argparse.ArgumentParser):
    """A parser that says in Chinese what is wrong and where the help is; it ends with 2 as ever."""

    def error(self, message: str) -> NoReturn:
        """Say it on standard error and leave."""
        print(f"{in_chinese(message)}。写法见 {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def in_chinese(message: str) -> str:
    """What argparse says, in Chinese; a sentence that is not known stays as it is."""
    for pattern, words in REFUSALS:
        if match := pattern.fullmatch(message):
            return match.expand(words).replace("'", "")
    return message
