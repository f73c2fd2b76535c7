"""A room that anything may happen in, on a real server: its people, those who lead, and all that anybody can look at.

What was written, and whom its writer was promised as readers, is kept here from what stood on the writer's phone; no
rule of the server is asked. `judged` looks at every surface, and for each text at who finds it there.
"""

import json
import random
import re
import select
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from websocket import WebSocketConnectionClosedException, create_connection

from watcher import unpacked

from tests.support.browser import Visitor
from tests.support.server import KEY, Server
from tests.support.team import Team, open_link

K = 3
NAMELESS = ("facilitators", "everyone without names")
SEES = ("my group", "only me", "facilitators", "everyone without names", "everyone with names")
EXPORTS = ("html", "md", "csv", "json", "json")
CANARY = re.compile(r"kanari-[0-9a-z]+-[0-9]+x")


class Ear:
    """A line of anybody's. Every frame is searched for canaries when it comes, and forgotten."""

    def __init__(self, server: Server, auth: dict[str, Any], cookie: str = "") -> None:
        url = server.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        headers = [f"Cookie: {cookie}"] if cookie else []
        self.heard: set[str] = set()
        self.said = ""  # the newest frames, for who asks for a name in them
        self.mine: dict[str, Any] = {}
        self.open, self._asked = True, 0
        self._line = create_connection(url, timeout=20, header=headers, suppress_origin=True)
        self._line.send("40" + json.dumps({"proto": 1, "tab": "t1", **auth}))
        while self.open and not self._read().startswith(('42["hello"', "44")):
            pass

    def _read(self) -> str:
        try:
            frame = str(self._line.recv())
        except (WebSocketConnectionClosedException, ConnectionError):
            self.open = False
            return ""
        if frame == "2":
            self._line.send("3")
        if "kanari" in frame or "42[" in frame[:3]:
            self._keep(frame)
        if not frame or frame.startswith(("41", "44")):
            self.open = False
        return frame

    def _keep(self, frame: str) -> None:
        self.heard |= set(CANARY.findall(frame))
        self.said = self.said[-20_000:] + frame
        if frame.startswith(('42["hello"', '42["mine"')):
            event, body = json.loads(frame[2:])
            self.mine = body.get("mine", {}) if event == "hello" else body

    def drain(self) -> None:
        while self.open and select.select([self._line.sock], [], [], 0)[0]:
            self._read()

    def ask(self, event: str, body: dict[str, Any]) -> dict[str, Any]:
        self.drain()
        self._asked += 1
        if not self.open:
            return {"status": "gone"}
        self._line.send(f"42{self._asked}" + json.dumps([event, body]))
        while self.open:
            frame = self._read()
            if frame.startswith(f"43{self._asked}["):
                return json.loads(frame.partition("[")[2][:-1])
        return {"status": "gone"}

    def leave(self) -> None:
        self._line.shutdown()


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

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": self.cookie}


