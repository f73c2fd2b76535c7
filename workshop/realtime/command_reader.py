"""A command as it comes over the wire, read by the one table (`session.command_table`)."""

import secrets
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from workshop.live.published_texts import to_vote_on
from workshop.live.submit import Live
from workshop.realtime.presence import Presence
from workshop.script import read_step, write_step
from workshop.script.messages import in_words
from workshop.script.model import Breakout, By, Message, Step
from workshop.session import commands as cmd
from workshop.session import lengths
from workshop.session import side_commands as side
from workshop.session.attendance import left_count
from workshop.session.command_table import COMMANDS
from workshop.session.errors import ASKS, Large, Refused
from workshop.session.look_alike import composed
from workshop.session.people import Member, Person
from workshop.session.state import Session
from workshop.store import group_answers, people, team
from workshop.util.language import marked, said

Body = Mapping[str, Any]
LONG = {
    "title": marked("That is a little long for a title. Up to %(n)s characters, please."),
    "name": marked("That is a little long for a name. Up to %(n)s characters, please."),
    "step": marked("That is a little long for a step. Up to %(n)s characters, please."),
    "phone": marked("That is a little long for a phone. Up to %(n)s characters, please."),
    "line": marked("That is a little long for a line. Up to %(n)s characters, please."),
}
MOST_MINUTES = 600  # of a step that is typed live
MOST_DOUBTS = 3  # of it that are asked about at once
LINE = 60  # letters of a line that is spoken about


def name_of(body: Any) -> str:
    """The command's name. Raises Refused where there is none."""
    if not isinstance(body, dict) or not isinstance(body.get("command"), str):
        raise Refused("Say which command: for example next.")
    name: str = body["command"]
    return name


def read_command(context: "CommandContext") -> tuple[cmd.Command | side.RoomAction, int | None]:
    """What is asked for, and the v that its sender looked at. Raises Refused with what is wrong."""
    name, seen = name_of(context.body), context.body.get("from")
    entry = COMMANDS.get(name)
    if entry is None:
        raise Refused(
            "“%(name)s” is not a command. Known: %(known)s.", name=name[:40], known=", ".join(sorted(COMMANDS))
        )
    if seen is not None and type(seen) is not int:
        raise Refused("“from” is the v that you saw last, a whole number.")
    return entry.read(context), seen


