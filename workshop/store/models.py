"""The tables. What is not here cannot leak: no time, address or device of a person, no name beside a vote."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint, false
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {dict[str, Any]: JSON}  # noqa: RUF012


class PlaceRow(Base):
    """A seat for somebody who leads. The first one is there from the beginning."""

    __tablename__ = "place"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))  # facilitator, host
    suspended: Mapped[bool] = mapped_column(default=False, server_default=false())
    used_on: Mapped[date | None]
    most_sessions: Mapped[int | None]  # that have not ended, at once; None: as many as one likes
    most_megabytes: Mapped[int | None]  # of scripts with their pictures


class PlaceLookRow(Base):
    """What participants see of a place: its logo and its colour. Nothing here is a secret."""

    __tablename__ = "place_look"
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), primary_key=True)
    colour: Mapped[str] = mapped_column(String(7), default="", server_default="")
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    logo: Mapped[bytes | None] = mapped_column(LargeBinary())
    mark: Mapped[str] = mapped_column(String(32), default="", server_default="", index=True)
    width: Mapped[int] = mapped_column(default=0, server_default="0")
    height: Mapped[int] = mapped_column(default=0, server_default="0")
    plate: Mapped[str] = mapped_column(String(8), default="", server_default="")


class PlaceLinkRow(Base):
    """A link that opens a place once. Its secret is nowhere; its hash is here."""

    __tablename__ = "place_link"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)
    until: Mapped[date]


class PlaceOfferRow(Base):
    """A code by which another place may take over one session, or all that this place has. Only its hash is here."""

    __tablename__ = "place_offer"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)  # who gives
    session: Mapped[str | None] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)  # None: all
    until: Mapped[date]


class PlaceBrowserRow(Base):
    """A browser that is signed in to a place: the hash of what its cookie has, its kind, the day of its last use."""

    __tablename__ = "place_browser"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    used_on: Mapped[date]


class EndedSignInRow(Base):
    """A sign-in of the first place that was ended: the hash of what its cookie had, kept as long as that could live."""

    __tablename__ = "ended_sign_in"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    ended_on: Mapped[date]


class ApiKeyRow(Base):
    """A key for programs of one place. Its secret is nowhere; its hash is here."""

    __tablename__ = "api_key"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)
    id: Mapped[str] = mapped_column(String(16))  # by which its place revokes it
    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[str] = mapped_column(String(200))  # what it may do, with spaces between
    mark: Mapped[str] = mapped_column(String(32))  # of the first place: of the server's key when it was made
    made_on: Mapped[date]
    used_on: Mapped[date | None]


class PasskeyRow(Base):
    """What a device of somebody who leads proves itself by: its public key, and the name that they gave it."""

    __tablename__ = "passkey"
    __table_args__ = ({"sqlite_with_rowid": False},)
    id: Mapped[bytes] = mapped_column(LargeBinary(1024), primary_key=True)
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    uses: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    mark: Mapped[str] = mapped_column(String(32))  # as an API key's
    made_on: Mapped[date]
    used_on: Mapped[date | None]


class SignOnRow(Base):
    """Who somebody is at their organisation's door: a hash of what it calls them, and the place that is theirs."""

    __tablename__ = "sign_on"
    __table_args__ = ({"sqlite_with_rowid": False},)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    place: Mapped[str] = mapped_column(ForeignKey("place.id", ondelete="CASCADE"), index=True)
    made_on: Mapped[date]


class SecurityEventRow(Base):
    """What somebody did who leads or hosts, to the minute; no title, no text, nobody's address. Gone after 90 days."""

    __tablename__ = "security_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(String(16), index=True)  # whom it concerns; kept when that is removed
    at: Mapped[datetime]  # UTC
    what: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(200))  # the kind of browser, the name of a key, or of a host's place
    about: Mapped[str] = mapped_column(String(200), default="")
    session: Mapped[str | None] = mapped_column(ForeignKey("session.id", ondelete="SET NULL"))
    times: Mapped[int] = mapped_column(default=1, server_default="1")  # the same within an hour


