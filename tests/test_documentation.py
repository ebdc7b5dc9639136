"""What the documents say is so: settings, commands, links, pictures, and the two READMEs alike."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    str(file.relative_to(ROOT)) for file in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)
READMES = ("README.md", "README.zh-CN.md")
COMMAND = re.compile(r"(?:python3 run\.py|python -m bot)(?P<rest>[^\n`|&]*)")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)(?P<target>[^)#\s]+)")
ADDRESSES = re.compile(
    r"pypi\." + r"org|pythonhosted\.|registry\." + r"npmjs|npmmirror|tuna\.tsinghua|mirrors\."
    r"|jsdelivr|unpkg|cdnjs|fonts\.googleapis|https?://cdn\.",
    re.IGNORECASE,
)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[list[str]]:
    """The arguments of every command that a document shows."""
    shown = (match["rest"].replace("\\", "") for match in COMMAND.finditer(text(name)))
    return [shlex.split(rest) for rest in shown]


def parsers() -> dict[str, argparse.ArgumentParser]:
    for action in cli._parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command line has no commands")


@pytest.mark.parametrize("setting", Settings.model_fields)
@pytest.mark.parametrize("document", [".env.example", "docs/operations.md"])
def test_every_setting_is_told(setting: str, document: str) -> None:
    assert re.search(rf"\b{setting.upper()}\b", text(document))


def test_the_example_shows_the_defaults_and_nothing_else() -> None:
    shown = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", text(".env.example"), re.MULTILINE))
    defaults = {name.upper(): str(field.default) for name, field in Settings.model_fields.items()}
    assert shown == defaults
    assert not re.search(r"^[^#\s]", text(".env.example"), re.MULTILINE), "all lines are remarks"


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """The options of a command and of its own sub-commands."""
    nested = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    inner = (options_of(p) for choices in nested for p in choices.values())
    return set(parser._option_string_actions).union(*inner)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_in_documents_are_real(document: str) -> None:
    known = parsers()
    for arguments in commands(document):
        if not arguments or arguments[0] in {"test", "COMMAND", "命令"}:
            continue
        assert arguments[0] in known, arguments
        options = {a for a in arguments if a.startswith("--")}
        assert options <= options_of(known[arguments[0]]), arguments


@pytest.mark.parametrize("readme", READMES)
def test_every_command_and_option_is_told(readme: str) -> None:
    said = text(readme)
    told = {arguments[0] for arguments in commands(readme) if arguments}
    assert set(parsers()) <= told
    for name, parser in parsers().items():
        for option in parser._option_string_actions:
            if option.startswith("--") and option != "--help":
                assert f"{option}" in said, (name, option)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_pictures_are_there(document: str) -> None:
    home = (ROOT / document).parent
    missing = [
        m["target"] for m in LINK.finditer(text(document)) if not (home / m["target"]).exists()
    ]
    assert missing == []


def test_the_two_readmes_say_the_same() -> None:
    english, chinese = (text(name) for name in READMES)
    headings = [re.findall(r"^(#+) ", said, re.MULTILINE) for said in (english, chinese)]
    assert headings[0] == headings[1]
    pictures = [re.findall(r"\]\(([^)]*\.png)\)", said) for said in (english, chinese)]
    assert pictures[0] == pictures[1]
    rows = [re.findall(r"^\| `([^|]*)` \|", said, re.MULTILINE) for said in (english, chinese)]
    assert rows[0] == rows[1]
    blocks = [re.findall(r"```\n(git clone.*|python3.*)\n```", said) for said in (english, chinese)]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) == 2


@pytest.mark.parametrize("readme", READMES)
def test_the_words_of_the_domain_are_told(readme: str) -> None:
    for word in ("visitor", "officer", "unit", "clause", "phrasing", "measure", "case", "parcel"):
        assert re.search(rf"\b{word}\b", text(readme))


def test_folders_of_the_layout_exist() -> None:
    layout = re.search(r"```\n(bot/ .*?)```", text("README.md"), re.DOTALL)
    assert layout
    for folder in re.findall(r"^(\w+)/ ", layout[1], re.MULTILINE):
        assert (ROOT / folder).is_dir()


def test_modules_that_documents_name_exist() -> None:
    for document in DOCUMENTS:
        for name in re.findall(
            r"`((?:bot|knowledge|dialogs|tests|benchmarks)/[\w/.]+)`", text(document)
        ):
            assert (ROOT / name).exists(), (document, name)


def test_no_file_names_a_registry_or_a_cdn() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    naming = []
    for name in filter(None, listed.split("\0")):
        try:
            content = text(name)
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if name != "tests/test_documentation.py" and ADDRESSES.search(content):
            naming.append(name)
    assert naming == []


def test_the_version_is_in_the_changelog() -> None:
    import tomllib

    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert f"## {version}" in text("CHANGELOG.md")


@pytest.mark.parametrize("readme", READMES)
def test_the_team_of_the_readme_gets_what_the_readme_says(readme: str, tmp_path: Path) -> None:
    team = re.search(r"```json\n(?P<team>\{.*?\n\})\n```", text(readme), re.DOTALL)
    shown = re.search(r"```\n(?P<lines>xinzhou-10-e .*?)\n```", text(readme), re.DOTALL)
    command = next(c for c in commands(readme) if "--as-of" in c)
    assert team
    assert shown
    file = tmp_path / "team.json"
    file.write_text(team["team"], encoding="utf-8")
    run = [sys.executable, "-m", "bot", *(str(file) if a == "team.json" else a for a in command)]
    said = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert said.stdout.strip() == shown["lines"].strip()


MOST_BYTES = 150_000


def test_every_picture_is_shown_somewhere_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").glob("*"))
    shown = "".join(text(document) for document in DOCUMENTS)
    assert [p.name for p in pictures if f"images/{p.name}" not in shown] == []
    assert {p.name: p.stat().st_size for p in pictures if p.stat().st_size > MOST_BYTES} == {}
