"""The live room of an app: who sits here, how they are told, and the two ways in, for sockets and HTTP alike."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from workshop import engine
from workshop.live import ops
from workshop.live.submit import CommandResult, Live
from workshop.realtime.broadcast import Broadcaster
from workshop.realtime.command_reader import read_command
from workshop.realtime.connections import Connections
from workshop.realtime.pulse import Pulse
from workshop.realtime.room_actions import ACTIONS, carry_out
from workshop.realtime.signals import Signals
from workshop.session import commands, team
from workshop.session.errors import Refused
from workshop.session.events import Member
from workshop.store.database import StoreUnavailable
from workshop.store.people import Participant

LATER = {"status": "later", "ms": 1000}


@dataclass(slots=True)
class Realtime:
    app: Flask
    live: Live
    connections: Connections
    broadcaster: Broadcaster
    pulse: Pulse
    signals: Signals
    backups: Path
    _recent: dict[str, dict[str, object]] = field(default_factory=dict)

    def take(self, who: Participant, token: bytes, message: Any) -> dict[str, Any]:
        """One `op` of a participant → its ack."""
        if who.state != "in":
            return {"status": "closed", "why": "You are not in the workshop at the moment."}
        try:
            ack = (
                self.signals.take(who, message) or self._moves(who, message) or ops.take(self.live, who, token, message)
            )
        except StoreUnavailable:
            return dict(LATER)
        if ack["status"] in ("ok", "closed"):
            self.notify_others(who, str(message.get("key", "")))
        return ack

    def _moves(self, who: Participant, message: Any) -> dict[str, Any] | None:
        """Somebody leaves their group to work alone, or joins another: theirs to decide, so no facilitator is asked."""
        key = str(message.get("key")) if isinstance(message, dict) else ""
        if not key.startswith(("alone:", "join:")):
            return None
        here = frozenset(self.connections.here(who.session) - self.signals.resting(who.session))
        wanted = (
            commands.WorkAlone(who.person, engine.now())
            if key.startswith("alone:")
            else commands.JoinOthers(who.person, here, engine.now())
        )
        answer = self.live.submit(who.session, wanted)
        if answer.status == "ok":
            return {"status": "ok", "n": message.get("n")}
        return {"status": "closed", "why": answer.reason}

    def notify_others(self, who: Participant, key: str) -> None:
        """Others may notice an answer: as a number, as a text in their own group, or in their own second tab."""
        self.pulse.touch(who.session)
        session = self.live.session(who.session)
        if session and session.group_of(who.id) and key.startswith("note:"):
            self.broadcaster.own.send_to_group(session, who.id)
        elif session and key.startswith(("vote:", "pass:", "note:", "topic:")) and self._elsewhere(who):
            self.broadcaster.own.send_again(session, who.id)

    def _elsewhere(self, who: Participant) -> bool:
        return len(self.connections.of_person(who.session, who.id)) > 1

    def command(self, session_id: str, body: Any, by: Member | None = None) -> dict[str, object]:
        """One command of the team → its answer; `by` None: the facilitator. A repeated `id` gets its first answer."""
        marker = body.get("id") if isinstance(body, dict) else None
        if isinstance(marker, str) and marker in self._recent:
            return self._recent[marker]
        try:
            self._check(session_id, body, by)
            if isinstance(body, dict) and body.get("command") in ACTIONS:
                done = CommandResult("ok", carry_out(self, session_id, body, by)).as_dict()
                return self._remember(marker, done)
            resting = self.signals.resting(session_id)
            wanted, seen = read_command(self.live, self.connections, resting, session_id, body)
        except Refused as refused:
            session = self.live.session(session_id)
            return CommandResult("refused", session.v if session else 0, refused.sentence).as_dict()
        except StoreUnavailable:
            return dict(LATER)
        return self._remember(marker, self._submit(session_id, wanted, seen))

    def _check(self, session_id: str, body: Any, by: Member | None) -> None:
        """Raise Refused where this is not for whoever asks."""
        session = self.live.session(session_id)
        command = body.get("command") if isinstance(body, dict) else None
        if session and isinstance(command, str):
            team.check(session, team.desk_of(session, by), command)

    def _submit(self, session_id: str, wanted: Any, seen: int | None) -> dict[str, object]:
        try:
            answer = self.live.submit(session_id, wanted, seen)
        except StoreUnavailable:
            return dict(LATER)
        self.pulse.touch(session_id)
        return answer.as_dict()

    def _remember(self, marker: Any, answer: dict[str, object]) -> dict[str, object]:
        if isinstance(marker, str) and len(marker) <= 64:
            self._recent[marker] = answer
        while len(self._recent) > 256:
            self._recent.pop(next(iter(self._recent)))
        return answer


def realtime() -> Realtime:
    found: Realtime = current_app.extensions["workshop-realtime"]
    return found
