"""A facilitator's command as it comes over the wire, turned into one of the core's commands."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workshop import engine
from workshop.live.submit import Live
from workshop.realtime.connections import Connections
from workshop.script import read_step, write_step
from workshop.script.model import Breakout, By
from workshop.session import commands as cmd
from workshop.session.attendance import left_count
from workshop.session.errors import Refused
from workshop.session.events import Person
from workshop.session.state import Session
from workshop.store import group_answers, people, team

Body = Mapping[str, Any]


def read_command(
    live: Live, connections: Connections, resting: set[str], session_id: str, body: Any
) -> tuple[cmd.Command, int | None]:
    """The command and the v its sender looked at. Raises Refused with what is wrong."""
    if not isinstance(body, dict) or not isinstance(body.get("command"), str):
        raise Refused("Say which command: for example next.")
    make = _READERS.get(body["command"])
    if make is None:
        raise Refused(f"“{body['command'][:40]}” is not a command. Known: {', '.join(sorted(_READERS))}.")
    seen = body.get("from")
    if seen is not None and type(seen) is not int:
        raise Refused("“from” is the v that you saw last, a whole number.")
    session = live.session(session_id)
    if session is None:
        raise Refused("There is no such workshop.", "unknown")
    here = connections.here(session_id) - resting
    return make(CommandContext(live, connections, here, session, body, engine.now())), seen


class CommandContext:
    """What a reader of commands needs: the session, the body, the time, and who is here."""

    def __init__(
        self, live: Live, connections: Connections, here: set[str], session: Session, body: Body, now: float
    ) -> None:
        self.live, self.connections, self.here = live, connections, here
        self.session, self.body, self.now = session, body, now

    def left_count(self) -> str:
        """How many have left the room: all that is ever stored of who was here when."""
        with self.live.database.read() as conn:
            joined = people.count(conn, self.session.id)
        return left_count(joined, len(self.connections.inside(self.session.id)), self.session.script.rules.k)

    def number(self, name: str, default: int | None = None) -> int:
        value = self.body.get(name, default)
        if type(value) is not int or not -86400 <= value <= 86400:
            raise Refused(f"“{name}” is a whole number of seconds.")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise Refused(f"“{name}” is missing.")
        return value

    def texts(self, name: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        value = self.body.get(name, default)
        if not isinstance(value, list | tuple) or len(value) > 1000 or not all(isinstance(v, str) for v in value):
            raise Refused(f"“{name}” is a list of texts.")
        return tuple(value)

    def person(self, person_id: str) -> Person:
        with self.live.database.read() as conn:
            found = next((p for p in people.everyone(conn, self.session.id) if p.id == person_id), None)
        if found is None or found.state != "in":
            raise Refused("There is no such person here.")
        return found.person

    def present(self) -> tuple[Person, ...]:
        """Here, let in, and not resting: who can be put into a group."""
        with self.live.database.read() as conn:
            everyone = people.everyone(conn, self.session.id)
        return tuple(p.person for p in everyone if p.id in self.here and p.state == "in")

    def answers(self) -> dict[str, str]:
        step = self.session.step
        if step is None or not isinstance(step.detail, Breakout):
            return {}
        with self.live.database.read() as conn:
            if step.detail.by is By.PARTNERS:
                return {p.id: p.partner for p in people.everyone(conn, self.session.id) if p.partner}
            labels = group_answers.labels(conn, self.session.id, step.detail.of or step.id)
        if step.detail.by is By.CHOICE:
            return {person: label for person, label in labels.items() if label in ("", *step.detail.topics)}
        return labels


def _hand_over(context: CommandContext) -> cmd.Command:
    """Only to somebody whose console is open: nobody is to lead without knowing it."""
    named = context.text("member")
    with context.live.database.read() as conn:
        found = next((each.member for each in team.everyone(conn, context.session.id) if each.member.id == named), None)
    if found is None:
        raise Refused("There is nobody of that id in the team.")
    if not context.connections.of_member(context.session.id, found.id):
        raise Refused(f"The console of {found.name} is not open just now. Once it is, hand over again.")
    return cmd.HandOver(found, context.now)


def _open(context: CommandContext) -> cmd.Command:
    if context.session.step is not None and isinstance(context.session.step.detail, Breakout):
        return cmd.Open(context.now, context.present(), secrets.randbits(32), context.answers())
    return cmd.Open(context.now)


def _form_groups(context: CommandContext) -> cmd.Command:
    propose = context.body.get("propose") is True
    return cmd.FormGroups(context.now, context.present(), secrets.randbits(32), context.answers(), propose=propose)


def _move(context: CommandContext) -> cmd.Command:
    return cmd.Move(context.person(context.text("person")), context.text("group"), context.now)


def _keep_apart(context: CommandContext) -> cmd.Command:
    named = context.texts("people")
    if len(named) != 2:
        raise Refused("“people” names two people.")
    one, other = (context.person(name) for name in named)
    return cmd.KeepApart((one, other), context.body.get("apart") is not False, context.now)


def _moderate(to: str) -> Callable[[CommandContext], cmd.Command]:
    return lambda context: cmd.Moderate(context.text("step"), (context.text("item"),), to, context.now)


def _insert(context: CommandContext) -> cmd.Command:
    if "kind" in context.body:
        text = write_step(
            context.text("kind"), context.text("title"), context.text("text"), context.texts("answers", ())
        )
    elif "text" in context.body:
        text = context.text("text")
    else:
        return cmd.Insert(context.now, step=context.text("step"))
    if len(text) > 16384:
        raise Refused("That step is longer than 16 KB. Please shorten it.")
    made, messages = read_step(text, context.session.script.rules)
    wrong = [message for message in messages if message.severity == "error"]
    if made is None or wrong:
        raise Refused(wrong[0].message if wrong else "This could not be read as a step.")
    return cmd.Insert(context.now, text=text, made=made)


_READERS: dict[str, Callable[[CommandContext], cmd.Command]] = {
    "start": lambda w: cmd.Start(w.now, w.text("step", "")),
    "next": lambda w: cmd.Next(w.now),
    "back": lambda w: cmd.Back(w.now),
    "repeat": lambda w: cmd.Repeat(w.now),
    "goto": lambda w: cmd.GoTo(w.text("step"), w.now),
    "undo": lambda w: cmd.Undo(w.now),
    "open": _open,
    "close": lambda w: cmd.Close(w.now),
    "reveal": lambda w: cmd.Reveal(w.now),
    "ask_again": lambda w: cmd.AskAgain(w.now),
    "form_groups": _form_groups,
    "recall": lambda w: cmd.Recall(w.now, w.number("seconds", 60)),
    "reopen_groups": lambda w: cmd.ReopenGroups(w.now),
    "move": _move,
    "keep_apart": _keep_apart,
    "extend": lambda w: cmd.Extend(w.number("seconds"), w.now, w.text("group", "")),
    "show": _moderate("shown"),
    "keep_back": _moderate("kept back"),
    "show_all": lambda w: cmd.Moderate(w.text("step"), w.texts("items"), "shown", w.now),
    "skip": lambda w: cmd.Skip(w.text("step"), True, w.now),
    "unskip": lambda w: cmd.Skip(w.text("step"), False, w.now),
    "decline": lambda w: cmd.Decline(w.text("step"), w.now),
    "pause": lambda w: cmd.PauseAll(w.now),
    "resume": lambda w: cmd.Resume(w.now),
    "insert": _insert,
    "lock": lambda w: cmd.Lock(w.now),
    "unlock": lambda w: cmd.Unlock(w.now),
    "message": lambda w: cmd.Send(w.text("text"), w.now),
    "end": lambda w: cmd.End(w.now, w.left_count()),
    "hand_over": _hand_over,
    "take_back": lambda w: cmd.TakeBack(w.now),
    "hand_back": lambda w: cmd.TakeBack(w.now),
}
