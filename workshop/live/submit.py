"""`submit(command)`: load at v → decide → record (compare-and-set on v) → tell. Nothing is told before it is kept."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Literal

from sqlalchemy import Connection

from workshop import engine
from workshop.live import tallies
from workshop.live.cache import SessionCache
from workshop.live.joined import Joined, is_to_be_counted
from workshop.live.protocol import CommandAck
from workshop.live.side_effects import carry_out, is_over, release_texts
from workshop.live.timers import Timers, retry_until_stored
from workshop.live.voters import Voters
from workshop.script.model import QUESTIONS_ID
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.decide import decide
from workshop.session.errors import Refused
from workshop.session.evolve import evolve
from workshop.session.results import Result
from workshop.session.state import Session
from workshop.store import ballots, recovery, sessions
from workshop.store.database import Database, StoreUnavailable
from workshop.store.keys import KeyStore
from workshop.store.trouble import Trouble
from workshop.util.language import said

log = logging.getLogger("workshop.live.submit")
Listener = Callable[[Session, Session, Sequence[ev.Event]], None]
TRIES = 5
HEARSAY = 2.0  # seconds in which other processes may say who answered there, before a poll is counted without it
LOOK_AGAIN = 0.25


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command came to: ok, stale (somebody was first) or refused, with the reason in plain words.

    `asks`: it was refused with a question, and would be done if it came again with `all_the_same`.
    """

    status: Literal["ok", "stale", "refused"]
    v: int
    reason: str = ""
    asks: bool = False

    def as_dict(self) -> CommandAck:
        ack: CommandAck = {"status": self.status, "v": self.v}
        if self.asks:
            ack["asks"] = True
        return {**ack, "reason": self.reason} if self.reason else ack


@dataclass(frozen=True, slots=True)
class Committed:
    """A change that is in the database: the session before and after it, and what happened."""

    before: Session
    after: Session
    events: tuple[ev.Event, ...]


