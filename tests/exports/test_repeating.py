"""A part that repeats, as it is told afterwards: every time against its plan, and every asking of a poll by itself."""

import csv
import io
from pathlib import Path

import pytest

from tests.exports.stories import Story, choice
from workshop.exports import wording
from workshop.session import commands as cmd
from workshop.session.report import Coming

SCRIPT = (Path(__file__).parents[1] / "rehearsal" / "repeats.md").read_text()
ASK, TALK, THINK = "how-is-your-energy", "listen-to-one-another", "what-did-you-notice"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """The practice twice, as planned; its poll with other answers each time."""
    told = Story(tmp_path, SCRIPT).join("Ann", "Ben", "Cem")
    told.vote(ASK, *(choice(0) for _ in range(3))).wait(60).do(cmd.Next(0)).wait(90).do(cmd.Repeat(0))
    return told.vote(ASK, *(choice(1) for _ in range(4))).wait(30).do(cmd.Next(0))


def rows(story: Story) -> list[tuple[str, bool]]:
    return [(title, coming.reached) for _, coming, title in wording.comings(story.gather())]


def test_each_time_has_its_own_real_time(story: Story):
    first, second = story.step(ASK).comings
    assert (first.planned, second.planned) == (60, 60)
    assert first.real in range(60, 66) and second.real in range(30, 36)
    assert (story.step(ASK).planned, story.step(ASK).real) == (120, first.real + second.real)


def test_what_was_not_reached_is_told_as_such(story: Story):
    assert rows(story) == [
        ("How is your energy? (first time)", True), ("How is your energy? (second time)", True),
        ("Listen to one another (first time)", True), ("Listen to one another (second time)", True),
        ("What did you notice?", False),
    ]  # fmt: skip


def test_gone_on_early_the_time_that_never_came_is_in_the_plan_alone(tmp_path: Path):
    story = Story(tmp_path, SCRIPT).go(TALK).wait(50).do(cmd.Next(0)).end()
    assert story.step(TALK).comings == (Coming(1, 60, 51, True), Coming(2, 60, None, False))


def test_oftener_than_planned_there_is_no_plan_for_it(tmp_path: Path):
    story = Story(tmp_path, SCRIPT).go(THINK).wait(50).do(cmd.Repeat(0)).wait(20).end()
    assert story.step(THINK).comings == (Coming(1, 60, 51, True), Coming(2, None, 21, True))


def test_each_asking_is_told_apart_in_every_format(story: Story):
    story.end()
    first, second = story.step(ASK).askings
    assert [b.count for b in first.result.bars] == [3, 0]
    assert [b.count for b in second.result.bars] == [0, 4]
    for fmt in ("html", "md"):
        text = story.everything(fmt)
        assert "Asked for the first time" in text and "Asked for the second time" in text
        assert "Listen to one another (second time)" in text
    figures = list(csv.DictReader(io.StringIO(story.csv()["results.csv"])))
    assert {(f["asked"], f["answer"], f["count"]) for f in figures} >= {("1", "Low", "3"), ("2", "High", "4")}
    times = [t for t in csv.DictReader(io.StringIO(story.csv()["timing.csv"])) if t["step"] == ASK]
    assert [(t["time"], t["planned_seconds"], t["reached"]) for t in times] == [("1", "60", "yes"), ("2", "60", "yes")]
    [told] = [step for step in story.json()["steps"] if step["id"] == ASK]
    assert [t["time"] for t in told["times"]] == [1, 2]


def test_a_poll_that_was_not_asked_the_second_time_keeps_the_first(tmp_path: Path):
    story = Story(tmp_path, SCRIPT).join("Ann", "Ben", "Cem").vote(ASK, *(choice(0) for _ in range(3)))
    story.do(cmd.Next(0), cmd.Repeat(0)).end()
    [asking] = story.step(ASK).askings
    assert asking.result.bars[0].count == 3
