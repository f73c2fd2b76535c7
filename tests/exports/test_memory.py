"""A session of thousands needs no more memory than one of hundreds, and no page of texts takes long."""

import gc
import threading
import time
import tracemalloc
from itertools import pairwise

import pytest
from sqlalchemy import insert

from tests.exports.stories import SCRIPT, Story
from workshop.exports import report
from workshop.exports.formats import export
from workshop.store.models import SharedRow

WRITING = "".join(f"\n### Reflect: Number {i} (1 min)\n\n- id: r{i}\n- who sees this: everyone without names\n\nGo.\n"
                  for i in range(10))  # fmt: skip


def crowd(folder, people: int) -> Story:
    """`people` who each shared ten texts of some 200 letters."""
    folder.mkdir()
    story = Story(folder, SCRIPT + WRITING)
    for i in range(10):
        story.go(f"r{i}")
    rows = (
        {"id": f"{n * 7919 % 1_000_003:08x}{i:024x}", "session": story.id, "step": f"r{i}", "field": "",
         "sees": "everyone without names", "group": "", "name": "", "text": f"{n} wrote " + "words " * 32,
         "shown": "shown"}
        for n in range(people) for i in range(10)
    )  # fmt: skip
    with story.engine.begin() as conn:
        while batch := [row for _, row in zip(range(5000), rows, strict=False)]:
            conn.execute(insert(SharedRow), batch)
    return story.end()


def peak(story: Story, fmt: str) -> tuple[int, int]:
    """(most bytes held at once, bytes written), reading and writing included."""
    tracemalloc.start()
    try:
        told = story.gather()
        size = sum(map(len, export(told, fmt).chunks))
        return tracemalloc.get_traced_memory()[1], size
    finally:
        tracemalloc.stop()


def longest_turn(story: Story, fmt: str) -> float:
    """The most milliseconds of work between two moments at which a server serves others: each chunk, each sleep."""
    list(report.prepare())
    gc.freeze()  # both as a server does when it starts
    turns, sleep, here = [time.thread_time()], time.sleep, threading.get_ident()

    def turn(seconds: float = 0) -> None:
        looks = threading.get_ident() == here  # what other tests left running has a clock of its own
        turns.extend([time.thread_time()] * looks)
        sleep(seconds)
        turns.extend([time.thread_time()] * looks)

    time.sleep = turn
    try:
        for _ in export(story.gather(), fmt).chunks:
            turn()
    finally:
        time.sleep = sleep
        gc.unfreeze()
    return 1000 * max(end - start for start, end in pairwise(turns))


@pytest.mark.parametrize("fmt", ["csv", "json", "html", "md"])
def test_flat(tmp_path, fmt):
    small, large = crowd(tmp_path / "small", 100), crowd(tmp_path / "large", 800)
    peak(small, fmt)  # what is loaded once
    (few, short), (many, long) = peak(small, fmt), peak(large, fmt)
    assert long > (short * 2 if fmt == "html" else short * 4)
    assert many < few + 1_000_000
    assert min(longest_turn(large, fmt) for _ in range(2)) < 25  # one of them as it is without the machine's other work


@pytest.mark.soak
@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_five_thousand_people(tmp_path, fmt):
    story = crowd(tmp_path / "crowd", 5000)
    most, size = peak(story, fmt)
    assert most < 8_000_000
    assert size > (100_000 if fmt == "csv" else 10_000_000)
    assert longest_turn(story, fmt) < 25
