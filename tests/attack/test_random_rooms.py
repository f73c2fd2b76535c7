"""Random rooms on a real server before everybody who could look: guests, strangers, helpers, who leads, the thief."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from random_room import SEES, Guest, Room
from watched_room import K, WatchedRoom

from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import PROGRAMS, Scripts, Server, serving
from tests.support.warm import Mother, WarmServer

ANY = "I choose (my group, only me, facilitators, facilitators with names, everyone without names, everyone with names)"
SCRIPT = f"""# Among us

- format: 1
- people: 3-20
- minimum answers: {K}
- questions: on
{{care}}

### Breakout: Pairs (9 min)

- id: pairs
- groups: pairs
- notes: {ANY}

### Reflect: Among us (2 min)

- id: among
- who sees this: {ANY}

### Poll: A word (1 min)

- id: word
- answer: words

### Breakout: Others (9 min)

- id: others
- groups: triads
- notes: {ANY}

### Worksheet: Lines (2 min)

- id: lines
- card: yes
- who sees this: {ANY}

To say: ____

To keep: ____ (my group)

### Wall: Our lines (2 min)

- id: wall
- from: lines

### Poll: Which? (2 min)

- id: which
- answers from: among, lines

### Poll: Tell (2 min)

- id: telling
- answer: text
- moderate: yes

### Talk: Aloud (2 min)

- id: aloud

### Breakout: Again (9 min)

- id: again
- groups: as in pairs
- notes: {ANY}

### Breakout: Fours (9 min)

- id: fours
- groups: merge pairs
- notes: {ANY}

### Breakout: Tables (9 min)