class Live:
    """All running sessions of this process. `listeners` hear what happened, once it is committed."""

    def __init__(self, database: Database, keys: KeyStore) -> None:
        self.database = database
        self.keys = keys
        self.also_watched: list[Callable[[], Trouble | None]] = []
        self.listeners: list[Listener] = []
        self.voters = Voters()
        self.joined = Joined(keys)
        self.timers = Timers(self.on_due)
        self.cache = SessionCache(database, self.timers.arm, self.forget)  # whoever moved one on may be gone when due
        self._given: dict[tuple[str, str], int] = {}  # answers in a count that is about to be stored

    def trouble(self) -> Trouble | None:
        """What is amiss with the database or the keys of polls, for those who lead and for monitors."""
        found = [self.database.trouble, self.keys.trouble(), *(look() for look in self.also_watched)]
        return next((trouble for trouble in found if trouble), None)

    def session(self, session_id: str) -> Session | None:
        """The session as it is now; None where there is none."""
        return self.cache.session(session_id)

    def last_seen(self, session_id: str) -> Session | None:
        """The session as this process last saw it, without a look where it knows it; None where there is none."""
        return self.cache.last_seen(session_id)

    def caught_up(self, before: Session, after: Session) -> None:
        """Another process moved the session on: what has ended there is over here, too."""
        if after.settled and not before.settled:
            self.voters.forget(after.id)

    def submit(self, session_id: str, command: cmd.Command, seen: int | None = None) -> CommandResult:
        """Decide, record, then tell; what came of it, with the v that holds now.

        `seen`: the v its sender looked at; a newer one makes the result stale, and nothing happens. A refusal is a
        result too, with its sentence. Raises StoreUnavailable where nothing can be kept just now.
        """
        return self._run(session_id, lambda _conn, _session: command, seen)

    def _run(
        self,
        session_id: str,
        make: Callable[[Connection, Session], cmd.Command | None],
        seen: int | None = None,
    ) -> CommandResult:
        for _ in range(TRIES):
            try:
                done = self.database.write(lambda conn: self._apply(conn, session_id, make, seen))
            except sessions.Lost:
                self.cache.doubt(session_id)
                continue
            except Refused as refused:
                return CommandResult("refused", self._version(session_id), said(refused.words, refused.places))
            if isinstance(done, CommandResult):
                return done
            self._committed(done)
            return CommandResult("ok", done.after.v)
        return CommandResult("stale", self._version(session_id))

    def _apply(
        self,
        conn: Connection,
        session_id: str,
        make: Callable[[Connection, Session], cmd.Command | None],
        seen: int | None,
    ) -> CommandResult | Committed:
        session = self.cache.load(conn, session_id)
        if session is None:
            raise Refused("There is no such workshop.", "unknown")
        if seen is not None and seen != session.v:
            return CommandResult("stale", session.v)
        command = make(conn, session)
        events = tuple(decide(session, command)) if command else ()
        if not events:
            return CommandResult("ok", session.v)
        after = replace(reduce(evolve, events, session), v=session.v + 1)
        sessions.record(conn, after)  # first: whoever loses this race to another process must have made no key
        for event in events:
            carry_out(conn, self.keys, after, event)
        release_texts(conn, session, after)
        return Committed(session, after, events)

    def _committed(self, done: Committed) -> None:
        self.cache.keep(done.after)
        counted = [e.step for e in done.events if isinstance(e, ev.PollCounted)]
        for step in counted:
            result, given = done.after.polls[step].result, self._given.pop((done.after.id, step), -1)
            if result and not result.hidden:
                self.voters.told(done.after, step, given)
            retry_until_stored(self.keys.destroy, ballots.poll_id(done.after.id, step, done.after.polls[step].epoch))
        if any(isinstance(e, ev.MeTooCounted) for e in done.events) and (epoch := self.joined.ended(done.after.id)):
            retry_until_stored(self.keys.destroy, ballots.poll_id(done.after.id, QUESTIONS_ID, epoch))
        settled = any(isinstance(e, ev.EndSettled) for e in done.events)
        if settled:
            self.voters.forget(done.after.id)
        if counted or settled or is_over(done.before, done.after):
            self.database.checkpoint()
        if any(isinstance(e, ev.Ended) for e in done.events):
            engine.spawn(self.database.tidy)  # pages would keep the order in which texts were shared
        self.timers.arm(done.after)
        for tell in self.listeners:  # beside us: it is committed, so a slow or failing way out is no failure
            engine.spawn(tell, done.before, done.after, done.events)

    def _version(self, session_id: str) -> int:
        with self.database.read() as conn:
            return sessions.version(conn, session_id) or 0

    def forget(self, session_id: str) -> None:
        """The session was deleted."""
        self.voters.forget(session_id)
        self.joined.forget(session_id)
        self.cache.forget(session_id)

    # The clock

    def resume_timers(self) -> None:
        """After a start: lost keys get a new epoch, and every running timer is set again."""
        retry_until_stored(self._recover)

    def _recover(self) -> None:
        for session_id, step in recovery.recover(self.database, self.keys):
            self._run(session_id, partial(_reask, step))
        with self.database.read() as conn:
            running = [self._readable(conn, i) for i in sessions.unfinished(conn)]
        for session in running:
            if session is not None:
                self.timers.arm(session)

    def _readable(self, conn: Connection, session_id: str) -> Session | None:
        """One damaged workshop keeps no other from starting."""
        try:
            return self.cache.load(conn, session_id)
        except sessions.Damaged:
            log.error("What is stored of a workshop is damaged. Its page offers to delete it: %s", session_id)
            return None

    def on_due(self, session_id: str) -> None:
        """The clock reached something: count what has closed, let rounds and recalls go on."""
        session = self.session(session_id)
        if session is None:
            return
        now = engine.now()
        for step in _to_count(session, now):
            self._run(session_id, partial(self._count_step, step, now))
        if is_to_be_counted(session, now):
            self._run(session_id, self._count_me_too)
        self._run(session_id, lambda _conn, _session: cmd.Tick(now))
        later = self.session(session_id)
        if later is not None and _to_count(later, now):  # it waits for word of other processes
            engine.sleep(LOOK_AGAIN)
            later = self.session(session_id)
        if later is not None:
            self.timers.arm(later)

    def key_lost(self, session_id: str, step: str) -> None:
        """A vote came and found no key: what was sealed under it is gone, so everybody is asked anew."""
        self._run(session_id, lambda _conn, session: self._ask_anew(session, step))

    def _ask_anew(self, session: Session, step: str) -> cmd.Reask | None:
        """Unless another vote, or another process, has seen to it by now."""
        gone = self.keys.get(ballots.poll_id(session.id, step, session.polls[step].epoch)) is None
        return cmd.Reask(step, engine.now()) if gone else None

    def so_far(self, session: Session) -> Result | None:
        """As `tallies.so_far`; None, too, while the keys are out of reach: the bars stay as they were told."""
        with suppress(StoreUnavailable):
            return tallies.so_far(self.database, self.keys, session)
        return None

    def _count_me_too(self, conn: Connection, session: Session) -> cmd.CountMeToo | None:
        counts = self.joined.at_the_end(conn, session)
        return None if counts is None else cmd.CountMeToo(counts)

    def _count_step(self, step: str, now: float, conn: Connection, session: Session) -> cmd.Count | cmd.Reask | None:
        """Whoever knows who answered counts at once; another process waits for its word, and then does without."""
        if step not in _to_count(session, now):
            return None
        if lost := self._ask_anew(session, step):
            return lost
        result, given = tallies.of_closed(conn, self.keys, session, step)
        until = session.polls[step].until or 0
        if now < until + HEARSAY and self.voters.lacks(session, step, result, given):
            return None
        self._given[session.id, step] = given
        return cmd.Count(step, self.voters.apart(session, step, result, given), now)


def _to_count(session: Session, now: float) -> list[str]:
    """Polls that have closed, and nothing is on its way to them any more."""
    return [step for step, run in session.polls.items() if run.phase == "closing" and (run.until or 0) <= now]


def _reask(step: str, _conn: Connection, _session: Session) -> cmd.Reask:
    return cmd.Reask(step, engine.now())
