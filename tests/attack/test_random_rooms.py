"""Random rooms on a real server before everybody who could look: guests, strangers, helpers, who leads, the thief."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from random_room import K, SEES, Room

from tests.support.server import Scripts, Server

ANY = "I choose (my group, only me, facilitators, everyone without names, everyone with names)"
SCRIPT = f"""# Among us

- format: 1
- people: 3-20
- minimum answers: {K}
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
"""
CARES = ("", "- care: sensitive\n- help: _help.md\n- late joiners: ask")
BLANKS = {
    "pairs": [""], "among": [""], "others": [""], "again": [""], "lines": ["to-say", "to-keep"], "aloud": [""],
}  # fmt: skip
STEPS = ("pairs", "among", "word", "others", "lines", "wall", "which", "telling", "aloud", "again")
ACTS = 22
OF_ONE = (
    "write", "write", "write", "draft", "word", "look", "move", "remove", "admit", "alone", "join", "take back", "edit",
    "device", "renew", "leave", "return", "signal", "reply", "hand",
)  # fmt: skip
OF_ALL = (
    "open", "open", "close", "reveal", "ask_again", "reopen_groups", "recall", "form_groups", "undo", "next", "back",
    "repeat", "lock", "unlock", "admit_all", "show_all", "gather", "pause", "resume",
)  # fmt: skip


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"_help.md": "Call 112.", "room.md": SCRIPT.format(care=CARES[0]), "care.md": SCRIPT.format(care=CARES[1])}


def act(room: Room) -> None:
    dice = room.dice
    match dice.choices(("one", "all", "goto", "come", "all write", "all say"), (48, 22, 12, 4, 9, 5))[0]:
        case "one":
            of_one(room, dice.choice(OF_ONE), dice.choice([*room.guests.values()]))
        case "all":
            of_all(room, dice.choice(OF_ALL))
        case "goto":
            room.do("goto", step=dice.choice(STEPS))
            if dice.random() < 0.5:
                room.do("open")
        case "come" if len(room.guests) < 7:
            room.come()
        case "all write":
            sees = dice.choice(SEES)
            for guest in room.guests.values():
                room.write(guest, sees, True)
            if dice.random() < 0.6:
                room.do(dice.choice(("close", "next")))
        case "all say":
            for guest in room.guests.values():
                room.say_a_word(guest)
            room.do(dice.choice(("close", "reveal", "next")))


def of_one(room: Room, what: str, guest) -> None:
    dice = room.dice
    line = guest.ears[-1] if guest.ears else None
    match what:
        case "write":
            room.write(guest, dice.choice(SEES), dice.random() < 0.5)
        case "draft":
            room.draft(guest)
        case "word":
            room.say_a_word(guest)
        case "look" if line:
            line.drain()
            room.look(guest)
        case "move":
            room.do("move", person=guest.id, group=dice.choice(["", "1", "2", "3"]))
        case "remove" | "admit":
            room.do(what, person=guest.id)
        case "alone" | "join" | "hand" if line:
            guest.n += 1
            line.ask(
                "op",
                {"key": f"{what}:{room.step()['id']}", "n": guest.n, "body": {"up": True} if what == "hand" else {}},
            )
        case "take back" | "edit":
            room.take_back(guest, what == "edit")
        case "device":
            room.change_device(guest)
        case "renew":
            room.renew(guest)
        case "leave" if line:
            line.leave()
            guest.ears.remove(line)
        case "return":
            room.connect(guest)
        case "signal" if line:
            guest.n += 1
            line.ask(
                "op", {"key": "signal", "n": guest.n, "body": {"kind": dice.choice(["look in", "quiet", "go", "back"])}}
            )
        case "reply":
            canary = room.canary()
            room.private[canary] = guest.name
            room.do("reply", person=guest.id, text=canary)


def of_all(room: Room, what: str) -> None:
    items = sorted({t.partition('"')[0] for t in room.lines["facilitator"].said.split('data-item=\\"')[1:]})
    items = [item.rstrip("\\") for item in items]
    match what:
        case "show_all":
            room.do("show_all", step=room.step()["id"], items=items)
        case "gather":
            room.do("gather", step="which", items=items[:2], name="A heap")
        case "ask_again":
            if room.do(what):
                room.asking[room.step()["id"]] += 1
        case "admit_all":
            room.do(what, persons=[guest.id for guest in room.guests.values() if guest.id])
        case "form_groups":
            room.do(what, propose=room.dice.random() < 0.5)
        case "recall":
            room.do(what, seconds=0)
        case _:
            room.do(what)


def lived(server: Server, seed: int, acts: int = ACTS) -> Iterator[Room]:
    """Begin, act, look after each act, end, look at everything, and delete. It waits after each act."""
    room = Room(server, ("room", "care")[seed % 2], BLANKS, random.Random(seed), f"{seed:x}")
    try:
        for _ in range(4):
            room.come()
        room.furnish()
        room.do("start", all_the_same=True)
        room.do("open")
        for _ in range(acts):
            act(room)
            room.judged()
            yield room
        room.judged(whole=True)
        room.stolen(loot(server.data / "data"))
        room.do("end")
        room.judged(whole=True)
        assert room.api("DELETE", f"/sessions/{room.id}").status_code == 204
    except AssertionError as error:
        error.add_note(f"seed {seed}")
        raise
    finally:
        room.home()


def together(server: Server, seeds: Iterable[int], at_a_time: int = 8) -> Counter[str]:
    """An act of each in turn, for some things take their seconds. How often whom was told what: the controls."""
    waiting, going, seen = iter(seeds), [], Counter[str]()
    going = [lived(server, seed) for seed in islice(waiting, at_a_time)]
    while going:
        room = next(going[0], None)
        if room is None:
            going = [*going[1:], *(lived(server, seed) for seed in islice(waiting, 1))]
        else:
            seen.update(room.seen)
            room.seen.clear()
            going = [*going[1:], going[0]]
    return seen


def loot(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())


def test_nothing_reaches_anybody_but_its_readers(server: Server) -> None:
    seen = together(server, range(8))
    assert b"kanari" not in server.log.read_bytes()
    assert b"Vogel" not in server.log.read_bytes()
    assert min(seen["my group by guest"], seen["facilitators by team"], seen["everyone without names by team"]) > 0, (
        seen
    )
