"""What the console reads while time goes on: who asks for somebody, what is offered, new texts, the drift.

Each part is HTML, and goes out only when it changed. None of it is ever part of a stage.
"""

from dataclasses import asdict, replace
from typing import Any

from workshop import engine, topics
from workshop.authoring.changes import Watch
from workshop.authoring.library import Library
from workshop.live import Live
from workshop.realtime.reading import Reading
from workshop.realtime.seats import Seat
from workshop.realtime.signals import Signals
from workshop.realtime.tell import Tell
from workshop.session.offers import suggested
from workshop.session.stage import stage_for
from workshop.session.state import Session
from workshop.session.team import FACILITATOR, LEAD, LEADING, MODERATOR, SUPPORT
from workshop.session.timing import drift
from workshop.store import team

FOR_LEADS = ("keys", "drift", "signals", "offers", "texts", "topics", "team", "leader")
PARTS = {
    FACILITATOR: (*FOR_LEADS, "script"),
    LEADING: FOR_LEADS,
    LEAD: FOR_LEADS,
    SUPPORT: ("drift", "signals", "team"),
    MODERATOR: ("drift", "texts", "team"),
}


class Board:
    """`send` tells every console of a session; `greet` one that has just come."""

    def __init__(self, live: Live, tell: Tell, signals: Signals) -> None:
        self.tell, self.signals = tell, signals
        self.reading = Reading(live)
        self.watch = Watch(live)
        self._told: dict[str, dict[str, dict[str, Any]]] = {}  # session → desk → body

    def send(self, session: Session) -> None:
        desks = self.tell.seats.desks(session.id)
        before, self._told[session.id] = self._told.get(session.id, {}), {}
        values = self.values(session) if desks else {}
        for desk in desks:
            body = self._told[session.id][desk] = self.body(session, desk, values)
            if body != before.get(desk):
                self.tell.emit("board", body, session.id, desk)

    def greet(self, seat: Seat, session: Session) -> None:
        self.tell.emit_to(seat, "board", self.body(session, seat.audience, self.values(session)))

    def body(self, session: Session, desk: str, values: dict[str, Any]) -> dict[str, Any]:
        """{step, keys, drift, signals, offers, texts, topics, team, leader, script}: to each desk its own."""
        stage = stage_for(session, desk)
        told = {**values, "stage": stage, "console": stage.console, "desk": desk}
        if desk == MODERATOR and values["pile"]:
            told["pile"] = replace(values["pile"], only_read=())  # meant for those who lead
        return {"step": session.current, **{part: self._part(part, told) for part in PARTS[desk]}}

    def values(self, session: Session) -> dict[str, Any]:
        return {
            "trouble": self.tell.live.keys.trouble(),
            "drift": drift(session, engine.now()) if session.phase == "live" else None,
            "calls": self.calls(session),
            "offers": suggested(session, self.signals.moments(session.id)),
            "pile": self.reading.pile(session),
            "topics": topics.counts(self.tell.live, session, self.tell.seats.inside(session.id)),
            "changed": self.watch.differs(Library(self.tell.app.config["SESSIONS_FOLDER"]), session),
            "team": self.team(session),
            "facilitator_here": any(seat.role == FACILITATOR for seat in self.tell.seats.of(session.id)),
        }

    def team(self, session: Session) -> list[dict[str, Any]]:
        """Who was invited to help: {id, name, role, here}. Whoever has not opened their link is not here."""
        with self.tell.live.database.read() as conn:
            invited = team.everyone(conn, session.id)
        here = {seat.member.id for seat in self.tell.seats.of(session.id) if seat.member}
        return [{**asdict(each.member), "here": each.member.id in here} for each in invited]

    def _part(self, part: str, values: dict[str, Any]) -> str:
        template = self.tell.app.jinja_env.get_template(f"fragments/facilitator/board/{part}.html")
        return template.render(**values).strip()

    def calls(self, session: Session) -> list[dict[str, str]]:
        """Who asks to be looked in on: {id, name, taken, group, room}."""
        seen = self.signals.seen(session.id, session.current)["look_in"]
        found = []
        for call in seen:
            group = session.group_of(call["id"])
            found.append({**call, "group": group.id if group else "", "room": group.room if group else ""})
        return found

    def forget(self, session_id: str) -> None:
        self._told.pop(session_id, None)
        self.reading.forget(session_id)
        self.watch.forget(session_id)
