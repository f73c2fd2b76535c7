"""The two ways in, for sockets and HTTP alike: ops of participants, commands of the team."""

import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from workshop import engine
from workshop.extensions import socketio
from workshop.live import ops, own_state
from workshop.live.protocol import (
    SIGNAL,
    Ack,
    AloneOp,
    CommandAck,
    HandOp,
    JoinOp,
    NoteOp,
    Op,
    PassOp,
    SignalFrame,
    SignalOp,
    StayOp,
    TopicOp,
    VoteOp,
    read_op,
)
from workshop.live.submit import CommandResult, Live
from workshop.realtime.broadcast import Broadcaster
from workshop.realtime.command_reader import CommandContext, name_of, read_command
from workshop.realtime.presence import Connection, Presence
from workshop.realtime.pulse import Pulse
from workshop.realtime.room_actions import RoomActions
from workshop.realtime.signals import Signals
from workshop.session import commands as cmd
from workshop.session import side_commands as side
from workshop.session import team
from workshop.session.errors import ASKS, Refused
from workshop.session.people import Member
from workshop.session.state import Session
from workshop.sharing import Peers
from workshop.store import team as members
from workshop.store.database import StoreUnavailable
from workshop.store.people import Participant
from workshop.util import measures
from workshop.util.language import said

LATER_MS = 1000
LATER: Ack = {"status": "later", "ms": LATER_MS}


Marker = tuple[str, str, str]  # session, sender, id


