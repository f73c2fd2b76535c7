"""A room of the attack on a server inside of the test: what a line would carry is asked of what draws it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from ear import CANARY
from inside import Browser, Inside
from random_room import HELPERS, Guest
from rewriting import rewritten
from watched_room import OUTSIDERS, WatchedRoom

from tests.support.team import link_in
from workshop.live import questions
from workshop.live.published_texts import take_down
from workshop.people.identity import read_token
from workshop.realtime import moderation_queue
from workshop.realtime.audiences import OUTSIDE, audience_for
from workshop.realtime.presence import Connection
from workshop.realtime.stages import _outside
from workshop.session.audience_names import PROJECTOR
from workshop.session.commands import ApplyScript
from workshop.session.group_moves import NEW
from workshop.session.stage import Stage
from workshop.session.state import Session
from workshop.session.team import FACILITATOR, MODERATOR
from workshop.store import people, sessions, state_json

OWN = (
    "guests", "texts", "gone", "unsaid", "private", "words", "asking", "voters", "out", "over", "first", "missed",
    "waiting", "made", "last", "phase", "blanks",
)  # fmt: skip
PAGES = 0.15
QUEUE = re.compile(r"ModerationQueue\(step='([\w-]+)'")
ITEM = re.compile(r"\bLine\(id='(\w+)'|'(\w{32})': '")  # of the queue, and of what lies to be gathered


class Line:
    """What somebody hears: `drain` looks at all that they would be sent now."""

    def __init__(self, room: "InsideRoom", audience: str = "", token: bytes = b"") -> None:
        self.room, self.audience, self.token = room, audience, token
        self.heard: set[str] = set()
        self.open = True

    def __deepcopy__(self, _memo: object) -> "Line":
        return self

    @property
    def here(self) -> Connection | None:
        """None for somebody whose secret is another one by now."""
        session = self.room.session
        who = people.at_once(self.room.server.live.database, session.id, self.token)
        return who and Connection("", session.id, "participant", audience_for(session, who), who, self.token)

    @property
    def mine(self) -> dict[str, Any]:
        here = self.here
        return self.room.server.service.broadcaster.own.of(self.room.session, here) if here else {}

    def drain(self) -> None:
        self.heard = set(CANARY.findall(self.told()))

    def told(self) -> str:
        if not self.token:
            return self.room.desk(self.audience)
        return self.room.drawn("phone", self.token.hex(), self._phone)

    def _phone(self) -> str:
        here = self.here
        if here is None or here.who is None:
            return ""
        asked = self.room.drawn("asked", "", self.room.asked) if here.who.state == "in" else ""
        return self.room.stage(here.audience) + repr(self.mine) + asked

    @property
    def said(self) -> str:
        """The ids of the texts that the console offers something to do with."""
        told = self.room.desk(self.audience)
        step = "".join(QUEUE.findall(told)[:1])
        found = (item[1] or item[2] for item in ITEM.finditer(told))
        return "".join(f'data-step=\\"{step}\\" data-item=\\"{item}' for item in found)

    def ask(self, _event: str, body: dict[str, Any]) -> dict[str, Any]:
        here = self.here
        if here is None or here.who is None:
            return {"status": "gone"}
        return dict(self.room.server.service.accept_op(here.who, self.token, body))

    def leave(self) -> None:
        pass


class InsideRoom(WatchedRoom):
    server: Inside
    phase = "lobby"

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.http = Browser(self.server)
        self._drawn: dict[tuple[str, str], str] = {}
        self._drawn_at = self._judged_at = (0, 0)  # changes of the database, v

    @property
    def session(self) -> Session:
        found = self.server.live.session(self.id)
        assert found is not None
        return found

    def furnish(self, ana: Browser, neighbour: Browser) -> None:
        """With a helper of each role: who of them looks is a matter of luck."""
        self.browsers = {"facilitator": ana, "neighbour": neighbour}
        for role in HELPERS:
            path = f"/host/sessions/{self.id}/team"
            link = link_in(ana.post(path, data={"name": role.title(), "role": role}))
            browser = self.browsers[role] = Browser(self.server)
            path, _, secret = link[link.index("/team/") :].partition("#")
            assert browser.post(path, data={"secret": secret}).status_code == 303
            self.lines[role] = Line(self, role)
        self.lines |= {"facilitator": Line(self, FACILITATOR), "screen": Line(self, PROJECTOR)}

    def connect(self, guest: Guest) -> None:
        token = read_token(guest.cookie.partition("=")[2])
        assert token
        guest.ears.append(Line(self, token=token))
        here = guest.ears[-1].here
        guest.id = here.who.id if here and here.who else guest.id

    def do(self, command: str, **more: Any) -> bool:
        service = self.server.service
        for line in (ear for guest in self.guests.values() for ear in guest.ears[-1:]):
            if (here := line.here) and here.who:
                service.presence.seen(self.id, here.who)
        done = service.command(self.id, {"command": command, **more})["status"] == "ok"
        self.writing_is_over()  # also where the next command of the same act leads back to the box
        self.later()
        return done

    def outside(self) -> set[str]:
        with self.server.live.database.read() as conn:
            return {each.nickname for each in people.everyone(conn, self.id) if each.state != "in"}

    def rewrite(self) -> None:
        """In a way that could change who reads what; unlike a real server this one reads no file."""
        with self.server.live.database.read() as conn:
            text, included = sessions.held(conn, self.id) or ("", {})
        script = rewritten(text, self.dice)
        made = state_json.compile_script(script, included, self.session.script.rules)
        self.server.live.submit(self.id, ApplyScript(made, script, included))
        self.last = None

    def later(self) -> None:
        """Some seconds have gone by, and the clocks and the pulse have done what they do."""
        self.server.clock += self.dice.choice((0.5, 0.5, 4))
        self.server.live.on_due(self.id)
        take_down(self.server.live, self.id)
        self.server.live.joined.tell(self.server.live.database, self.session)

    def step(self) -> dict[str, Any]:
        session = self.session
        self.phase = "ended" if session.settled else "live"  # while it can be taken back it is not over
        step = session.step
        if step is None or session.phase != "live":
            return {"id": "", "phase": "", "kind": ""}
        return {"id": step.id, "phase": session.step_phase(), "kind": step.kind.value}

    def groups(self) -> list[str]:
        run = self.session.breakout()
        return ["", NEW, *(group.id for group in (run.groups if run else ()) for _ in range(2))]

    def get(self, who: str, path: str) -> Any:
        browser = Browser(self.server, self.guests[who].cookie) if who in self.guests else self.browsers.get(who)
        return (browser or Browser(self.server)).get(path)

    def form(self, guest: Guest, path: str, **fields: str) -> Any:
        return Browser(self.server, guest.cookie).post(path, data=fields)

    def cookies_after(self, path: str, **fields: str) -> dict[str, str]:
        return Browser(self.server).post(path, data=fields).cookies

    def desk(self, audience: str) -> str:
        return self.drawn("desk", audience, lambda: self.stage(audience) + self.board(audience))

    def stage(self, audience: str) -> str:
        """All that its pages are made of."""
        return self.drawn("stage", audience, lambda: repr(self._stage(self.session, audience)))

    def asked(self) -> str:
        """The questions on the page that everybody in the room has."""
        live, session = self.server.live, self.session
        with live.database.read() as conn:
            return repr(questions.for_all(live, conn, session))

    def drawn(self, what: str, audience: str, draw: Callable[[], str]) -> str:
        """Once for all who look, until something has changed."""
        if (now := (self.server.transaction.driver.total_changes, self.session.v)) != self._drawn_at:
            self._drawn_at = now
            self._drawn.clear()
        if (what, audience) not in self._drawn:
            self._drawn[what, audience] = draw()
        return self._drawn[what, audience]

    def _stage(self, session: Session, audience: str) -> Stage:
        stages = self.server.service.broadcaster.stages
        return _outside(session, audience) if audience in OUTSIDE else stages._inside(session, audience)

    def board(self, audience: str) -> str:
        if audience not in (FACILITATOR, MODERATOR):
            return ""
        queue, board = moderation_queue.queue(self.server.live, self.session), self.server.service.pulse.board
        asked = repr(board.asked(self.session)) + repr(board.askers(self.session))
        if audience == MODERATOR:  # what is drawn for them is among the pages
            return repr(queue and (queue.waiting, queue.shown, queue.kept_back)) + asked
        return repr(queue) + repr(board.gathering(self.session)) + asked

    def surfaces(self, whole: bool) -> dict[str, dict[str, str]]:
        """After each act the console as it is; and one page of one who looks, where it is to be the `whole`."""
        console = {"team": {"console": self.lines["facilitator"].told()}}
        page = self.one_page() if whole else {}
        return console | {who: {**console.get(who, {}), **told} for who, told in page.items()}

    def one_page(self) -> dict[str, dict[str, str]]:
        """Of one who looks, by chance."""
        who = self.dice.choice([*OUTSIDERS, *HELPERS, *self.guests, "team", "team", "screen"])
        looks = {
            **dict.fromkeys(OUTSIDERS, self.surfaces_of_outsiders), **dict.fromkeys(HELPERS, self.surfaces_of_helper),
            "team": lambda _: self.surfaces_of_the_team(), "screen": lambda _: self.surfaces_of_the_screen(),
        }  # fmt: skip
        return {who: looks.get(who, self.surfaces_of)(who)}

    @contextmanager
    def a_way(self) -> Iterator[None]:
        """What happens here has not happened afterwards."""
        before = {name: deepcopy(getattr(self, name)) for name in OWN}
        try:
            with self.server.a_way(self.id):
                yield
        finally:  # after a fault, too: what never happened would be taken for another one in the next tree
            for name, value in before.items():
                setattr(self, name, value)
            self._drawn_at = self._judged_at = (0, 0)

    def stolen(self, loot: bytes) -> None:
        """And whoever reads its tables finds no name beside a text that was promised to have none."""
        super().stolen(loot)
        rows = self.server.transaction.driver.execute("SELECT sees, name, text FROM shared").fetchall()
        named = [
            text
            for sees, name, text in rows
            if name and sees not in ("everyone with names", "facilitators with names", "my group")
        ]
        assert named == [], named

    def all_lines(self) -> list[tuple[str, Line]]:
        """Beside the guests and who leads one of the helpers and the screen, by chance."""
        everybody = super().all_lines()
        beside = self.dice.choice((*HELPERS, "screen"))
        return [each for each in everybody if each[0] in (beside, "team") or each[0] in self.guests]

    def judged(self, whole: bool = False) -> None:
        """Unless nothing has changed since. A page is looked at now and then: it costs as much as all before it."""
        now = (self.server.transaction.driver.total_changes, self.session.v)
        page = whole and self.dice.random() < PAGES
        if page or now != self._judged_at:
            self._judged_at = now
            super().judged(page)