@dataclass(slots=True)
class CommandContext:
    """What the table's readers ask: the message, the session as it is now, the time, and who is here.

    `quiet`: ids of those who take a quiet moment; `by`: the sender, by the server's own knowledge. Who is here is asked
    by the few commands that put people into groups: for a step it would be a look at everybody.
    """

    live: Live
    presence: Presence
    quiet: Set[str]
    session: Session
    body: Body
    now: float
    by: str

    def left_count(self) -> str:
        """How many have left the room: all that is ever stored of who was here when."""
        with self.live.database.read() as conn:
            joined = people.count(conn, self.session.id)
        return left_count(joined, len(self.presence.inside(self.session.id)), self.session.script.rules.k)

    def seed(self) -> int:
        return secrets.randbits(32)

    def number(self, name: str, default: int | None = None) -> int:
        value = self.body.get(name, default)
        if type(value) is not int or not -86400 <= value <= 86400:
            raise Refused("“%(name)s” is a whole number of seconds.", name=name)
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise Refused("“%(name)s” is missing.", name=name)
        return composed(value)

    def line(self, name: str, longest: int, called: str) -> str:
        """Words for somebody, which may be none. `called`: what they are, to refuse more than `longest`."""
        value = self.body.get(name, "")
        if not isinstance(value, str):
            raise Refused("Please write something first.")
        text = composed(value)
        if len(text.strip()) > longest:
            raise Refused(LONG[called], n=Large(longest))
        return text

    def texts(self, name: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        value = self.body.get(name, default)
        if not isinstance(value, list | tuple) or len(value) > 1000 or not all(isinstance(v, str) for v in value):
            raise Refused("“%(name)s” is a list of texts.", name=name)
        return tuple(map(composed, value))

    def person(self, person_id: str) -> Person:
        with self.live.database.read() as conn:
            found = next((p for p in people.everyone(conn, self.session.id) if p.id == person_id), None)
        if found is None or found.state != "in":
            raise Refused("There is no such person here.")
        return found.person

    def pair(self, name: str) -> tuple[Person, Person]:
        named = self.texts(name)
        if len(named) != 2:
            raise Refused("“%(name)s” names two people.", name=name)
        return self.person(named[0]), self.person(named[1])

    def present(self) -> tuple[Person, ...]:
        """Here, let in, and not resting: who can be put into a group."""
        return self._let_in(self.presence.here(self.session.id) - self.quiet)

    def resting(self) -> tuple[Person, ...]:
        """Here, let in, and taking a quiet moment."""
        return self._let_in(self.presence.here(self.session.id) & self.quiet)

    def _let_in(self, ids: set[str]) -> tuple[Person, ...]:
        with self.live.database.read() as conn:
            everyone = people.everyone(conn, self.session.id)
        return tuple(p.person for p in everyone if p.id in ids and p.state == "in")

    def answers(self) -> dict[str, str]:
        """Person → the answer, topic or partner by which groups are formed; empty where they are formed by chance."""
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

    def to_vote_on(self, step: str) -> tuple[tuple[str, str], ...]:
        """What people wrote and the room may choose from now: (id, words)."""
        with self.live.database.read() as conn:
            return to_vote_on(conn, self.session, step)

    def open_member(self, member_id: str) -> Member:
        """Only somebody whose console is open: nobody is to lead without knowing it."""
        with self.live.database.read() as conn:
            everyone = team.everyone(conn, self.session.id)
        found = next((each.member for each in everyone if each.member.id == member_id), None)
        if found is None:
            raise Refused("There is nobody of that id in the team.")
        consoles = self.presence.consoles(self.session.id)
        if not any(each.member and each.member.id == found.id for each in consoles):
            raise Refused("The console of %(name)s is not open just now. Once it is, hand over again.", name=found.name)
        return found

    def new_step(self) -> tuple[str, Step]:
        """A step written live, as text or from a form's fields, and what it reads as."""
        text = self._from_fields() if "kind" in self.body else self.text("text")
        if len(text.strip()) > lengths.STEP_WRITTEN:
            most = Large(lengths.STEP_WRITTEN)
            raise Refused("That step is longer than %(n)s characters. Please shorten it.", n=most)
        made, messages = read_step(text, self.session.script.rules)
        wrong = [message for message in messages if message.severity == "error"]
        if made is None or wrong:
            raise Refused(in_words(wrong[0], said).message if wrong else "This could not be read as a step.")
        if messages and self.body.get("all_the_same") is False:
            told = " ".join(_told(message) for message in messages[:MOST_DOUBTS])
            raise Refused("%(doubts)s If it is meant so, press once more: it goes in as it is.", ASKS, doubts=told)
        return text, made

    def _from_fields(self) -> str:
        """A step as a form asks for it, written as in a script."""
        answers = self.texts("answers", ())
        if len("\n".join(answers)) > lengths.STEP_ANSWERS:
            most = Large(lengths.STEP_ANSWERS)
            raise Refused("These answers are a little long. Up to %(n)s characters, please.", n=most)
        title = self.line("title", lengths.STEP_TITLE, "title")
        text = self.line("text", lengths.STEP_TEXT, "step")
        return write_step(self.text("kind"), title, text, answers, self._minutes())

    def _minutes(self) -> str:
        minutes = self.text("minutes", "").strip()
        if minutes and not (minutes.isascii() and minutes.isdigit() and 1 <= int(minutes) <= MOST_MINUTES):
            raise Refused("This could not be read as a step.")
        return minutes


def _told(message: Message) -> str:
    """What the script's reader asks about a line, and what to do, behind the line itself."""
    worded, line = in_words(message, said), " ".join(message.source.split())
    about = f"{line[: LINE - 1]}…" if len(line) > LINE else line
    return " ".join(filter(None, [about and f"{about} —", worded.message, worded.suggestion]))
