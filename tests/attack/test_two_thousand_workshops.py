"""Random workshops before everybody who could look, by the thousand: on a server inside of the test.

They share their beginnings, as branches do: a workshop goes on in one way, goes back, and goes on in another.
`test_random_rooms.py` has fewer, each by itself, with lines, pages and files of a real server.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
from inside import Browser, Inside
from inside_room import InsideRoom, Line
from random_room import Guest
from room_acts import act, each_writes
from room_script import BLANKS, CARES, SCRIPTS

from tests.support.leaks import LEAKS, take_out
from tests.support.places import new_place
from tests.support.server import KEY
from workshop.extensions import socketio
from workshop.live.submit import CommandResult
from workshop.script.model import QUESTIONS_ID

TREE = ((1, 4), (4, 2), (8, 1))  # so many ways, of so many acts each; then on from there
LEAVES = 32


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inside]:
    with pytest.MonkeyPatch.context() as patch:
        yield Inside(tmp_path_factory.mktemp("inside"), SCRIPTS, patch)


@pytest.fixture(scope="module")
def rooms(inside: Inside) -> list[InsideRoom]:
    """Four people in pairs, in one care and in the other."""
    ana, neighbour = signed_in(inside, KEY), signed_in(inside, new_place(inside, "Next door")[1])
    return [begun(inside, care, ana, neighbour) for care in CARES]


def signed_in(inside: Inside, key: str) -> Browser:
    browser = Browser(inside)
    assert browser.post("/host/sign-in", data={"key": key}).status_code == 303
    return browser


def begun(inside: Inside, care: str, ana: Browser, neighbour: Browser) -> InsideRoom:
    room = InsideRoom(inside, care, BLANKS, random.Random(1), care)
    for _ in range(4):
        room.come()
    room.furnish(ana, neighbour)
    assert room.do("admit_all", persons=[guest.id for guest in room.guests.values()])
    assert room.do("start")
    assert room.do("open")
    return room


def grown(room: InsideRoom, tree: tuple[tuple[int, int], ...] = TREE) -> int:
    """How many workshops it has become."""
    if not tree:
        over(room)
        return 1
    (ways, acts), *rest = tree
    if tree is TREE:
        with room.a_way():
            each_writes(room)
            return sum(went(room, acts, tuple(rest)) for _ in range(ways))
    return sum(went(room, acts, tuple(rest)) for _ in range(ways))


def went(room: InsideRoom, acts: int, rest: tuple[tuple[int, int], ...]) -> int:
    with room.a_way():
        for _ in range(acts):
            act(room)
            room.later()
            room.judged()
        return grown(room, rest)


def over(room: InsideRoom) -> None:
    if room.dice.random() < 0.3:
        room.stolen(room.server.loot())
        room.do("end")
    room.judged(whole=True)


def all_of(rooms: list[InsideRoom], seeds: Iterable[int]) -> Counter[str]:
    """How many workshops, and how often whom was told what."""
    seen = Counter[str]()
    for seed in seeds:
        room = rooms[seed % 2]
        room.dice.seed(seed)
        room.server.starts_anew(seed)
        try:
            seen["workshops"] += grown(room)
        except AssertionError as error:
            error.add_note(f"seed {seed}")
            raise
        seen.update(room.seen)
        room.seen.clear()
    return seen


def test_nothing_reaches_anybody_but_its_readers(rooms: list[InsideRoom]) -> None:
    seen = all_of(rooms, range(-(-2000 // LEAVES)))
    told = ("my group by guest", "facilitators by team", "everyone without names by team", "words by team")
    assert seen["workshops"] >= 2000
    assert min(seen[each] for each in (*told, "question by guest")) >= 20, (
        seen
    )  # the control: it does reach its readers


def test_a_seed_is_the_same_workshop_again(rooms: list[InsideRoom], monkeypatch: pytest.MonkeyPatch) -> None:
    """To the last letter that anybody reads, whatever was played before it."""
    heard: list[str] = []
    monkeypatch.setattr(Line, "told", heard_by(heard, Line.told))
    plays = []
    for seed in (4, 5, 4):
        heard.clear()
        all_of(rooms, [seed])
        plays.append(list(heard))
    assert plays[0] == plays[2]
    assert len(plays[0]) > 100 < len({*plays[0]})  # the control: much was told
    assert plays[0] != plays[1]


def heard_by(heard: list[str], told: Callable[[Line], str]) -> Callable[[Line], str]:
    def tells(line: Line) -> str:
        heard.append(told(line))
        return heard[-1]

    return tells


def test_the_questions_of_one_person_do_not_come_out_as_the_texts_of_a_step(rooms: list[InsideRoom]) -> None:
    """They lie where texts do: who could go there and leave would get three of one person, alone."""
    room = rooms[0]
    with room.a_way():
        guest, *others = room.guests.values()

        def asks(who: Guest, words: str) -> None:
            assert room.form(who, f"/s/{room.id}/questions", text=words).status_code == 303

        for n in range(3):
            asks(guest, f"kestrel {n}")
        assert not room.do("insert", step=QUESTIONS_ID)
        for command in ("goto", "open", "close", "next"):
            room.do(command, step=QUESTIONS_ID)
        assert "kestrel" not in room.asked() + room.desk("facilitator")
        for who in others[:2]:
            asks(who, f"of {who.name}")
        assert room.asked().count("kestrel") == 3  # the control


def test_nobody_is_out_of_the_room_and_still_in_a_group(
    rooms: list[InsideRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let in again, they would read what was written meanwhile. Other processes may be quicker, again and again."""
    room = rooms[0]
    with room.a_way():
        guest = next(iter(room.guests.values()))
        with monkeypatch.context() as busy:
            busy.setattr(room.server.live, "submit", lambda *_: CommandResult("stale", 0))
            assert not room.do("remove", person=guest.id)
        assert room.session.group_of(guest.id)
        assert room.do("remove", person=guest.id)
        assert room.session.group_of(guest.id) is None


