"""Tables Post and Topic: which message and which topic of a forum belong to which case.

An officer speaks in several cases from one chat by answering a message of one of them. A post is written when
the message is delivered, or in the turn in which an officer's own message is placed; so it survives a crash.
"""

from __future__ import annotations

from sqlmodel import Field, Session, SQLModel, col, select

from bot.outbox import Parcel


class Post(SQLModel, table=True):
    """One message of a chat that is about a case; `remote_id` is the channel's own id of it.

    `draft_id` is what an officer had begun there, if the message asked for its words.
    """

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    remote_id: str = Field(primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True, ondelete="CASCADE")
    draft_id: int | None = None


class Topic(SQLModel, table=True):
    """A case's topic in the staff group. `thread` is "" when there could be none.

    `talking` tells that the holder spoke from there last, so that the visitor's words are shown there too.
    """

    case_id: int = Field(primary_key=True, foreign_key="case.id", ondelete="CASCADE")
    address: str
    thread: str = ""
    talking: bool = False


def note(
    session: Session,
    channel: str,
    address: str,
    remote_id: str,
    case_id: int,
    draft_id: int | None = None,
) -> None:
    """From now on an answer to this message is meant for this case."""
    if remote_id:
        post = Post(channel=channel, address=address, remote_id=remote_id, case_id=case_id)
        post.draft_id = draft_id
        session.merge(post)


def note_sent(session: Session, parcel: Parcel, remote_ids: str) -> None:
    """Note every message that a parcel about a case became."""
    if parcel.case_id is not None:
        for remote_id in remote_ids.split():
            note(
                session, parcel.channel, parcel.address, remote_id, parcel.case_id, parcel.draft_id
            )


def find(session: Session, channel: str, address: str, remote_id: str) -> Post | None:
    """What this message of a chat is about, if it is about a case."""
    return session.get(Post, (channel, address, remote_id)) if remote_id else None


def topic_of(session: Session, case_id: int) -> Topic | None:
    """The topic of a case, when one was made or could not be."""
    return session.get(Topic, case_id)


def note_topic(session: Session, case_id: int, address: str, thread: str) -> None:
    """The topic that was made for a case; "" when there can be none."""
    session.merge(Topic(case_id=case_id, address=address, thread=thread))


def topic_at(session: Session, address: str, thread: str) -> Topic | None:
    """The topic of this number in a group, if it is a case's."""
    there = select(Topic).where(Topic.address == address, Topic.thread == thread)
    return session.exec(there.order_by(col(Topic.case_id).desc())).first() if thread else None