class Room:
    """`blanks`: by step the names of its boxes; `polls`: those that take words."""

    def __init__(
        self, server: Server, script: str, blanks: dict[str, list[str]], dice: random.Random, tag: str
    ) -> None:
        self.server, self.dice, self.tag, self.blanks = server, dice, tag, blanks
        self.http = requests.Session()
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
        self.first: set[tuple[str, str]] = set()
        self.seen: dict[str, int] = defaultdict(int)  # how often, by what: the controls
        self.made = 0
        self.lines: dict[str, Ear] = {}

    # Coming in

    def furnish(self) -> None:
        """Those who lead, and the screen."""
        team = Team(self.server, self.id)
        self.ana = team.ana.http
        self.helpers: dict[str, requests.Session] = {}
        for role in ("support", "moderator"):
            visitor, _ = open_link(self.server, team.link(role.title(), role))
            name = f"workshop-team-{self.id}"
            self.helpers[role] = visitor.http
            self.lines[role] = self.ear("team", cookie=f"{name}={visitor.http.cookies[name]}")
        self.lines["facilitator"] = self.ear("facilitator", key=KEY)
        self.lines["screen"] = self.ear("projector", key=KEY)

    def ear(self, role: str, cookie: str = "", **more: str) -> Ear:
        return Ear(self.server, {"session": self.id, "as": role, **more}, cookie)

    def come(self) -> None:
        name = f"Vogel {chr(65 + len(self.guests))}{self.tag}"
        joined = self.api("POST", "/join", {"code": self.code, "nickname": name}, key="")
        if joined.status_code != 201:
            return
        guest = self.guests[name] = Guest(name, joined.json()["cookie"])
        self.connect(guest)

    def connect(self, guest: Guest) -> None:
        ear = self.ear("participant", guest.cookie)
        guest.ears.append(ear)
        guest.id = ear.mine.get("person") or guest.id or self.id_of(guest.name)

    def id_of(self, name: str) -> str:
        """As the console knows them; whoever waits at the door has no stage that says it."""
        state = self.get("facilitator", f"/host/sessions/{self.id}/state")
        for event, body in [] if state.status_code != 200 else json.loads(state.text).get("letters", []):
            if event == "people":
                return next((p["id"] for p in body["people"] if p["name"] == name), "")
        found = re.search(r'"id": ?"(\w+)", ?"name": ?"' + re.escape(name), state.text)
        return found[1] if found else ""

    # What is asked

    def api(self, method: str, path: str, body: Any = None, key: str = KEY) -> requests.Response:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return self.http.request(method, f"{self.server.url}/api{path}", json=body, headers=headers, timeout=30)

    def do(self, command: str, **more: Any) -> bool:
        return self.api("POST", f"/sessions/{self.id}/commands", {"command": command, **more}).json()["status"] == "ok"

    def get(self, who: str, path: str) -> requests.Response:
        """As the facilitator, a helper, a guest, or (with an empty name) a stranger."""
        session = self.ana if who == "facilitator" else self.helpers.get(who, self.http)
        headers = self.guests[who].headers if who in self.guests else {}
        return session.get(self.server.url + path, headers=headers, timeout=30)

    def form(self, guest: Guest, path: str, **fields: str) -> requests.Response:
        visitor = Visitor(self.server)
        name, _, value = guest.cookie.partition("=")
        visitor.http.cookies.set(name, value)
        return visitor.post(path, f"/my/{self.id}", **fields)

    def step(self) -> dict[str, Any]:
        told = self.api("GET", f"/sessions/{self.id}").json()
        self.phase = told["phase"]
        return told["step"] or {"id": "", "phase": "", "kind": ""}

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
        guest.n += 1
        ack = line.ask("op", {"key": f"note:{step}", "n": guest.n, "body": {**body, "sees": sees, **group}})
        if ack["status"] not in ("ok", "closed"):
            self.texts |= {c: Text(guest.name, step, blank, "only me", {guest.name}) for blank, c in texts.items()}
            return  # whatever became of it, nobody else may read it
        for blank, canary in texts.items():
            self.kept(guest, step, blank, canary, sees if ack["status"] == "ok" else "only me", shown)

    def kept(self, guest: Guest, step: str, blank: str, canary: str, sees: str, shown: dict[str, Any] | None) -> None:
        if blank == "to-keep" and sees != "only me":
            sees = "my group" if shown else "only me"
        readers = {guest.name, *(shown["others"] if shown else ())} if sees == "my group" else {guest.name}
        for old in [c for c, t in self.texts.items() if (t.writer, t.step, t.field) == (guest.name, step, blank)]:
            self.gone.add(old)
            del self.texts[old]
        self.texts[canary] = Text(guest.name, step, blank, sees, readers)

    def draft(self, guest: Guest) -> None:
        step, canary = self.step()["id"], self.canary()
        if step in self.blanks and guest.ears:
            key = f"draft:{step}" + (f":{self.blanks[step][0]}" if self.blanks[step][0] else "")
            guest.n += 1
            guest.ears[-1].ask("op", {"key": key, "n": guest.n, "body": {"text": canary}})
            self.texts[canary] = Text(guest.name, step, "a draft", "only me", {guest.name})
            self.unsaid.add(canary)

    def say_a_word(self, guest: Guest) -> None:
        step = self.step()
        if step["id"] not in ("word", "telling") or not guest.ears:
            return
        canary = self.canary()
        body = {"words": [canary]} if step["id"] == "word" else {"text": canary}
        guest.n += 1
        ack = guest.ears[-1].ask("op", {"key": f"vote:{step['id']}", "n": guest.n, "body": body})
        self.texts[canary] = Text(
            guest.name, step["id"], "", "words" if ack["status"] == "ok" else "only me", {guest.name}
        )
        if ack["status"] == "ok":
            asked = (step["id"], self.asking[step["id"]])
            self.words[canary] = asked
            self.voters[asked].setdefault(guest.name, set()).add(canary)

    def take_back(self, guest: Guest, edit: bool = False) -> None:
        own = [
            (c, t) for c, t in self.texts.items() if t.writer == guest.name and t.sees in SEES and t.field != "a draft"
        ]
        if not own:
            return
        canary, text = self.dice.choice(own)
        new = self.canary() if edit else ""
        path = f"/my/{self.id}/{'edit' if edit else 'withdraw'}"
        done = self.form(guest, path, step=text.step, field=text.field, text=new)
        if edit:  # for the same readers, or if it was refused for nobody
            self.texts[new] = Text(text.writer, text.step, text.field, text.sees, text.readers)
            self.out |= {new} if canary in self.out else set()  # docs/privacy.md: the moment tells whose it is
        if done.status_code == 303:
            self.gone.add(canary)
            self.texts.pop(canary, None)

    def change_device(self, guest: Guest) -> None:
        """By the code of two minutes; another browser is the same person then."""
        page = self.form(guest, f"/my/{self.id}/move")
        found = re.search(r"/my/\w+/here#([^\"<\s]+)", unescape(page.text))
        if not found:
            return
        other, path = Visitor(self.server), f"/my/{self.id}/here"
        other.post(path, path, secret=found[1], come="yes")
        name = guest.cookie.partition("=")[0]
        if name in other.http.cookies:
            guest.cookie = f"{name}={other.http.cookies[name]}"
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

    # What reaches whom

    def surfaces_of(self, name: str) -> dict[str, str]:
        more = [f"/my/{self.id}", f"/s/{self.id}", f"/s/{self.id}/here", f"/my/{self.id}/download/html", f"/my/{self.id}/download/md",
                f"/my/{self.id}/card/lines", f"/my/{self.id}/write/among", f"/kept/{self.id}"]  # fmt: skip
        return {path: self.get(name, path).text for path in (f"/s/{self.id}/state", self.dice.choice(more))}

    def surfaces_of_nobody(self) -> dict[str, str]:
        """Without any key."""
        paths = [f"/s/{self.id}", f"/s/{self.id}/state", f"/s/{self.id}/here", f"/my/{self.id}", f"/my/{self.id}/download/md",
                 f"/projector/{self.id}", f"/projector/{self.id}/state", f"/team/{self.id}", f"/team/{self.id}/state",
                 f"/host/sessions/{self.id}", f"/host/sessions/{self.id}/results", f"/kept/{self.id}", "/metrics",
                 "/health/ready", f"/api/sessions/{self.id}", f"/api/sessions/{self.id}/results", "/api/sessions",
                 f"/my/{self.id}/card/lines", "/"]  # fmt: skip
        return {path: self.get("", path).text for path in self.dice.sample(paths, 2)}

    def surfaces_of_the_team(self) -> dict[str, str]:
        host = f"/host/sessions/{self.id}"
        pages = [f"{host}/results", host, f"{host}/state", f"{host}/invite", f"{host}/changes", f"{host}/script.md",
                 "/host", "/host/place", "/host/place/log", "/host/places", "/host/places/log", "/host/scripts/room",
                 "/host/scripts/room/across", "/host/scripts/room/versions", f"{host}/help-lines", f"/api/sessions/{self.id}",
                 f"{host}/state", f"{host}/results", host]  # fmt: skip
        told = {page: self.get("facilitator", page).text for page in self.dice.sample(pages, 1)}
        kind = self.dice.choice(EXPORTS)
        told[kind] = unpacked(self.api("GET", f"/sessions/{self.id}/export/{kind}").content)
        return told

    def surfaces_of_the_screen(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {KEY}"}
        return {"state": self.http.get(f"{self.server.url}/projector/{self.id}/state", headers=headers).text}

    def surfaces_of_helper(self, role: str) -> dict[str, str]:
        return {f"/team/{self.id}/{end}": self.get(role, f"/team/{self.id}/{end}").text for end in ("state", "console")}

    def surfaces(self, whole: bool) -> dict[str, dict[str, str]]:
        """By who looks. Not `whole`: some of them, by chance, for a second of this costs three rooms."""
        looks = {
            "": self.surfaces_of_nobody, "team": self.surfaces_of_the_team, "screen": self.surfaces_of_the_screen,
            **{role: partial(self.surfaces_of_helper, role) for role in self.helpers},
            **{name: partial(self.surfaces_of, name) for name in self.guests},
        }  # fmt: skip
        chosen = looks if whole else {"team", *self.dice.sample([*looks], 2)} if self.dice.random() < 0.6 else ()
        return {who: looks[who]() for who in looks if who in chosen}

    def judged(self, whole: bool = False) -> None:
        told = self.surfaces(whole)
        for who, pages in told.items():
            for page, text in pages.items():
                for canary in set(CANARY.findall(text)):
                    self.may_read(canary, who, page)
        for who, line in self.all_lines():
            line.drain()
            for canary in line.heard:
                self.may_read(canary, who, "the line")
            line.heard.clear()
        self.names_are_told_to_nobody_else(told)
        self.lots_are_large("".join(told.get("team", {}).values()))

    def all_lines(self) -> list[tuple[str, Ear]]:
        own = [(guest.name, ear) for guest in self.guests.values() for ear in guest.ears]
        return own + [("team" if who == "facilitator" else who, line) for who, line in self.lines.items()]

    def may_read(self, canary: str, who: str, where: str) -> None:
        found = (canary, who, where)
        if canary in self.private:
            assert who in (self.private[canary], "team", "support"), found
            return
        text = self.texts.get(canary)
        if text is None:
            assert canary in self.gone or not canary.startswith(f"kanari-{self.tag}-"), found
            return
        self.seen[f"{text.sees} by {'writer' if who == text.writer else 'guest' if who in self.guests else who}"] += 1
        assert who, found  # nobody without a key, ever
        if who == text.writer:
            return
        match text.sees:
            case "only me":
                raise AssertionError((*found, text))
            case "my group":
                assert who in text.readers, (*found, text)
            case "facilitators":
                assert who == "team", (*found, text)
            case "everyone without names" | "words":
                assert who != "support", (*found, text)
        if canary in self.words:
            asked = self.words[canary]
            assert len(self.voters[asked]) >= K, (*found, text)

    def names_are_told_to_nobody_else(self, told: dict[str, dict[str, str]]) -> None:
        names = [f"{chr(65 + n)}{self.tag}" for n in range(len(self.guests))]
        named = {text.writer for text in self.texts.values() if text.sees == "everyone with names"}
        for who in ("", "moderator"):
            pages = " ".join(told.get(who, {}).values())
            shown = [n for n in names if f"Vogel {n}" in pages and (who == "" or f"Vogel {n}" not in named)]
            assert shown == [], (who, shown)

    def lots_are_large(self, files: str) -> None:
        """Without a name nothing comes by itself: k people at a time, or what was first for the facilitators."""
        new = {c: self.texts[c] for c in set(CANARY.findall(files)) - self.out if c in self.texts}
        nameless = {canary: text for canary, text in new.items() if text.sees in (*NAMELESS, "words")}
        if not nameless:
            return
        step, lots = self.step(), defaultdict(set)
        for canary, text in nameless.items():
            is_open = text.step == step["id"] and step["phase"] == "open"
            assert not is_open or self.words.get(canary, self.now_asked(text.step)) != self.now_asked(text.step), (
                canary,
                text,
            )
            if text.sees != "words":
                lots[text.step, text.field, text.sees].add(canary)
        for lot, canaries in lots.items():
            self.lot_is_large(*lot, {self.texts[c].writer for c in canaries})
        self.out |= set(nameless)

    def lot_is_large(self, step: str, blank: str, sees: str, writers: set[str]) -> None:
        for_the_team = sees == "facilitators"
        first = for_the_team and (step, blank) not in self.first
        assert len(writers) >= K or first or (for_the_team and self.phase == "ended"), (step, blank, sees, writers)
        if for_the_team:
            self.first.add((step, blank))

    def now_asked(self, step: str) -> tuple[str, int]:
        return step, self.asking[step]

    def stolen(self, loot: bytes) -> None:
        """Whoever has the disk reads neither what was for its writer alone, nor what was written to one of them."""
        sealed = {c for c, t in self.texts.items() if t.sees == "only me"} | set(self.private)
        sealed |= {c for c, asked in self.words.items() if len(self.voters[asked]) < K}
        assert [c for c in sealed if c.encode() in loot] == []

    def home(self) -> None:
        for _, line in self.all_lines():
            line.leave()
