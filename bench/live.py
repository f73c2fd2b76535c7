"""The live path beside Node's Socket.IO and a bare loop in C, in one run: the table of docs/performance.md.

    python bench/live.py [--people 1000,5000] [--laps 3] [--only steps,votes,second] [--quick]

Servers run in turn, each lap with a fresh process: the server on core 0, the load generator on core 1. Read ratios, not
milliseconds: both move with the machine. Needs gcc, Node and npm; what is built lies in bench/build.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from servers import BUILD, Running, build, command, floor, node, node_votes, on, workshop

WHAT = ("steps", "votes", "second")
Figures = dict[str, Any]
SERVERS: dict[str, dict[str, Callable[[int, Path], Any]]] = {
    "steps": {"floor": floor, "node": node, "workshop": workshop},
    "votes": {"node": node_votes, "workshop": workshop},
    "second": {"node": node_votes, "workshop": workshop},
}
LOAD = {
    "steps": ("--bcast-rounds", "20", "--idle", "26"),
    "back": ("--bcast-rounds", "20", "--bcast-body", '{"command":"back"}'),
    "votes": ("--ack-rounds", "3"),
    "second": ("--ack-rounds", "3", "--ack-window-ms", "1000"),
}
# Title → the figure of sioload.c, and the goal.
ROWS = {
    "steps": {
        "step p99, ms": ("b_p99_ms", "0.6 × Node"),
        "command → last phone, ms": ("b_trig_last_ms", "1.5 × the floor"),
        "CPU of a step, ms": ("b_cpu_ms", "0.8 × Node"),
        "memory a connection, kB": ("rss_per_conn_kb", "0.6 × Node"),
        "idle CPU, %": ("idle_cpu_pct", "0.3 for 1,000, 1.4 for 5,000"),
        "connected (hello) a second": ("conn_per_s", "1.0 × Node for 1,000, 0.8 × for 5,000"),
        "CPU of a connect, ms": ("conn_cpu_ms", ""),
        "one step back, p99, ms": ("back_p99_ms", "1.2 × a step"),
        "one step back, CPU, ms": ("back_cpu_ms", ""),
    },
    "votes": {
        "all vote at once: acknowledged a second": ("acks_per_s", "1.0 × Node"),
        "all vote at once: p99, ms": ("a_p99_ms", ""),
        "all vote at once: CPU, ms": ("a_cpu_ms", ""),
        "all vote at once: lines lost": ("a_lost", "0"),
    },
    "second": {
        "all vote within one second: p99, ms": ("a_p99_ms", ""),
        "all vote within one second: last ack, ms": ("a_max_ms", "1,000 for 5,000"),
        "all vote within one second: lines lost": ("a_lost", "0"),
    },
}  # fmt: skip


def load(
    running: Running, people: int, what: str, cores: str = "1", rounds: str = "", pids: Sequence[int] = ()
) -> Figures:
    """One run of the generator, on core 1; `rounds`: another number of steps; `pids`: whose CPU it reads."""
    ask = [
        *on(cores), str(BUILD / "sioload"), "--port", str(running.port), "-n", str(people),
        "--pid", ",".join(map(str, pids or [running.pid])), "--inflight", "200", *running.options, *LOAD[what],
        *(("--bcast-rounds", rounds, "--idle", "0") if rounds else ()),
    ]  # fmt: skip
    done = subprocess.run(ask, capture_output=True, text=True, timeout=600)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        sys.exit(f"The generator gave nothing: {done.stderr[-500:]}")
    found = dict(json.loads(lines[-1]))
    return {**found, "conn_cpu_ms": found["conn_srv_cpu_ms"] / people}


def lap(make: Callable[[int, Path], Any], people: int, what: str) -> Figures:
    with tempfile.TemporaryDirectory() as name, make(people, Path(name)) as running:
        if make is not workshop:
            return load(running, people, what)
        if what != "steps":
            command(running, command="goto", step="tea")
            command(running, command="open")
            return load(running, people, what)
        found, back = load(running, people, what), load(running, people, "back")
        return {**found, "back_p99_ms": back["b_p99_ms"], "back_cpu_ms": back["b_cpu_ms"]}


def measure(people: int, laps: int, what: str) -> dict[str, Figures]:
    """Server → the median of each figure over all laps."""
    found: dict[str, list[Figures]] = {name: [] for name in SERVERS[what]}
    for number in range(laps):
        for name, make in SERVERS[what].items():
            figures = lap(make, people, what)
            found[name].append(figures)
            whole = "" if figures["ok"] else " (incomplete)"
            print(f"  {people} people, lap {number + 1}, {what}: {name}{whole}", flush=True)
    keys = [key for key, _ in ROWS[what].values()]
    return {
        name: {key: statistics.median(each.get(key, 0.0) for each in every) for key in keys}
        for name, every in found.items()
    }


def table(people: int, what: str, found: dict[str, Figures]) -> str:
    names = list(found)
    against = [name for name in ("floor", "node") if name in names]
    head = ["", *names, *(f"workshop : {name}" for name in against), "goal"]
    lines = [f"{people:,} people", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for title, (key, goal) in ROWS[what].items():
        ours = found["workshop"][key]
        values = [f"{found[name][key]:,.1f}" for name in names]
        if key.startswith("back_"):
            values, goal = ["–"] * (len(names) - 1) + values[-1:], f"{goal}: {ours / _step(found, key):.2f} ×"
        ratios = [f"{ours / found[name][key]:.2f} ×" if found[name][key] else "–" for name in against]
        lines.append(f"| {title} | {' | '.join([*values, *ratios, goal])} |")
    return "\n".join(lines) + "\n"


def _step(found: dict[str, Figures], key: str) -> float:
    return float(found["workshop"]["b_p99_ms" if key == "back_p99_ms" else "b_cpu_ms"])


def per_phone(found: dict[int, dict[str, Figures]]) -> str:
    """What a step costs for each phone, by people: the goal is that it does not grow by more than a fifth."""
    of_each = {n: 1000 * by_name["workshop"]["b_cpu_ms"] / n for n, by_name in found.items()}
    return "CPU of a step for each phone, µs: " + ", ".join(f"{n:,}: {cost:.1f}" for n, cost in of_each.items()) + "\n"


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
    cpu = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(": ")[1] for line in cpu if "model name" in line), "")
    load_now, python = os.getloadavg()[0], sys.version.split()[0]
    return f"{os.cpu_count()} cores, {model}, load {load_now:.1f} at the start, Python {python}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", default="1000,5000,10000")
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
            print(lines[-1], flush=True)
            if what == "steps":
                steps[people] = found
    if steps:
        lines.append(per_phone(steps))
        (BUILD / "growth.svg").write_text(growth(steps))
    (BUILD / "live.md").write_text("\n".join(lines))
    print(lines[0], lines[-1] if steps else "")


if __name__ == "__main__":
    main()
