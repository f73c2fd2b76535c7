"""The way out: a committed change becomes one frame for each audience, and one's own state for those it concerns."""

from collections import deque
from collections.abc import Mapping, Sequence, Set
from threading import Lock

from flask import Flask
from sqlalchemy import Connection as Reading

from workshop import engine
from workshop.extensions import socketio
from workshop.live.own_state import has_own
from workshop.live.protocol import (
    CLOSING,
    HELLO,
    HOLDING,
    NOTICE,
    RELOAD,
    STAGE,
    ClosingFrame,
    Frame,
    HoldingFrame,
    NoticeFrame,
)
from workshop.live.submit import Live
from workshop.realtime.audiences import OUTSIDE, ROOM, Audiences, giving_way, in_language
from workshop.realtime.fallback_letters import Letters
from workshop.realtime.group_absence import GroupAbsence
from workshop.realtime.leader_absence import LeaderAbsence
from workshop.realtime.own_states import OwnStates
from workshop.realtime.presence import Connection, Presence
from workshop.realtime.stages import Stages
from workshop.realtime.still_here import still_here
from workshop.script.model import Worksheet
from workshop.session import events as ev
from workshop.session import news
from workshop.session.audience_names import PARTICIPANTS, audiences, group_of
from workshop.session.readers import is_for_groups
from workshop.session.state import Session
from workshop.session.team import DESKS
from workshop.session.timing import left, left_by_group


