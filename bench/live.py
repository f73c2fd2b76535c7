"""The live path beside Node's Socket.IO and a bare loop in C, in one run: the table of docs/performance.md.

    python bench/live.py [--people 1000,5000] [--laps 3] [--only steps,votes] [--quick]

Servers run in turn, each lap with a fresh process: the server on core 0, the load generator on core 1. Read ratios, not
milliseconds: both move with the machine. Needs gcc, Node and npm; what is built lies in bench/build.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
WHAT = ("steps", "votes")
Figures = dict[str, Any]


@dataclass(frozen=True)
class Running:
    """A server under test: where it listens, whom to sample, and how the generator speaks to it."""

    port: int
    pid: int
    options: tuple[str, ...]


def build() -> None:
    """The generator and the floor from C, the references from npm. Loud where a tool is missing."""
    missing = [tool for tool in ("gcc", "node", "npm") if shutil.which(tool) is None]
    if missing:
        sys.exit(f"This needs {', '.join(missing)}. On Debian: apt-get install gcc nodejs npm")
    BUILD.mkdir(exist_ok=True)
    for name in ("sioload", "floor"):
        subprocess.run(["gcc", "-O2", "-o", BUILD / name, HERE / f"{name}.c"], check=True, stderr=subprocess.DEVNULL)
    if not (HERE / "node/node_modules").exists():
        subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], cwd=HERE / "node", check=True
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def program(*command: str | Path, cwd: Path = HERE, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """On core 0, until its block ends."""
    pinned = ["taskset", "-c", "0", *map(str, command)]
    process = subprocess.Popen(pinned, cwd=cwd, env={**os.environ, **env}, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


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
    with program(BUILD / "floor", str(port), "8192") as process:
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


class Pinned(Server):
    before = ("taskset", "-c", "0")


@contextmanager
def workshop(people: int, folder: Path) -> Iterator[Running]:
    """The whole product: cookies checked, a stage rendered, votes sealed and committed before their ack."""
    scripts = folder / "sessions"
    scripts.mkdir()
    (scripts / "measured.md").write_text(SCRIPT)
    server = Pinned(folder, WORKSHOP_SESSIONS=str(scripts)).start()
    try:
        yield _with_people(server, people, folder)
    finally:
        server.stop()


def _with_people(server: Server, people: int, folder: Path) -> Running:
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
    command = f"POST /api/sessions/{made['id']}/commands"
    op = '["op",{"key":"vote:tea","n":1%r,"body":{"choice":[0]}}]'
    options = (
        "--cookie-file", str(cookies), "--auth", auth, "--join-wait", "hello", "--bcast-event", "stage",
        "--fac-none", "--fac-header", f"Authorization: Bearer {KEY}",
        "--bcast-http", command, "--bcast-body", '{"command":"next"}', "--ack-emit", op,
    )  # fmt: skip
    server.made = made["id"]
    return Running(server.port, server.process.pid, options)


def settle(pid: int) -> None:
    """Until the server has done what it does once after its start (compiling templates), at most half a minute."""
    used = cpu_ms(pid)
    for _ in range(30):
        time.sleep(1)
        before, used = used, cpu_ms(pid)
        if used - before < 20:
            return


def cpu_ms(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def load(running: Running, people: int, what: str) -> Figures:
    """One run of the generator, on core 1."""
    rounds = ("--bcast-rounds", "20") if what == "steps" else ("--ack-rounds", "3")
    command = [
        "taskset", "-c", "1", str(BUILD / "sioload"), "--port", str(running.port), "-n", str(people),
        "--pid", str(running.pid), "--inflight", "200", "--idle", "5" if what == "steps" else "0",
        *running.options, *rounds,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        sys.exit(f"The generator gave nothing: {done.stderr[-500:]}")
    found = dict(json.loads(lines[-1]))
    return {**found, "conn_cpu_ms": found["conn_srv_cpu_ms"] / people}


def lap(make: Callable[[int, Path], Any], people: int, what: str) -> Figures:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make(people, folder) as running:
            if what == "votes" and make is workshop:
                _open_the_poll(running)
            return load(running, people, what)


def _open_the_poll(running: Running) -> None:
    command = running.options[running.options.index("--bcast-http") + 1].removeprefix("POST ")
    for body in ({"command": "goto", "step": "tea"}, {"command": "open"}):
        url = f"http://127.0.0.1:{running.port}{command}"
        answer = requests.post(url, json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=30).json()
        assert answer["status"] == "ok", answer


SERVERS = {
    "steps": {"floor": floor, "node": node, "workshop": workshop},
    "votes": {"node": node_votes, "workshop": workshop},
}
ROWS = {
    "steps": {
        "step p99, ms": "b_p99_ms", "command → last phone, ms": "b_trig_last_ms", "CPU of a step, ms": "b_cpu_ms",
        "memory a connection, kB": "rss_per_conn_kb", "idle CPU, %": "idle_cpu_pct", "connected a second": "conn_per_s",
        "CPU of a connect, ms": "conn_cpu_ms",
    },
    "votes": {"votes acknowledged a second": "acks_per_s", "vote p99, ms": "a_p99_ms"},
}  # fmt: skip


def measure(people: int, laps: int, what: str) -> dict[str, Figures]:
    """Server → the median of each figure over all laps."""
    found: dict[str, list[Figures]] = {name: [] for name in SERVERS[what]}
    for number in range(laps):
        for name, make in SERVERS[what].items():
            figures = lap(make, people, what)
            found[name].append(figures)
            print(
                f"  {people} people, lap {number + 1}, {what}: {name}{'' if figures['ok'] else ' (incomplete)'}",
                flush=True,
            )
    keys = ROWS[what].values()
    return {name: {k: statistics.median(f.get(k, 0.0) for f in all_) for k in keys} for name, all_ in found.items()}


def table(people: int, what: str, found: dict[str, Figures]) -> str:
    names = list(found)
    head = f"| {people} people | {' | '.join(names)} | workshop : node |\n|{'---|' * (len(names) + 2)}\n"
    lines = []
    for title, key in ROWS[what].items():
        values = [found[name][key] for name in names]
        ratio = f"{found['workshop'][key] / found['node'][key]:.2f} ×" if found["node"][key] else "–"
        lines.append(f"| {title} | {' | '.join(f'{value:,.1f}' for value in values)} | {ratio} |")
    return head + "\n".join(lines) + "\n"


def growth(found: dict[int, dict[str, Figures]]) -> str:
    """Step p99 by people, as an SVG: a straight line is what one hopes for."""
    most_x = max(found)
    most_y = max(figures["b_p99_ms"] for by_name in found.values() for figures in by_name.values())
    colours = {"floor": "#888", "node": "#a33", "workshop": "#1d6a61"}
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" font-family="sans-serif" font-size="12">']
    for row, (name, colour) in enumerate(colours.items()):
        points = [(40 + 400 * n / most_x, 270 - 240 * found[n][name]["b_p99_ms"] / most_y) for n in sorted(found)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(40.0, 270.0), *points])
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="50" y="{20 + 16 * row}" fill="{colour}">{name}</text>')
    parts.append(f'<text x="300" y="292">people, up to {most_x}</text><text x="2" y="40">{most_y:.0f} ms</text></svg>')
    return "\n".join(parts)


def conditions() -> str:
    model = next(
        (line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    return (
        f"{os.cpu_count()} cores, {model}, load {os.getloadavg()[0]:.1f} at the start, Python {sys.version.split()[0]}."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="1000")
    parser.add_argument("--laps", type=int, default=3)
    parser.add_argument("--only", default=",".join(WHAT))
    parser.add_argument("--quick", action="store_true", help="300 and 1,000 people, one lap: two to three minutes")
    asked = parser.parse_args()
    if asked.quick:
        asked.people, asked.laps = "300,1000", 1
    build()
    lines, steps = [conditions(), ""], {}
    for people in map(int, asked.people.split(",")):
        for what in asked.only.split(","):
            found = measure(people, asked.laps, what)
            lines.append(table(people, what, found))
            if what == "steps":
                steps[people] = found
    BUILD.mkdir(exist_ok=True)
    (BUILD / "live.md").write_text("\n".join(lines))
    if steps:
        (BUILD / "growth.svg").write_text(growth(steps))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
