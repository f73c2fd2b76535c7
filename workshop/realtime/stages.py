"""Stages as HTML: rendered once for each audience and v, kept until the next one."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask

from workshop.live.published_texts import hanging
from workshop.live.questions import pinned
from workshop.live.submit import Live
from workshop.places import pictures
from workshop.realtime.audiences import OUTSIDE
from workshop.script.model import Step, Wall
from workshop.session.audience_names import role_of
from workshop.session.results import Result
from workshop.session.stage import Stage, stage_for
from workshop.session.state import Session
from workshop.session.step_views import public
from workshop.session.team import MODERATOR
from workshop.store import looks, sessions
from workshop.util import qr
from workshop.util.language import addressing, nearest, nearest_of_team, speaking


@dataclass(frozen=True, slots=True)
class Rendered:
    """A stage as it goes out, without what depends on the moment (timers, t)."""

    v: int
    html: str
    step: str
    phase: str
    made_of_it: dict[Hashable, Any] = field(default_factory=dict, compare=False)  # by pages, gone with it


Hung = tuple[tuple[str, ...], ...]  # of each of a wall's steps what hangs


@dataclass(slots=True)
class Drawn:
    """What the screens of a session show at this v. A language or a console that comes later is drawn with what there
    is then: as long as two of them differ, not all of them show what there is now."""

    v: int
    walls: set[Hung] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)


def language_of(session: Session) -> str:
    """The language of the shared screen, and of everybody who has not chosen another one."""
    return nearest(session.script.rules.language)


def words_for(session: Session, language: str = "") -> str:
    """As `speaking` takes it: the session's language or another one, with the script's form of address."""
    return addressing(language or language_of(session), session.script.rules.address)


class Stages:
    """The one place where a stage becomes HTML."""

    def __init__(self, app: Flask, live: Live) -> None:
        self.app = app
        self.live = live
        self._rendered: dict[tuple[str, str, str], Rendered] = {}
        self._drawn: dict[str, Drawn] = {}
        self._epochs: dict[str, str] = {}

    def rendered(self, session: Session, audience: str, language: str = "") -> Rendered:
        """The audience's stage, rendered at the first asking for this v and taken from the cache after that.

        `language`: where it is not the session's own. Each one in use costs one rendering, however many read it.
        """
        key = (session.id, audience, language)
        known = self._rendered.get(key)
        if known is not None and known.v == session.v:
            return known
        outside = audience in OUTSIDE
        stage = _outside(session, audience) if outside else self._inside(session, audience)
        made = Rendered(
            session.v,
            self.render(stage, words_for(session, language), session.script.rules.language),
            "" if outside else session.current,
            stage.phase,
        )
        if known is None or known.v < session.v:
            self._rendered[key] = made
        return made

    def _inside(self, session: Session, audience: str) -> Stage:
        columns, asked = self._texts(session), self._question(session)
        self._remember(session, columns, asked)
        texts = [text for column in columns for text in column]
        return stage_for(session, audience, texts, [len(column) for column in columns], asked)

    def _remember(self, session: Session, columns: Hung, asked: str) -> None:
        drawn = self._drawn.get(session.id)
        if drawn is None or drawn.v < session.v:
            drawn = self._drawn[session.id] = Drawn(session.v)
        drawn.walls.add(columns)
        drawn.questions.add(asked)

    def _question(self, session: Session) -> str:
        if not session.question_marks:
            return ""
        with self.live.database.read() as conn:
            return pinned(conn, session)

    def render(self, stage: Stage, language: str, theirs: str = "") -> str:
        """The fragment of a stage. Needs no request: it is the same for all in the audience who read this language.

        `theirs`: what the script is written in.
        """
        template = self.app.jinja_env.get_template(f"fragments/{role_of(stage.audience)}/{stage.screen}.html")
        url, code = self.app.config["PUBLIC_URL"], self._code(stage)
        image = qr.svg(f"{url}/#{code}") if code else ""
        plain = language.partition("@")[0]  # those who lead are addressed in one way
        worn = self._looks(stage.session_id, plain) if role_of(stage.audience) != "participant" else {}
        told = {"stage": stage, "url": url, "code": code, "qr": image, "delete_on": self._delete_on(stage), **worn}
        told["practice"] = self._practice(stage)
        told["lang"] = "" if role_of(stage.audience) == "facilitator" else theirs
        spoken = nearest_of_team(plain) if role_of(stage.audience) == "facilitator" else language
        with speaking(self.app, spoken):
            html = template.render(told)
        return pictures.of_session(self.app, self.live.database, html, stage.session_id) if "/media/" in html else html

    def render_result(self, result: Result, step: Step, language: str, theirs: str = "") -> str:
        """A chart alone: the running result of a poll that is shown live."""
        template = self.app.jinja_env.get_template("fragments/_running.html")
        with speaking(self.app, language):
            return template.render(
                lang=theirs, result=result, step=public(step)
            )  # what is right waits until all have answered

    def _code(self, stage: Stage) -> str | None:
        """Only those who may let people in see the join code."""
        if role_of(stage.audience) == "participant" or stage.audience == MODERATOR:
            return None
        with self.live.database.read() as conn:
            record = sessions.record_of(conn, stage.session_id)
        return record.code if record else None

    def _practice(self, stage: Stage) -> bool:
        """Nobody real sees what is missing there, so nothing has to be filled in before its start."""
        if stage.screen != "lobby" or role_of(stage.audience) != "facilitator":
            return False
        with self.live.database.read() as conn:
            record = sessions.record_of(conn, stage.session_id)
        return record is not None and record.rehearsal

    def _delete_on(self, stage: Stage) -> date | None:
        """Told to participants at the end."""
        if stage.screen != "ended" or role_of(stage.audience) != "participant":
            return None
        with self.live.database.read() as conn:
            record = sessions.record_of(conn, stage.session_id)
        return record.delete_on if record else None

    def _looks(self, session_id: str, language: str) -> dict[str, object]:
        """How the shared screen and the console look: whose logo and colour, which theme, which language."""
        session = self.live.session(session_id)
        with self.live.database.read() as conn:
            look = looks.of_session(conn, session_id)
        return {"look": look, "wears": session.script.rules.theme if session else "", "language": language}

    def _texts(self, session: Session) -> Hung:
        step = session.step
        if step is None or not isinstance(step.detail, Wall):
            return ()
        sources = step.detail.sources
        with self.live.database.read() as conn:
            columns = tuple(tuple(s.text for s in hanging(conn, session, source)) for source in sources)
        return columns if sum(map(len, columns)) >= session.script.k_of(step) else ()  # a few look like none

    def wall_changed(self, session: Session) -> bool:
        """Whether something was shared or taken back since the wall, or the question, on the screen was drawn."""
        drawn = self._drawn.get(session.id)
        if drawn is None or drawn.v != session.v:
            return False
        asked = drawn.questions - {""}
        if asked and asked != {self._question(session)}:
            return True
        on_wall = session.phase == "live" and session.step is not None and isinstance(session.step.detail, Wall)
        return on_wall and drawn.walls != {self._texts(session)}

    def epoch(self, session_id: str) -> str:
        """The run of the database that this session's v counts in; another one after a restore."""
        if session_id not in self._epochs:
            with self.live.database.read() as conn:
                record = sessions.record_of(conn, session_id)
            self._epochs[session_id] = record.epoch if record else ""
        return self._epochs[session_id]

    def forget(self, session_id: str) -> None:
        self._epochs.pop(session_id, None)
        self._drawn.pop(session_id, None)
        for key in [k for k in self._rendered if k[0] == session_id]:
            del self._rendered[key]


def _outside(session: Session, audience: str) -> Stage:
    """For who waits at the door or was removed: that, and whether the workshop is over. Nothing of the room."""
    phase = "ended" if session.phase == "ended" else audience
    return Stage(audience, audience, session.id, session.script.title, session.v, phase)
