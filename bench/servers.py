"""The servers under test, each in turn on core 0: the product whole, Node's Socket.IO, and a bare loop in C."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.server import KEY, Server

HERE = Path(__file__).resolve().parent
BUILD = HERE / "build"
SLIDE = "What people read on their phone and on the shared screen. " * 4
STEPS = "".join(f"### Slide: Thought {n} (1 min)\n\n{SLIDE}\n\n" for n in range(60))
SCRIPT = (
    f"# Measured\n\n- format: 1\n- people: 2-20000\n\n{STEPS}### Poll: Tea? (1 min)\n\n- id: tea\n- ( ) Yes\n- ( ) No\n"
)


@dataclass(frozen=True)
class Running:
    """A server under test: where it listens, whom to sample, and how the generator speaks to it."""

    port: int
    pid: int
    options: tuple[str, ...]
    commands: str = ""


def build() -> None:
    """The generator and the floor from C, the references from npm. Loud where a tool is missing."""
    missing = [tool for tool in ("gcc", "node", "npm") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"This needs {', '.join(missing)}. On Debian: apt-get install gcc nodejs npm")
    BUILD.mkdir(exist_ok=True)
    for name in ("sioload", "floor"):
        subprocess.run(["gcc", "-O2", "-o", BUILD / name, HERE / f"{name}.c"], check=True, stderr=subprocess.DEVNULL)
    needed = ("better-sqlite3/build/Release/better_sqlite3.node", "@socket.io/redis-adapter")
    if not all((HERE / "node/node_modules" / each).exists() for each in needed):
        ask = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"]
        subprocess.run(ask, cwd=HERE / "node", check=True, env={**_headers(), **os.environ})


def _headers() -> dict[str, str]:
    """Where Node's own headers lie, as beside a Node that the machine brings: nothing is fetched to compile with."""
    prefix = Path(shutil.which("node") or "").resolve().parents[1]
    return {"npm_config_nodedir": str(prefix)} if (prefix / "include/node/node.h").exists() else {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def program(*command: str | Path, cwd: Path = HERE, cores: str = "0", **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """On these cores ("": all), until its block ends."""
    pinned = [*on(cores), *map(str, command)]
    process = subprocess.Popen(pinned, cwd=cwd, env={**os.environ, **env}, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def on(cores: str) -> list[str]:
    """The command before a command that keeps it on these cores."""
    return ["taskset", "-c", cores] if cores else []


def wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("A reference server did not come up.")


STEP = ("--bcast-emit", '["bcast",{"size":1000}]', "--bcast-event", "cue")
VOTE = ("--ack-emit", '["vote",{"q":%r,"c":%d}]')


@contextmanager
def floor(_people: int, _folder: Path) -> Iterator[Running]:
    port = free_port()
    with program(BUILD / "floor", str(port), "16384") as process:
        wait_for(port)
        yield Running(port, process.pid, (*STEP, *VOTE))


@contextmanager
def node(_people: int, _folder: Path) -> Iterator[Running]:
    port = free_port()
    with program("node", "socketio.js", str(port), cwd=HERE / "node") as process:
        wait_for(port)
        yield Running(port, process.pid, (*STEP, *VOTE))


@contextmanager
def node_votes(_people: int, folder: Path) -> Iterator[Running]:
    """Votes in SQLite with synchronous=FULL, a batch in one transaction; not sealed."""
    port = free_port()
    with program(
        "node", "votes.js", str(port), "sqlite-full", "group", cwd=HERE / "node", VDB=str(folder / "v.db")
    ) as p:
        wait_for(port)
        yield Running(port, p.pid, (*STEP, *VOTE))


class OnOneCore(Server):
    before = ("taskset", "-c", "0")


@contextmanager
def workshop(people: int, folder: Path) -> Iterator[Running]:
    """The whole product: cookies checked, a stage rendered, votes sealed and committed before their ack."""
    scripts = folder / "sessions"
    scripts.mkdir()
    (scripts / "measured.md").write_text(SCRIPT)
    server = OnOneCore(folder, WORKSHOP_SESSIONS=str(scripts)).start()
    try:
        yield with_people(server, people, folder)
    finally:
        server.stop()


def with_people(server: Server, people: int, folder: Path) -> Running:
    made = server.api("POST", "/sessions", {"script": "measured", "rehearsal": True}).json()
    cookies = folder / "cookies"
    with cookies.open("w") as file:
        for start in range(0, people, 1000):
            body = {"count": min(1000, people - start)}
            joined = requests.post(
                f"{server.url}/api/sessions/{made['id']}/participants",
                json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=300,
            ).json()  # fmt: skip
            file.writelines(person["cookie"] + "\n" for person in joined)
    server.command(made["id"], "start")
    settle(server.process.pid)
    auth = json.dumps({"proto": 1, "session": made["id"], "as": "participant", "tab": "1"})
    op = '["op",{"key":"vote:tea","n":1%r,"body":{"choice":[0]}}]'
    options = (
        "--cookie-file", str(cookies), "--auth", auth, "--join-wait", "hello", "--bcast-event", "stage",
        "--fac-none", "--fac-header", f"Authorization: Bearer {KEY}",
        "--bcast-http", f"POST {commands(made['id'])}", "--bcast-body", '{"command":"next"}', "--ack-emit", op,
    )  # fmt: skip
    return Running(server.port, server.process.pid, options, commands(made["id"]))


def commands(session: str) -> str:
    return f"/api/sessions/{session}/commands"


def command(running: Running, **body: str) -> None:
    """A facilitator's command to the running workshop."""
    url = f"http://127.0.0.1:{running.port}{running.commands}"
    answer = requests.post(url, json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=30).json()
    assert answer["status"] == "ok", answer


def settle(pid: int) -> None:
    """Until the server has done what it does once after its start (compiling templates), at most half a minute."""
    used = whole_cpu_ms(pid)
    for _ in range(30):
        time.sleep(1)
        before, used = used, whole_cpu_ms(pid)
        if used - before < 20:
            return


def cpu_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and its children."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def whole_cpu_ms(pid: int) -> float:
    """Of a process and its children."""
    return sum(map(cpu_ms, family(pid)))
