"""A session of thousands needs no more memory than one of hundreds, and no page of texts takes long."""

import time
import tracemalloc

import pytest
from sqlalchemy import insert

from tests.exports.stories import SCRIPT, Story
from workshop.exports import export
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


def longest_wait(story: Story, fmt: str) -> float:
    """Seconds of work between two chunks, where the server lets others have a turn."""
    told, waits = story.gather(), [0.0]
    start = time.process_time()
    for _ in export(told, fmt).chunks:
        waits.append(time.process_time() - start)
        start = time.process_time()
    return max(waits)


@pytest.mark.parametrize("fmt", ["csv", "json", "html", "md"])
def test_flat(tmp_path, fmt):
    small, large = crowd(tmp_path / "small", 100), crowd(tmp_path / "large", 800)
    peak(small, fmt)  # what is loaded once
    (few, short), (many, long) = peak(small, fmt), peak(large, fmt)
    assert long > (short * 2 if fmt == "html" else short * 4)
    assert many < few + 1_000_000


@pytest.mark.soak
@pytest.mark.parametrize("fmt", ["csv", "json"])
def test_five_thousand_people(tmp_path, fmt):
    story = crowd(tmp_path / "crowd", 5000)
    most, size = peak(story, fmt)
    assert most < 8_000_000
    assert size > (100_000 if fmt == "csv" else 10_000_000)
    assert longest_wait(story, fmt) < 0.05
