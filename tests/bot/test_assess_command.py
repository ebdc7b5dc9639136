"""`assess`: what cannot be used is said in Chinese with its place; a batch goes on after a bad line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import cli

INSURED = {
    "入驻地": "晋创谷·忻州",
    "申请日期": "2026-05-20",
    "主体类型": "科技型企业",
    "险种": "科技保险",
    "当年各保单保费元": [30000],
}


def written(folder: Path, *lines: object) -> str:
    file = folder / "facts.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines))
    return str(file)


def line(facts: dict[str, object], measure: object = "xinzhou-17-a") -> dict[str, object]:
    return {"id": "一", "measure": measure, "facts": INSURED | facts}


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (line({"保费": 1}), "没有“保费”这一项，是不是“当年各保单保费元”？"),
        (line({"当年各保单保费元": "三万"}), "要填数字（单位：元）"),
        (line({"当年各保单保费元": True}), "要填数字（单位：元）"),
        (line({"当年各保单保费元": [30000, None]}), "要填数字（单位：元）"),
        (line({"当年各保单保费元": -1}), "“当年各保单保费元”不能小于0"),
        (line({"当年各保单保费元": 1e300}), "“当年各保单保费元”不能大于1000000000000"),
        (line({"当年各保单保费元": float("nan")}), "“当年各保单保费元”不能是 nan"),
        (line({"租用面积㎡": 1e300}), "“租用面积㎡”不能大于"),
        (line({"申请日期": "2026-02-30"}), "没有“2026-02-30”这一天，请写成 2026-05-20 这样"),
        (line({"申请日期": "明年"}), "看不懂“明年”，请写成 2026-05-20 这样"),
        (line({"申请日期": 20260520}), "“申请日期”要填日期，例如 2026-05-20"),
        (line({"项目失败率": 130}), "“项目失败率”不能大于100"),
        (line({"已缴租月数": -3}), "“已缴租月数”不能小于0"),
        (line({"人数": 1.5}), "“人数”要填整数"),
        (line({"主体类型": ["企业", 5]}), "“主体类型”要填文字，例如“企业”"),
        (line({"是否新引进": 1}), "“是否新引进”要填是或否（true / false）"),
        (line({}, "xinzhou-6"), "是不是 xinzhou-6-a 或 xinzhou-6-b"),
        (line({}, "taiyuan-1-a"), "编号的写法是 xinzhou-16-a"),
        (line({}, 17), "measure 写一个措施编号，如 xinzhou-16-a"),
        (line({}, []), "measure 写一个措施编号，如 xinzhou-16-a"),
        (line({}, ["xinzhou-17-a", 5]), "measure 写一个措施编号，如 xinzhou-16-a"),
        ({"measure": "xinzhou-17-a", "facts": []}, "每一行要有 facts（要素，写成 {…}）"),
    ],
)
def test_a_line_that_cannot_be_judged_says_why_and_the_next_one_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: object, told: str
) -> None:
    assert cli.main(["assess", "--batch", written(tmp_path, bad, line({}))]) == 0
    printed = capsys.readouterr()
    refused, judged = (json.loads(one) for one in printed.out.splitlines())
    assert told in refused["error"]
    assert judged["amount_yuan"] == 15000
    assert printed.err == "有 1 行没有算，原因写在那一行的 error 里。\n"


@pytest.mark.parametrize(("measure", "count"), [(None, 92), (["xinzhou-17-a", "xinzhou-21-a"], 2)])
def test_a_line_may_be_a_whole_team(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], measure: object, count: int
) -> None:
    assert cli.main(["assess", "--batch", written(tmp_path, line({}, measure))]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["verdicts"]) == count
    by_id = {one["measure"]: one["amount_yuan"] for one in answer["verdicts"]}
    assert by_id["xinzhou-17-a"] == 15000


def test_a_line_of_a_batch_alone_is_a_file_of_facts_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, line({}))
    assert cli.main(["assess", "--facts", file, "--measure", "xinzhou-17-a"]) == 0
    assert "1.5万元" in capsys.readouterr().out


def test_half_a_character_harms_no_other_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "half.jsonl"
    file.write_text('{"id": "\\ud800", "measure": "xinzhou-17-a", "facts": {}}\n' * 2)
    assert cli.main(["assess", "--batch", str(file)]) == 0
    assert [json.loads(one)["id"] for one in capsys.readouterr().out.splitlines()] == ["\ud800"] * 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--city", "jincheng", "--measure", "xinzhou-17-a"], "不是 jincheng 的措施"),
        (["--measure", "xinzhou-17"], "没有“xinzhou-17”这项措施，是不是 xinzhou-17-a？"),
        (["--as-of", "2026-02-30"], "--as-of 应写成 2026-05-20 这样的日期"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert cli.main(["assess", "--facts", written(tmp_path, INSURED), *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_batch_does_not_take_a_city_that_it_would_not_heed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["assess", "--batch", written(tmp_path, line({})), "--city", "xinzhou"]) == 2
    assert "请去掉 --city" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"入驻地": "忻州"}, "是不是“晋创谷·忻州”？"),
        ({"奖项": "山西赛区一等奖"}, "是不是“中国创新创业大赛山西赛区一等奖”？"),
        ({"险种": "科技保"}, "是不是“科技保险”？"),
    ],
)
def test_a_choice_that_looks_misspelt_is_pointed_out_beside_the_verdicts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: dict[str, str], told: str
) -> None:
    file = written(tmp_path, INSURED | facts)
    assert cli.main(["assess", "--facts", file, "--json"]) == 0
    printed = capsys.readouterr()
    assert told in printed.err
    assert len(json.loads(printed.out)) == 92


@pytest.mark.parametrize(
    "facts", [{"入驻地": "大同"}, {"评审结果": "未通过"}, {"主体类型": "公司"}]
)
def test_a_choice_that_is_simply_another_is_not_remarked_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: dict[str, str]
) -> None:
    assert cli.main(["assess", "--facts", written(tmp_path, INSURED | facts)]) == 0
    assert capsys.readouterr().err == ""
