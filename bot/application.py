"""assemble(settings): the one place where the parts are wired together."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import OperationalError

from bot import officers
from bot.conversation import Specialist
from bot.database import Database, NewerSchema, now, open_database
from bot.enclosures import MEGABYTE, Terms
from bot.files import folder_of
from bot.officers import units
from bot.published import PublishedKnowledge
from bot.settings import Settings, UnusableSettings
from dialogs import versions
from knowledge import shipping
from knowledge.publishing import packaged_digest, publish_packaged

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Application:
    """The parts, wired."""

    settings: Settings
    database: Database
    knowledge: PublishedKnowledge
    specialist: Specialist


def assemble(settings: Settings) -> Application:
    """Open the database, publish what the program ships if it is new, and wire the parts."""
    database = _open(settings.database)
    _publish(database, now())
    _publish_definitions(database, now())
    _prepare_desk(database, settings)
    knowledge = PublishedKnowledge(database, settings.cache_dir)
    return Application(
        settings,
        database,
        knowledge,
        Specialist(
            knowledge,
            files=folder_of(settings),
            desk_link=settings.desk_link,
            terms=terms_of(settings),
        ),
    )


def terms_of(settings: Settings) -> Terms:
    """What files people may send."""
    return Terms(settings.file_most_mb * MEGABYTE, settings.file_archives)


def _open(address: str) -> Database:
    try:
        return open_database(address)
    except NewerSchema as error:
        raise UnusableSettings(
            f"数据库已经由更新的版本升级过（{error}），这个旧版本不能再用它。"
            "请换回新版本；确实要退回旧版本时，先恢复升级前的备份。"
        ) from error
    except (OperationalError, OSError) as error:
        raise UnusableSettings(
            f"数据库打不开（{type(error).__name__}），请检查 DATABASE_URL 和 VAR_DIR；"
            "`python -m bot doctor` 会逐项说明。"
        ) from error


def _publish(database: Database, at: datetime) -> None:
    """Publish the packaged files unless exactly these are published already."""
    digest = packaged_digest()
    with database.reading() as session:
        if shipping.packaged(session) == digest:
            return
    with database.writing() as session:
        publish_packaged(session, at)
        shipping.note_packaged(session, digest)
        for policy in shipping.imported(session):
            log.warning("the policy of %s was imported by hand and is not replaced", policy)


def _publish_definitions(database: Database, at: datetime) -> None:
    """Publish the first measures and questions; from then on a person does (`definitions publish`)."""
    with database.writing() as session:
        if not versions.publish_first(session, at):
            log.warning(
                "程序自带的测算规则和正在用的不同：用 definitions compare 看，用 publish 发布"
            )


def _prepare_desk(database: Database, settings: Settings) -> None:
    """Enter the units that the policies name, and note where new cases are announced."""
    with database.reading() as session:
        group = officers.staff_group(session)
        noted = group.address if group else ""
        if noted == settings.telegram_staff_group and not units.missing(session):
            return
    with database.writing() as session:
        units.seed(session)
        officers.note_staff_group(session, settings)
