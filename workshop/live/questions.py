"""Questions that people ask from any step: to ask one, to join in, and what each may read of them.

One without a name waits for those of others (`store.waiting_questions`); one with a name has nothing to wait for.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from workshop.live import in_flight
from workshop.live.submit import Live
from workshop.script.model import QUESTIONS, QUESTIONS_ID, Sees
from workshop.session.errors import Refused
from workshop.session.note_rules import kept_text
from workshop.session.questions import ANSWERED, LATER, OPEN, PINNED
from workshop.session.state import Session
from workshop.store import me_too, notes, shared_texts, waiting_questions

T = TypeVar("T")
LENGTH = 500  # characters
MOST = 12  # of one person, that stand
ORDER = (PINNED, OPEN, LATER, ANSWERED)


@dataclass(frozen=True, slots=True)
class Question:
    """`mark`: pinned, open, later or answered; `shown`: shown, waiting or kept back; `others`: as it may be told.

    `name`: of whoever chose to be named.
    """

    id: str
    text: str
    mark: str
    shown: str
    others: int
    name: str = ""


def asked(live: Live, conn: Connection, session: Session) -> list[Question]:
    """All of them, for the team: what more people wait for first, then by random ids."""
    found = [*_asked(live, conn, session)]
    return sorted(found, key=lambda q: (ORDER.index(q.mark), -q.others, q.id))


def _asked(live: Live, conn: Connection, session: Session) -> Iterator[Question]:
    copies = shared_texts.shared(conn, session.id, QUESTIONS_ID)
    many = live.joined.of(conn, session) if copies else {}
    for copy in copies:
        mark = session.question_marks.get(copy.id, OPEN)
        yield Question(copy.id, copy.text, mark, copy.shown, many.get(copy.id[: me_too.MARK], 0), copy.name)


def for_all(live: Live, conn: Connection, session: Session) -> list[Question]:
    """What everybody in the room may read."""
    return [question for question in asked(live, conn, session) if question.shown == "shown"]


def pinned(conn: Connection, session: Session) -> str:
    """The words of the question on the shared screen; empty where there is none, or it was taken back."""
    item = next((item for item, mark in session.question_marks.items() if mark == PINNED), "")
    copies = shared_texts.shared(conn, session.id, QUESTIONS_ID) if item else []
    return next((copy.text for copy in copies if copy.id == item and copy.shown == "shown"), "")


def askers(conn: Connection, session: Session) -> int:
    """How many people have questions waiting, for the team; in sensitive care 1 for any, since no number is told."""
    many = waiting_questions.people(conn, session.id)
    return min(many, 1) if session.script.rules.sensitive else many


def may_be_named(session: Session) -> bool:
    """Whether people chose a name here that they could put to a question."""
    return session.script.rules.names != "none"


def ask(live: Live, session: Session, token: bytes, text: str, name: str = "") -> None:
    """Keep a question: with a `name` for everyone at once, else until it comes with others. Raises Refused.

    In sensitive care the team reads it before everyone does, then.
    """
    words = kept_text(text)
    if not words:
        raise Refused("Please write something first.")
    if len(words) > LENGTH:
        raise Refused("That is a little long. Up to %(n)s characters, please.", n=LENGTH)
    _kept(live, session, token, lambda conn, now: _keep(conn, now, token, words, name))


def put_name(live: Live, session: Session, token: bytes, field: str, name: str) -> None:
    """A question that waits waits no longer, and has its writer's name. Raises Refused where it does not wait."""

    def job(conn: Connection, now: Session) -> None:
        note = notes.own_step(conn, session.id, token, QUESTIONS_ID).get(field)
        if note is None or not note.held:
            raise Refused("This question does not wait any more.")
        _write(conn, now, token, field, note.n + 1, note.text, name)

    _kept(live, session, token, job)


def _kept(live: Live, session: Session, token: bytes, job: Callable[[Connection, Session], None]) -> None:
    """And what waited comes out with it, where it is of enough people now."""

    def both(conn: Connection, now: Session) -> bool:
        job(conn, now)
        return waiting_questions.release(conn, now.id, now.script.k_of(QUESTIONS))

    if _while_it_runs(live, session, token, both):
        live.database.checkpoint()  # the journal tells who wrote first


def _keep(conn: Connection, session: Session, token: bytes, words: str, name: str) -> None:
    own = notes.own_step(conn, session.id, token, QUESTIONS_ID)
    if same := next((note for note in own.values() if note.text == words), None):
        if name and same.held:
            _write(conn, session, token, same.field, same.n + 1, words, name)
        return  # sent twice
    if sum(1 for note in own.values() if note.text) >= MOST:
        raise Refused("You have asked %(n)s questions. Under My notes you can take one back.", n=MOST)
    _write(conn, session, token, secrets.token_hex(8), 1, words, name)


def _write(conn: Connection, session: Session, token: bytes, field: str, n: int, words: str, name: str) -> None:
    sees = Sees.WITH_NAMES if name and may_be_named(session) else Sees.WITHOUT_NAMES
    beside = "" if sees.named else waiting_questions.mark(session.id, token)
    notes.write(
        conn, session.id, token, QUESTIONS_ID, field, n, words, sees,
        name=name, moderated=session.script.moderates(QUESTIONS), held=True, beside=beside,
    )  # fmt: skip


def join(live: Live, session: Session, token: bytes, item: str, joins: bool) -> None:
    """*Me too*, or not any more. Raises Refused where that question is not to be read any more."""

    def job(conn: Connection, _now: Session) -> None:
        copies = shared_texts.shared(conn, session.id, QUESTIONS_ID)
        if not any(copy.id == item and copy.shown == "shown" for copy in copies):
            raise Refused("This question is not here any more.")
        if not me_too.give(conn, live.keys, session.id, token, item, joins):
            raise Refused("You have joined in %(n)s questions. Take one back first.", n=me_too.MOST)

    _while_it_runs(live, session, token, job)
    live.joined.changed(session.id)


def _while_it_runs(live: Live, session: Session, token: bytes, job: Callable[[Connection, Session], T]) -> T:
    """What `job` came to. Raises Refused where it is over by the time it is kept, or the secret is another by then."""

    def running(conn: Connection) -> T:
        now = in_flight.newest(live, conn, session)
        if now.phase == "ended":
            raise Refused("This workshop has ended.")
        return job(conn, now)

    try:
        return in_flight.keep(live, session.id, token, running)
    except in_flight.Stranger:
        raise Refused("You are not in the workshop at the moment.") from None