class Broadcaster:
    """Every emit of the product goes through `emit` or `emit_to`, which demand an audience or a connection.

    `stages` renders, `audiences` says who hears what, `own` is what belongs to one person alone; `letters` wait for
    those who can only ask.
    """

    def __init__(self, app: Flask, live: Live, presence: Presence) -> None:
        self.app = app
        self.live = live
        self.presence = presence
        self.stages = Stages(app, live)
        self.audiences = Audiences(live, presence)
        self.letters = Letters()
        self.own = OwnStates(live, presence, self.emit_to)
        self.group_absence = GroupAbsence(live, presence, self.own.send_to_group)
        self.leader_absence = LeaderAbsence(live, presence, self._tell_absence)
        self._to_tell: dict[str, deque[tuple[Session, Sequence[ev.Event]]]] = {}
        self._told: dict[str, Session] = {}  # the newest that our own people were told, or are about to be
        self._queueing = Lock()

    def emit(self, event: str, body: Mapping[str, object], session_id: str, audience: str) -> None:
        socketio.emit(event, body, to=f"{session_id}:{audience}")

    def emit_to(self, connection: Connection, event: str, body: Mapping[str, object]) -> None:
        socketio.emit(event, body, to=connection.sid)

    def leave(self, event: str, body: Mapping[str, object], session_id: str, person: str, n: int) -> bool:
        """For a person, or `EVERYBODY`, who can only ask. False where nobody of them does here.

        Who asked at another process the last time may ask here the next time.
        """
        asking, elsewhere = self.presence.asking(session_id), self.presence.elsewhere.people(session_id)
        if person:
            asking, elsewhere = asking & {person}, elsewhere & {person}
        if asking or elsewhere:
            self.letters.leave(session_id, person, event, body, n)
        return bool(asking)

    def frame(self, session: Session, audience: str, language: str = "") -> Frame:
        """A `stage` body; a `hello` is the same with `mine`."""
        shown = self.stages.rendered(session, audience, language)
        outside = audience in OUTSIDE
        return {
            "e": self.stages.epoch(session.id),
            "v": session.v,
            "html": shown.html,
            "step": shown.step,
            "phase": shown.phase,
            "message": "" if outside else session.message,
            "timers": {} if outside else _timers(session, audience),
            "holding": not outside and self.leader_absence.is_on(session),
            "t": engine.monotonic_ns(),
        }

    def hello(self, connection: Connection) -> Frame | None:
        """The whole present for one connection: sent after every connect, and when a browser fell behind."""
        session = self.live.session(connection.session)
        if session is None:
            return None
        return {**self._present(session, connection), "mine": self.own.of(session, connection)}

    def _present(self, session: Session, connection: Connection) -> Frame:
        self.audiences.move(session, connection)
        return self.frame(session, connection.audience, connection.language)

    def welcome(self, *connections: Connection) -> None:
        """`hello` to each. Those who come together are looked up together; what is theirs is sent as it is read."""
        there: dict[str, Session | None] = {}
        with self.live.database.read() as conn:
            here = still_here(conn, connections)
            for session_id in {each.session for each in here}:
                engine.attempt(self._look_at, conn, session_id, there)
        for sid in {each.sid for each in connections} - {each.sid for each in here}:
            socketio.server.disconnect(sid)
        told: list[tuple[Connection, Session, Frame]] = []
        frames: dict[tuple[str, int, str, str], Frame] = {}
        for each in here:
            if session := there.get(each.session):
                engine.attempt(self._look_up, each, session, told, frames)
        with self.live.database.read() as conn:
            texts_back = self.own.texts_back(conn, there)
            for one in told:
                engine.attempt(self._greet, conn, texts_back, *one)

    def _look_at(self, conn: Reading, session_id: str, there: dict[str, Session | None]) -> None:
        there[session_id] = self.live.cache.load(conn, session_id)

    def _look_up(
        self, connection: Connection, session: Session, told: list[tuple[Connection, Session, Frame]],
        frames: dict[tuple[str, int, str, str], Frame],
    ) -> None:  # fmt: skip
        """Into `told`. `frames`: those of this moment, one for all who read the same."""
        self.audiences.move(session, connection)
        same = session.id, session.v, connection.audience, connection.language
        if same not in frames:
            frames[same] = self.frame(session, connection.audience, connection.language)
        told.append((connection, session, frames[same]))

    def _greet(
        self, conn: Reading, texts_back: Set[str], connection: Connection, session: Session, present: Frame
    ) -> None:
        mine = self.own.within(conn, session, connection, texts_back)
        self.emit_to(connection, HELLO, {**present, "mine": mine})

    def on_committed(self, before: Session, after: Session, events: Sequence[ev.Event]) -> None:
        """Bring a committed change to every audience: one rendering each, and the events that go beside a stage.

        Returns at once. Changes of one session are told one after the other, however long one takes.
        """
        self._enqueue(before, after, events)

    def on_news(self, session: Session) -> None:
        """Another process has committed something: tell it to those who sit here, where they do not know it yet."""
        self._enqueue(session, session, ())

    def _enqueue(self, before: Session, after: Session, events: Sequence[ev.Event]) -> None:
        with self._queueing:
            told = self._told.get(after.id)
            if told is not None and told.v >= after.v:
                return
            if told is not None and told.v < before.v:  # what others did meanwhile
                events = (*news.between(told, before), *events)
            self._told[after.id] = after
            queue = self._to_tell.setdefault(after.id, deque())
            queue.append((after, events))
            if len(queue) > 1:
                return  # whoever tells the one before goes on with this one
        while True:
            engine.attempt(self._tell, *queue[0])
            with self._queueing:
                queue.popleft()
                if not queue:
                    self._to_tell.pop(after.id, None)
                    return

    def _tell(self, session: Session, events: Sequence[ev.Event]) -> None:
        """First people move to their audiences, then each audience gets its stage, then each person what is theirs.

        Every loop over people or groups gives way, so that a room of five hundred pairs stalls nobody.
        """
        moved = {connection.sid for connection in self.audiences.move_all(session)}
        spoken = self.presence.languages(session.id)
        for audience in giving_way((*audiences(session), *self.audiences.of_team(session))):
            if audience in DESKS:
                engine.sleep(0)  # to draw a console with a long plan is work for turns of its own
            if audience == PARTICIPANTS or self.audiences.is_heard(session.id, audience):
                engine.attempt(self._tell_stage, session, audience)
            for language in sorted(spoken.get(audience, ())):
                engine.attempt(self._tell_stage, session, audience, language)
        if any(isinstance(event, ev.Ended | ev.EndUndone) for event in events):
            for audience in OUTSIDE:
                for language in ("", *sorted(spoken.get(audience, ()))):
                    engine.attempt(self._tell_stage, session, audience, language)
        returned, placed = _returned(session, events), _placed(session, events)
        if returned or moved or placed:
            self.own.send_to_many(session, self._concerned(session, returned, moved, placed))
        for event in events:
            self._tell_event(session, event)

    def _concerned(self, session: Session, everybody: bool, moved: Set[str], placed: Set[str]) -> list[Connection]:
        """Whose own state may be another now: of those who moved the connections, of those who have a place the ids."""
        found = [each for each in self.presence.of(session.id) if each.who]
        return [each for each in found if everybody or each.sid in moved or (each.who and each.who.id in placed)]

    def _tell_event(self, session: Session, event: ev.Event) -> None:
        match event:
            case ev.PollClosing(step=step, until=until):
                wait = max(0, round((until - engine.now()) * 1000))
                self.emit(CLOSING, ClosingFrame(step=step, left_ms=wait), session.id, ROOM)
            case ev.ScriptApplied() if session.phase == "lobby":  # Help and the promise stand in the page itself
                for audience in (PARTICIPANTS, *OUTSIDE):
                    self.emit_to_all(RELOAD, {}, session.id, audience)
            case ev.MessageSent(text=text) if text:
                self.emit(NOTICE, NoticeFrame(text=text), session.id, ROOM)

    def emit_to_all(self, event: str, body: Mapping[str, object], session_id: str, audience: str) -> None:
        """The same to everybody in the audience, whatever language they read."""
        for language in ("", *sorted(self.presence.languages(session_id).get(audience, ()))):
            self.emit(event, body, session_id, in_language(audience, language))

    def _tell_absence(self, session_id: str, on: bool) -> None:
        self.emit(HOLDING, HoldingFrame(on=on), session_id, ROOM)

    def _tell_stage(self, session: Session, audience: str, language: str = "") -> None:
        self.emit(STAGE, self.frame(session, audience, language), session.id, in_language(audience, language))

    def forget(self, session_id: str) -> None:
        self._told.pop(session_id, None)
        for kept in (self.stages, self.own, self.leader_absence, self.letters):
            kept.forget(session_id)