@dataclass(slots=True)
class Realtime:
    """Everything live of one app, and its two ways in: `accept_op` and `command`."""

    app: Flask
    live: Live
    presence: Presence
    broadcaster: Broadcaster
    pulse: Pulse
    signals: Signals
    backups: Path
    actions: RoomActions
    peers: Peers
    arriving: deque[tuple[Connection, Any]] = field(default_factory=deque)  # and their lines: not welcomed yet
    _recent: dict[Marker, CommandAck] = field(default_factory=dict)

    def accept_op(self, who: Participant, token: bytes, message: Any) -> Ack:
        """One `op` of a participant → its ack. Whoever waits at the door, or was removed, is refused."""
        if who.state != "in":
            return {"status": "closed", "why": said("You are not in the workshop at the moment.")}
        try:
            op = read_op(message)
            ack = self._timed(who, token, op)
        except Refused as refused:
            return {"status": "invalid", "why": said(refused.words, refused.places)}
        except StoreUnavailable:
            return LATER.copy()
        if ack["status"] in ("ok", "closed"):
            self.notify_others(who, op)
        return ack

    def _timed(self, who: Participant, token: bytes, op: Op) -> Ack:
        begin = time.perf_counter()
        try:
            return self._carry_out(who, token, op)
        finally:
            measures.acks.observe(time.perf_counter() - begin)

    def _carry_out(self, who: Participant, token: bytes, op: Op) -> Ack:
        match op:
            case SignalOp() | HandOp():
                self.signals.accept(who, op)
                if isinstance(op, SignalOp) and self.signals.is_taken(who.session, who.id):
                    self.actions.to_person(
                        who.session, who.id, SIGNAL, SignalFrame(kind="taken")
                    )  # a page that came anew asks again
                return {"status": "ok", "n": op.n}
            case AloneOp():
                return self._change_group(who, op, cmd.WorkAlone(who.person, engine.now()))
            case JoinOp():
                return self._change_group(who, op, cmd.JoinOthers(who.person, self._present(who.session), engine.now()))
            case StayOp():
                return self._change_group(who, op, cmd.StayHere(who.person, op.stays, engine.now()))
            case _:
                return ops.accept(self.live, who, token, op)

    def _change_group(self, who: Participant, op: AloneOp | JoinOp | StayOp, command: cmd.Command) -> Ack:
        """Somebody leaves their group to work alone, joins another, or stays at a table: theirs to decide."""
        result = self.live.submit(who.session, command)
        return (
            {"status": "ok", "n": op.n} if result.status == "ok" else {"status": "closed", "why": said(result.reason)}
        )

    def _present(self, session_id: str) -> frozenset[str]:
        """Ids of those who are connected and do not rest."""
        return frozenset(self.presence.here(session_id) - self.signals.resting(session_id))

    def notify_others(self, who: Participant, op: Op) -> None:
        """Others may notice an answer: as a number, as a text in their own group, or in their own second tab."""
        self.pulse.touch(who.session)
        session = self.live.last_seen(who.session)  # as the answer was kept
        circle = own_state.circle_here(session, who.id) if session and isinstance(op, NoteOp) else None
        if session and circle:
            self.broadcaster.own.send_to(session, circle.group.people)
            self.peers.tell("own", session=who.session, person=who.id, group=True)
        elif session and isinstance(op, VoteOp | PassOp | NoteOp | TopicOp):
            self._tell_own_tabs(session, who)

    def _tell_own_tabs(self, session: Session, who: Participant) -> None:
        """Where somebody asks over HTTP, even their one websocket may be of another tab, which has not heard of it."""
        if len(self.presence.of_person(who.session, who.id)) > 1 or self.presence.asks(who.session, who.id):
            self.broadcaster.own.send_again(session, who.id)
        if self.presence.elsewhere.has(who.session, who.id):
            self.peers.tell("own", session=who.session, person=who.id, group=False)

    def desk_asked(self, desk: Connection, tab: str) -> None:
        """A console without a websocket is there: whoever waits for somebody who leads need not wait any more."""
        new = self.presence.desk_seen(desk, tab)
        self.broadcaster.leader_absence.look(desk.session)
        if new:
            self.pulse.touch(desk.session)
            self.pulse.start_beating()

    def command(self, session_id: str, body: Any, by: Member | None = None) -> CommandAck:
        """One command of the team → its answer; `by` None: the facilitator. A repeated `id` gets its first answer.

        Refused is normal: somebody whose desk may not, or a moment in which it makes no sense; `reason` says it.
        """
        marker = _marker(session_id, by, body)
        if marker and marker in self._recent:
            return self._recent[marker]
        session = self.live.session(session_id)
        try:
            if session is None:
                raise Refused("There is no such workshop.", "unknown")
            answer = self._ask(session, body, by)
        except Refused as refused:
            reason = said(refused.words, refused.places)
            return CommandResult("refused", session.v if session else 0, reason, refused.code == ASKS).as_dict()
        except StoreUnavailable:
            return {"status": "later", "ms": LATER_MS}
        return self._remember(marker, answer)

    def _ask(self, session: Session, body: Any, by: Member | None) -> CommandAck:
        team.check(session, team.desk_of(session, by), name_of(body))
        quiet = self.signals.resting(session.id)
        name = by.name if by else self._facilitator_name(session)
        context = CommandContext(self.live, self.presence, quiet, session, body, engine.now(), name)
        wanted, seen = read_command(context)
        if isinstance(wanted, side.RoomAction):
            self.actions.carry_out(session, wanted)
            result = CommandResult("ok", session.v)
        else:
            result = self.live.submit(session.id, wanted, seen)
        self.pulse.touch(session.id)
        return result.as_dict()

    def _facilitator_name(self, session: Session) -> str:
        with self.live.database.read() as conn:
            others = {each.member.name for each in members.everyone(conn, session.id)}
        return team.facilitator_name(session.script, others)

    def expect(self, session_id: str, person_id: str) -> None:
        """Somebody has just joined, and connects at whatever process."""
        self.presence.expect(session_id, person_id)
        self.peers.tell("joined", session=session_id, person=person_id)

    def step_aside(self, session: Session, who: Participant) -> None:
        """They opened a page beside the room, and are in it all the same."""
        if who.state == "in" and session.phase != "ended":
            self.presence.step_aside(session.id, who.id)
            self.broadcaster.group_absence.look_later(session.id, who.id)

    def forget(self, session_id: str) -> None:
        """The session was deleted: nobody sits in it any more, and nothing of it stays in memory."""
        self.live.forget(session_id)
        self.broadcaster.forget(session_id)
        self.signals.forget(session_id)
        self.pulse.forget(session_id)
        self.presence.elsewhere.forget(session_id)
        for connection in self.presence.of(session_id):
            socketio.server.disconnect(connection.sid)

    def close_phones(self, session_id: str, person_id: str) -> None:
        """Their secret is another one: whoever still holds the old one comes back as a stranger."""
        self.peers.tell("strangers", session=session_id, person=person_id)
        self.close_phones_here(session_id, person_id)

    def close_phones_here(self, session_id: str, person_id: str) -> None:
        for connection in self.presence.of_person(session_id, person_id):
            socketio.server.disconnect(connection.sid)

    def close_consoles(self, mark: str) -> None:
        """Whoever signed out in one tab is out in all of them, and in every copy of the cookie.

        `mark`: the hash of the sign-in, in hex.
        """
        self.peers.tell("signed out", mark=mark)
        self.close_consoles_here(mark)

    def close_consoles_here(self, mark: str) -> None:
        for connection in self.presence.of_sign_in(mark):
            socketio.server.disconnect(connection.sid)

    def _remember(self, marker: Marker | None, answer: CommandAck) -> CommandAck:
        if marker:
            self.keep_answer(marker, answer)
            self.peers.tell("answered", marker=marker, answer=answer)
        return answer

    def keep_answer(self, marker: Marker, answer: CommandAck) -> None:
        """A console whose process died asks another one again: that one is to answer, and not to do it twice."""
        self._recent[marker] = answer
        while len(self._recent) > 256:
            self._recent.pop(next(iter(self._recent)))


def _marker(session_id: str, by: Member | None, body: Any) -> Marker | None:
    """A command's `id` is its sender's own, in this session: the same one elsewhere is another command."""
    given = body.get("id") if isinstance(body, dict) else None
    fits = isinstance(given, str) and len(given) <= 64
    return (session_id, by.id if by else "", str(given)) if fits else None


def realtime() -> Realtime:
    """This app's."""
    found: Realtime = current_app.extensions["workshop-realtime"]
    return found
