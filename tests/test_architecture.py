"""The lines of the house: who may import whom, one home for each library, small modules, wording apart."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.application.use_cases import lint_imports  # type: ignore[attr-defined]
from importlinter.configuration import configure
from sqlalchemy import JSON
from sqlalchemy.types import String

from bot.privacy.rules import RULES, Blanked
from bot.tables import metadata

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "knowledge", "dialogs")
MODULES = {
    str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8"))
    for package in PACKAGES
    for file in sorted((ROOT / package).rglob("*.py"))
    if "versions" not in file.parts
}

HOMES = {
    "telegram": r"bot/channels/telegram/",
    "nicegui": r"bot/channels/web/",
    "uvicorn": r"bot/channels/web/",
    "starlette": r"bot/channels/web/",
    "fastapi": r"bot/channels/(web/|telegram/(channel|webhook)\.py)",
    "aiohttp": r"bot/channels/telegram/",
    "pydantic_settings": r"bot/settings\.py",
    "alembic": r"bot/(database\.py|migrations/)",
    "jieba": r"knowledge/cutting\.py",
    "zhconv": r"knowledge/words\.py",
    "pypinyin": r"knowledge/words\.py",
    "sklearn": r"knowledge/learning\.py",
    "scipy": r"knowledge/learning\.py",
    "rapidfuzz": r"knowledge/(nearest|faqs)\.py|dialogs/choosing\.py|bot/reviews/grouping\.py",
    "yaml": r"dialogs/loading\.py",
    "docx": r"bot/reports/word\.py",
    "fpdf": r"bot/reports/(pdf|chart)\.py",
    "PIL": r"bot/reports/picture\.py",
    "openpyxl": r"bot/figures/workbook\.py",
    "chinese_calendar": r"bot/deadlines\.py",
}
"""Each library, and where alone it may be imported."""

WORDING = re.compile(
    r"bot/wording/|bot/(replies|browsing|citations|settings|cli|lines|asking|evaluation|application)\.py"
    r"|bot/(commands|doctor)/|bot/channels/terminal\.py|bot/channels/(\w+/)+\w*wording\.py"
)
"""Where whole Chinese sentences may stand: what visitors read, and what the command line says."""

SENTENCE = re.compile(r"[\u4e00-\u9fff].*[，。！？；]|[，。！？；].*[\u4e00-\u9fff]")
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
LONGEST_MODULE = 250
LONGEST_FUNCTION = 40

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def public_definitions(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Public functions, classes and methods; what stands inside a function is nobody's business."""
    waiting: list[ast.Module | ast.ClassDef] = [tree]
    while waiting:
        for node in waiting.pop().body:
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
                yield node
                if isinstance(node, ast.ClassDef):
                    waiting.append(node)


def strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """All string literals but docstrings."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    configure()
    assert lint_imports(is_debug_mode=False, cache_dir=None), "see `lint-imports`"


@pytest.mark.parametrize(("library", "home"), HOMES.items())
def test_each_library_has_one_home(library: str, home: str) -> None:
    elsewhere = [
        name
        for name, tree in MODULES.items()
        if library in imported(tree) and not re.match(home, name)
    ]
    assert elsewhere == []


def test_every_library_in_use_is_declared() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[\[><=]", name)[0] for name in project["dependencies"]}
    called = {
        "sklearn": "scikit-learn",
        "yaml": "pyyaml",
        "telegram": "python-telegram-bot",
        "docx": "python-docx",
        "fpdf": "fpdf2",
        "PIL": "pillow",
        "chinese_calendar": "chinesecalendar",
    }
    homes = {called.get(name, name).replace("_", "-") for name in HOMES}
    brought = {"uvicorn", "starlette", "fastapi", "scipy"}  # by nicegui and scikit-learn
    assert homes - brought <= declared


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_says_what_it_is_for(module: str) -> None:
    text = (ROOT / module).read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    assert not text.strip() or ast.get_docstring(MODULES[module])


def test_a_function_fits_on_a_screen() -> None:
    long = [
        f"{module}:{function.name}"
        for module, tree in MODULES.items()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_what_is_public_says_what_it_does() -> None:
    silent = [
        f"{module}:{node.name}"
        for module, tree in MODULES.items()
        for node in public_definitions(tree)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_function_says_its_types() -> None:
    untyped = [
        f"{module}:{function.name}"
        for module, tree in MODULES.items()
        for function in functions(tree)
        if function.returns is None and function.name != "__init__"
    ]
    assert untyped == []


def test_no_module_keeps_state_that_changes() -> None:
    """A table written at a module's top is never written to; nothing is declared global."""
    faults = []
    for module, tree in MODULES.items():
        tables = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, MUTABLE)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                faults.append(f"{module}:{node.lineno} global")
            elif _writes_to(node) & tables:
                faults.append(f"{module}:{getattr(node, 'lineno', 0)} {_writes_to(node)}")
    assert faults == []


def _writes_to(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Delete):
        targets = [node.target] if isinstance(node, ast.AugAssign) else node.targets
        return {t.value.id for t in targets if isinstance(t, ast.Subscript) and _is_name(t.value)}
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        changes = {"append", "add", "update", "pop", "clear", "setdefault", "extend", "remove"}
        if node.func.attr in changes and isinstance(node.func.value, ast.Name):
            return {node.func.value.id}
    return set()


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)


def test_sentences_for_people_live_in_the_wording_modules() -> None:
    elsewhere = [
        f"{module}:{line} {text}"
        for module, tree in MODULES.items()
        if module.startswith("bot/") and not WORDING.match(module)
        for line, text in strings(tree)
        if SENTENCE.search(text)
    ]
    assert elsewhere == []


def test_names_say_what_the_domain_does() -> None:
    vague = re.compile(r"(?i)(handler|manager|helper|util|processor|engine)s?(\.py)?$")
    parts = {part for module in MODULES for part in Path(module).parts}
    classes = {n.name for t in MODULES.values() for n in ast.walk(t) if isinstance(n, ast.ClassDef)}
    assert [name for name in parts | classes if vague.search(name)] == []


def test_nothing_points_to_the_machine_it_was_written_on() -> None:
    telling = re.compile("/work" + "/|/home" + "/|/tmp" + "/briefs")
    kept = [
        f"{name}:{line}"
        for name, tree in MODULES.items()
        for line, text in strings(tree)
        if telling.search(text)
    ]
    assert kept == []


def test_every_table_says_what_becomes_of_it_when_a_visitor_is_erased() -> None:
    """A new table, or a new column of text, must be named in bot/privacy/rules.py (and docs/privacy.md)."""
    assert set(RULES) == set(metadata.tables)


@pytest.mark.parametrize("table", [n for n, rule in RULES.items() if isinstance(rule, Blanked)])
def test_every_column_of_text_is_emptied_or_said_to_be_harmless(table: str) -> None:
    rule = RULES[table]
    assert isinstance(rule, Blanked)
    texts = {
        column.name
        for column in metadata.tables[table].columns
        if isinstance(column.type, String | JSON) and not column.primary_key
    }
    assert texts <= {*rule.becomes, *rule.stays}
