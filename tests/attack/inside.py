"""A server inside of the test: the application with all its routes, and no socket, thread or disk between it and us.

What a thread would do later is done at once or never, the clock and chance are ours, and all that is ever written is
one transaction of SQLite. So a room can go back to where it was, and go on in another way from there; and the same
seed is the same workshop again, to the last id.
"""

import json
import random
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch
from werkzeug.test import Client, TestResponse

from tests.support.server import KEY, Scripts, Server
from workshop import engine
from workshop.app import create_app
from workshop.config import Settings
from workshop.live import cache
from workshop.realtime.service import Realtime
from workshop.store import sql
from workshop.store.database import Database
from workshop.store.holders import Holder, Stranger, are_in
from workshop.store.trouble import Trouble
from workshop.transport.limits import Bucket

NOON = 1_800_000_000.0


class Answer:
    """As `requests` has it."""

    def __init__(self, response: TestResponse, cookies: dict[str, str]) -> None:
        self.status_code, self.headers, self.content = response.status_code, response.headers, response.data
        self.cookies = cookies

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    def json(self) -> Any:
        return json.loads(self.content)


class Browser:
    """One that keeps its cookies, and never follows where it is sent."""

    def __init__(self, server: "Inside", cookie: str = "") -> None:
        self.client = Client(server.app, use_cookies=True)
        self.headers: dict[str, str] = {}
        if cookie:
            self.client.set_cookie(*cookie.split("=", 1), domain="127.0.0.1")

    def request(self, method: str, url: str, **more: Any) -> Answer:
        more = {name: value for name, value in more.items() if name in ("json", "data", "headers") and value}
        headers = {**self.headers, **more.pop("headers", {})}
        path = url.removeprefix(Inside.url)
        response = self.client.open(path, method=method, base_url=Inside.url, headers=headers, **more)
        return Answer(response, self.cookies)

    def get(self, url: str, **more: Any) -> Answer:
        return self.request("GET", url, **more)

    def post(self, url: str, **more: Any) -> Answer:
        return self.request("POST", url, **more)

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.decoded_key: cookie.decoded_value for cookie in self.client._cookies.values()}


class OneTransaction:
    """Everything is read and written in it; it is never committed."""

    def __init__(self, database: Database, patch: MonkeyPatch) -> None:
        self.conn = database.engine.connect()
        self.conn.begin()
        self.driver = self.conn.connection.driver_connection
        for name in ("read", "write", "row", "_outside_transaction"):
            patch.setattr(database, name, getattr(self, name), raising=True)

    @contextmanager
    def read(self) -> Iterator[Any]:
        yield self.conn

    def row(self, statement: str, key: Any) -> Any:
        return sql.by_key(self.driver, self.conn.dialect, statement, [key]).get(key)

    def write(self, job: Callable[[Any], Any], whose: Holder | None = None) -> Any:
        with self.a_way():
            done = job(self.conn)
            if whose and not are_in(self.conn, [whose]):
                raise Stranger
            return done

    def _outside_transaction(self, *_: Any, **__: Any) -> None:
        """What is on the disk is looked for on a real one."""

    @contextmanager
    def a_way(self, back: bool = False) -> Iterator[None]:
        """What is done here is undone where something is raised, and at its end where there is a way `back`."""
        self.driver.execute("SAVEPOINT way")
        try:
            yield
        except BaseException:
            back = True
            raise
        finally:
            if back:
                self.driver.execute("ROLLBACK TO way")
            self.driver.execute("RELEASE way")


class Chance(random.Random):
    """In the place of `secrets`: ids decide in which order texts stand, and seeds who sits with whom."""

    def __init__(self, patch: MonkeyPatch) -> None:
        super().__init__(0)
        patch.setattr(secrets, "token_bytes", lambda size=32: self.randbytes(size))
        patch.setattr(secrets, "choice", self.choice)
        patch.setattr(secrets, "randbits", self.getrandbits)
        patch.setattr(secrets, "randbelow", self.randrange)
        patch.setattr(secrets, "SystemRandom", lambda: self)


class KeysInMemory:
    def __init__(self) -> None:
        self.held: dict[bytes, bytes] = {}

    def create(self, poll: bytes) -> None:
        self.held.setdefault(poll, sha256(poll).digest())  # the same one again, where the room went back

    def get(self, poll: bytes) -> bytes | None:
        return self.held.get(poll)

    def destroy(self, poll: bytes) -> None:
        self.held.pop(poll, None)

    def all(self) -> set[bytes]:
        return set(self.held)

    def trouble(self) -> Trouble | None:
        return None


class Inside(Server):
    """What a room needs of a server."""

    url = "http://127.0.0.1"

    def __init__(self, data: Path, scripts: Scripts, patch: MonkeyPatch) -> None:
        super().__init__(data, scripts)
        self.chance = Chance(patch)
        self.app = create_app(Settings.from_env(self.env, dotenv=data / "none"))
        self.app.config["WTF_CSRF_ENABLED"] = False  # whoever acts here could have read the page with the token
        self.service: Realtime = self.app.extensions["workshop-realtime"]
        self.live = self.service.live
        self.clock = NOON
        patch.setattr(engine, "now", lambda: self.clock)
        patch.setattr(time, "monotonic", lambda: self.clock)
        patch.setattr(Bucket, "spend", lambda _: True)  # who is too fast is refused by how fast this machine is
        patch.setattr(engine, "spawn", lambda *_: None)  # clocks, ways out, upkeep
        patch.setattr(engine, "sleep", lambda *_: None)
        patch.setattr(cache, "TRUST_SECONDS", 1e9)
        self.live.cache.alone = True
        self.transaction = OneTransaction(self.live.database, patch)
        self.live.keys = KeysInMemory()
        self.program_ = Browser(self)

    def starts_anew(self, seed: int) -> None:
        self.clock = NOON
        self.chance.seed(seed)

    def api(self, method: str, path: str, body: Any = None, key: str = KEY) -> Any:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return self.program_.request(method, f"{self.url}/api{path}", json=body, headers=headers)

    def loot(self) -> bytes:
        """The database as it would lie on the disk."""
        return bytes(self.transaction.driver.serialize())

    @contextmanager
    def a_way(self, session_id: str) -> Iterator[None]:
        """And all is as it was."""
        live, service = self.live, self.service
        session, keys, armed = live.session(session_id), dict(live.keys.held), dict(live.timers._armed)
        voters = deepcopy((live.voters._asked, live.voters._told))
        said = deepcopy((service.signals._words, service.signals._names))
        there = deepcopy(service.presence._asking), deepcopy(service.presence._asking_outside)
        try:
            with self.transaction.a_way(back=True):
                yield
        finally:
            live.forget(session_id)
            service.broadcaster.forget(session_id)
            service.pulse.forget(session_id)
            live.cache.keep(session)
            live.keys.held, live.timers._armed = keys, armed
            live.voters._asked, live.voters._told = voters
            service.signals._words, service.signals._names = said
            service.presence._asking, service.presence._asking_outside = there
