"""The numbers of a room go out when they are others, or when somebody came who has none."""

from types import SimpleNamespace
from typing import Any

from workshop.realtime.pulse import Pulse


def test_numbers_are_told_once_and_again_to_who_comes():
    told: list[Any] = []
    broadcaster: Any = SimpleNamespace(
        audiences=SimpleNamespace(arrived={"room"}), emit=lambda _event, numbers, *_: told.append(numbers["connected"])
    )
    nobody: Any = SimpleNamespace()
    pulse = Pulse(nobody, nobody, broadcaster, nobody, nobody)
    for connected, arrived in ((2, False), (2, False), (3, False), (3, True), (3, False)):
        if arrived:
            broadcaster.audiences.arrived.add("room")
        pulse._tell_numbers("room", {"answered": 0, "of": connected, "connected": connected})
    assert told == [2, 3, 3]
