"""我的数据: everything that is kept about oneself, readable, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot import enclosures, files, officers
from bot.messages import Attachment
from bot.officers import Officer
from bot.privacy.paper import page
from bot.privacy.retention import tidy
from bot.wording import privacy_phrases as phrases
from tests.bot.privacy.conftest import ADDRESS, SECRET, Story
from tests.conftest import MORNING, Heard, Visitor


def attached(heard: Heard) -> Attachment:
    (one,) = heard.replies[0].attachments
    return one


def unpacked(folder: Path, attachment: Attachment) -> dict[str, bytes]:
    found = files.path(folder, attachment)
    assert found
    with zipfile.ZipFile(io.BytesIO(found.read_bytes())) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def exported(story: Story) -> tuple[str, dict[str, Any]]:
    """The page and the values."""
    inside = unpacked(story.folder, attached(story.王老师.says("/mydata")))
    return inside["我的数据.html"].decode(), json.loads(inside["我的数据.json"])


class Words(HTMLParser):
    """What a reader of the page reads, and the elements that it is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.read: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_data(self, data: str) -> None:
        self.read.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@pytest.mark.parametrize(
    "typed", ["/mydata", "我的数据", "导出我的个人信息", "请把我的聊天记录导出"]
)
def test_it_is_asked_for_in_plain_words(王老师: Visitor, typed: str) -> None:
    heard = 王老师.says(typed)
    assert heard.text == phrases.READY
    assert attached(heard).name == "我的数据-2026-11-21.zip"


def test_it_holds_what_was_said_answered_judged_and_asked_for(story: Story) -> None:
    _, values = exported(story)
    assert values["visitor"]["name"] == f"王{SECRET}"
    assert {"about": "单位名称", "said": SECRET} in values["profile"]
    assert f"我是{SECRET}，高企认定奖多少" in [one["text"] for one in values["messages"]]
    assert values["feedback"][0]["reason"] == f"{SECRET}看不懂"
    (interview,) = values["interviews"]
    said = [(answer["typed"], answer["understood"]) for answer in interview["answers"]]
    assert said == [("忻州", "晋创谷·忻州"), ("科创板", "科创板"), ("国企", "国有企业")]
    assert interview["finished"]
    assert {"measure", "outcome", "amount"} == interview["results"][0].keys()
    closed, _ = values["cases"]
    assert closed["units"] == ["市科技局"]
    assert closed["answers"] == [{"about": "联系人", "said": SECRET}]
    assert closed["rating"]["comment"] == f"{SECRET}很满意"
    assert any(f"工作人员说：好的，{SECRET}" in line for line in closed["history"])


def filled_in(王老师: Visitor, folder: Path, form: str, *said: str) -> dict[str, Any]:
    """The form of a service in what 王老师 is handed."""
    王老师.presses_action("city:xinzhou")
    王老师.presses_action(f"form:{form}")
    for words in said:
        王老师.says(words)
    inside = unpacked(folder, attached(王老师.says("/mydata")))
    (one,) = json.loads(inside["我的数据.json"])["interviews"]
    return {**one, "understood": {a["about"]: a["understood"] for a in one["answers"]}}


def test_it_holds_what_was_filled_in_for_a_service(王老师: Visitor, folder: Path) -> None:
    form = filled_in(王老师, folder, "office", "同意", "办公室", "100平米")
    assert (form["about"], form["finished"], form["results"]) == ("办公场所申请", False, [])
    assert form["understood"]["城市"] == "忻州"
    assert form["understood"]["场地类型"] == "办公室"
    assert form["understood"]["面积"] == "100㎡"


def test_it_holds_a_form_whose_personal_part_was_refused(王老师: Visitor, folder: Path) -> None:
    form = filled_in(王老师, folder, "company", "不同意", "想注册一家新材料公司", "提交")
    assert form["finished"]
    assert form["understood"]["同意"].startswith("不填")


def test_it_holds_the_files(story: Story) -> None:
    inside = unpacked(story.folder, attached(story.王老师.says("/mydata")))
    with story.database.reading() as session:
        row = session.get_one(enclosures.Enclosure, 1)
    assert inside[f"文件/{row.id}-{row.name}"] == b"%PDF-"


def test_officers_notes_are_never_in_it(story: Story) -> None:
    paper, values = exported(story)
    for text in (paper, json.dumps(values, ensure_ascii=False)):
        assert "内部备注" not in text
        assert "陈科长" in text, "as the visitor was told who answers"
        assert "8001" not in text
        assert "提醒" not in text


def test_nothing_of_others_is_in_it(story: Story, 小李: Visitor) -> None:
    小李.says("我是小李，博士租房补多少")
    paper, values = exported(story)
    assert "小李" not in paper + json.dumps(values, ensure_ascii=False)
    heard = 小李.says("/mydata")
    mine = "".join(map(str, unpacked(story.folder, attached(heard)).values()))
    assert SECRET not in mine


def test_an_officers_working_conversation_is_left_out(story: Story) -> None:
    """It holds what visitors said; also of somebody who is no officer any more."""
    with story.database.writing() as session:
        officers.revoke(session, session.get_one(Officer, story.陈科长), MORNING)
    chen = Visitor("8001", story.database, story.王老师.specialist, channel="telegram")
    inside = unpacked(story.folder, attached(chen.says("我的数据")))
    values = json.loads(inside["我的数据.json"])
    assert values["messages"] == []
    assert SECRET not in str(values)


def test_nobody_else_gets_the_file(story: Story) -> None:
    made = attached(story.王老师.says("/mydata"))
    assert files.find(story.folder, made.key, made.name, "telegram", ADDRESS)
    assert files.find(story.folder, made.key, made.name, "telegram", "99") is None
    assert files.find(story.folder, made.key, made.name, "web", ADDRESS) is None


def test_it_is_deleted_after_a_day_and_nothing_else_is(story: Story) -> None:
    made = attached(story.王老师.says("/mydata"))
    tidy(story.database, story.clock() + timedelta(hours=23), 0, story.folder)
    assert files.path(story.folder, made)
    tidy(story.database, story.clock() + timedelta(hours=25), 0, story.folder)
    assert files.path(story.folder, made) is None
    assert len(list(story.folder.iterdir())) == 3


def test_the_page_is_safe_and_says_everything(story: Story) -> None:
    story.王老师.says("<script>alert(1)</script><b>您好</b>")
    paper, values = exported(story)
    words = Words(paper)
    assert words.tags <= {
        *["html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span"]
    }
    assert "<script>alert(1)</script><b>您好</b>" in words.read
    said = "".join(words.read)
    assert all(one["text"] in said for one in values["messages"])
    assert "http" not in paper


def test_an_empty_page_says_that_there_is_nothing(王老师: Visitor, tmp_path: Path) -> None:
    heard = 王老师.says("/mydata")
    inside = unpacked(tmp_path / "var" / files.FOLDER, attached(heard))
    values = json.loads(inside["我的数据.json"])
    assert (values["cases"], values["interviews"], values["profile"]) == ([], [], [])
    assert page(values).count(phrases.NONE) == 5


def test_a_full_disk_is_told(
    王老师: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var").mkdir(exist_ok=True)
    (tmp_path / "var" / files.FOLDER).write_text("in the way")
    assert 王老师.says("/mydata").text == phrases.NO_ROOM
