"""The plain-words layer says only what the clauses say, and refuses what cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import knowledge
from knowledge.gists import Gist, Kind, UnreadableGists, check, read_gists
from knowledge.parsing import read_packaged

HOME = Path(knowledge.__file__).parent
MEASURES = {
    "xinzhou": "1a 2a 3a 4a 6abcd 7a 8abcdef 9a 10abcdef 11ab 12a 13abc 14ab 16abcd 17a 18a 19a 20ab "
    "21abc 23ab 24abcd",
    "jincheng": "1a 2a 3a 4abcd 5abc 6abcdef 7a 8ab 9abcd 10a 11abc 12abcdefghi 13a 14ab 15a 16a 17a 18ab",
}
"""The letters of the measures of each clause."""

ENTRY = """[["xinzhou-8"]]
measure = "xinzhou-8-e"
words = "省级 企业技术中心"
says = "新认定的省级企业技术中心，补助10万元。"
who = "高校、科研院所和企业"
amount = "10万元"
kind = "fixed"
cap = ""
condition = "新认定"
"""

MEASURED = Gist(
    clause="xinzhou-8",
    says="新认定的省级企业技术中心，补助10万元。",
    who="高校、科研院所和企业",
    amount="10万元",
    kind=Kind.FIXED,
    cap="",
    condition="新认定",
    words=("省级", "企业技术中心"),
    measure="xinzhou-8-e",
)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    parsed = read_packaged(HOME / "policies", {})
    return {clause.id: clause.text for read in parsed for clause in read.policy.clauses}


@pytest.fixture(scope="module")
def gists() -> dict[str, tuple[Gist, ...]]:
    return read_gists(HOME / "gists")


@pytest.fixture(scope="module")
def every(gists: dict[str, tuple[Gist, ...]]) -> list[Gist]:
    return [gist for listed in gists.values() for gist in listed]


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "xinzhou.toml").write_text(text, encoding="utf-8")
    return tmp_path


def says(sentence: str) -> Gist:
    return replace(MEASURED, says=sentence, amount="")


class TestTheGistsThatAreShipped:
    def test_have_only_figures_that_stand_in_their_clause(
        self, texts: dict[str, str], every: list[Gist]
    ) -> None:
        wrong = {gist.says: found for gist in every if (found := check(gist, texts[gist.clause]))}
        assert wrong == {}

    def test_speak_for_every_clause(
        self, texts: dict[str, str], gists: dict[str, tuple[Gist, ...]]
    ) -> None:
        assert set(gists) == set(texts)

    def test_tell_each_of_the_92_measures_once(self, every: list[Gist]) -> None:
        expected = [
            f"{city}-{clause.rstrip('abcdefghi')}-{letter}"
            for city, clauses in MEASURES.items()
            for clause in clauses.split()
            for letter in clause.lstrip("0123456789")
        ]
        told = [gist.measure for gist in every if gist.measure]
        assert len(expected) == 92
        assert sorted(told) == sorted(expected)

    def test_are_told_apart_by_their_words(self, gists: dict[str, tuple[Gist, ...]]) -> None:
        mistaken = [
            (one.says, other.says)
            for listed in gists.values()
            for one in listed
            for other in listed
            if one is not other and set(one.words) <= set(other.words)
        ]
        assert mistaken == []

    def test_can_be_said_in_one_breath(self, every: list[Gist]) -> None:
        assert [gist.says for gist in every if len(gist.says) > 60] == []

    def test_say_every_sum_that_they_list(self, every: list[Gist]) -> None:
        untold = [g.says for g in every if g.kind == Kind.FIXED and g.amount not in g.says]
        assert untold == []

    def test_never_promise_an_upper_limit(self, every: list[Gist]) -> None:
        limits = [gist for gist in every if gist.kind == Kind.UP_TO and gist.measure]
        promised = [
            gist.says
            for gist in limits
            if "最高" not in gist.amount + gist.cap
            or not ("最高" in gist.says or "标准" in gist.says)
        ]
        assert promised == []

    def test_give_an_amount_or_space_only_where_one_is_paid(self, every: list[Gist]) -> None:
        unpaid = {Kind.SERVICE, Kind.RULE}
        paid = [gist for gist in every if gist.kind not in unpaid]
        assert [gist.says for gist in paid if not gist.amount] == []
        assert [gist.says for gist in paid if not gist.measure] == []

    def test_cap_every_rate(self, every: list[Gist]) -> None:
        assert [g.says for g in every if g.kind == Kind.RATE and not g.cap] == []


class TestAFigureIsRefused:
    CLAUSE = "分别给予博士、硕士研究生最高15万元、12万元经费，对考核优秀的给予5000元，3年以上，300万元以内贷款。"

    @pytest.mark.parametrize(
        ("sentence", "wrong"),
        [
            ("博士最高16万元。", ["16万元"]),
            ("博士最高5万元。", ["5万元"]),
            ("博士最高15元。", ["15元"]),
            ("博士给15万元。", ["15万元"]),
            ("优秀的给最高5000元。", ["5000元"]),
            ("优秀的每月给5000元/月。", ["5000元/月"]),
            ("贷款300万元。", ["300万元"]),
            ("签3年合同。", ["3年"]),
            ("优秀的给五千元。", ["五千元"]),
            ("博士补百分之十。", ["百分之十"]),
            ("博士补一半,给2万元。", ["一半", "2万元"]),
        ],
    )
    def test_when_number_unit_or_bound_is_another(self, sentence: str, wrong: list[str]) -> None:
        assert check(says(sentence), self.CLAUSE) == wrong

    @pytest.mark.parametrize("field", ["says", "who", "amount", "cap", "condition"])
    def test_in_whatever_part_it_stands(self, field: str) -> None:
        bare = replace(MEASURED, says="有补助。", amount="")
        assert check(replace(bare, **{field: "7万元"}), self.CLAUSE) == ["7万元"]

    @given(st.integers(1, 99_999))
    def test_unless_the_clause_has_that_very_number(self, number: int) -> None:
        clause = "对省级企业技术中心给予20万元补助。"
        assert check(says(f"补助{number}万元。"), clause) == (
            [] if number == 20 else [f"{number}万元"]
        )


class TestAFigureStands:
    @pytest.mark.parametrize(
        ("sentence", "clause"),
        [
            ("给30-50万元项目资助。", "分别给予30 - 50万元项目资助"),
            ("最高可给500㎡办公空间。", "最高可给予2000㎡厂房或500㎡办公空间的租金补贴"),
            ("按照省奖励1:1配套。", "按照省奖励1：1配套"),
            ("硕士最高12万元。", "分别给予博士、硕士最高15万元、12万元经费"),
            ("补保费的50%，最高10万元。", "50％的奖励，最高不超过10万元"),
            ("按“一事一议”办，一次性奖励。", "没有数字"),
        ],
    )
    def test_however_it_is_spaced_and_typed(self, sentence: str, clause: str) -> None:
        assert check(says(sentence), clause) == []


class TestAFileIsRead:
    def test_into_gists_by_clause(self, tmp_path: Path) -> None:
        assert read_gists(folder_with(tmp_path, ENTRY)) == {"xinzhou-8": (MEASURED,)}

    def test_without_a_measure_where_none_stands_behind_it(self, tmp_path: Path) -> None:
        entry = ENTRY.replace('measure = "xinzhou-8-e"\n', "")
        read = read_gists(folder_with(tmp_path, entry))
        assert read == {"xinzhou-8": (replace(MEASURED, measure=""),)}

    def test_and_held_against_the_clauses_that_are_given(
        self, tmp_path: Path, texts: dict[str, str]
    ) -> None:
        assert read_gists(folder_with(tmp_path, ENTRY), texts) == {"xinzhou-8": (MEASURED,)}


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("written", "instead", "told"),
        [
            ("补助10万元", "补助11万元", "11万元"),
            ('"xinzhou-8"', '"xinzhou-99"', "xinzhou-8-e 不是 xinzhou-99 的措施"),
            ("amount", "sum", "不认识 sum"),
            ('cap = ""\n', "", "缺 cap"),
            ('"10万元"', "10", "amount 应是文字"),
            ('"fixed"', '"gift"', "gift"),
            ("省级 企业技术中心", " ", "words 不能为空"),
            ("补助10万元。", "补助10万元", "says 应是一句话"),
            ("补助10万元。", "补助。10万元。", "says 应是一句话"),
            ("补助10万元。", "补助" * 50 + "。", "says 应是一句话"),
            (ENTRY, ENTRY + ENTRY, "xinzhou-8-e 在 xinzhou.toml xinzhou-8 第1句 已经写过"),
            (ENTRY, '"xinzhou-8" = "10万元"', "xinzhou-8：应写成"),
            (ENTRY, '"xinzhou-8" = ["10万元"]', "应是一张表"),
            ("[[", "[[[", "不是可读的 TOML"),
        ],
    )
    def test_with_its_name_and_what_to_mend(
        self, tmp_path: Path, texts: dict[str, str], written: str, instead: str, told: str
    ) -> None:
        folder = folder_with(tmp_path, ENTRY.replace(written, instead))
        with pytest.raises(UnreadableGists, match=r"^xinzhou\.toml") as refused:
            read_gists(folder, texts)
        assert told in str(refused.value)

    def test_when_its_clause_is_in_no_policy(self, tmp_path: Path) -> None:
        with pytest.raises(
            UnreadableGists, match=r"^xinzhou\.toml xinzhou-8 第1句：没有 xinzhou-8"
        ):
            read_gists(folder_with(tmp_path, ENTRY), {})

    def test_when_it_is_not_utf_8(self, tmp_path: Path) -> None:
        (tmp_path / "xinzhou.toml").write_bytes(ENTRY.encode("gb18030"))
        with pytest.raises(UnreadableGists, match=r"^xinzhou\.toml"):
            read_gists(tmp_path)
