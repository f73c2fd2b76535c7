"""The one table of what a team can ask for: name → who may, and how it is read from a message.

A reader makes a command of the session (`commands.Command`), or a `side_commands.RoomAction`, which changes no session.
To add one: a line here, its class in `commands`, what it does in `decide` or `realtime.room_actions`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from workshop.script.model import Breakout, Poll, Step
from workshop.session import commands as cmd
from workshop.session import lengths
from workshop.session import side_commands as side
from workshop.session.people import Member, Person
from workshop.session.state import Session


class Right(Enum):
    """Why somebody may send a command. `team` says which desk has which."""

    EDGES = "edges"
    COURSE = "course"
    CARE = "care"
    TEXTS = "texts"
    HAND_OVER = "hand over"
    TAKE_BACK = "take back"
    HAND_BACK = "hand back"


WHO = {
    Right.EDGES: "This is for the facilitator, or for whoever was handed the lead.",
    Right.COURSE: "This is for the facilitator or for a lead.",
    Right.CARE: "This is for the facilitator, for a lead or for support.",
    Right.TEXTS: "This is for the facilitator, for a lead or for a moderator.",
    Right.HAND_OVER: "This is for the facilitator.",
    Right.TAKE_BACK: "This is for the facilitator.",
    Right.HAND_BACK: "This is for whoever was handed the lead.",
}


class Context(Protocol):
    """What a reader may ask. Each raises `Refused`, with what is wrong, where the message does not say it."""

    session: Session
    body: Mapping[str, Any]
    now: float
    by: str  # the name under which the server knows the sender

    def text(self, name: str, default: str | None = None) -> str: ...
    def texts(self, name: str, default: Sequence[str] | None = None) -> tuple[str, ...]: ...
    def number(self, name: str, default: int | None = None) -> int: ...
    def line(self, name: str, longest: int, called: str) -> str: ...
    def person(self, person_id: str) -> Person: ...
    def pair(self, name: str) -> tuple[Person, Person]: ...
    def present(self) -> tuple[Person, ...]: ...
    def resting(self) -> tuple[Person, ...]: ...
    def answers(self) -> dict[str, str]: ...
    def seed(self) -> int: ...
    def to_vote_on(self, step: str) -> tuple[tuple[str, str], ...]: ...
    def open_member(self, member_id: str) -> Member: ...
    def left_count(self) -> str: ...
    def new_step(self) -> tuple[str, Step]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    right: Right
    read: Callable[[Context], cmd.Command | side.RoomAction]


def _open(c: Context) -> cmd.Command:
    if c.session.step is not None and isinstance(c.session.step.detail, Breakout):
        return cmd.Open(c.now, c.present(), c.seed(), c.answers(), c.resting())
    if c.session.step is not None and isinstance(c.session.step.detail, Poll) and c.session.step.detail.sources:
        return cmd.Open(c.now, texts=c.to_vote_on(c.session.current))
    return cmd.Open(c.now)


def _gather(c: Context) -> cmd.Command:
    name = c.line("name", lengths.LINE, "name").strip()
    step = c.text("step")
    return cmd.Gather(step, c.texts("items", ()), c.text("heap", "new"), name, c.now, c.to_vote_on(step))


def _form_groups(c: Context) -> cmd.Command:
    propose = c.body.get("propose") is True
    return cmd.FormGroups(c.now, c.present(), c.seed(), c.answers(), propose=propose, resting=c.resting())


def _insert(c: Context) -> cmd.Command:
    if "kind" not in c.body and "text" not in c.body:
        return cmd.Insert(c.now, step=c.text("step"))
    text, made = c.new_step()
    return cmd.Insert(c.now, text=text, made=made, now=c.body.get("now") is True)


def _moderate(to: str) -> Callable[[Context], cmd.Command]:
    return lambda c: cmd.Moderate(c.text("step"), (c.text("item"),), to, c.now)


def _start(c: Context) -> cmd.Command:
    """What stops a person who has not looked stops a program, which was told to begin, only where it asks for that."""
    return cmd.Start(c.now, c.text("step", ""), c.body.get("all_the_same") is not False)


def _reply(c: Context) -> side.RoomAction:
    return side.Reply(c.text("person"), c.line("text", lengths.MESSAGE, "phone"))


def _give_back(c: Context) -> side.RoomAction:
    return side.GiveBack(c.text("step"), c.text("item"), c.line("line", lengths.LINE, "line"))


E, C, CARE, T = Right.EDGES, Right.COURSE, Right.CARE, Right.TEXTS
COMMANDS: dict[str, Entry] = {
    "start": Entry(E, _start),
    "end": Entry(E, lambda c: cmd.End(c.now, c.left_count())),
    "next": Entry(C, lambda c: cmd.Next(c.now)),
    "back": Entry(C, lambda c: cmd.Back(c.now)),
    "repeat": Entry(C, lambda c: cmd.Repeat(c.now)),
    "goto": Entry(C, lambda c: cmd.GoTo(c.text("step"), c.now)),
    "undo": Entry(C, lambda c: cmd.Undo(c.now)),
    "skip": Entry(C, lambda c: cmd.Skip(c.text("step"), True, c.now)),
    "skip_before": Entry(C, lambda c: cmd.Skip(c.text("step"), True, c.now, before=True)),
    "unskip": Entry(C, lambda c: cmd.Skip(c.text("step"), False, c.now)),
    "open": Entry(C, _open),
    "close": Entry(C, lambda c: cmd.Close(c.now)),
    "reveal": Entry(C, lambda c: cmd.Reveal(c.now)),
    "ask_again": Entry(C, lambda c: cmd.AskAgain(c.now)),
    "gather": Entry(C, _gather),
    "undo_gather": Entry(C, lambda c: cmd.UndoGather(c.text("step"), c.now)),
    "form_groups": Entry(C, _form_groups),
    "recall": Entry(C, lambda c: cmd.Recall(c.now, c.number("seconds", 60))),
    "reopen_groups": Entry(C, lambda c: cmd.ReopenGroups(c.now)),
    "move": Entry(C, lambda c: cmd.Move(c.person(c.text("person")), c.text("group"), c.now)),
    "keep_apart": Entry(C, lambda c: cmd.KeepApart(c.pair("people"), c.body.get("apart") is not False, c.now)),
    "extend": Entry(C, lambda c: cmd.Extend(c.number("seconds"), c.now, c.text("group", ""))),
    "pause": Entry(C, lambda c: cmd.PauseAll(c.now)),
    "resume": Entry(C, lambda c: cmd.Resume(c.now)),
    "insert": Entry(C, _insert),
    "decline": Entry(C, lambda c: cmd.Decline(c.text("step"), c.now)),
    "seats": Entry(C, lambda c: cmd.Seats(c.number("seats"), c.now)),
    "lock": Entry(C, lambda c: cmd.Lock(c.now)),
    "unlock": Entry(C, lambda c: cmd.Unlock(c.now)),
    "message": Entry(C, lambda c: cmd.Send(c.text("text"), c.now)),
    "ring": Entry(C, lambda c: side.Ring()),
    "take": Entry(CARE, lambda c: side.TakeCall(c.text("person"), c.by)),
    "done": Entry(CARE, lambda c: side.CloseCall(c.text("person"))),
    "reply": Entry(CARE, _reply),
    "admit": Entry(CARE, lambda c: side.Admit(c.text("person"))),
    "admit_all": Entry(CARE, lambda c: side.AdmitAll(c.texts("persons"))),
    "remove": Entry(CARE, lambda c: side.Remove(c.text("person"))),
    "remove_unseen": Entry(CARE, lambda c: side.RemoveUnseen()),
    "show": Entry(T, _moderate("shown")),
    "keep_back": Entry(T, _moderate("kept back")),
    "show_all": Entry(T, lambda c: cmd.Moderate(c.text("step"), c.texts("items"), "shown", c.now)),
    "give_back": Entry(T, _give_back),
    "question": Entry(T, lambda c: cmd.MarkQuestion(c.text("item"), c.text("to"), c.now)),
    "hand_over": Entry(Right.HAND_OVER, lambda c: cmd.HandOver(c.open_member(c.text("member")), c.now)),
    "take_back": Entry(Right.TAKE_BACK, lambda c: cmd.TakeBack(c.now)),
    "hand_back": Entry(Right.HAND_BACK, lambda c: cmd.TakeBack(c.now)),
}


def named(*rights: Right) -> frozenset[str]:
    """The commands that these rights allow."""
    return frozenset(name for name, entry in COMMANDS.items() if entry.right in rights)
