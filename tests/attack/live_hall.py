"""The attacked hall as it stands in the world: a real server process, real files, people on real websockets."""

import base64
import subprocess
import sys
import time
from pathlib import Path

from adversary import Act, Features, Thief
from hall import LABELS

from tests.support.server import KEY, Scripts
from tests.support.warm import Mother, WarmServer
from tests.support.wire import Wire
from workshop.store import ballots

HEAD = "# The hall\n\n- format: 1\n- people: 3-40\n\n"
POLL = "### Poll: Question {id}? (1 min)\n\n- id: {id}\n\n{choices}\n\n"
CHOICES = "\n".join(f"- ( ) {label}" for label in LABELS)


class LiveHall:
    """One session with `polls` polls. The log lies where the thief looks for it: in the data folder."""

    def __init__(
        self, mother: Mother, folder: Path, names: list[str], polls: int, script: Scripts = None, **env: str
    ) -> None:
        (folder / "data").mkdir(parents=True, mode=0o700)
        self.steps = [f"poll-{number}" for number in range(polls)]
        text = HEAD + "".join(POLL.format(id=step, choices=CHOICES) for step in self.steps)
        self.server = WarmServer(mother, folder, script or {"hall.md": text}, **env)
        self.server.log = folder / "data" / "server.log"
        self.server.start()
        self.folder, self.key_folder = folder / "data", folder / "keys"
        made = self.server.create("hall")
        self.id, self.code = made["id"], made["code"]
        self.cookies = {name: self.server.join(self.code, name)["cookie"] for name in names}
        self.n = dict.fromkeys(names, 0)
        self._wires: dict[str, Wire] = {}
        self.do("start")

    @property
    def tokens(self) -> list[bytes]:
        return [token_in(cookie) for cookie in self.cookies.values()]

    def do(self, command: str, **more: object) -> None:
        answer = self.server.command(self.id, command, **more)
        assert answer["status"] == "ok", answer

    def open(self, step: str) -> None:
        """The poll before goes on closing while people answer this one."""
        self.do("goto", step=step)
        self.do("open")

    def vote(self, step: str, name: str, choice: int) -> None:
        self.n[name] += 1
        body = {"choice": [choice]}
        assert self.wire(name).op(f"vote:{step}", body, self.n[name])["status"] in ("ok", "dup")

    def wire(self, name: str) -> Wire:
        if name not in self._wires:
            self._wires[name] = Wire(self.server, self.id, self.cookies[name])
        return self._wires[name]

    def wire_of(self, session: str, cookie: str) -> Wire:
        return Wire(self.server, session, cookie)

    def key(self, step: str) -> bytes:
        return (self.key_folder / ballots.poll_id(self.id, step, 1).hex()).read_bytes()

    def killed(self) -> None:
        """And started again."""
        self._home()
        self.server.kill()
        self.server.start()

    def _home(self) -> None:
        for wire in self._wires.values():
            wire.leave()
        self._wires = {}

    def leave(self) -> None:
        self._home()
        self.server.stop()

    def results(self) -> dict[str, dict]:
        """What is published, by step."""
        found = self.server.api("GET", f"/sessions/{self.id}/results").json()
        return {step["id"]: step for step in found["steps"]}

    def when_counted(self) -> None:
        """No poll has a key any more."""
        until(lambda: not list(self.key_folder.iterdir()))

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of ours, beside the running server."""
        words = [sys.executable, "-m", "workshop", *command, "--data", str(self.folder)]
        return subprocess.run(words, env=self.server.env, cwd=self.folder.parent, capture_output=True, text=True)


def token_in(cookie: str) -> bytes:
    text = cookie.partition("=")[2]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def until(seen, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def hold(hall: LiveHall, thief: Thief, dice, weights, restarts=(1,)) -> list[Act]:
    """Everyone votes in every poll, some change their mind, the server is killed; a copy after every vote."""
    acts: list[Act] = []
    names = list(hall.cookies)
    thief.seek(*hall.tokens, KEY.encode())
    for number, step in enumerate(hall.steps):
        hall.open(step)
        thief.seek(hall.key(step))
        thief.keys[ballots.poll_id(hall.id, step, 1)] = hall.key(step)
        thief.steal()
        order = names + dice.sample(names, 3)
        dice.shuffle(order)
        for n, who in enumerate(order, start=1):
            [choice] = dice.choices(range(len(LABELS)), weights)
            hall.vote(step, who, choice)
            acts.append(Act(who, step, choice, thief.steal()))
            if n == 10 and number in restarts:
                hall.killed()
    hall.do("close")
    hall.when_counted()
    thief.steal()
    return acts


def without_keys(acts: list[Act]) -> list[Act]:
    """What the thief saw who has no keys: the same history, but nothing opened."""
    return [Act(act.who, act.poll, act.choice, _closed(act.features)) for act in acts]


def _closed(features: Features) -> Features:
    return {name: value for name, value in features.items() if name != "opened"}
