"""What the console reads while time goes on: who asks for somebody, what is offered, new texts, the drift.

Each part is HTML, and goes out only when it changed. None of it is ever part of a stage.
"""

from dataclasses import asdict, replace
from typing import Any

from workshop import engine
from workshop.authoring.changes import Watch
from workshop.authoring.shelves import Shelves
from workshop.live import questions, topics
from workshop.live.protocol import BOARD
from workshop.live.published_texts import to_vote_on
from workshop.live.submit import Live
from workshop.realtime import moderation_queue
from workshop.realtime.audiences import in_language
from workshop.realtime.broadcast import Broadcaster
from workshop.realtime.presence import Connection
from workshop.realtime.signals import Signals
from workshop.realtime.stages import language_of
from workshop.script.model import QUESTIONS, Poll
from workshop.session.gathered import MOST, Heaps, answers
from workshop.session.offers import suggested
from workshop.session.stage import stage_for
from workshop.session.state import Session
from workshop.session.team import FACILITATOR, LEAD, LEADING, MODERATOR, SUPPORT
from workshop.session.timing import drift
from workshop.store import team
from workshop.util.language import nearest_of_team, speaking

FOR_LEADS = ("keys", "drift", "signals", "offers", "questions", "texts", "gather", "topics", "team", "leader")
PARTS = {
    FACILITATOR: (*FOR_LEADS, "script"),
    LEADING: FOR_LEADS,
    LEAD: FOR_LEADS,
    SUPPORT: ("drift", "signals", "team"),
    MODERATOR: ("drift", "questions", "texts", "team"),
}


class Board:
    """`send` tells every console of a session; `greet` one that has just come."""

    def __init__(self, live: Live, broadcaster: Broadcaster, signals: Signals) -> None:
        self.broadcaster, self.signals = broadcaster, signals
        self.watch = Watch(live)
        self._told: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}  # session → (desk, language) → body

    def send(self, session: Session) -> None:
        desks = self.broadcaster.presence.desks_here(session.id)
        values = self.values(session) if desks else {}
        before, self._told[session.id] = self._told.get(session.id, {}), {}
        spoken = self.broadcaster.presence.languages(session.id)
        for desk, language in ((each, code) for each in desks for code in ("", *sorted(spoken.get(each, ())))):
            body = self._told[session.id][desk, language] = self.body(session, desk, values, language)
            if body != before.get((desk, language)):
                self.broadcaster.emit(BOARD, body, session.id, in_language(desk, language))

    def send_trouble(self, session_id: str) -> None:
        """While the database is away nothing can be drawn: all stays as it was told, below a line that says so."""
        trouble = self.broadcaster.live.trouble()
        if trouble is None:
            return
        template = self.broadcaster.app.jinja_env.get_template("host/_key_trouble.html")
        told = self._told.get(session_id, {})
        for (desk, language), before in list(told.items()):
            with speaking(self.broadcaster.app, nearest_of_team(language)):
                html = template.render(trouble=trouble).strip()
            if "keys" in PARTS[desk] and before.get("keys") != html:
                told[desk, language] = {**before, "keys": html}
                self.broadcaster.emit(BOARD, told[desk, language], session_id, in_language(desk, language))

    def greet(self, connection: Connection, session: Session) -> None:
        body = self.body(session, connection.audience, self.values(session), connection.language)
        self.broadcaster.emit_to(connection, BOARD, body)

    def body(self, session: Session, desk: str, values: dict[str, Any], language: str = "") -> dict[str, Any]:
        """{step, keys, drift, signals, offers, texts, topics, team, leader, script}: to each desk its own.

        `language`: where it is not the session's own.
        """
        stage = stage_for(session, desk)
        told = {**values, "stage": stage, "console": stage.console, "desk": desk}
        if desk == MODERATOR and values["queue"]:
            told["queue"] = replace(values["queue"], only_read=())  # meant for those who lead
        with speaking(self.broadcaster.app, nearest_of_team(language or language_of(session))):
            return {"step": session.current, **{part: self._part(part, told) for part in PARTS[desk]}}

    def values(self, session: Session) -> dict[str, Any]:
        return {
            "trouble": self.broadcaster.live.trouble(),
            "drift": drift(session, engine.now()) if session.phase == "live" else None,
            "calls": self.calls(session),
            "offers": suggested(session, self.signals.moments(session.id)),
            "gathering": self.gathering(session),
            "asked": self.asked(session),
            "askers": self.askers(session),
            "rounded": session.script.rules.sensitive,
            "queue": moderation_queue.queue(self.broadcaster.live, session),
            "topics": topics.counts(self.broadcaster.live, session, self.broadcaster.presence.inside(session.id)),
            "changed": self.watch.differs(Shelves.of(self.broadcaster.app.config).library, session),
            "team": self.team(session),
            "facilitator_here": any(
                connection.role == FACILITATOR for connection in self.broadcaster.presence.consoles(session.id)
            ),
        }

    def asked(self, session: Session) -> list[questions.Question]:
        """Questions from the room, where the script has them on."""
        if not session.script.rules.questions:
            return []
        with self.broadcaster.live.database.read() as conn:
            return questions.asked(self.broadcaster.live, conn, session)

    def askers(self, session: Session) -> dict[str, int]:
        """How many people have questions that wait until `k` have; empty where nobody has."""
        if not session.script.rules.questions:
            return {}
        with self.broadcaster.live.database.read() as conn:
            many = questions.askers(conn, session)
        return {"n": many, "k": session.script.k_of(QUESTIONS)} if many else {}

    def gathering(self, session: Session) -> dict[str, Any] | None:
        """Before a vote on texts: the heaps that were made, and what lies alone, as {id, text}."""
        step = session.step if session.phase == "live" else None
        if step is None or not isinstance(step.detail, Poll) or not step.detail.sources or session.poll(step.id):
            return None
        with self.broadcaster.live.database.read() as conn:
            texts = dict(to_vote_on(conn, session, step.id))
        heaps = session.heaps.get(step.id, Heaps())
        found = [{"id": h.id, "name": h.called(texts), "items": [i for i in h.items if i in texts]} for h in heaps.now]
        lying = {item for heap in found for item in heap["items"]}
        return {
            "step": step.id, "texts": texts, "heaps": [heap for heap in found if heap["items"]],
            "alone": [item for item in texts if item not in lying], "undo": heaps.now != heaps.before,
            "answers": len(answers(heaps, tuple(texts.items()))), "most": MOST,
        }  # fmt: skip

    def team(self, session: Session) -> list[dict[str, Any]]:
        """Who was invited to help: {id, name, role, here}. Whoever has not opened their link is not here."""
        with self.broadcaster.live.database.read() as conn:
            invited = team.everyone(conn, session.id)
        consoles = self.broadcaster.presence.consoles(session.id)
        here = {connection.member.id for connection in consoles if connection.member}
        return [{**asdict(each.member), "here": each.member.id in here} for each in invited]

    def _part(self, part: str, values: dict[str, Any]) -> str:
        template = self.broadcaster.app.jinja_env.get_template(f"fragments/facilitator/board/{part}.html")
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
        self.watch.forget(session_id)
