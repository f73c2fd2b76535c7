"""A room that anything may happen in, on a real server: its people, and those who lead.

What was written, and whom its writer was promised as readers, is kept here from what stood on the writer's phone; no
rule of the server is asked.
"""

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from ear import Ear

from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import KEY, Server
from tests.support.team import link_in, open_link

SEES = (
    "my group",
    "only me",
    "facilitators",
    "facilitators with names",
    "everyone without names",
    "everyone with names",
)
NOT_KEPT = "no note"  # a draft, or what the server refused
HELPERS = ("support", "moderator")
READ = ("", "de", "", "ar")
QUESTIONS_TOGETHER = 3  # as many people as the scripts have for minimum answers


@dataclass(slots=True)
class Text:
    """`sees`: as the writer was promised. `readers`: whom their phone named, where that is a group."""

    writer: str
    step: str
    field: str
    sees: str
    readers: set[str]


@dataclass(slots=True)
class Guest:
    name: str
    cookie: str
    id: str = ""
    ears: list[Ear] = field(default_factory=list)
    inside: bool = True
    shown: dict[str, Any] | None = None
    n: int = 0
    reads: str = ""  # the language that they chose; empty: the workshop's

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{self.cookie}; reads-in={self.reads}" if self.reads else self.cookie}


class Room:
    """`blanks`: by step the names of its boxes; `polls`: those that take words."""

    def __init__(
        self, server: Server, script: str, blanks: dict[str, list[str]], dice: random.Random, tag: str
    ) -> None:
        self.server, self.dice, self.tag, self.blanks, self.care = server, dice, tag, {**blanks}, script
        self.http = requests.Session()
        self.http.trust_env = False  # else it asks the environment for proxies each time
        self.http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each asks with a cookie of their own
        made = server.create(script)
        self.id, self.code = made["id"], made["code"]
        self.guests: dict[str, Guest] = {}
        self.texts: dict[str, Text] = {}
        self.gone: set[str] = set()
        self.unsaid: set[str] = set()  # drafts: nobody's but their writer's, and on no disk
        self.private: dict[str, str] = {}  # what the team wrote to one alone
        self.words: dict[str, tuple[str, int]] = {}  # in polls: the step, and which asking
        self.asking: dict[str, int] = defaultdict(lambda: 1)
        self.voters: dict[tuple[str, int], dict[str, set[str]]] = defaultdict(dict)
        self.out: set[str] = set()
        self.over: set[str] = set()
        self.waiting: dict[str, str] = {}  # questions that nobody else may read yet, and whose they are
        self.first: set[tuple[str, str]] = set()
        self.missed: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self.seen: dict[str, int] = defaultdict(int)  # how often, by what: the controls
        self.made = 0
        self.last: dict[str, Any] | None = None
        self.lines: dict[str, Ear] = {}

    # Coming in

    def furnish(self, ana: Leader, neighbour: Visitor) -> None:
        """Those who lead, one who helps, the screen, and who leads next door."""
        self.browsers = {"facilitator": ana.http, "neighbour": neighbour.http}
        self.helper = self.dice.choice(HELPERS)
        about = {"name": self.helper.title(), "role": self.helper}
        made = ana.sends("POST", f"/host/sessions/{self.id}/team", data=about)
        visitor, _ = open_link(self.server, link_in(made))
        name = f"workshop-team-{self.id}"
        self.browsers[self.helper] = visitor.http
        self.lines[self.helper] = self.ear("team", cookie=f"{name}={visitor.http.cookies[name]}")
        self.lines["facilitator"] = self.ear("facilitator", key=KEY)
        self.lines["screen"] = self.ear("projector", key=KEY)

    def ear(self, role: str, cookie: str = "", **more: str) -> Ear:
        return Ear(self.server, {"session": self.id, "as": role, **more}, cookie)

    def come(self) -> None:
        name = f"Vogel {chr(65 + len(self.guests))}{self.tag}"
        joined = self.api("POST", "/join", {"code": self.code, "nickname": name}, key="")
        if joined.status_code != 201:
            return
        reads = READ[len(self.guests) % len(READ)]
        guest = self.guests[name] = Guest(name, joined.json()["cookie"], reads=reads)
        self.connect(guest)

    def connect(self, guest: Guest) -> None:
        ear = self.ear("participant", guest.headers["Cookie"])
        guest.ears.append(ear)
        guest.id = ear.mine.get("person") or guest.id or self.id_of(guest.name)

    def id_of(self, name: str) -> str:
        """As the console knows them: a phone that waits at the door is not told."""
        state = self.get("facilitator", f"/host/sessions/{self.id}/state").text
        found = re.search(r'"id":"(\w+)","name":"' + re.escape(name), state)
        return found[1] if found else ""

    # What is asked

    def api(self, method: str, path: str, body: Any = None, key: str = KEY) -> requests.Response:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return self.http.request(method, f"{self.server.url}/api{path}", json=body, headers=headers, timeout=30)

    def do(self, command: str, **more: Any) -> bool:
        self.last = None
        return self.api("POST", f"/sessions/{self.id}/commands", {"command": command, **more}).json()["status"] == "ok"

    def get(self, who: str, path: str) -> requests.Response:
        """As one of those who lead, a guest, or (with an empty name) a stranger."""
        browser = self.browsers.get(who, self.http)
        headers = self.guests[who].headers if who in self.guests else {}
        return browser.get(self.server.url + path, headers=headers, timeout=30)

    def form(self, guest: Guest, path: str, **fields: str) -> requests.Response:
        visitor = Visitor(self.server)
        name, _, value = guest.cookie.partition("=")
        visitor.http.cookies.set(name, value)
        return visitor.post(path, f"/my/{self.id}", **fields)

    def cookies_after(self, path: str, **fields: str) -> dict[str, str]:
        """What a browser that was never here has once it has sent this form."""
        other = Visitor(self.server)
        other.post(path, path, **fields)
        return other.http.cookies.get_dict()

    def step(self) -> dict[str, Any]:
        """Asked once after each command: by itself nothing opens again (what is open may close)."""
        if self.last is None:
            told = self.api("GET", f"/sessions/{self.id}").json()
            self.phase = told["phase"]
            self.last = told["step"] or {"id": "", "phase": "", "kind": ""}
        return self.last

    def groups(self) -> list[str]:
        """Where somebody could be put: on their own, into a new one, or where these are those that there are."""
        return ["", "new", "g1", "g2", "g3", "g1-2", "g2-2"]

    def rewrite(self) -> None:
        """The script is written anew while it runs. Rooms of one server share its file, so most leave it alone."""

    # What people do

    def canary(self) -> str:
        self.made += 1
        return f"kanari-{self.tag}-{self.made}x"

    def look(self, guest: Guest) -> None:
        mine = guest.ears[-1].mine
        guest.shown = {**mine["circle"], "step": mine["step"]} if mine.get("circle") else None

    def write(self, guest: Guest, sees: str, looks: bool) -> None:
        step = self.step()["id"]
        if step not in self.blanks or not guest.ears:
            return
        line = guest.ears[-1]
        line.drain()
        if looks or guest.shown is None or guest.shown["step"] != step:
            self.look(guest)
        shown = guest.shown if guest.shown and guest.shown["step"] == step else None
        group = {"group": shown["key"], "generation": shown["generation"]} if shown else {"group": ""}
        texts = {blank: self.canary() for blank in self.blanks[step]}
        body = {"fields": texts} if "" not in texts else {"text": texts[""]}
        ack = self.op(guest, f"note:{step}", {**body, "sees": sees, **group})
        if ack["status"] not in ("ok", "closed") or "value" not in ack:
            self.texts |= {c: Text(guest.name, step, NOT_KEPT, "only me", {guest.name}) for c in texts.values()}
            return  # whatever became of it, nobody else may read it
        for blank, canary in texts.items():
            self.kept(guest, step, blank, canary, sees if ack["status"] == "ok" else "only me", shown)

    def op(self, guest: Guest, key: str, body: dict[str, Any]) -> dict[str, Any]:
        guest.n += 1
        line = guest.ears[-1] if guest.ears else None
        return line.ask("op", {"key": key, "n": guest.n, "body": body}) if line else {"status": "gone"}

    def kept(self, guest: Guest, step: str, blank: str, canary: str, sees: str, shown: dict[str, Any] | None) -> None:
        if blank == "to-keep" and sees != "only me":
            sees = "my group" if shown else "only me"
        readers = {guest.name, *(shown["others"] if shown else ())} if sees == "my group" else {guest.name}
        for old in [c for c, t in self.texts.items() if (t.writer, t.step, t.field) == (guest.name, step, blank)]:
            self.vanish(old)
        self.texts[canary] = Text(guest.name, step, blank, sees, readers)

    def vanish(self, canary: str) -> None:
        """Taken back, or written anew. Whoever leads may not have looked since it came out with others: it counts."""
        text = self.texts.pop(canary)
        self.gone.add(canary)
        if canary in self.over and canary not in self.out:
            self.missed[text.step, text.field, text.sees].add(text.writer)

    def draft(self, guest: Guest) -> None:
        step, canary = self.step()["id"], self.canary()
        if step in self.blanks and guest.ears:
            key = f"draft:{step}" + (f":{self.blanks[step][0]}" if self.blanks[step][0] else "")
            self.op(guest, key, {"text": canary})
            self.texts[canary] = Text(guest.name, step, NOT_KEPT, "only me", {guest.name})
            self.unsaid.add(canary)

    def say_a_word(self, guest: Guest) -> None:
        step = self.step()
        if step["id"] not in ("word", "telling") or not guest.ears:
            return
        canary = self.canary()
        body = {"words": [canary]} if step["id"] == "word" else {"text": canary}
        ack = self.op(guest, f"vote:{step['id']}", body)
        self.texts[canary] = Text(
            guest.name, step["id"], "", "words" if ack["status"] == "ok" else "only me", {guest.name}
        )
        if ack["status"] == "ok":
            asked = (step["id"], self.asking[step["id"]])
            self.words[canary] = asked
            self.voters[asked].setdefault(guest.name, set()).add(canary)

    def ask(self, guest: Guest) -> None:
        """A question to everybody, or in sensitive care to the team until it lets it through: here it never does."""
        canary = self.canary()
        self.texts[canary] = Text(guest.name, "", NOT_KEPT, "only me", {guest.name})
        more = {"named": "yes"} if self.dice.random() < 0.2 else {}
        if not guest.ears or self.form(guest, f"/s/{self.id}/questions", text=canary, **more).status_code != 303:
            return
        if more:
            self.is_named(canary)
        else:
            self.texts[canary].sees = "team first" if self.care == "care" else "question"
            self.waiting[canary] = guest.name
            if len({*self.waiting.values()}) >= QUESTIONS_TOGETHER:
                self.waiting.clear()

    def is_named(self, canary: str) -> None:
        """It waits for nobody; the team reads it first, where it does."""
        self.waiting.pop(canary, None)
        self.texts[canary].sees = "team first" if self.care == "care" else "everyone with names"

    def put_name(self, guest: Guest) -> None:
        page = self.get(guest.name, f"/s/{self.id}/questions").text
        waits = re.search(r'(kanari-\S+?x)</p>\s*<form [^>]*/questions/name".*?"field" value="(\w+)"', page, re.DOTALL)
        if waits and self.form(guest, f"/s/{self.id}/questions/name", field=waits[2]).status_code == 303:
            self.is_named(waits[1])

    def take_back(self, guest: Guest, edit: bool = False) -> None:
        own = [
            (c, t) for c, t in self.texts.items() if t.writer == guest.name and t.sees in SEES and t.field != NOT_KEPT
        ]
        if not own:
            return
        canary, text = self.dice.choice(own)
        new = self.canary() if edit else ""
        path = f"/my/{self.id}/{'edit' if edit else 'withdraw'}"
        done = self.form(guest, path, step=text.step, field=text.field, text=new)
        if edit:  # for the same readers, or if it was refused for nobody
            self.texts[new] = Text(text.writer, text.step, text.field, text.sees, text.readers)
            for known in (self.out, self.over):  # docs/privacy.md: the moment tells whose it is
                known.update([new] if canary in known else [])
        if done.status_code == 303:
            self.vanish(canary)

    def change_device(self, guest: Guest) -> None:
        """By the code of two minutes; another browser is the same person then."""
        page = self.form(guest, f"/my/{self.id}/move")
        found = re.search(r"/my/\w+/here#([^\"<\s]+)", unescape(page.text))
        if not found:
            return
        cookies = self.cookies_after(f"/my/{self.id}/here", secret=found[1], come="yes")
        name = guest.cookie.partition("=")[0]
        if name in cookies:
            guest.cookie = f"{name}={cookies[name]}"
            self.connect(guest)

    def renew(self, guest: Guest) -> None:
        """The private link is taken back: another secret, and every old line and cookie opens nothing."""
        old = Guest("", guest.cookie)
        renewed = self.form(guest, f"/my/{self.id}/renew")
        name = guest.cookie.partition("=")[0]
        if name in renewed.cookies:
            guest.cookie = f"{name}={renewed.cookies[name]}"
            for path in (f"/my/{self.id}", f"/s/{self.id}/state"):
                told = self.http.get(self.server.url + path, headers=old.headers, timeout=30, allow_redirects=False)
                assert "kanari" not in told.text, (path, told.text[:300])
            self.connect(guest)

    def all_lines(self) -> list[tuple[str, Ear]]:
        own = [(guest.name, ear) for guest in self.guests.values() for ear in guest.ears]
        return own + [("team" if who == "facilitator" else who, line) for who, line in self.lines.items()]

    def home(self) -> None:
        for _, line in self.all_lines():
            line.leave()
