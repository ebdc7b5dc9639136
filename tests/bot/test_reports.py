"""An assessment on paper: every line, figure and citation in Word and in PDF, and nothing that breaks them."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports import breaking
from bot.reports.pdf import MISSING, pdf
from bot.reports.sheet import Bar, Group, Line, Sheet, Total, footer, sheet
from bot.reports.word import docx
from bot.wording import report_phrases as words
from dialogs.guides import packaged_guide
from knowledge.answering import Knowledge
from tests.dialogs.walking import told

MORNING = datetime(2026, 11, 22, 9, 0)
CONTRACTS = {
    "入驻地": "忻州",
    "主体类型": "高校",
    "受让企业所在地": "晋创谷·忻州",
    "合同类型": "技术开发",
    "合同已认定登记": "都登记了",
    "当年各合同技术交易额元": "三个合同分别是80万、120万和35万",
    "已领过的": "都没有",
}
TWO_DOCTORS = {
    "入驻地": "还没定",
    "主体类型": "科技型企业",
    "事项": "新全职招了博士、硕士或大学生",
    "人才层次": "两个博士",
    "劳动合同年限": "三年",
    "已缴社保月数": "8个月",
    "补贴方式": "租房",
    "申请月数": "三年",
    "已领过的": "都没有",
}


@pytest.fixture(scope="module")
def contracts(knowledge: Knowledge) -> Sheet:
    return sheet(told(packaged_guide(), ["xinzhou-7-a"], CONTRACTS), knowledge, MORNING)


@pytest.fixture(scope="module")
def doctors(knowledge: Knowledge) -> Sheet:
    return sheet(told(packaged_guide(), [], TWO_DOCTORS), knowledge, MORNING)


def small(**given: object) -> Sheet:
    """A sheet of one line."""
    line = Line("首台套奖励", "最高100万元，以评审为准", "", "忻州第（五）条", "市工信局")
    total = Total("忻州", 1, Decimal(0), Decimal(1_000_000), Decimal(0))
    whole = Sheet(
        words.TITLE,
        "科技型企业",
        date(2026, 11, 22),
        MORNING,
        ("忻州",),
        "74fcaf0e",
        (total,),
        (Group("条件都符合，可以申领（1项）", (line,)),),
        (),
        ("就高不重复〔忻州附则〕。",),
        (words.PRE_ASSESSMENT,),
    )
    return replace(whole, **given)  # type: ignore[arg-type]


def text_of_docx(content: bytes) -> str:
    opened = Document(BytesIO(content))
    cells = [c.text for table in opened.tables for row in table.rows for c in row.cells]
    foot = [p.text for p in opened.sections[0].footer.paragraphs]
    return "\n".join([*(p.text for p in opened.paragraphs), *cells, *foot])


Read = Callable[[bytes], str]


@pytest.fixture
def text_of_pdf(tmp_path: Path) -> Read:
    """What people could copy out of the PDF, without white space and line breaks."""

    def read(content: bytes) -> str:
        (tmp_path / "sheet.pdf").write_bytes(content)
        command = ["pdftotext", "-raw", str(tmp_path / "sheet.pdf"), "-"]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)
        return "".join(done.stdout.decode().split())

    return read


def pages_of(content: bytes) -> int:
    return content.count(b"/Type /Page\n")


def printed(paper: Sheet) -> list[str]:
    """Everything that has to stand on both papers."""
    lines = [line for group in paper.groups for line in group.lines]
    said = [text for line in lines for text in (line.title, line.amount, line.how, line.cited)]
    said += [line.units for line in lines if line.amount]
    groups = [group.title for group in paper.groups]
    return [paper.title, footer(paper), *groups, *filter(None, said), *paper.remarks, *paper.notes]


def test_three_contracts_of_a_university(contracts: Sheet) -> None:
    assert contracts.who == "高校"
    assert contracts.cities == ("忻州",)
    assert contracts.totals == (Total("忻州", 1, Decimal(47_000), Decimal(0), Decimal(0)),)
    assert contracts.groups == (
        Group(
            "条件都符合，可以申领（1项）",
            (
                Line(
                    "高校院所技术合同2%补贴",
                    "4.7万元",
                    "（80万元＋120万元＋35万元）×2%=4.7万元；每年最多20万元",
                    "忻州第（七）条",
                    "市科技局、市财政局、市市场监管局、忻州经济开发区管委会",
                ),
            ),
        ),
    )
    assert contracts.remarks == ("同一事项符合本市多项政策的，就高不重复〔忻州附则〕。",)
    assert contracts.notes[0] == words.PRE_ASSESSMENT
    assert "以主管部门审核为准" in words.PRE_ASSESSMENT


def test_two_doctors_between_the_cities(doctors: Sheet) -> None:
    assert [(t.city, t.certain, t.ceilings, t.loans) for t in doctors.totals] == [
        ("忻州", 0, 300_000, 0),
        ("晋城", 0, 504_000, 0),
    ]
    assert {bar.kind for bar in doctors.bars} == {"ceiling"}
    press = [note for note in doctors.notes if "新闻稿刊载" in note]
    assert len(press) == 1
    assert press[0].startswith("晋城：")


def test_what_is_refused_says_why_and_what_would_help(knowledge: Knowledge) -> None:
    answers = {"入驻地": "忻州", "上市挂牌板块": "科创板", "企业性质": "国企"}
    refused = sheet(told(packaged_guide(), ["xinzhou-16-a"], answers), knowledge, MORNING)
    line = refused.groups[0].lines[0]
    assert line.amount == ""
    assert line.how.startswith("您说的是“国有企业”，要是民营企业才行；文件写的是「")
    assert refused.remarks == ("按您说的情况，这次没有找到能申领的支持措施。",)


def test_between_two_cities_each_bar_names_its_city_and_the_sums_are_not_to_be_added(
    doctors: Sheet, contracts: Sheet
) -> None:
    assert {bar.title.partition("·")[0] for bar in doctors.bars} == {"忻州", "晋城"}
    assert words.NOT_SETTLED in doctors.notes
    assert [bar.title for bar in contracts.bars] == ["高校院所技术合同2%补贴"]
    assert words.NOT_SETTLED not in contracts.notes


def test_a_firm_that_gets_no_money_is_told_so(knowledge: Knowledge) -> None:
    answers = {
        "入驻地": "忻州",
        "主体类型": "企业",
        "事项": "上市、挂牌了，或有这个打算、评上高企、专精特新或小巨人",
        "上市挂牌板块": "都不是",
        "资质": "高新技术企业",
        "认定年度": "2023",
    }
    paper = sheet(told(packaged_guide(), [], answers), knowledge, MORNING)
    assert paper.totals == (Total("忻州", 2, Decimal(0), Decimal(0), Decimal(0)),)
    assert paper.remarks == (words.SERVICES_ONLY,)
    reasons = {line.title: line.how for line in paper.groups[-1].lines}
    assert reasons["新三板挂牌奖励"].startswith("要是新三板才行；")
    assert reasons["高新技术企业认定奖励"].startswith(
        "您说的是“2023年”，要是申请的上一年（2025年）才行；"
    )


@pytest.mark.parametrize("name", ["contracts", "doctors"])
def test_both_papers_hold_every_line_figure_and_citation(
    name: str, text_of_pdf: Read, request: pytest.FixtureRequest
) -> None:
    paper: Sheet = request.getfixturevalue(name)
    in_word, in_pdf = text_of_docx(docx(paper)), text_of_pdf(pdf(paper))
    for said in printed(paper):
        assert said in in_word
        assert "".join(said.split()) in in_pdf
    for total in ("4.7万元",) if name == "contracts" else ("最高30万元", "最高50.4万元"):
        assert total in in_word
        assert total in in_pdf


def test_a_typical_team_fits_one_page(contracts: Sheet, doctors: Sheet) -> None:
    assert pages_of(pdf(contracts)) == 1
    assert pages_of(pdf(doctors)) == 1


def test_a_long_table_goes_on_under_the_same_header(text_of_pdf: Read) -> None:
    lines = small().groups[0].lines * 80
    long = small(groups=(Group("条件都符合，可以申领（80项）", lines),))
    pages = pages_of(pdf(long))
    assert pages > 1
    assert text_of_pdf(pdf(long)).count(f"{words.MEASURE}{words.AMOUNT}") == pages
    rows = Document(BytesIO(docx(long))).tables[1].rows
    headers = [row for row in rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert [row.cells[0].text for row in headers] == [words.MEASURE]


def test_word_is_told_the_chinese_fonts_and_the_language() -> None:
    opened = Document(BytesIO(docx(small())))
    fonts = {
        run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for paragraph in opened.paragraphs
        for run in paragraph.runs
    }
    assert fonts == {"仿宋"}
    cell = opened.tables[0].cell(0, 0).paragraphs[0].runs[0]
    assert cell._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "宋体"
    assert opened.styles.element.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_a_character_that_the_font_lacks_is_seen_to_be_missing(text_of_pdf: Read) -> None:
    odd = small(remarks=("喆\x00\x0b\ud800🎉\u202e合作", "第一行\n第二行"), who="龘<b>&amp;")
    said = text_of_pdf(pdf(odd))
    assert f"{MISSING}{MISSING}{MISSING}合作" in said
    assert f"{MISSING}<b>&amp;" in said
    assert "喆🎉\u202e合作" in text_of_docx(docx(odd))


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_a_paper(text: str) -> None:
    line = Line(text, text, text, text, text)
    odd = small(groups=(Group(text, (line,)),), remarks=(text,), bars=_bars(text))
    assert pdf(odd).startswith(b"%PDF")
    assert docx(odd).startswith(b"PK")


def _bars(title: str) -> tuple[Bar, ...]:
    return (Bar(title, Decimal(1), "certain"), Bar(title, Decimal(2), "loan"))


def test_making_papers_leaves_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        pdf(small(remarks=("喆",)))
        docx(small(remarks=("喆",)))
    assert caplog.text == ""


def test_a_chart_is_drawn_for_two_amounts_and_loans_stand_apart(text_of_pdf: Read) -> None:
    bars = (
        Bar("甲补贴", Decimal(200_000), "certain"),
        Bar("乙奖励", Decimal(1_000_000), "ceiling"),
        Bar("丙贷款", Decimal(30_000_000), "loan"),
    )
    said = text_of_pdf(pdf(small(bars=bars)))
    assert words.CHART in said
    for shown in ("20万元", "最高100万元", "最高3000万元", words.CHART_LOANS):
        assert "".join(shown.split()) in said
    assert words.CHART not in text_of_pdf(pdf(small(bars=bars[:1])))


def test_of_many_amounts_the_largest_are_drawn(text_of_pdf: Read) -> None:
    bars = tuple(Bar(f"第{n}项", Decimal(n * 10_000), "certain") for n in range(1, 21))
    said = text_of_pdf(pdf(small(bars=bars)))
    assert "第20项20万元" in said
    assert "第1项" not in said
    assert words.more_bars(12) in said


@given(st.text(max_size=120), st.integers(1, 40))
def test_lines_lose_nothing_but_white_space(text: str, width: int) -> None:
    made = breaking.lines(text, width, len)
    assert all(len(line) <= width for line in made)
    assert "".join("".join(made).split()) == "".join(text.split())


def test_a_number_is_not_torn_and_no_line_begins_with_a_comma() -> None:
    assert breaking.lines("合计4.75万元，好", 5, len) == ["合计", "4.75万", "元，好"]
    assert breaking.lines("甲乙丙（丁）", 4, len) == ["甲乙丙", "（丁）"]
