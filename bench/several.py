"""Several processes that stand for one, beside Node's Socket.IO with its Redis adapter: one step to everybody.

    python bench/several.py [--people 1000,2000] [--processes 2] [--laps 3]

Both in turn in one run, each lap with fresh processes that share the cores with the generator, PostgreSQL and Redis:
read ratios, not milliseconds. Needs what live.py needs, and PostgreSQL and Redis installed.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from live import conditions, load
from servers import BUILD, HERE, SCRIPT, STEP, Running, build, family, free_port, program, wait_for, with_people

from tests.support import postgres
from tests.support import redis as redis_server
from tests.support.server import Server

ROWS = {
    "step p99, ms": ("b_p99_ms", "0.6 × Node"),
    "command → last phone, ms": ("b_trig_last_ms", ""),
    "CPU of a step, all processes, ms": ("b_cpu_ms", ""),
    "words through Redis for a step": ("words", ""),
}
Figures = dict[str, float]


@contextmanager
def node(_people: int, processes: int, _folder: Path) -> Iterator[tuple[Running, redis_server.Redis]]:
    port = free_port()
    with redis_server.running() as redis:
        socket = f"{redis.folder}/redis.sock"
        with program("node", "cluster.js", str(port), str(processes), socket, cwd=HERE / "node", cores="") as process:
            wait_for(port)
            yield Running(port, process.pid, STEP), redis


@contextmanager
def workshop(people: int, processes: int, folder: Path) -> Iterator[tuple[Running, redis_server.Redis]]:
    (folder / "sessions").mkdir()
    (folder / "sessions" / "measured.md").write_text(SCRIPT)
    with postgres.running() as (database, _), redis_server.running() as redis:
        shared = {"WORKSHOP_DATABASE_URL": database, "WORKSHOP_REDIS_URL": redis.url}
        server = Server(
            folder, WORKSHOP_SESSIONS=str(folder / "sessions"), WORKSHOP_PROCESSES=str(processes), **shared
        ).start()
        try:
            yield with_people(server, people, folder), redis
        finally:
            server.stop()


def lap(make: Callable, people: int, processes: int) -> Figures:
    """The words of steps are what a run with twenty more of them costs more; their CPU is read around each of them."""
    with tempfile.TemporaryDirectory() as name, make(people, processes, Path(name)) as (running, redis):
        found: Figures = {}
        said = []
        for rounds in ("5", "25"):
            before = words(redis)
            found = load(running, people, "steps", rounds=rounds, cores="", pids=family(running.pid))
            said.append(words(redis) - before)
        return {**found, "words": (said[1] - said[0]) / 20}


def words(redis: redis_server.Redis) -> int:
    with redis.client() as client:
        told = client.info("commandstats")
    return sum(int(told[name]["calls"]) for name in told if name in ("cmdstat_publish", "cmdstat_spublish"))


def table(people: int, processes: int, found: dict[str, Figures]) -> str:
    lines = [
        f"| {people:,} people, {processes} processes | Node | Workshop | Ratio | Goal |", "|---|---|---|---|---|"
    ]  # fmt: skip
    for title, (key, goal) in ROWS.items():
        theirs, ours = found["node"][key], found["workshop"][key]
        ratio = f"{ours / theirs:.2f} ×" if theirs else "–"
        lines.append(f"| {title} | {theirs:.1f} | {ours:.1f} | {ratio} | {goal or '–'} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="1000,2000")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--laps", type=int, default=3)
    asked = parser.parse_args()
    build()
    lines = [conditions(), ""]
    for people in map(int, asked.people.split(",")):
        laps: dict[str, list[Figures]] = {"node": [], "workshop": []}
        for _ in range(asked.laps):
            for name, make in (("node", node), ("workshop", workshop)):
                laps[name].append(lap(make, people, asked.processes))
        keys = [key for key, _ in ROWS.values()]
        found = {name: {key: statistics.median(each[key] for each in of) for key in keys} for name, of in laps.items()}
        lines.append(table(people, asked.processes, found))
        print(lines[-1], flush=True)
    (BUILD / "several.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
