"""Two places on one server: every page, download, call and event of one, tried from the other.

The addresses come from the app itself, so that a new one is tried by itself. Nothing of the other place is seen,
counted or told to exist: what is another's is answered exactly as what was never there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import unified_diff
from typing import Any

import pytest
import requests
import socketio
from flask import Flask
from werkzeug.routing import Rule

from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import KEY, Server
from workshop.app import create_app
from workshop.config import Settings
from workshop.places.gate import Opening
from workshop.store.api_keys import Scope
from workshop.web.gatekeeper import opening_of

WORD = "Zanzibarina"  # in all that is the other's, and nowhere else
SCRIPT = f"""\
# {WORD} and the river

- format: 1
- people: 2-24

Good to have {WORD} here.

### Slide: Welcome to {WORD} (2 min)
<!-- id: one -->

![{WORD}](media/boat.svg)
"""
PICTURE = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{WORD}</title></svg>'
NEVER = {"session_id": "0" * 12, "name": "nothing-of-it", "member_id": "0" * 32, "mark": "0" * 16, "place_id": "0" * 12,
         "path": "nothing.svg", "shared_id": "0" * 12}  # fmt: skip
# What would end the one who tries, or give them a secret; and doors that slow down after wrong codes and keys.
LEFT_OUT = {"host.sign_out", "host.make_key", "host.sign_in", "join.come_in", "api.join"}


@dataclass
class Owner:
    """Somebody with a script, a picture, a session, a participant and a member of the team."""

    leader: Leader
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, leader: Leader) -> "Owner":
        leader.keeps("boat.svg", PICTURE)
        name = leader.writes(f"{WORD} evening", SCRIPT)
        session = leader.starts(name)
        invited = leader.sends("POST", f"/host/sessions/{session}/team", data={"name": f"{WORD} K", "role": "lead"})
        member = re.search(r"/team/([0-9a-f]+)/take-back", invited.text)
        code = re.search(r"/#([A-Z0-9]{6})", leader.get(f"/host/sessions/{session}/invite").text)
        assert member and code, invited.text[-800:]
        leader.server.join(code[1], f"{WORD} the second")
        known = {"session_id": session, "name": name, "member_id": member[1], "mark": "0" * 16, "code": code[1],
                 "place_id": leader.place, "path": "boat.svg",
                 "shared_id": "1" * 12}  # fmt: skip
        return cls(leader, known)

    def all_there(self) -> bool:
        pages = [f"/host/sessions/{self.known['session_id']}/{page}" for page in ("invite", "results", "script.md")]
        texts = [self.leader.get(page) for page in (*pages, f"/host/scripts/{self.known['name']}/download")]
        team = f"{WORD} K" in texts[0].text
        return team and all(text.status_code == 200 and WORD in text.text for text in texts)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("app")
    env = {"WORKSHOP_DATA": str(folder / "data"), "WORKSHOP_KEY_DIR": str(folder / "keys")}
    return create_app(Settings.from_env(env, dotenv=folder / "none"))


@pytest.fixture(scope="module")
def ana(server: Server) -> Leader:
    """The first place, where the server's key leads."""
    return Leader(server)


@pytest.fixture(scope="module")
def bea(server: Server) -> Owner:
    return Owner.of(Leader.in_a_new_place(server, f"{WORD} Bea"))


def api_key(leader: Leader) -> str:
    made = leader.sends("POST", "/host/place/keys", data={"name": "A tool", "scope": list(Scope)})
    found = re.search(r'id="key-secret"[^>]*value="(api-[\w-]+)"', made.text)
    assert found, made.text[-800:]
    return found[1]


def rules(app: Flask) -> list[tuple[Rule, str]]:
    methods = [(rule, method) for rule in app.url_map.iter_rules() for method in rule.methods or ()]
    return [(rule, method) for rule, method in methods if method not in ("HEAD", "OPTIONS")]


