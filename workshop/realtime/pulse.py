"""Once a second, only where something changed: turnout and presence. And the beat, every five seconds."""

from typing import Any

from workshop import engine
from workshop.live import own_state
from workshop.live.protocol import BEAT, PEOPLE, PULSE, TALLY, BeatFrame, PulseFrame, TallyFrame
from workshop.live.published_texts import take_down
from workshop.live.submit import Live
from workshop.places import pictures
from workshop.realtime.audiences import OUTSIDE, ROOM, TALLIED, in_language
from workshop.realtime.board import PARTS, Board
from workshop.realtime.broadcast import Broadcaster
from workshop.realtime.people_list import Everybody, PeopleList
from workshop.realtime.presence import CONSOLES, Connection, Presence
from workshop.realtime.signals import Signals
from workshop.realtime.stages import words_for
from workshop.session import bands, capacity
from workshop.session import commands as cmd
from workshop.session.stage import waits_for_answers
from workshop.session.state import Session
from workshop.session.team import MODERATOR
from workshop.sharing import Peers
from workshop.store import people
from workshop.store.database import StoreUnavailable

PULSE_SECONDS = 1.0
BEAT_SECONDS = 5.0


class Pulse:
    """`touch` marks a session; its numbers go out within a second, however many touched it."""

    def __init__(
        self, live: Live, presence: Presence, broadcaster: Broadcaster, signals: Signals, peers: Peers
    ) -> None:
        self.peers = peers
        self.live, self.presence, self.broadcaster, self.signals = live, presence, broadcaster, signals
        self.list = PeopleList()
        self.board = Board(live, broadcaster, signals)
        self._touched: set[str] = set()
        self._to_share: set[str] = set()
        self._running = False
        self._beating = False
        self._told: dict[str, tuple[int, int, dict[str, Any]]] = {}  # session → when counted, at which v, what
        self._said: dict[str, PulseFrame] = {}  # session → the numbers that everybody in the room has

    def touch(self, session_id: str) -> None:
        """Something that is counted has changed; other processes hear of it once a second at most."""
        self._to_share.add(session_id)
        self.touch_here(session_id)

    def touch_here(self, session_id: str) -> None:
        self._touched.add(session_id)
        if not self._running:
            self._running = True
            engine.spawn(self._run)

    def _run(self) -> None:
        """Runs while sessions are touched, then stops: an idle server does nothing."""
        engine.sleep(0.2)  # the first number comes soon, the next a second later
        try:
            while self._touched:
                self._share()
                for session_id in self._take():
                    engine.attempt(self.send, session_id)
                    engine.sleep(0)  # fifty workshops at once would be a tenth of a second for everybody else
                engine.sleep(PULSE_SECONDS)
        finally:
            self._running = False

    def _share(self) -> None:
        shared, self._to_share = self._to_share, set()
        if shared:
            self.peers.tell("touch", sessions=sorted(shared))

    def _take(self) -> set[str]:
        taken, self._touched = self._touched, set()
        return taken

    def send(self, session_id: str) -> None:
        try:
            self._send(session_id)
        except StoreUnavailable:
            self._touched.add(session_id)  # once more in a second

    def _send(self, session_id: str) -> None:
        numbers = self.numbers(session_id)
        if numbers is None:
            return
        self._tell_numbers(session_id, numbers)
        desks = self.presence.desks_here(session_id) - {MODERATOR}  # who reads texts learns no names
        self._tell_people(session_id, desks)
        self._tally(session_id)
        self._write_board(session_id)

    def _tell_numbers(self, session_id: str, numbers: PulseFrame) -> None:
        """Nothing where all in the room have them: phones lay them over each new stage, so a step needs none anew."""
        arrived = self.broadcaster.audiences.arrived
        if session_id in arrived or numbers != self._said.get(session_id):
            arrived.discard(session_id)
            self._said[session_id] = numbers
            self.broadcaster.emit(PULSE, numbers, session_id, ROOM)

    def _tell_people(self, session_id: str, desks: set[str]) -> None:
        if not desks:
            self.list.forget(session_id)
            return
        everybody = self.people(session_id)
        changed = self.list.difference(session_id, everybody)
        if changed is None:
            return
        whole = self.list.whole(session_id, everybody)
        for connection in self.presence.of(session_id):
            if connection.role in CONSOLES and connection.audience in desks:
                self.broadcaster.emit_to(connection, PEOPLE, changed if connection.differences else whole)

    def greet_with_people(self, connection: Connection) -> None:
        """All of them to a console that has just come, or that missed a difference."""
        if connection.role in CONSOLES and connection.audience != MODERATOR:
            everybody = self.list.whole(connection.session, self.people(connection.session))
            self.broadcaster.emit_to(connection, PEOPLE, everybody)

    def _write_board(self, session_id: str) -> None:
        """What only the console reads; and a wall is drawn anew where its texts are others by now."""
        session = self.live.session(session_id)
        if session is None:
            return
        take_down(self.live, session_id)
        self.live.joined.tell(self.live.database, session)
        self.board.send(session)
        if self.broadcaster.stages.wall_changed(session):
            anew = cmd.RefreshWall(session.current, engine.now())
            self.live.submit(session_id, anew, session.v)  # other servers see it, too: once is enough

    def greet(self, connection: Connection) -> None:
        session = self.live.session(connection.session)
        if session is not None:
            self.board.greet(connection, session)
            self.greet_with_people(connection)

    def _tally(self, session_id: str) -> None:
        session = self.live.session(session_id)
        spoken = set().union(*self.presence.languages(session_id).values())
        for language in ("", *sorted(spoken)) if session else ():
            told = self.tally(session, language) if session else None
            if told:
                self.broadcaster.emit(TALLY, told, session_id, TALLIED + language)

    def tally(self, session: Session, language: str = "") -> TallyFrame | None:
        """The bars of a poll with `results: live`, no oftener than the numbers, so that no single vote shows."""
        result = self.live.so_far(session)
        if session.step is None or result is None:
            return None
        drawn = self.broadcaster.stages.render_result(
            result, session.step, words_for(session, language), session.script.rules.language
        )
        html = pictures.of_session(self.broadcaster.app, self.live.database, drawn, session.id)
        return {"step": session.current, "html": html}

    def beside(self, session: Session, desk: str, language: str = "") -> dict[str, Any]:
        """What a desk hears beside its stage, for one that can only ask; `language`: its own choice, or empty."""
        told = dict(self._counted(session))
        if desk in PARTS:
            told["board"] = self.board.body(session, desk, self.board.values(session), language)
        if desk in PARTS and desk != MODERATOR:
            told["people"] = self.people(session.id)
        return {name: body for name, body in told.items() if body}

    def beside_phone(self, session: Session, language: str) -> dict[str, Any]:
        """{pulse, tally?} for a phone that can only ask; `language`: its own choice, or empty."""
        told = dict(self._counted(session))
        if language and told["tally"]:
            told["tally"] = self.tally(session, language)
        return {name: body for name, body in told.items() if body}

    def _counted(self, session: Session) -> dict[str, Any]:
        """Numbers and bars, counted once a second however often is asked: as they are told to everybody else."""
        now, (at, v, told) = engine.monotonic_ns(), self._told.get(session.id, (0, -1, {}))
        if v != session.v or now - at > PULSE_SECONDS * 1e9:
            told = {"pulse": self.numbers(session.id), "tally": self.tally(session)}
            self._told[session.id] = (now, session.v, told)
        return told

    def numbers(self, session_id: str, rehearsal: bool = False) -> PulseFrame | None:
        """{answered, of, connected, about?}; `answered` is 0 where nothing is asked.

        In a small room in sensitive care no number tells when somebody answered: `about` says it in words. Made-up
        people of a `rehearsal` need no such care.
        """
        session = self.live.session(session_id)
        if session is None:
            return None
        connected = len(self.presence.inside(session_id))
        step = waits_for_answers(session)
        answered = own_state.turnout(self.live, session, step) if step else 0
        of = max(connected, answered)
        if step and session.script.rules.sensitive and not rehearsal and connected <= bands.SMALL:
            least, about = bands.turnout(answered, connected)  # of those here: more than these would be a number
            return {"answered": least, "of": connected, "connected": connected, "about": about}
        return {"answered": answered, "of": of, "connected": connected}

    def people(self, session_id: str) -> Everybody:
        """Everybody who joined, by name, and what they signal: for the console only."""
        here = self.presence.here(session_id)
        with self.live.database.read() as conn:
            everyone = people.everyone(conn, session_id)
        listed = [{"id": p.id, "name": p.nickname, "here": p.id in here, "state": p.state} for p in everyone]
        session = self.live.session(session_id)
        seen = self.signals.seen(session_id, session.current if session else "")
        if session and (run := session.breakout()) and run.phase != "recalled":
            seen["resting"] = 0  # beside the list of those on their own, a number would be a name
        return {"people": listed, **seen, **self._seats_left(session_id, len(listed))}  # type: ignore[typeddict-item]

    def _seats_left(self, session_id: str, listed: int) -> dict[str, int]:
        """How many never came, for how many there is room, and whether the list is full."""
        session = self.live.session(session_id)
        unseen = len(self.presence.unseen(session_id))
        if session is None:
            return {"unseen": unseen, "seats": 0, "left": 0}
        left = capacity.altogether(session) - listed
        return {"unseen": unseen, "seats": capacity.inside(session) or 0, "left": max(0, left)}

    def forget(self, session_id: str) -> None:
        self._told.pop(session_id, None)
        self._said.pop(session_id, None)
        self.board.forget(session_id)

    # The beat

    def start_beating(self) -> None:
        if not self._beating:
            self._beating = True
            engine.spawn(self._beat)

    def _beat(self) -> None:
        """Lets a browser notice a stage that was lost and that no later one would reveal."""
        try:
            while self.presence.sessions():
                engine.sleep(BEAT_SECONDS)
                for session_id in self.presence.sessions():
                    engine.attempt(self._beat_one, session_id)  # one that fails takes no heart from the others
                    engine.sleep(0)
        finally:
            self._beating = False

    def _beat_one(self, session_id: str) -> None:
        try:
            self._beat_now(session_id)
        except StoreUnavailable:  # it is in the log, and the next beat may find it back
            self.board.send_trouble(session_id)

    def _beat_now(self, session_id: str) -> None:
        self.broadcaster.leader_absence.look(session_id)  # a console that only asks goes without a word
        session = self.live.session(session_id)
        if session is not None:
            if not self.live.cache.alone:
                self.broadcaster.on_news(session)  # of which no word reached us
            now = round(engine.now() * 1000)
            body = BeatFrame(e=self.broadcaster.stages.epoch(session_id), v=session.v, now_ms=now)
            self.broadcaster.emit(BEAT, body, session_id, ROOM)
            spoken = self.presence.languages(session_id)
            for audience in OUTSIDE:  # a sign of life, which does not tell that the room goes on
                for language in ("", *spoken.get(audience, ())):
                    self.broadcaster.emit(BEAT, {**body, "v": 0}, session_id, in_language(audience, language))
            self.board.send(session)