class Lines:
    """In the place of those of the server: what goes out on them, and which are cut."""

    def __init__(self, room: InsideRoom, patch: pytest.MonkeyPatch) -> None:
        self.told: list[dict] = []
        self.cut: list[str] = []
        server = socketio.server
        patch.setattr(room.server.service.broadcaster, "emit_to", lambda _, __, body: self.told.append(body))
        patch.setattr(server, "disconnect", self.cut.append)
        patch.setattr(server.manager, "is_connected", lambda *_: True)
        for name in ("enter_room", "leave_room"):
            patch.setattr(server, name, lambda *_: None)


@pytest.mark.parametrize(("command", "told"), [("renew", None), ("remove", "out"), ("", "in")])
def test_whoever_is_asked_out_while_they_come_in_hears_nothing(
    rooms: list[InsideRoom], monkeypatch: pytest.MonkeyPatch, command: str, told: str | None
) -> None:
    """Between the look at their cookie and their line others have their turn. The last is the control."""
    room = rooms[0]
    lines = Lines(room, monkeypatch)
    with room.a_way():
        guest = next(iter(room.guests.values()))
        came = guest.ears[-1].here
        assert came and came.who and came.who.state == "in"
        if command == "renew":
            room.renew(guest)
        elif command:
            assert room.do(command, person=guest.id)
        room.server.service.broadcaster.welcome(replace(came, sid="late", audience=""))
        assert [each["mine"]["state"] for each in lines.told] == ([told] if told else [])
        assert lines.cut == ([] if told else ["late"])
        assert bool(lines.told and lines.told[0]["step"]) == (told == "in")


@pytest.mark.soak
def test_nor_in_a_hundred_thousand(rooms: list[InsideRoom], record_property) -> None:
    start = random.randrange(10**9)
    record_property("seeds from", str(start))
    record_property("what reached whom", dict(all_of(rooms, range(start, start + 100_000 // LEAVES))))


@pytest.mark.parametrize("leak", LEAKS)
def test_control_a_rule_that_is_taken_out_is_missed(
    rooms: list[InsideRoom], monkeypatch: pytest.MonkeyPatch, leak: str
) -> None:
    """In every third tree, or more of them: not to find it in sixty is less likely than one in a million."""
    take_out(leak, monkeypatch.setattr)
    with pytest.raises(AssertionError, match=r"kanari|Vogel"):
        all_of(rooms, range(60))
