"""A facilitator's command as it comes over the wire, turned into one of the core's commands."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workshop import engine
from workshop.live import Live
from workshop.realtime.seats import Seats
from workshop.script import read_step, write_step
from workshop.script.model import Breakout, By
from workshop.session import commands as cmd
from workshop.session.events import Person
from workshop.session.leaving import gone
from workshop.session.refused import Refused
from workshop.session.state import Session
from workshop.store import people, placements, team

Body = Mapping[str, Any]


def read_command(
    live: Live, seats: Seats, resting: set[str], session_id: str, body: Any
) -> tuple[cmd.Command, int | None]:
    """The command and the v its sender looked at. Raises Refused with what is wrong."""
    if not isinstance(body, dict) or not isinstance(body.get("command"), str):
        raise Refused("Say which command: for example next.")
    make = _WISHES.get(body["command"])
    if make is None:
        raise Refused(f"“{body['command'][:40]}” is not a command. Known: {', '.join(sorted(_WISHES))}.")
    seen = body.get("from")
    if seen is not None and type(seen) is not int:
        raise Refused("“from” is the v that you saw last, a whole number.")
    session = live.session(session_id)
    if session is None:
        raise Refused("There is no such workshop.", "unknown")
    here = seats.here(session_id) - resting
    return make(_Wish(live, seats, here, session, body, engine.now())), seen


class _Wish:
    """What a reader of commands needs: the session, the body, the time, and who is here."""

    def __init__(
        self, live: Live, seats: Seats, here: set[str], session: Session, body: Body, now: float
    ) -> None:
        self.live, self.seats, self.here = live, seats, here
        self.session, self.body, self.now = session, body, now

    def gone(self) -> str:
        """How many have left the room: all that is ever stored of who was here when."""
        with self.live.database.read() as conn:
            joined = people.count(conn, self.session.id)
        return gone(joined, len(self.seats.inside(self.session.id)), self.session.script.rules.k)

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
            labels = placements.labels(conn, self.session.id, step.detail.of or step.id)
        if step.detail.by is By.CHOICE:
            return {person: label for person, label in labels.items() if label in ("", *step.detail.topics)}
        return labels


def _hand_over(wish: _Wish) -> cmd.Command:
    """Only to somebody whose console is open: nobody is to lead without knowing it."""
    named = wish.text("member")
    with wish.live.database.read() as conn:
        found = next((each.member for each in team.everyone(conn, wish.session.id) if each.member.id == named), None)
    if found is None:
        raise Refused("There is nobody of that id in the team.")
    if not wish.seats.of_member(wish.session.id, found.id):
        raise Refused(f"The console of {found.name} is not open just now. Once it is, hand over again.")
    return cmd.HandOver(found, wish.now)


def _open(wish: _Wish) -> cmd.Command:
    if wish.session.step is not None and isinstance(wish.session.step.detail, Breakout):
        return cmd.Open(wish.now, wish.present(), secrets.randbits(32), wish.answers())
    return cmd.Open(wish.now)


def _form_groups(wish: _Wish) -> cmd.Command:
    propose = wish.body.get("propose") is True
    return cmd.FormGroups(wish.now, wish.present(), secrets.randbits(32), wish.answers(), propose=propose)


def _move(wish: _Wish) -> cmd.Command:
    return cmd.Move(wish.person(wish.text("person")), wish.text("group"), wish.now)


def _keep_apart(wish: _Wish) -> cmd.Command:
    named = wish.texts("people")
    if len(named) != 2:
        raise Refused("“people” names two people.")
    one, other = (wish.person(name) for name in named)
    return cmd.KeepApart((one, other), wish.body.get("apart") is not False, wish.now)


def _moderate(to: str) -> Callable[[_Wish], cmd.Command]:
    return lambda wish: cmd.Moderate(wish.text("step"), (wish.text("item"),), to, wish.now)


def _insert(wish: _Wish) -> cmd.Command:
    if "kind" in wish.body:
        text = write_step(wish.text("kind"), wish.text("title"), wish.text("text"), wish.texts("answers", ()))
    elif "text" in wish.body:
        text = wish.text("text")
    else:
        return cmd.Insert(wish.now, step=wish.text("step"))
    if len(text) > 16384:
        raise Refused("That step is longer than 16 KB. Please shorten it.")
    made, messages = read_step(text, wish.session.script.rules)
    wrong = [message for message in messages if message.severity == "error"]
    if made is None or wrong:
        raise Refused(wrong[0].message if wrong else "This could not be read as a step.")
    return cmd.Insert(wish.now, text=text, made=made)


_WISHES: dict[str, Callable[[_Wish], cmd.Command]] = {
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
    "end": lambda w: cmd.End(w.now, w.gone()),
    "hand_over": _hand_over,
    "take_back": lambda w: cmd.TakeBack(w.now),
    "hand_back": lambda w: cmd.TakeBack(w.now),
}
