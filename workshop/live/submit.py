"""`submit(command)`: load at v → decide → record (compare-and-set on v) → tell. Nothing is told before it is kept."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import Literal

from sqlalchemy import Connection

from workshop import engine
from workshop.live.protocol import CommandAck
from workshop.live.voters import Voters
from workshop.script.model import Poll, Show
from workshop.session import commands as cmd
from workshop.session import events as ev
from workshop.session.choices import takes_other, vote_bytes
from workshop.session.comparable import asked_before
from workshop.session.decide import decide
from workshop.session.errors import Refused
from workshop.session.evolve import evolve
from workshop.session.note_rules import is_written_on
from workshop.session.results import Result, public, tally
from workshop.session.state import Session
from workshop.session.timing import next_due
from workshop.store import ballots, group_answers, recovery, sessions, shared_texts
from workshop.store.database import Database, StoreUnavailable
from workshop.store.keys import KeyStore
from workshop.store.trouble import Trouble

log = logging.getLogger("workshop.live.submit")
Listener = Callable[[Session, Session, Sequence[ev.Event]], None]
TRIES = 5
TRUST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What a command came to: ok, stale (somebody was first) or refused, with the reason in plain words."""

    status: Literal["ok", "stale", "refused"]
    v: int
    reason: str = ""

    def as_dict(self) -> CommandAck:
        ack: CommandAck = {"status": self.status, "v": self.v}
        return {**ack, "reason": self.reason} if self.reason else ack


@dataclass(frozen=True, slots=True)
class Committed:
    """A change that is in the database: the session before and after it, and what happened."""

    before: Session
    after: Session
    events: tuple[ev.Event, ...]


