"""The commands: their keys, their exit codes, and kind words for what they cannot use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cli
from bot.settings import Settings
from tests.conftest import Run, bare_environment

KEYS = {"status", "clauses", "text", "service", "ms"}


@pytest.fixture
def var(published_var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published VAR_DIR of our own, and nothing else set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    shutil.copytree(published_var, tmp_path / "var")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "var"


def lines(tmp_path: Path, *objects: object) -> str:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(o, ensure_ascii=False) for o in objects))
    return str(file)


@pytest.mark.usefixtures("var")
class TestAsk:
    def test_prints_the_answer_as_text(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["ask", "高新技术企业认定奖励多少", "--city", "xinzhou"]) == 0
        assert "10万元" in capsys.readouterr().out

    def test_prints_json_with_its_fixed_keys(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["ask", "创新创业大赛一等奖奖励多少", "--city", "jincheng", "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert set(answer) == KEYS
        assert answer["status"] == "answered"
        assert answer["clauses"][0] == "jincheng-9"
        assert answer["service"] is None
        assert answer["ms"] > 0

    def test_a_batch_gives_a_line_for_each_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = lines(
            tmp_path,
            {"id": "a", "q": "创新创业大赛一等奖奖励多少", "city": "xinzhou"},
            {"id": 2, "q": ["创新创业大赛一等奖奖励多少", "二等奖呢"], "city": "jincheng"},
            {"q": "你好", "city": None},
            {"id": "e", "q": "", "city": ""},
            {"id": "d", "q": "高企\u2028奖多少"},
        )
        assert cli.main(["ask", "--batch", file]) == 0
        answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [a["id"] for a in answers] == ["a", 2, None, "e", "d"]
        assert all(set(a) == KEYS | {"id"} for a in answers)
        assert [a["clauses"][:1] for a in answers[:2]] == [["xinzhou-24"], ["jincheng-9"]]
        assert answers[2]["status"] == "smalltalk"

    def test_conversations_of_a_batch_do_not_mix(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        alone = lines(tmp_path, {"id": 1, "q": "二等奖呢"})
        cli.main(["ask", "--batch", alone])
        expected = json.loads(capsys.readouterr().out)["clauses"]
        after = lines(
            tmp_path, {"id": 0, "q": "创新创业大赛一等奖奖励多少"}, {"id": 1, "q": "二等奖呢"}
        )
        cli.main(["ask", "--batch", after])
        assert json.loads(capsys.readouterr().out.splitlines()[1])["clauses"] == expected

    def test_an_empty_batch_is_no_trouble(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["ask", "--batch", lines(tmp_path)]) == 0
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ('{"id": 1, "q": "高企"}\n{"id": 2,', "第2行"),
            ('\n\n["高企"]', "第3行"),
            ('{"id": 1}', "第1行"),
            ('{"id": 1, "q": 5}', "第1行"),
            ('{"id": 1, "q": []}', "第1行"),
            ('{"id": 1, "q": "高企", "city": "taiyuan"}', "第1行"),
            ('{"id": 1, "q": ' + "[" * 100_000 + "]" * 100_000 + "}", "第1行"),
            ('{"id": ' + "9" * 5000 + "}", "第1行"),
            (b"\xff\xfe\x00", "另存为 UTF-8"),
            (None, "没有"),
        ],
    )
    def test_a_bad_batch_is_named_with_its_line(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        content: str | bytes | None,
        told: str,
    ) -> None:
        file = tmp_path / "bad.jsonl"
        if isinstance(content, str):
            file.write_text(content)
        elif content is not None:
            file.write_bytes(content)
        assert cli.main(["ask", "--batch", str(file)]) == 2
        assert told in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [[], ["高企", "--batch", "x.jsonl"]])
    def test_either_a_question_or_a_batch(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["ask", *arguments]) == 2
        assert "--batch" in capsys.readouterr().err

    def test_explains_how_the_answer_came_about(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["ask", "高新技术企业认定奖励多少", "--explain"]) == 0
        plain = len(capsys.readouterr().out)
        cli.main(["ask", "高新技术企业认定奖励多少"])
        assert plain > len(capsys.readouterr().out)


RIGHT = {
    "id": "a",
    "q": "创新创业大赛山西赛区一等奖奖励多少",
    "city": "xinzhou",
    "gold": ["xinzhou-24"],
    "kind": "direct",
    "must_contain": ["5万元"],
}
WRONG = {**RIGHT, "id": "b", "gold": ["xinzhou-1"]}


@pytest.mark.usefixtures("var")
class TestEvaluate:
    def test_prints_a_table_and_what_went_wrong(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["evaluate", lines(tmp_path, RIGHT, WRONG)]) == 0
        out = capsys.readouterr().out
        assert "direct" in out
        assert "0.500" in out
        assert "b [direct]" in out
        assert "a [direct]" not in out

    @pytest.mark.parametrize(("least", "code"), [("0.5", 0), ("0.51", 1)])
    def test_fails_below_the_wanted_share(self, tmp_path: Path, least: str, code: int) -> None:
        file = lines(tmp_path, RIGHT, WRONG)
        assert cli.main(["evaluate", file, "--at-least", least]) == code

    @pytest.mark.parametrize("missing", ["q", "kind", "gold"])
    def test_a_line_that_lacks_something_is_named(
        self, tmp_path: Path, missing: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        line = {key: value for key, value in RIGHT.items() if key != missing}
        assert cli.main(["evaluate", lines(tmp_path, RIGHT, line)]) == 2
        assert "第2行" in capsys.readouterr().err


@pytest.mark.usefixtures("var")
class TestTrouble:
    def test_a_database_out_of_reach_is_told_without_its_password(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://bot:very-secret@127.0.0.1:9/bot")
        assert cli.main(["ask", "高企奖多少"]) == 2
        told = capsys.readouterr().err
        assert "DATABASE_URL" in told
        assert "very-secret" not in told

    def test_a_folder_that_cannot_be_written_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("VAR_DIR", str(tmp_path / "file" / "var"))
        assert cli.main(["ask", "高企奖多少"]) == 2
        assert "VAR_DIR" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nosuch"], ["ask", "高企", "--city", "taiyuan"]])
def test_what_argparse_refuses_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "还要写上 命令"),
        (["assess", "--city", "taiyuan"], "--city 没有 taiyuan，可以写 xinzhou, jincheng"),
        (["assess", "--measure"], "--measure 后面还要写上内容"),
        (["assess", "--mesure", "x"], "用不上 --mesure x"),
        (["evaluate", "x", "--at-least", "高"], "--at-least 不能是 高"),
    ],
)
def test_what_argparse_refuses_is_said_in_chinese(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(arguments)
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("command", ["ask", "chat", "doctor", "evaluate", "serve"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out


def test_a_reader_who_leaves_early_gets_no_traceback(bot: Run, tmp_path: Path) -> None:
    file = lines(tmp_path, *({"id": n, "q": "高企奖多少" * 50} for n in range(60)))
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--batch", file],
        env={**bare_environment(), "VAR_DIR": str(tmp_path / "var")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    complaint = process.stderr.read().decode()
    process.wait(60)
    assert "Traceback" not in complaint


def test_help_starts_without_heavy_libraries() -> None:
    code = (
        "import sys, bot.cli; bot.cli._parser();"
        "print(sorted({'jieba', 'numpy', 'sqlmodel', 'telegram', 'nicegui', 'sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=bare_environment())
    assert done.stdout.decode().strip() == "[]"


def test_asking_loads_no_channel_and_no_learning(bot: Run, tmp_path: Path) -> None:
    code = (
        "import sys; from bot.cli import main; main(['ask', '高企奖多少']);"
        "heavy = {'telegram', 'nicegui', 'fastapi', 'sklearn', 'scipy', 'alembic', 'openpyxl'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**bare_environment(), "VAR_DIR": str(tmp_path / "var")},
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"
