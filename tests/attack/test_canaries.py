"""Forty canaries: things that people bring along or leave behind, each looked for where it must not be."""

import base64
import json
import re
import socket
import sqlite3
from contextlib import closing
from itertools import chain

import pytest
import requests
from live_hall import LiveHall, token_in, until

from tests.support.browser import Visitor
from tests.support.people import Client
from tests.support.server import KEY
from tests.support.wire import Wire

SCRIPT = """\
# The aviary

- format: 1
- people: 3-10

### Poll: One word (1 min)

- id: word
- answer: words

One word.

### Reflect: A letter (5 min)

- id: letter
- who sees this: I choose (only me, facilitators, everyone without names)

Write.

### Breakout: Together (5 min)

- id: pair
- groups: partners
- notes: my group

Talk.
"""
NAMES = [f"Canarina {letter}" for letter in "vwxyz"]
PARTNERS = ["yellowtail", "yellowbeak", "yellowwing", "yellowclaw", "yellowsong"]
ADDRESSES = [f"203.0.113.{n}" for n in (17, 34, 51, 68, 85)]
DEVICES = [f"Canarybrowser/{n}.7" for n in range(5)]
LETTERS = [f"I never told anybody about the aviary {n}" for n in range(5)]
DRAFTS = [f"Perhaps I should tell about the cage {n}" for n in range(4)]
WORDS = ["feathersoft", "gildedcage"]  # fewer than k, so they are told to nobody, ever
WRONG_CODES = ["QQQ777", "WWW888", "XXX999"]
STRAY = ["stray-in-a-path", "stray-in-a-query", "stray-in-a-referrer", "stray-in-a-cookie", "stray-in-bad-http"]
FORMATS = ("html", "md", "csv", "json", "xlsx", "pdf")


def forms(*secrets: bytes) -> set[bytes]:
    return set(chain.from_iterable((s, s.hex().encode(), base64.urlsafe_b64encode(s).rstrip(b"=")) for s in secrets))


def in_bytes(*texts: str) -> set[bytes]:
    return {text.encode() for text in texts}


class Aviary(LiveHall):
    """Five people come by the front door, each with their own address, device, name and word."""

    def __init__(self, mother, folder):
        super().__init__(mother, folder, [], 0, script={"hall.md": SCRIPT})
        self.visitors = [self._come_in(n) for n in range(5)]
        self.sockets = [Wire(self.server, self.id, cookie, self._headers(n)) for n, cookie in enumerate(self.all)]
        self.ben = self.sockets[4]

    def _headers(self, n):
        return f"X-Forwarded-For: {ADDRESSES[n]}", f"User-Agent: {DEVICES[n]}"

    def _come_in(self, n):
        came = Visitor(self.server)
        came.http.headers.update(dict(header.split(": ") for header in self._headers(n)))
        joined = came.post("/join", code=self.code, nickname=NAMES[n], partner=PARTNERS[n])
        assert joined.status_code == 303
        return came

    @property
    def all(self):
        name = f"workshop-{self.id}"
        return [f"{name}={visitor.http.cookies[name]}" for visitor in self.visitors]

    @property
    def secrets(self):
        return forms(*map(token_in, self.all))

    def stray(self):
        """Nonsense at the door, with a canary in each part."""
        anybody = Visitor(self.server)
        anybody.get(f"/{STRAY[0]}")
        anybody.get(f"/?next={STRAY[1]}", headers={"Referer": f"http://a/{STRAY[2]}", "Cookie": f"a={STRAY[3]}"})
        for code in WRONG_CODES:
            anybody.post("/join", code=code, nickname=NAMES[0])
            self.server.api("POST", "/join", {"code": code, "nickname": NAMES[0]}, key="")
        for bad in (f"GET /{STRAY[4]} HTTP/9.9\r\n\r\n", f"{STRAY[4]}\r\n\r\n", f"POST /join HTTP/1.1\r\n{STRAY[4]}"):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=5) as line:
                line.sendall(bad.encode() + b"\xff" * 20)
        wire = Wire(self.server, self.id, self.all[0], self._headers(0))
        wire.cut(b"\x81\x7f" + STRAY[4].encode())

    def live(self):
        """What happens in a room."""
        self.do("goto", step="word")
        self.do("open")
        for wire, word in zip(self.sockets, WORDS, strict=False):
            assert wire.op("vote:word", {"words": [word]})["status"] == "ok"
        self.do("close")
        self.when_counted()
        self.do("reveal")
        self.do("goto", step="letter")
        for n, wire in enumerate(self.sockets):
            assert wire.op("note:letter", {"text": LETTERS[n], "sees": "only me"})["status"] == "ok"
            if n < len(DRAFTS):
                assert wire.op("draft:letter", {"text": DRAFTS[n]})["status"] == "ok"
        assert self.run("backup").returncode == 0
        self.ben.leave()
        self.ben = Wire(self.server, self.id, self.all[4], self._headers(4))

    def files(self):
        kept = [path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".log"]
        return b"".join(path.read_bytes() for path in kept)

    def found(self, canaries, where):
        return {canary for canary in canaries if canary in where}


@pytest.fixture(scope="module")
def aviary(mother, tmp_path_factory):
    hall = Aviary(mother, tmp_path_factory.mktemp("aviary"))
    hall.projector = Client(hall.server, hall.id, "projector", key=KEY)
    hall.stray()
    hall.live()
    yield hall
    hall.projector.leave()
    for wire in (*hall.sockets, hall.ben):
        wire.leave()
    hall.leave()