- id: tables
- groups: rotate others
- stay: one
- notes: {ANY}
"""
CARES = {"room": "", "care": "- care: sensitive\n- help: _help.md\n- late joiners: ask"}
BLANKS = {
    "pairs": [""], "among": [""], "others": [""], "again": [""], "lines": ["to-say", "to-keep"], "aloud": [""],
    "fours": [""], "tables": [""],
}  # fmt: skip
STEPS = ("pairs", "among", "word", "others", "lines", "wall", "which", "telling", "aloud", "again", "fours", "tables")
ACTS = 22
LEAKY = str(PROGRAMS / "leaky.py")
MOST = 7  # people in a room
OF_ALL = (
    "open", "open", "close", "reveal", "ask_again", "reopen_groups", "recall", "form_groups", "undo", "next", "back",
    "repeat", "lock", "unlock", "admit_all", "show_all", "gather", "pause", "resume",
)  # fmt: skip
Act = Callable[[Room, Guest], object]


SCRIPTS = {"_help.md": "Call 112.", **{f"{name}.md": SCRIPT.format(care=care) for name, care in CARES.items()}}


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return SCRIPTS


def act(room: Room) -> None:
    what = room.dice.choices([*OF_THE_ROOM], [weight for weight, _ in OF_THE_ROOM.values()])[0]
    OF_THE_ROOM[what][1](room)


def _one_acts(room: Room) -> None:
    OF_ONE[room.dice.choice([*OF_ONE])](room, room.dice.choice([*room.guests.values()]))


def _goes(room: Room) -> None:
    room.do("goto", step=room.dice.choice(STEPS))
    if room.dice.random() < 0.8:
        room.do("open")


def _come(room: Room) -> None:
    if len(room.guests) < MOST:
        room.come()


def _all_write(room: Room) -> None:
    sees = room.dice.choice(SEES)
    for guest in room.guests.values():
        room.write(guest, sees, True)
    if room.dice.random() < 0.6:
        room.do(room.dice.choice(("close", "next")))


def each_writes(room: Room) -> None:
    likely = ("my group",) * 4 if room.step()["kind"] == "breakout" else ("facilitators", "everyone without names")
    for guest in room.guests.values():
        room.write(guest, room.dice.choice((*SEES, *likely)), True)


def _one_after_the_other(room: WatchedRoom) -> None:
    """The box opens for one, closes, and opens for the next."""
    sees = room.dice.choice(("facilitators", "facilitators", *SEES))
    for guest in room.dice.sample([*room.guests.values()], 2):
        room.do("open")
        room.write(guest, sees, True)
        room.do("close")
        room.judged()


def _ends_and_goes_on(room: WatchedRoom) -> None:
    if room.do("end"):
        room.judged()
        room.do("undo")


def _all_ask(room: Room) -> None:
    for guest in room.dice.sample([*room.guests.values()], room.dice.choice((2, 3, 4))):
        room.ask(guest)


def _is_moved(room: Room) -> None:
    guest = room.dice.choice([*room.guests.values()])
    room.do("move", person=guest.id, group=room.dice.choice(room.groups()))


def _all_say(room: WatchedRoom) -> None:
    if room.step()["id"] not in ("word", "telling"):
        room.do("goto", step=room.dice.choice(("word", "telling")))
        room.do("open")
        room.writing_is_over()  # on the step before, to which "next" may lead back
    for guest in room.guests.values():
        room.say_a_word(guest)
    room.do(room.dice.choice(("close", "reveal", "next")))


def _looks(room: Room, guest: Guest) -> None:
    if guest.ears:
        guest.ears[-1].drain()
        room.look(guest)


def _goes_home(room: Room, guest: Guest) -> None:
    if guest.ears:
        guest.ears.pop().leave()


def _is_written_to(room: Room, guest: Guest) -> None:
    canary = room.canary()
    room.private[canary] = guest.name
    room.do("reply", person=guest.id, text=canary)


def _op(key: str, **body: Any) -> Act:
    return lambda room, guest: room.op(guest, key.format(step=room.step()["id"]), body)


def _signal(room: Room, guest: Guest) -> None:
    room.op(guest, "signal", {"kind": room.dice.choice(["look in", "quiet", "go", "back"])})


def _is(command: str) -> Act:
    return lambda room, guest: room.do(command, person=guest.id)


OF_THE_ROOM: dict[str, tuple[int, Callable[[Any], object]]] = {
    "one": (30, _one_acts), "all": (18, lambda room: led(room, room.dice.choice(OF_ALL))), "goto": (10, _goes),
    "come": (4, _come), "all write": (9, _all_write), "all say": (4, _all_say), "each writes": (12, each_writes),
    "one by one": (9, _one_after_the_other), "is moved": (14, _is_moved),
    "all ask": (4, _all_ask), "ends and goes on": (3, _ends_and_goes_on),
}  # fmt: skip
OF_ONE: dict[str, Act] = {
    "write": lambda room, guest: room.write(guest, room.dice.choice(SEES), room.dice.random() < 0.5),
    "once more": lambda room, guest: room.write(guest, room.dice.choice(SEES), False),
    "draft": Room.draft, "asks": Room.ask, "has a name": Room.put_name, "word": Room.say_a_word,
    "device": Room.change_device, "renew": Room.renew,
    "look": _looks, "home": _goes_home, "return": lambda room, guest: room.connect(guest), "signal": _signal,
    "written to": _is_written_to,
    "remove": _is("remove"), "admit": _is("admit"), "alone": _op("alone:{step}"), "join": _op("join:{step}"),
    "stay": _op("stay:{step}", stays=True), "hand": _op("hand:{step}", up=True), "take back": Room.take_back,
    "edit": lambda room, guest: room.take_back(guest, edit=True),
}  # fmt: skip


def led(room: Room, what: str) -> None:
    items = sorted(set(re.findall(r'data-item=\\"(\w+)', room.lines["facilitator"].said)))
    more: dict[str, dict[str, Any]] = {
        "show_all": {"step": room.step()["id"], "items": items}, "form_groups": {"propose": room.dice.random() < 0.5},
        "gather": {"step": "which", "items": items[:2], "name": "A heap"}, "recall": {"seconds": 0},
        "admit_all": {"persons": [guest.id for guest in room.guests.values() if guest.id]},
    }  # fmt: skip
    if room.do(what, **more.get(what, {})) and what == "ask_again":
        room.asking[room.step()["id"]] += 1


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


def lived(server: Server, ana: Leader, neighbour: Visitor, seed: int) -> Iterator[WatchedRoom]:
    """Act, look after each act, look at everything, as it is or after the end, and delete. It waits after each act."""
    with begun(server, ana, neighbour, seed) as room:
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


def together(server: Server, seeds: Iterable[int], at_a_time: int = 8) -> Counter[str]:
    """An act of each in turn, for some things take their seconds. How often whom was told what: the controls."""
    waiting, seen = iter(seeds), Counter[str]()
    who = Leader(server), Leader.in_a_new_place(server, f"Next door {random.getrandbits(40):x}")
    going = [lived(server, *who, seed) for seed in islice(waiting, at_a_time)]
    while going:
        room = next(going[0], None)
        if room is None:
            going = [*going[1:], *(lived(server, *who, seed) for seed in islice(waiting, 1))]
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
    record_property("what reached whom", dict(together(server, range(start, start + 2000))))
    assert b"kanari" not in server.log.read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("leak", ["group", "singly"])
def test_control_a_rule_that_is_taken_out_is_missed(mother: Mother, tmp_path: Path, leak: str) -> None:
    leaking = WarmServer(mother, tmp_path, SCRIPTS, LEAK=leak)
    leaking.program = (LEAKY,)
    with serving(leaking), pytest.raises(AssertionError, match=r"kanari|Vogel"):
        together(leaking, range(60))
