"""For whom stages are drawn: for those who are there, and for nobody else."""

import pytest

from tests.conftest import Hall
from tests.support.server import PROGRAMS


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (str(PROGRAMS / "drawing.py"),)


def drawn(hall: Hall) -> set[str]:
    """For whom something was drawn since this was last asked."""
    told = hall.server.data / "drawn"
    found = set(told.read_text(encoding="utf-8").split())
    told.write_text("")
    return found


def test_no_stage_is_drawn_for_an_audience_of_nobody(hall: Hall):
    ann, *_ = hall.join("Ann", "Ben", "Cleo")
    hall.do("start")
    drawn(hall)
    step = hall.go("poll")
    ann.at(step)
    assert drawn(hall) == {"participants"}

    console, projector = hall.console(), hall.projector()
    assert drawn(hall) == {"facilitator", "projector"}  # what everybody else reads is drawn already
    hall.do("open")
    for each in (ann, console, projector):
        each.at(step, "open")
    assert drawn(hall) == {"participants", "facilitator", "projector"}
