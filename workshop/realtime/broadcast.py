"""Stages out: each audience's stage is rendered once and sent once; what is one person's own goes to them alone."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask

from workshop import engine
from workshop.extensions import socketio
from workshop.live import own_state
from workshop.live.submit import Live
from workshop.realtime.connections import Connection, Connections
from workshop.realtime.leader_absence import LeaderAbsence
from workshop.script.model import Sees, Step, Wall, Worksheet
from workshop.session import events as ev
from workshop.session.results import Result
from workshop.session.stage import Stage, audience_of, audiences, group_of, role_of, stage_for
from workshop.session.state import Session
from workshop.session.team import DESKS, MODERATOR, desk_of
from workshop.session.timing import left, left_by_group
from workshop.store import notes, sessions, team
from workshop.store.people import Participant
from workshop.util import qr
from workshop.util.padding import in_class

EVERYONE = "everyone"
DOORSTEP = {"waiting": "waiting", "out": "removed"}  # not in the room: a screen of their own


@dataclass(frozen=True, slots=True)
class Rendered:
    """A stage as it goes out, without what depends on the moment (timers, t)."""

    v: int
    html: str
    step: str
    phase: str


class Broadcaster:
    """The way out. Every emit of the product goes through `emit`, which demands a session and an audience."""

    def __init__(self, app: Flask, live: Live, connections: Connections) -> None:
        self.app = app
        self.live = live
        self.connections = connections
        self._rendered: dict[tuple[str, str], Rendered] = {}
        self._hung: dict[str, tuple[str, ...]] = {}  # session → what hung on its wall when it was drawn last
        self._epochs: dict[str, str] = {}
        self._changes: Counter[tuple[str, str]] = Counter()
        self._run = secrets.token_hex(4)  # counting begins anew with each start
        self.leader_absence = LeaderAbsence(live, connections, self._tell_absence)

    def emit(self, event: str, body: dict[str, Any], session_id: str, audience: str) -> None:
        socketio.emit(event, body, to=f"{session_id}:{audience}")

    def emit_to(self, connection: Connection, event: str, body: dict[str, Any]) -> None:
        socketio.emit(event, body, to=connection.sid)

    # A stage

    def stage(self, session: Session, audience: str) -> Rendered:
        """The audience's stage as HTML, rendered once for each v."""
        key = (session.id, audience)
        known = self._rendered.get(key)
        if known is not None and known.v == session.v:
            return known
        texts = self._hung[session.id] = self._texts(session)
        stage = stage_for(session, audience, texts)
        if audience in DOORSTEP.values():
            stage = Stage(audience, audience, session.id, session.script.title, session.v, session.phase)
        made = Rendered(session.v, self.render(stage), session.current, stage.phase)
        if known is None or known.v < session.v:
            self._rendered[key] = made
        return made

    def render(self, stage: Stage) -> str:
        """The fragment of a stage. Needs no request: it is the same for everyone in the audience."""
        template = self.app.jinja_env.get_template(f"fragments/{role_of(stage.audience)}/{stage.screen}.html")
        url, code = self.app.config["PUBLIC_URL"], self._code(stage)
        image = qr.svg(f"{url}/#{code}") if code else ""
        return template.render(stage=stage, url=url, code=code, qr=image, delete_on=self._delete_on(stage))

    def render_result(self, result: Result, step: Step) -> str:
        """A chart alone: the running result of a poll that is shown live."""
        template = self.app.jinja_env.get_template("fragments/running.html")
        return template.render(result=result, step=step)

    def _code(self, stage: Stage) -> str | None:
        """Only those who may let people in see the join code."""
        if role_of(stage.audience) == "participant" or stage.audience == MODERATOR:
            return None
        with self.live.database.read() as conn:
            record = sessions.record_of(conn, stage.session_id)
        return record.code if record else None

    def _delete_on(self, stage: Stage) -> date | None:
        """Told to participants at the end."""
        if stage.screen != "ended" or role_of(stage.audience) != "participant":
            return None
        with self.live.database.read() as conn:
            record = sessions.record_of(conn, stage.session_id)
        return record.delete_on if record else None

    def _texts(self, session: Session) -> tuple[str, ...]:
        step = session.step
        if step is None or not isinstance(step.detail, Wall):
            return ()
        with self.live.database.read() as conn:
            shared = notes.shared(conn, session.id, step.detail.source)
        open_to_all = (Sees.WITHOUT_NAMES, Sees.WITH_NAMES)
        return tuple(s.text for s in shared if s.shown == "shown" and s.sees in open_to_all)

    def wall_changed(self, session: Session) -> bool:
        """Whether something was shared or taken back since the wall on the screen was drawn."""
        here = session.phase == "live" and session.step is not None and isinstance(session.step.detail, Wall)
        return here and self._hung.get(session.id) not in (None, self._texts(session))

    def epoch(self, session_id: str) -> str:
        if session_id not in self._epochs:
            with self.live.database.read() as conn:
                record = sessions.record_of(conn, session_id)
            self._epochs[session_id] = record.epoch if record else ""
        return self._epochs[session_id]

    def frame(self, session: Session, audience: str) -> dict[str, Any]:
        """A `stage` body; a `hello` is the same with `mine`."""
        shown = self.stage(session, audience)
        return {
            "e": self.epoch(session.id),
            "v": session.v,
            "html": shown.html,
            "step": shown.step,
            "phase": shown.phase,
            "message": session.message,
            "timers": _timers(session, audience),
            "holding": self.leader_absence.is_on(session),
            "t": engine.monotonic_ns(),
        }

    def hello(self, connection: Connection) -> dict[str, Any] | None:
        """The whole present for one seat: sent after every connect, and when a browser fell behind."""
        session = self.live.session(connection.session)
        if session is None:
            return None
        self.move_to_audience(session, connection)
        return {**self.frame(session, connection.audience), "mine": self.mine(session, connection)}

    def welcome(self, connection: Connection) -> None:
        hello = self.hello(connection)
        if hello is not None:
            self.emit_to(connection, "hello", hello)

    def mine(self, session: Session, connection: Connection) -> dict[str, Any]:
        if connection.who is None:
            return {}
        told = own_state.mine(self.live, session, connection.who, connection.token)
        group = session.group_of(connection.who.id)
        if group:
            missed = self.connections.missed(session.id)
            told["group"]["away"] = [p.id for p in group.people if p.id in missed]
        return in_class(told)

    # What happened

    def on_committed(self, before: Session, after: Session, events: Sequence[ev.Event]) -> None:
        """Tell a committed change: first people move to their audiences, then each audience gets its stage."""
        moved = self._move(after)
        for audience in (*audiences(after), *self._desks(after)):
            engine.attempt(self._tell_stage, after, audience)
        returned, placed = _returned(after, events), _placed(events)
        for connection in self.connections.of(after.id):
            if connection.who and (returned or connection in moved or connection.who.id in placed):
                self.emit_to(connection, "mine", self.mine(after, connection))
        for event in events:
            if isinstance(event, ev.PollClosing):
                wait = max(0, round((event.until - engine.now()) * 1000))
                self.emit("closing", {"step": event.step, "left_ms": wait}, after.id, EVERYONE)
            if isinstance(event, ev.MessageSent) and event.text:
                self.emit("notice", {"text": event.text}, after.id, EVERYONE)

    def _desks(self, session: Session) -> list[str]:
        """Of the team beside the facilitator: where nobody was invited, nothing is drawn for nobody."""
        with self.live.database.read() as conn:
            invited = team.everyone(conn, session.id)
        return sorted({desk_of(session, each.member) for each in invited if each.opened})

    def _tell_absence(self, session_id: str, on: bool) -> None:
        self.emit("holding", {"on": on}, session_id, EVERYONE)

    def _tell_stage(self, session: Session, audience: str) -> None:
        self.emit("stage", self.frame(session, audience), session.id, audience)

    def _move(self, session: Session) -> list[Connection]:
        return [s for s in self.connections.of(session.id) if (s.who or s.member) and self.move_to_audience(session, s)]

    def move_to_audience(self, session: Session, connection: Connection) -> bool:
        """Put the seat into the audience that it belongs to now. True where it moved."""
        wanted = _audience(session, connection.who) if connection.who else connection.audience
        if connection.member:
            wanted = desk_of(session, connection.member)
        server = socketio.server
        if wanted == connection.audience or not server.manager.is_connected(connection.sid, "/"):
            return False  # whose line broke while we looked is in no room any more, and can be put into none
        server.leave_room(connection.sid, f"{connection.session}:{connection.audience}")
        server.enter_room(connection.sid, f"{connection.session}:{wanted}")
        connection.audience = wanted
        return True

    def visitor(self, session: Session, who: Participant, token: bytes) -> Connection:
        """A seat for one request over HTTP: nobody keeps it."""
        return Connection("", session.id, "participant", _audience(session, who), who, token)

    def mine_again(self, session: Session, person_id: str) -> None:
        """Send a person their own state, on every connection of theirs."""
        self.bump(session.id, person_id)
        for connection in self.connections.of_person(session.id, person_id):
            self.emit_to(connection, "mine", self.mine(session, connection))

    def mine_to_all(self, session: Session) -> None:
        """Send everybody their own state: something changed for one of them, and only their own key tells for whom."""
        for connection in self.connections.of(session.id):
            if connection.who:
                self.emit_to(connection, "mine", self.mine(session, connection))

    def bump(self, session_id: str, person_id: str = "") -> None:
        """Something that is one person's own (of nobody named: of anybody) is another, though the stage is not."""
        self._changes[session_id, person_id] += 1

    def own_version(self, session_id: str, person_id: str) -> str:
        """Another one after each such change, for a phone that can only ask: the v does not tell it."""
        return f"{self._run}.{self._changes[session_id, '']}.{self._changes[session_id, person_id]}"

    def group_again(self, session: Session, person_id: str) -> None:
        """Send everybody in this person's group their own state."""
        group = session.group_of(person_id)
        for person in group.people if group else ():
            self.mine_again(session, person.id)

    def forget(self, session_id: str) -> None:
        self._epochs.pop(session_id, None)
        self._hung.pop(session_id, None)
        self.leader_absence.forget(session_id)
        for kept in (self._rendered, self._changes):
            for key in [k for k in kept if k[0] == session_id]:
                del kept[key]


