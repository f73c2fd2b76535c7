"""What the console reads while time goes on: who asks for somebody, what is offered, new texts, the drift.

Each part is HTML, and goes out only when it changed. None of it is ever part of a stage.
"""

from typing import Any

from workshop import engine
from workshop.live import Live
from workshop.realtime.reading import Reading
from workshop.realtime.seats import Seat
from workshop.realtime.signals import Signals
from workshop.realtime.tell import Tell
from workshop.session.offers import suggested
from workshop.session.stage import FACILITATOR, stage_for
from workshop.session.state import Session
from workshop.session.timing import drift

PARTS = ("drift", "signals", "offers", "texts")


class Board:
    """`send` tells every console of a session; `greet` one that has just come."""

    def __init__(self, live: Live, tell: Tell, signals: Signals) -> None:
        self.tell, self.signals = tell, signals
        self.reading = Reading(live)
        self._told: dict[str, dict[str, Any]] = {}

    def send(self, session: Session) -> None:
        if not any(seat.role == FACILITATOR for seat in self.tell.seats.of(session.id)):
            return
        body = self.body(session)
        if body != self._told.get(session.id):
            self._told[session.id] = body
            self.tell.emit("board", body, session.id, FACILITATOR)

    def greet(self, seat: Seat, session: Session) -> None:
        self.tell.emit_to(seat, "board", self.body(session))

    def body(self, session: Session) -> dict[str, Any]:
        """{step, drift, signals, offers, texts}"""
        stage = stage_for(session, FACILITATOR)
        values = {
            "stage": stage,
            "console": stage.console,
            "drift": drift(session, engine.now()) if session.phase == "live" else None,
            "calls": self.calls(session),
            "offers": suggested(session, self.signals.moments(session.id)),
            "pile": self.reading.pile(session),
        }
        return {"step": session.current, **{part: self._part(part, values) for part in PARTS}}

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
