"""What the doctor looks at inside: the folder, the database, what is published, what waits."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, col, func, select

from bot.cases import Case
from bot.database import Database, connect, current_revision, newest_revision
from bot.doctor.finding import PATIENCE, Finding
from bot.inbox import Arrival
from bot.outbox import Parcel
from bot.privacy import Erasure
from bot.settings import Settings
from dialogs.form_files import forms_from, packaged_form_texts
from dialogs.marked import RefusedDefinition
from knowledge import library, shipping
from knowledge.opening import ranker_file


def folder(var_dir: Path) -> Finding:
    """Whether the program may write where it keeps its files."""
    nearest = next(p for p in (var_dir, *var_dir.absolute().parents) if p.exists())
    try:
        if nearest != var_dir and os.access(nearest, os.W_OK):
            return Finding("✓", f"运行目录：{var_dir} 还没有，启动时会建立")
        with tempfile.TemporaryFile(dir=nearest):
            return Finding("✓", f"运行目录：{var_dir} 可写")
    except OSError as error:
        advice = "把目录的所有者改为运行本程序的用户，或把 VAR_DIR 设为可写的目录。"
        return Finding("✗", f"运行目录：{var_dir} 不能写（{error.strerror}）", advice)


def database(settings: Settings) -> Iterator[Finding]:
    """The database, and what stands in it."""
    url = make_url(settings.database)
    if url.drivername == "sqlite" and not Path(str(url.database)).exists():
        yield Finding(
            "！", "数据库：还没有建立", "不用处理：第一次启动时会建立，并发布自带的政策。"
        )
        return
    shown = url.render_as_string(hide_password=True)
    try:
        with _reading(settings.database) as (opened, session):
            schema = _schema(opened)
            yield Finding("✓", f"数据库：连得上（{shown}）")
            yield schema
            if schema.mark == "✓":
                yield from _knowledge(session, settings)
                yield from _waiting(session)
    except SQLAlchemyError as error:
        advice = "检查 DATABASE_URL 的主机、端口、用户、密码和库名，以及数据库是否在运行。"
        yield Finding("✗", f"数据库：用不了（{shown}，{type(error).__name__}）", advice)


@contextmanager
def _reading(address: str) -> Iterator[tuple[Database, Session]]:
    url = make_url(address)
    if not url.drivername.startswith("sqlite"):
        url = url.update_query_dict({"connect_timeout": str(int(PATIENCE))})
    opened = connect(url.render_as_string(hide_password=False))
    try:
        with opened.reading() as session:
            yield opened, session
    finally:
        opened.close()


def _schema(opened: Database) -> Finding:
    with opened.engine.execution_options(reading=True).connect() as connection:
        current, newest = current_revision(connection), newest_revision()
    if current == newest:
        return Finding("✓", f"数据库结构：最新（{newest}）")
    if current is None:
        return Finding("！", "数据库结构：还是空库", "不用处理：第一次启动时会建表。")
    if current < newest:
        advice = "先备份，再重新启动程序，会自动升级。"
        return Finding("✗", f"数据库结构：停在 {current}，最新是 {newest}", advice)
    advice = "这个库由更新的版本写成，请换用那个版本的程序。"
    return Finding("✗", f"数据库结构：{current} 比程序认识的 {newest} 还新", advice)


def _knowledge(session: Session, settings: Settings) -> Iterator[Finding]:
    shelf = library.read_shelf(session)
    if not shelf.policies:
        yield Finding("！", "政策：还没有发布", "不用处理：启动时会发布程序自带的政策。")
        return
    by_hand = shipping.imported(session)
    for policy in shelf.policies:
        mark = "，手工导入，升级程序不会替换它" if policy.id in by_hand else ""
        yield Finding("✓", f"政策：《{policy.title}》{len(policy.clauses)} 段{mark}")
    yield Finding("✓", f"相似问：{len(shelf.phrasings)} 条")
    yield _forms(shelf)
    cached = [*settings.cache_dir.glob("jieba-*.bin")], [*settings.cache_dir.glob("pinyin-*.bin")]
    yield _made("词典缓存", all(cached), "启动时会建立，几秒钟。")
    learned = ranker_file(shelf, settings.cache_dir).is_file()
    yield _made("排序模型", learned, "启动时会从相似问重新学习，几秒到一分钟。")


def _forms(shelf: library.Shelf) -> Finding:
    """Whether the forms of services can be used, with clauses and units that the policies have."""
    clauses = {clause.id: clause.units for p in shelf.policies for clause in p.clauses}
    try:
        forms = forms_from(packaged_form_texts(), clauses)
    except RefusedDefinition as refusal:
        return Finding("✗", f"服务登记表：{refusal}", "按提示改 dialogs/services 里的文件。")
    return Finding("✓", f"服务登记表：{len(forms.forms)} 张")


def retention(settings: Settings) -> Finding:
    """For how long visitors' data is kept."""
    if settings.retention_days:
        kept = f"安静 {settings.retention_days} 天、没有未办结办件的访客，数据自动删除"
    else:
        kept = "一直保存，直到访客自己要求删除（RETENTION_DAYS 可以设期限）"
    return Finding("✓", f"保存期限：{kept}")


def _made(what: str, there: bool, advice: str) -> Finding:
    return Finding("✓", f"{what}：已备好") if there else Finding("！", f"{what}：还没有", advice)


def _waiting(session: Session) -> Iterator[Finding]:
    cases = _count(session, Case, col(Case.state) == "open")
    yield Finding("✓", f"办件：{cases} 件等待处理")
    if unfinished := _count(session, Erasure):
        advice = "程序在运行的话几秒内会删完；停着的话启动即可。"
        yield Finding("！", f"删除数据：{unfinished} 次还没有从磁盘上删完", advice)
    unheard = _count(session, Arrival, col(Arrival.handled_at).is_(None))
    undelivered = _count(
        session, Parcel, col(Parcel.sent_at).is_(None), col(Parcel.given_up_at).is_(None)
    )
    if unheard or undelivered:
        advice = "程序在运行的话很快会处理完；总不减少就看日志，停着的话启动即可。"
        yield Finding("！", f"排队：{unheard} 条消息没处理，{undelivered} 条回复没送出", advice)
    dead = _count(session, Arrival, col(Arrival.handled_at).is_not(None), col(Arrival.error) != "")
    if dead:
        advice = "原因在 arrival 表的 error 列；发消息的人已经收到道歉，可以请其重发。"
        yield Finding("！", f"放弃的消息：{dead} 条三次都没处理成", advice)
    given_up = _count(session, Parcel, col(Parcel.given_up_at).is_not(None))
    if given_up:
        advice = "原因在 parcel 表的 error 列，多半是对方停用了机器人。"
        yield Finding("！", f"送不到的回复：{given_up} 条", advice)


def _count(session: Session, table: type[SQLModel], *where: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()