def _timers(session: Session, audience: str) -> dict[str, int]:
    now = engine.now()
    groups = left_by_group(session, now) if audience in DESKS else {}
    return {**left(session, now, group_of(audience)), **groups}


def _returned(session: Session, events: Sequence[ev.Event]) -> bool:
    """Back at a step that people have written or voted on before: then each has something of their own there.

    On a step that nobody has visited yet, and where people have nothing of their own, as on a slide, the question to
    the database is saved: for N people it would be N queries.
    """
    entered = any(isinstance(e, ev.StepEntered | ev.MoveUndone) for e in events)
    undone = any(isinstance(e, ev.EndUndone | ev.PersonGone) for e in events)
    step = session.step
    if entered and step and (is_for_groups(step) or (isinstance(step.detail, Worksheet) and step.detail.carries_on)):
        return True
    again = entered and sum(1 for visit in session.visits if visit.step == session.current) > 1
    return undone or (again and step is not None and has_own(step))


def _placed(session: Session, events: Sequence[ev.Event]) -> set[str]:
    """Who has a place in or beside the groups since now: on one's own the stage stays, and one's state is another.

    And the others of their group: who reads them is another set of people now.
    """
    alone = {p.id for e in events if isinstance(e, ev.GroupsFormed) for p in e.alone}
    came = {e.person.id for e in events if isinstance(e, ev.PersonPlaced)}
    groups = (session.group_of(person) for person in came)
    return alone | came | {p.id for group in groups if group for p in group.people}