class Live:
    """All running sessions of this process. `tellers` hear what happened, once it is committed."""

    def __init__(self, database: Database, keys: KeyStore) -> None:
        self.database = database
        self.keys = keys
        self.also_watched: list[Callable[[], Trouble | None]] = []
        self.listeners: list[Listener] = []
        self.voters = Voters()
        self._cache: dict[str, Session] = {}
        self._looked_at: dict[str, float] = {}  # when the database was last asked whether the cache is the newest
        self._looking: set[str] = set()  # one of many looks; where we serve alone, the others go by the cache meanwhile
        self.alone = False  # no other process writes to this database: `app.run` knows it from its claim
        self._armed: dict[str, float] = {}
        self._given: dict[tuple[str, str], int] = {}  # answers in a count that is about to be stored

    def trouble(self) -> Trouble | None:
        """What is amiss with the database or the keys of polls, for those who lead and for monitors."""
        found = [self.database.trouble, self.keys.trouble(), *(look() for look in self.also_watched)]
        return next((trouble for trouble in found if trouble), None)

    def session(self, session_id: str) -> Session | None:
        """The session as it is now; None where there is none.

        Whoever serves alone believes the cache for a second, so that a vote or a hello needs no read for it. Only
        a command line beside the server (`workshop purge`) could have changed anything meanwhile.
        """
        known = self._trusted(session_id) or (self._cache.get(session_id) if session_id in self._looking else None)
        if known is not None:
            return known
        if self.alone:
            self._looking.add(session_id)
        try:
            with self.database.read() as conn:
                return self._load(conn, session_id)
        finally:
            self._looking.discard(session_id)

    def caught_up(self, before: Session, after: Session) -> None:
        """Another process moved the session on: results that came out there are compared with later ones here."""
        for step, run in after.polls.items():
            known = before.polls.get(step)
            new = run.result and not run.result.hidden and (known is None or known.result != run.result)
            if new and run.result:
                self.voters.told(after, step, run.result.n or -1)
        if after.settled and not before.settled:
            self.voters.forget(after.id)

    def _trusted(self, session_id: str) -> Session | None:
        fresh = self.alone and engine.now() < self._looked_at.get(session_id, 0.0) + TRUST_SECONDS
        return self._cache.get(session_id) if fresh else None

    def submit(self, session_id: str, command: cmd.Command, seen: int | None = None) -> CommandResult:
        """Carry out `command`. `seen`: the v its sender looked at; a newer v makes the answer stale."""
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
                self._looked_at.pop(session_id, None)
                continue
            except Refused as refused:
                return CommandResult("refused", self._version(session_id), refused.sentence)
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
        session = self._load(conn, session_id)
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
            self._carry_out(conn, after, event)
        _release_texts(conn, session, after)
        return Committed(session, after, events)

    def _carry_out(self, conn: Connection, session: Session, event: ev.Event) -> None:
        """The part of an event that lies outside the state: ballots and what decides groups."""
        match event:
            case ev.PollOpened(step, epoch):
                poll = _poll(session, step)
                room = vote_bytes(poll.form, poll.most, takes_other(poll))
                ballots.open_poll(conn, self.keys, session.id, step, epoch, room)
            case ev.PollClosing(step, _):
                ballots.set_closing(conn, session.id, step, session.polls[step].epoch)
            case ev.PollCounted(step, _):
                ballots.finish(conn, session.id, step, session.polls[step].epoch)
            case ev.ScriptApplied():
                sessions.apply_script(conn, session.id, session.script.title, event)
            case ev.EndSettled():
                group_answers.forget(conn, session.id)
            case ev.TextsModerated(step, items, to) if step not in session.polls:
                if not shared_texts.moderate(conn, session.id, step, items, to):
                    raise Refused("Whoever wrote this has taken it back or written it anew. Please look once more.")

    def _committed(self, done: Committed) -> None:
        self._cache[done.after.id] = done.after
        self._looked_at[done.after.id] = engine.now()
        counted = [e.step for e in done.events if isinstance(e, ev.PollCounted)]
        for step in counted:
            result, given = done.after.polls[step].result, self._given.pop((done.after.id, step), -1)
            if result and not result.hidden:
                self.voters.told(done.after, step, given)
            self._retry_until_stored(
                self.keys.destroy, ballots.poll_id(done.after.id, step, done.after.polls[step].epoch)
            )
        settled = any(isinstance(e, ev.EndSettled) for e in done.events)
        if settled:
            self.voters.forget(done.after.id)
        if counted or settled:
            self.database.checkpoint()
        if any(isinstance(e, ev.Ended) for e in done.events):
            engine.spawn(self.database.tidy)  # pages would keep the order in which texts were shared
        self._arm(done.after)
        for tell in self.listeners:  # beside us: it is committed, so a slow or failing way out is no failure
            engine.spawn(tell, done.before, done.after, done.events)

    def _load(self, conn: Connection, session_id: str) -> Session | None:
        trusted = self._trusted(session_id)
        if trusted is not None:
            return trusted
        known = self._cache.get(session_id)
        v = sessions.version(conn, session_id)
        if known is not None and known.v == v:
            self._looked_at[session_id] = engine.now()
            return known
        if v is None:
            self.forget(session_id)
            return None
        loaded = sessions.load(conn, session_id)
        if loaded is not None and (known is None or loaded.v > known.v):
            self._cache[session_id] = loaded
            self._looked_at[session_id] = engine.now()  # only what could be read is believed
            self._arm(loaded)  # the process that moved it on may be gone when its time comes
        return loaded

    def _version(self, session_id: str) -> int:
        with self.database.read() as conn:
            return sessions.version(conn, session_id) or 0

    def forget(self, session_id: str) -> None:
        """The session was deleted."""
        self.voters.forget(session_id)
        self._cache.pop(session_id, None)
        self._looked_at.pop(session_id, None)

    # The clock

    def resume_timers(self) -> None:
        """After a start: lost keys get a new epoch, and every running timer is set again."""
        self._retry_until_stored(self._recover)

    def _retry_until_stored(self, job: Callable[..., None], *about: object) -> None:
        """Now; or, where the database or the keys cannot be reached, as soon as they can be."""
        try:
            job(*about)
        except StoreUnavailable:
            log.warning("The database or the keys of polls cannot be reached. This goes on by itself once they can.")
            engine.spawn(self._retry_later, job, about)

    def _retry_later(self, job: Callable[..., None], about: tuple[object, ...]) -> None:
        while True:
            engine.sleep(1)
            try:
                return job(*about)
            except StoreUnavailable:
                continue

    def _recover(self) -> None:
        for session_id, step in recovery.recover(self.database, self.keys):
            self._run(session_id, partial(_reask, step))
        with self.database.read() as conn:
            running = [self._readable(conn, i) for i in sessions.unfinished(conn)]
        for session in running:
            if session is not None:
                self._arm(session)

    def _readable(self, conn: Connection, session_id: str) -> Session | None:
        """One damaged workshop keeps no other from starting."""
        try:
            return self._load(conn, session_id)
        except sessions.Damaged:
            log.error("What is stored of a workshop is damaged. Its page offers to delete it: %s", session_id)
            return None

    def _arm(self, session: Session) -> None:
        due = next_due(session)
        if due is None or self._armed.get(session.id, float("inf")) <= due:
            return
        self._armed[session.id] = due
        engine.spawn(self._wait_until_due, session.id, due)

    def _wait_until_due(self, session_id: str, due: float) -> None:
        engine.sleep(max(0.0, due - engine.now()))
        if self._armed.get(session_id) == due:
            del self._armed[session_id]
            self._retry_until_stored(self.on_due, session_id)

    def on_due(self, session_id: str) -> None:
        """The clock reached something: count what has closed, let rounds and recalls go on."""
        session = self.session(session_id)
        if session is None:
            return
        now = engine.now()
        for step, run in session.polls.items():
            if run.phase == "closing" and (run.until or 0) <= now:
                self._run(session_id, partial(self._count_step, step, now))
        self._run(session_id, lambda _conn, _session: cmd.Tick(now))
        later = self.session(session_id)
        if later is not None:
            self._arm(later)

    def key_lost(self, session_id: str, step: str) -> None:
        """A vote came and found no key: what was sealed under it is gone, so everybody is asked anew."""
        self._run(session_id, lambda _conn, session: self._ask_anew(session, step))

    def _ask_anew(self, session: Session, step: str) -> cmd.Reask | None:
        """Unless another vote, or another process, has seen to it by now."""
        gone = self.keys.get(ballots.poll_id(session.id, step, session.polls[step].epoch)) is None
        return cmd.Reask(step, engine.now()) if gone else None

    def so_far(self, session: Session) -> Result | None:
        """The tally of an open poll that the script shows live, from k votes on; None for every other poll."""
        step, run = session.step, session.poll(session.current)
        if step is None or run is None or not isinstance(step.detail, Poll) or run.phase not in ("open", "closing"):
            return None
        if step.detail.results is not Show.LIVE or session.script.rules.sensitive or asked_before(session, step.id):
            return None
        with self.database.read() as conn:
            votes = ballots.votes(conn, self.keys, session.id, step.id, run.epoch)
        result = tally(step.detail, votes, sensitive=False, seed=0)
        return None if result.hidden or (result.kept_back and not result.bars) else public(result, step.detail)

    def _count_step(self, step: str, now: float, conn: Connection, session: Session) -> cmd.Count | cmd.Reask | None:
        run = session.polls[step]
        if run.phase != "closing" or (run.until or 0) > now:
            return None
        if lost := self._ask_anew(session, step):
            return lost
        votes = ballots.votes(conn, self.keys, session.id, step, run.epoch)
        seed = int.from_bytes(ballots.poll_id(session.id, step, run.epoch), "big")
        result = tally(_poll(session, step), votes, session.script.rules.sensitive, seed)
        given = sum(1 for vote in votes if not vote.passed)
        self._given[session.id, step] = given
        return cmd.Count(step, self.voters.apart(session, step, result, given), now)


def _reask(step: str, _conn: Connection, _session: Session) -> cmd.Reask:
    return cmd.Reask(step, engine.now())


def _release_texts(conn: Connection, before: Session, after: Session) -> None:
    """Where people have just stopped writing, what they shared comes out, all at once; the rest of it at the end."""
    step = before.step
    if step is not None and is_written_on(before, step.id) and not is_written_on(after, step.id):
        shared_texts.release(conn, after.id, step.id, after.script.k_of(step), closing=True)
    if after.phase == "ended" and before.phase != "ended":
        shared_texts.release_to_team(conn, after.id)


def _poll(session: Session, step_id: str) -> Poll:
    step = session.script.step(step_id)
    assert step is not None and isinstance(step.detail, Poll)
    return step.detail
