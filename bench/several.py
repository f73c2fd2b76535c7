"""Several processes that stand for one, beside Node's Socket.IO with its Redis adapter: a step to everybody.

    python bench/several.py [--people 1000,2000] [--processes 2,4] [--laps 3]

Then all vote in the same moment, beside one process of ours with a PostgreSQL and a Redis of its own. All in turn in
one run, each lap with fresh processes that share the cores with the generator, PostgreSQL and Redis: read ratios, not
milliseconds. Needs what live.py needs, and PostgreSQL and Redis installed.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from live import conditions, load
from servers import (
    BUILD,
    HERE,
    SCRIPT,
    STEP,
    Running,
    build,
    command,
    family,
    free_port,
    program,
    wait_for,
    with_people,
)

from tests.support import postgres
from tests.support import redis as redis_server
from tests.support.server import Server

ROWS = {
    "step p99, ms": ("b_p99_ms", "0.6 × Node"),
    "command → last phone, ms": ("b_trig_last_ms", ""),
    "CPU of a step, all processes, ms": ("b_cpu_ms", ""),
    "words through Redis for a step": ("words", ""),
}
VOTES = {
    "all vote at once: acknowledged a second": "acks_per_s",
    "all vote at once: p99, ms": "a_p99_ms",
    "all vote at once: CPU, all processes, ms": "a_cpu_ms",
    "all vote at once: lines lost": "a_lost",
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


def votes(people: int, processes: int) -> Figures:
    with tempfile.TemporaryDirectory() as name, workshop(people, processes, Path(name)) as (running, _):
        command(running, command="goto", step="tea")
        command(running, command="open")
        return load(running, people, "votes", cores="", pids=family(running.pid))


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


def table_of_votes(people: int, processes: int, found: dict[int, Figures]) -> str:
    lines = [f"| {people:,} people | One process | {processes} processes | Ratio |", "|---|---|---|---|"]
    for title, key in VOTES.items():
        one, several = found[1][key], found[processes][key]
        lines.append(f"| {title} | {one:,.1f} | {several:,.1f} | {f'{several / one:.2f} ×' if one else '–'} |")
    return "\n".join(lines) + "\n"


def medians(laps: list[Figures], keys: Iterable[str]) -> Figures:
    return {key: statistics.median(each[key] for each in laps) for key in keys}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="1000,2000")
    parser.add_argument("--processes", default="2")
    parser.add_argument("--laps", type=int, default=3)
    asked = parser.parse_args()
    build()
    lines = [conditions(), ""]
    for people, processes in product(numbers(asked.people), numbers(asked.processes)):
        steps: dict[str, list[Figures]] = {"node": [], "workshop": []}
        voted: dict[int, list[Figures]] = {1: [], processes: []}
        for _ in range(asked.laps):
            for name, make in (("node", node), ("workshop", workshop)):
                steps[name].append(lap(make, people, processes))
            for number, of in voted.items():
                of.append(votes(people, number))
        keys = [key for key, _ in ROWS.values()]
        lines.append(table(people, processes, {name: medians(of, keys) for name, of in steps.items()}))
        lines.append(table_of_votes(people, processes, {n: medians(of, VOTES.values()) for n, of in voted.items()}))
        print(*lines[-2:], sep="\n", flush=True)
    (BUILD / "several.md").write_text("\n".join(lines))


def numbers(listed: str) -> list[int]:
    return [int(number) for number in listed.split(",")]


if __name__ == "__main__":
    main()
