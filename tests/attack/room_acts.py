"""What may happen in a room of the attack: by chance, and each of it as often as it is likely to tell something."""

import re
from collections.abc import Callable
from typing import Any

from random_room import SEES, Guest, Room
from room_script import STEPS, TYPED
from watched_room import WatchedRoom

from workshop.script.model import QUESTIONS_ID
from workshop.session.command_table import COMMANDS, Right

MOST = 7  # people in a room
OF_ALL = (
    "open", "open", "close", "reveal", "ask_again", "reopen_groups", "recall", "form_groups", "undo", "next", "back",
    "repeat", "repeat", "lock", "unlock", "admit_all", "show_all", "show", "keep_back", "give_back", "gather",
    "pause", "resume",
)  # fmt: skip
ANY_COMMAND = sorted({*COMMANDS} - {"start", "end", "undo"})
Act = Callable[[Room, Guest], object]


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


def _repeats(room: Room) -> None:
    """From the end of a part that repeats to its beginning."""
    room.do("goto", step="topics")
    if room.dice.random() < 0.5:
        room.do("open")
        each_writes(room)
    room.do("repeat")


def _puts_in(room: Room) -> None:
    """A step that was typed just now, one that lay in the drawer, or what is no step."""
    put = room.dice.choice((*TYPED, "spare", QUESTIONS_ID))
    if room.do("insert", **({"text": put} if put in TYPED else {"step": put})) and room.do("next"):
        step = room.step()
        if step["kind"] in ("reflect", "breakout", "talk"):
            room.blanks.setdefault(step["id"], [""])
        room.do("open")


def _reads(room: Room) -> None:
    """Who leads keeps some of what hangs from the room, gives some back, and lets others through."""
    if room.dice.random() < 0.5:
        room.do("goto", step=room.dice.choice(("wall", "which")))
    for what in room.dice.choices(("show", "show_all", "keep_back", "give_back", "gather"), k=3):
        led(room, what)


def _anything(room: Room) -> None:
    """Any command with anything that stands in any: also what no button of the console would send."""
    what, said, dice = room.dice.choice(ANY_COMMAND), room.lines["facilitator"].said, room.dice
    steps = [*STEPS, *room.blanks, *(() if COMMANDS[what].right is Right.TEXTS else (QUESTIONS_ID,))]
    items = re.findall(r'data-item=\\"(\w+)', said) or [""]
    people = dice.sample([guest.id for guest in room.guests.values()], 2)
    typed = {"text": dice.choice(TYPED)} if what != "insert" or dice.random() < 0.5 else {}
    more = {
        "step": dice.choice(steps), "item": dice.choice(items), "items": items[:2], "person": people[0],
        "persons": people, "people": people, "group": dice.choice(room.groups()), "seconds": dice.choice((0, 60)),
        "heap": dice.choice(("new", "", "h1")), "name": "A heap", "to": dice.choice(("pinned", "open", "shown")),
        "propose": dice.random() < 0.5, "line": "Once more, please.", "seats": 9,
    }  # fmt: skip
    if room.do(what, **more, **typed):
        room.asking[room.step()["id"]] += what == "ask_again"


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
    "all ask": (4, _all_ask), "ends and goes on": (3, _ends_and_goes_on), "repeats": (3, _repeats),
    "anything": (8, _anything), "puts in": (4, _puts_in), "reads": (4, _reads),
    "rewrites": (5, lambda room: room.rewrite()),
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
    "topic": lambda room, guest: room.op(guest, "topic:topics", {"topic": room.dice.choice((0, 1, None))}),
}  # fmt: skip


def led(room: Room, what: str) -> None:
    said = room.lines["facilitator"].said
    items = sorted(set(re.findall(r'data-item=\\"(\w+)', said)))
    read = {i: step for step, i in re.findall(r'data-step=\\"([\w-]+)\\" data-item=\\"(\w+)', said)}
    texts = sorted(i for i, step in read.items() if step != QUESTIONS_ID)  # questions wait for ever: see `ask`
    item = room.dice.choice(texts) if texts else ""
    one = {"step": read.get(item, ""), "item": item}
    alike = [i for i in texts if read[i] == one["step"]]
    more: dict[str, dict[str, Any]] = {
        "show": one, "keep_back": one, "give_back": {**one, "line": "Please look once more."},
        "show_all": {"step": one["step"], "items": alike}, "form_groups": {"propose": room.dice.random() < 0.5},
        "gather": {"step": "which", "items": items[:2], "name": "A heap"}, "recall": {"seconds": 0},
        "admit_all": {"persons": [guest.id for guest in room.guests.values() if guest.id]},
    }  # fmt: skip
    if room.do(what, **more.get(what, {})) and what == "ask_again":
        room.asking[room.step()["id"]] += 1