@pytest.fixture(scope="module")
def nobodys(aviary):
    """What is nobody's business anywhere, on no disk and on no page."""
    texts = in_bytes(*ADDRESSES, *DEVICES, *LETTERS, *DRAFTS, *WORDS, *WRONG_CODES, *STRAY)
    assert len(texts) + 5 + len(NAMES) + len(PARTNERS) >= 40
    return texts | aviary.secrets


def test_the_log_and_the_metrics(aviary, nobodys):
    log = aviary.server.log.read_bytes()
    assert aviary.found(nobodys | in_bytes(*NAMES, *PARTNERS, aviary.code, KEY), log) == set()
    assert b"Traceback" not in log
    times = re.findall(rb"(?m)^\d{4}-\d\d-\d\dT(\S+)", log)
    assert times, "the test would see nothing"
    assert [time for time in times if not re.fullmatch(rb"\d\d:\d\dZ", time)] == []  # a finer clock tells who acted
    metrics = aviary.server.api("GET", "/../metrics").content
    assert b"workshop_connections" in metrics
    assert aviary.found(nobodys | in_bytes(*NAMES, aviary.id, aviary.code), metrics) == set()


def test_the_database_its_wal_and_the_backup(aviary, nobodys):
    files = aviary.files()
    assert aviary.found(nobodys | in_bytes(KEY), files) == set()
    assert aviary.found(in_bytes(*NAMES), files) == in_bytes(*NAMES), "the test would see nothing"


def test_other_peoples_pages_and_the_screen(aviary, nobodys):
    own = forms(token_in(aviary.all[4])) | in_bytes(LETTERS[4])
    ben, others = aviary.visitors[4], nobodys - own
    pages = [ben.get(path).content for path in (f"/s/{aviary.id}", f"/s/{aviary.id}/state", f"/my/{aviary.id}")]
    frames = [frame.encode() for frame in aviary.ben.frames]
    seen = b"".join(pages + frames)
    assert LETTERS[4].encode() in seen, "the test would see nothing"
    names = in_bytes(*NAMES[:4], *PARTNERS, aviary.code, KEY)
    assert aviary.found(others | names, seen) == set()
    screen = json.dumps(aviary.projector.heard).encode() + Visitor(aviary.server).get(f"/projector/{aviary.id}").content
    assert b"fewer than" in screen.lower(), "the test would see nothing"
    assert aviary.found(nobodys | in_bytes(*NAMES, *PARTNERS, KEY), screen) == set()


def test_the_console_and_every_download(aviary, nobodys):
    """The facilitator knows the names, and nothing else."""
    ana = Visitor(aviary.server)
    ana.sign_in()
    pages = [ana.get(f"/host/sessions/{aviary.id}{end}").content for end in ("", "/results", "/invite", "/phone")]
    files = [aviary.server.api("GET", f"/sessions/{aviary.id}/export/{kind}") for kind in FORMATS]
    assert {file.status_code for file in files} == {200}
    assert aviary.found(nobodys | in_bytes(*PARTNERS), b"".join(pages)) == set()
    assert aviary.found(nobodys | in_bytes(*PARTNERS, *NAMES), b"".join(f.content for f in files)) == set()


STATE = json.dumps({"phase": "live", "visits": "canary in a state", "polls": {"canary": 1}})


@pytest.mark.parametrize(
    ("column", "value", "status", "logged"),
    [("state", STATE, 409, False), ("created_on", "canary in a date", 500, True)],
    ids=["damaged", "bug"],
)
def test_what_a_failure_says(aviary, column, value, status, logged):
    """A state that makes no sense is told calmly. What nobody foresaw fails, and the log tells where, not what."""
    made = aviary.server.create("hall")
    cookie = aviary.server.join(made["code"], NAMES[0])["cookie"]
    before = len(aviary.server.log.read_text())
    with closing(sqlite3.connect(aviary.folder / "workshop.db", timeout=5)) as held, held:
        held.execute(f"UPDATE session SET v = v + 1, {column} = ? WHERE id = ?", (value, made["id"]))
    headers = {"Cookie": f"{cookie}; canary=1", "User-Agent": DEVICES[0], "X-Forwarded-For": ADDRESSES[0]}
    until(
        lambda: aviary.server.api("GET", f"/sessions/{made['id']}").status_code == status
    )  # the server looks once a second
    calls = (("GET", f"/s/{made['id']}"), ("GET", f"/my/{made['id']}?canary=1"))
    answers = [requests.request(how, aviary.server.url + path, headers=headers, timeout=20) for how, path in calls]
    answers.append(aviary.server.api("GET", f"/sessions/{made['id']}"))
    message = {"command": "message", "text": "canary"}
    told = aviary.server.api("POST", f"/sessions/{made['id']}/commands", message)
    assert {answer.status_code for answer in answers} == {status}
    assert not [answer for answer in (*answers, told) if "canary in" in answer.text or "Error" in answer.text]
    log = aviary.server.log.read_text()
    assert ("A request failed: " in log[before:]) is logged
    secrets = ("canary", DEVICES[0], ADDRESSES[0], cookie.partition("=")[2], NAMES[0])
    assert not [secret for secret in secrets if secret in log]
    assert aviary.server.api("DELETE", f"/sessions/{made['id']}").status_code == 204


def test_nothing_is_left_after_the_deletion(aviary, nobodys):
    everything = nobodys | in_bytes(*NAMES, *PARTNERS, aviary.code, aviary.id, "The aviary")
    assert aviary.server.api("DELETE", f"/sessions/{aviary.id}").status_code == 204
    until(lambda: not aviary.found(everything, aviary.files()))
    assert aviary.found(everything, aviary.server.log.read_bytes()) == set()