class SessionRow(Base):
    """One run of a script. `state` is the session as `store.states` writes it; `v` counts its changes."""

    __tablename__ = "session"
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)  # None once the end is settled
    epoch: Mapped[str] = mapped_column(String(16))
    v: Mapped[int] = mapped_column(default=0)
    phase: Mapped[str] = mapped_column(String(8), default="lobby")
    rehearsal: Mapped[bool] = mapped_column(default=False)
    script_name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)  # the script as it runs
    sha256: Mapped[str] = mapped_column(String(64))
    format: Mapped[int] = mapped_column(default=1)
    included: Mapped[dict[str, Any]]  # path → text of what the script includes
    state: Mapped[dict[str, Any]]
    created_on: Mapped[date]
    delete_on: Mapped[date | None]
    archived: Mapped[bool] = mapped_column(default=False, server_default=false())  # not in the list by itself
    place: Mapped[str] = mapped_column(String(16), server_default="first", index=True)  # whose it is
    taken_over_by: Mapped[str] = mapped_column(String(200), default="", server_default="")  # as participants read it
    taken_over_on: Mapped[date | None]


class ParticipantRow(Base):
    """Somebody who joined. The token itself is only in their browser."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("token_hash"), {"sqlite_with_rowid": False})
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    nickname: Mapped[str] = mapped_column(String(200))
    partner: Mapped[str] = mapped_column(String(80), default="")  # the word of "here with someone"
    state: Mapped[str] = mapped_column(String(8), default="in")  # in, waiting (approval), out (removed)


class MemberRow(Base):
    """Somebody who helps to lead. The link's secret and the browser's token are nowhere; their hashes are here."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("link_hash"), {"sqlite_with_rowid": False})
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))  # lead, support, moderator
    link_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # None: the link was not opened yet


class PollRow(Base):
    """One asking of a poll. Its key is a file elsewhere; the result is in the session's state."""

    __tablename__ = "poll"
    session: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(200), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="open")  # open, closing, closed
    room: Mapped[int]  # bytes every sealed vote is padded to
    told: Mapped[str] = mapped_column(Text, default="", server_default="")  # of *Me too*: see store/me_too.py


class BallotRow(Base):
    """A sealed vote. No foreign key, no time, no row number: it exists only while the poll is open."""

    __tablename__ = "ballot"
    __table_args__ = ({"sqlite_with_rowid": False},)
    poll: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)  # hash of session, step, epoch
    tag: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class PlacementRow(Base):
    """The answer that decides somebody's group. Only for polls that say so beforehand; gone at the end."""

    __tablename__ = "placement"
    __table_args__ = ({"sqlite_with_rowid": False},)
    session: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(200), primary_key=True)
    participant: Mapped[str] = mapped_column(String(32), primary_key=True)
    label: Mapped[str] = mapped_column(Text)


class NoteRow(Base):
    """What somebody wrote, sealed under their own secret: `owner` and the key come from their token."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_session_step", "session", "step"), {"sqlite_with_rowid": False})
    session: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    step: Mapped[str] = mapped_column(String(200), primary_key=True)
    field: Mapped[str] = mapped_column(String(220), primary_key=True, default="")  # "draft/" before a draft's
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SharedRow(Base):
    """The separate, readable copy of a note that its writer chose to share, under a random id."""

    __tablename__ = "shared"
    __table_args__ = (
        Index("ix_shared_told", "session", "step", "field", "sees", "shown"),  # counting reads nothing else
        {"sqlite_with_rowid": False},
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    step: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(200), default="")
    sees: Mapped[str] = mapped_column(String(32))
    group: Mapped[str] = mapped_column(String(16), default="")
    generation: Mapped[int] = mapped_column(default=0, server_default="0")  # of the group, when this was written
    name: Mapped[str] = mapped_column(String(200), default="")  # only "my group" and what is said to be with names
    text: Mapped[str] = mapped_column(Text)
    shown: Mapped[str] = mapped_column(String(16), default="shown")  # shown, waiting, kept back, returned; or held