def filled(rule: Rule, known: dict[str, str]) -> list[str]:
    """The addresses of a rule, with each kind of download where there are several."""
    kinds = ("json", "html", "csv") if "kind" in rule.arguments else ("",)
    found = []
    for kind in kinds:
        path = rule.rule
        for argument in rule.arguments:
            value = {**known, "kind": kind, "step_id": "one", "colour": "7a3e9d"}[argument]
            path = re.sub(rf"<(?:\w+:)?{argument}>", value, path)
        found.append(path)
    return found


def bodies(method: str, known: dict[str, str]) -> Iterator[dict[str, Any]]:
    """As a form and as JSON, with all that a page or a program could say about the other's things."""
    if method in ("GET", "DELETE"):
        yield {}
        return
    day = (date.today() + timedelta(days=9)).isoformat()
    told = {"name": known["name"], "script": known["name"], "until": day, "role": "lead", "command": "start",
            "text": "# Another", "count": 1, "v": "1", "people": "8", "speed": "60"}  # fmt: skip
    yield {"data": {**told, "mark": known["mark"]}}
    yield {"json": {**told, "mark": known["mark"], "suspended": True}}


def told(answer: requests.Response, known: dict[str, str]) -> tuple[int, str, str]:
    """What the one who tried gets to know, apart from what they said themselves."""
    text = answer.text
    values = [value for value in known.values() if value != "first"]
    for value in values:
        text = text.replace(value, "…")
    for changing in (r'csrf.token"\s+\w+="[^"]+"', r'nonce[-=]["\']?[\w-]+', r"(-\d+)?(/edit|\.md)"):
        text = re.sub(changing, "…", text)
    where = answer.headers.get("Location", "")
    for value in values:
        where = where.replace(value, "…")
    return answer.status_code, re.sub(r"(-\d+)?(/edit|\.md)", "…", where), text


class Trying:
    """One who tries: a browser in another place, nobody at all, or a program with a key of another place."""

    def __init__(self, server: Server, browser: requests.Session, headers: dict[str, str]) -> None:
        self.url, self.http, self.headers = server.url, browser, headers  # both at one process

    def __call__(self, method: str, path: str, body: dict[str, Any]) -> requests.Response:
        more = {"headers": self.headers, "timeout": 20, "allow_redirects": False}
        return self.http.request(method, self.url + path, **more, **body)


@pytest.fixture(scope="module", params=["another place", "nobody", "the server's key", "an API key"])
def trying(request: pytest.FixtureRequest, server: Server, ana: Leader) -> Trying:
    """The keys are those of another place, and may all that keys may."""
    keys = {"the server's key": lambda: KEY, "an API key": lambda: api_key(ana)}
    headers = {"Authorization": f"Bearer {keys[request.param]()}"} if request.param in keys else {}
    browser = ana.http if request.param == "another place" else requests.Session()
    return Trying(server, browser, headers)


def pairs(app: Flask, known: dict[str, str]) -> Iterator[tuple[str, tuple[str, dict], tuple[str, dict]]]:
    """(method, (path, body) about the other's things, (path, body) about what never was)."""
    never = {**known, **NEVER}
    for rule, method in rules(app):
        if rule.endpoint in LEFT_OUT or opening_of(app, rule.endpoint) in (Opening.HOST_TOOL, Opening.HOST):
            continue
        for theirs, nowhere in zip(filled(rule, known), filled(rule, never), strict=True):
            for body, empty in zip(bodies(method, known), bodies(method, never), strict=True):
                yield method, (theirs, body), (nowhere, empty)


def test_what_is_anothers_is_answered_as_what_was_never_there(app: Flask, bea: Owner, trying: Trying) -> None:
    never, differ = {**bea.known, **NEVER}, []
    for method, theirs, nowhere in pairs(app, bea.known):
        answer, other = trying(method, *theirs), trying(method, *nowhere)
        assert WORD not in answer.text, (method, theirs)
        if (heard := told(answer, bea.known)) != (expected := told(other, never)):
            differ.append((method, theirs, heard[:2], expected[:2], *apart(heard[2], expected[2])))
    assert not differ, "\n".join(map(str, differ))
    assert bea.all_there()