def _timers(session: Session, audience: str) -> dict[str, int]:
    now = engine.now()
    groups = left_by_group(session, now) if audience in DESKS else {}
    return {**left(session, now, group_of(audience)), **groups}


def _returned(session: Session, events: Sequence[ev.Event]) -> bool:
    """Back at a step that people have written or voted on before: then each has something of their own there.

    On a step that is new to all nobody has, so that a step costs one render and N writes, not N queries.
    """
    entered = any(isinstance(e, ev.StepEntered | ev.MoveUndone) for e in events)
    undone = any(isinstance(e, ev.EndUndone) for e in events)
    step = session.step
    if entered and step and isinstance(step.detail, Worksheet) and step.detail.carries_on:
        return True
    return undone or (entered and sum(1 for visit in session.visits if visit.step == session.current) > 1)


def _placed(events: Sequence[ev.Event]) -> set[str]:
    """Who has a place in or beside the groups since now: on one's own the stage stays, and one's state is another."""
    alone = {p.id for e in events if isinstance(e, ev.GroupsFormed) for p in e.alone}
    return alone | {e.person.id for e in events if isinstance(e, ev.PersonPlaced)}


def _audience(session: Session, who: Participant) -> str:
    return audience_of(session, who.id) if who.state == "in" else DOORSTEP[who.state]
