"""Random rooms on a real server before everybody who could look: guests, strangers, helpers, who leads, the thief."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest
from room_acts import act, each_writes
from room_script import BLANKS, CARES, SCRIPTS
from watched_room import EXPORTS, ON_PAPER, WatchedRoom

from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import PROGRAMS, Scripts, Server, serving
from tests.support.warm import Mother, WarmServer

ACTS = 22
LEAKY = str(PROGRAMS / "leaky.py")


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return SCRIPTS


@contextmanager
def begun(server: Server, ana: Leader, neighbour: Visitor, seed: int) -> Iterator[WatchedRoom]:
    """Four people in pairs, in one care or the other."""
    room = WatchedRoom(server, [*CARES][seed % 2], BLANKS, random.Random(seed), f"{seed:x}")
    try:
        for _ in range(4):
            room.come()
        room.furnish(ana, neighbour)
        room.do("start")
        room.do("open")
        yield room
    except AssertionError as error:
        error.add_note(f"seed {seed}")
        raise
    finally:
        room.home()


def lived(
    server: Server, ana: Leader, neighbour: Visitor, seed: int, kinds: tuple[str, ...] = EXPORTS
) -> Iterator[WatchedRoom]:
    """Act, look after each act, look at everything, as it is or after the end, and delete. It waits after each act."""
    with begun(server, ana, neighbour, seed) as room:
        room.kinds = kinds
        each_writes(room)  # for their groups above all: else few rooms have what somebody who is moved could read
        for _ in range(ACTS):
            act(room)
            room.judged()
            yield room
        room.stolen(server.loot())
        if seed % 4:
            room.do("end")
        room.judged(whole=True)
        assert room.api("DELETE", f"/sessions/{room.id}").status_code == 204
        yield room


def together(
    server: Server, seeds: Iterable[int], at_a_time: int = 8, kinds: tuple[str, ...] = EXPORTS
) -> Counter[str]:
    """An act of each in turn, for some things take their seconds. How often whom was told what: the controls."""
    waiting, seen = iter(seeds), Counter[str]()
    who = Leader(server), Leader.in_a_new_place(server, f"Next door {random.getrandbits(40):x}")
    going = [lived(server, *who, seed, kinds) for seed in islice(waiting, at_a_time)]
    while going:
        room = next(going[0], None)
        if room is None:
            going = [*going[1:], *(lived(server, *who, seed, kinds) for seed in islice(waiting, 1))]
        else:
            seen.update(room.seen)
            room.seen.clear()
            going = [*going[1:], going[0]]
    return seen


def test_nothing_reaches_anybody_but_its_readers(server: Server) -> None:
    assert sum(together(server, range(12)).values()) > 0
    assert not [told for told in (b"kanari", b"Vogel") if told in server.log.read_bytes()]


def test_control_it_does_reach_its_readers(server: Server) -> None:
    with begun(server, Leader(server), Leader.in_a_new_place(server, "Beside"), 0) as room:
        for step, sees in (("pairs", "my group"), ("among", "everyone without names"), ("lines", "facilitators")):
            room.do("goto", step=step)
            for guest in room.guests.values():
                room.connect(guest)  # a phone that certainly shows this step
                room.write(guest, sees, looks=True)
            room.do("close")
        room.do("goto", step="wall")
        room.judged(whole=True)
        room.stolen(server.loot())
        told = ("my group by guest", "facilitators by team", "everyone without names by team", "shared by thief")
        assert min(room.seen[each] for each in told) >= 4, room.seen


@pytest.mark.soak
def test_nor_in_two_thousand(server: Server, record_property) -> None:
    start = random.randrange(10**9)
    record_property("seeds from", str(start))
    told = together(server, range(start, start + 2000), kinds=(*EXPORTS, *ON_PAPER))
    record_property("what reached whom", dict(told))
    assert min(told[f"told in {kind}"] for kind in (*EXPORTS, *ON_PAPER)) > 0, "the watcher would see nothing"
    assert b"kanari" not in server.log.read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("leak", ["group", "singly"])
def test_control_a_rule_that_is_taken_out_is_missed(mother: Mother, tmp_path: Path, leak: str) -> None:
    leaking = WarmServer(mother, tmp_path, SCRIPTS, LEAK=leak)
    leaking.program = (LEAKY,)
    with serving(leaking), pytest.raises(AssertionError, match=r"kanari|Vogel"):
        together(leaking, range(60))