def test_nor_is_what_is_the_first_places(app: Flask, ana: Leader, bea: Owner, server: Server) -> None:
    theirs = Owner.of(ana)
    never = {**theirs.known, **NEVER}
    trying = Trying(server, bea.leader.http, {})
    own = [WORD, *bea.known.values()]  # she has things of that name too, in lists that are her own
    differ = []
    for method, asked, nowhere in pairs(app, theirs.known):
        if "<session_id>" in asked[0] or theirs.known["session_id"] in asked[0]:
            answer, other = trying(method, *asked), trying(method, *nowhere)
            assert not any(word in answer.text for word in own), (method, asked)
            if told(answer, theirs.known) != told(other, never):
                differ.append((method, asked, answer.status_code, other.status_code))
    assert not differ, "\n".join(map(str, differ))
    assert theirs.all_there()


def test_who_leads_it_is_told(app: Flask, bea: Owner, server: Server) -> None:
    """Or else the trials above would show nothing."""
    never, trying = {**bea.known, **NEVER}, Trying(server, bea.leader.http, {})
    got = [
        theirs[0]
        for method, theirs, nowhere in pairs(app, bea.known)
        if method == "GET" and told(trying(method, *theirs), bea.known) != told(trying(method, *nowhere), never)
    ]
    assert len(got) > 20, got


class TestEvents:
    def test_every_one_of_them_is_known_here(self, app: Flask) -> None:
        from workshop.extensions import socketio as served

        assert set(served.server.handlers["/"]) == {"connect", "disconnect", "command", "sync", "op"}

    @pytest.mark.parametrize("role", ["facilitator", "projector", "team", "participant", "nobody", None])
    @pytest.mark.parametrize("with_key", [True, False])
    def test_no_connection_to_the_others_session_opens(
        self, server: Server, ana: Leader, bea: Owner, role: str | None, with_key: bool
    ) -> None:
        theirs, never = (said(server, ana, session, role, with_key) for session in (bea.known["session_id"], "0" * 12))
        assert theirs == never
        assert WORD not in theirs

    def test_what_is_sent_on_ones_own_connection_stays_there(self, server: Server, ana: Leader, bea: Owner) -> None:
        own, session = ana.starts("hello"), bea.known["session_id"]
        heard: list[str] = []
        console = connected(server, ana, own, "facilitator", heard)
        before = bea.leader.get(f"/host/sessions/{session}/state").json()["v"]
        for event in ("command", "sync", "op"):
            body = {"command": "start", "session": session, "from": 0, "id": "1", "as": "facilitator"}
            answer = console.call(event, body, timeout=10)
            assert WORD not in str(answer)
        assert bea.leader.get(f"/host/sessions/{session}/state").json()["v"] == before
        console.disconnect()
        assert not any(WORD in each for each in heard)


def said(server: Server, who: Leader | Visitor, session: str, role: str | None, with_key: bool | str) -> str:
    client = socketio.Client(reconnection=False)
    heard: list[str] = []
    client.on("connect_error", lambda told: heard.append(str(told)))
    auth = {
        "proto": 1,
        "session": session,
        "as": role,
        "tab": "t",
        **({"key": KEY if with_key is True else with_key} if with_key else {}),
    }
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.url, headers=_cookies(who), auth=auth, transports=["websocket"], wait_timeout=10)
    client.disconnect()
    return heard[0]


def _cookies(who: Leader | Visitor) -> dict[str, str]:
    return {"Cookie": who.cookie} if isinstance(who, Leader) else {}


def connected(server: Server, who: Leader, session: str, role: str, heard: list[str]) -> socketio.Client:
    client = socketio.Client(reconnection=False)
    client.on("*", lambda event, *told: heard.append(f"{event} {told}"))
    auth = {"proto": 1, "session": session, "as": role, "tab": "t"}
    client.connect(server.url, headers={"Cookie": who.cookie}, auth=auth, transports=["websocket"], wait_timeout=10)
    return client


def apart(one: str, other: str) -> list[str]:
    return [line[:200] for line in unified_diff(one.splitlines(), other.splitlines(), n=0)][:8]
