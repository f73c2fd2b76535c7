"""Two people of one name are told apart, wherever names stand."""

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor


def names(hall: Hall) -> list[str]:
    console = hall.console().until(lambda c: any(event == "people" for event, _ in c.heard))
    told = next(body for event, body in console.heard if event == "people")
    return sorted(person["name"] for person in told["people"])


def test_the_second_anna_has_a_number_and_is_told(hall: Hall):
    first, second = Visitor(hall.server), Visitor(hall.server)
    assert "is called" not in first.get(first.join(hall.code, "Anna")).text
    page = second.get(second.join(hall.code, "Anna")).text
    own, other = (f'<bdi translate="no">{name}</bdi>' for name in ("Anna 2", "Anna"))
    # The new name first: letters twice as large leave no room for more.
    assert f"You are {own} here, for somebody else is called {other}, too." in page
    assert names(hall) == ["Anna", "Anna 2"]


@pytest.mark.parametrize("other", ["anna", "ANNA", "Ａｎｎａ", " Anna "])
def test_what_looks_the_same_is_the_same(hall: Hall, other: str):
    hall.server.join(hall.code, "Anna")
    hall.server.join(hall.code, other)
    assert names(hall) == sorted(["Anna", f"{other.strip()} 2"])


def test_a_number_of_ones_own_stays_and_is_counted(hall: Hall):
    for name in ("Anna 2", "Anna", "Anna", "Ben 7"):
        hall.server.join(hall.code, name)
    assert names(hall) == ["Anna", "Anna 2", "Anna 3", "Ben 7"]
    ben = Visitor(hall.server)
    assert "is called" not in ben.get(ben.join(hall.code, "Cleo 2")).text


def test_remove_hits_the_one_that_was_meant(hall: Hall):
    first, second = hall.join("Anna")[0], None
    hall.cookies["other"] = hall.server.join(hall.code, "Anna")["cookie"]
    second = hall.phone("other")
    assert (first.mine["nickname"], second.mine["nickname"]) == ("Anna", "Anna 2")
    hall.server.command(hall.id, "remove", person=second.mine["person"])
    second.until(lambda c: c.mine.get("state") == "out")
    assert first.call("sync", {"e": first.stage["e"], "v": 0})["mine"]["state"] == "in"
