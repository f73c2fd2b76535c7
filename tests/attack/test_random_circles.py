"""Random workshops by the thousand, without a disk: who may read what somebody wrote to their group.

Each phone says above its box who reads it, and may be late: that is what was promised. What reaches whom is reckoned
with the server's own rules; only the texts lie in a list. `test_two_thousand_workshops.py` plays shorter ones, with the
store and before all who look.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest
from test_random_workshops import CARES, HELP, SCRIPT, STEPS

from workshop.live import ops
from workshop.live.own_state import circle_here
from workshop.live.protocol import NoteOp
from workshop.script.model import Sees
from workshop.session import commands as cmd
from workshop.session.decide import decide
from workshop.session.errors import Refused
from workshop.session.evolve import evolve
from workshop.session.note_rules import takes_notes
from workshop.session.people import Person
from workshop.session.readers import is_for_groups
from workshop.session.state import Session, fresh
from workshop.store.people import Participant
from workshop.store.state_json import compile_script

ACTS = 30
MOST = 7
DEALS = ("open", "open", "close", "reopen", "recall", "propose", "undo", "repeat", "end")
OF_ONE = ("write", "write", "write", "look", "move", "move", "remove", "admit", "alone", "join others")


@dataclass(slots=True)
class Text:
    """`readers`: whom its writer's phone named; they are the promise. The rest is where the server keeps it."""

    writer: str
    step: str
    key: str
    generation: int
    readers: frozenset[str]


@dataclass(slots=True)
class Circles:
    """A workshop, the names of those inside it, what each phone shows, and the texts that were kept for a group."""

    session: Session
    dice: random.Random
    inside: dict[str, bool] = field(default_factory=dict)
    shown: dict[str, dict] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    read: int = 0
    now: float = 1000.0

    def do(self, command: cmd.Command) -> None:
        try:
            for event in decide(self.session, command):
                self.session = evolve(self.session, event)
        except Refused:
            pass  # which is normal

    def come(self) -> None:
        name = f"Guest {chr(65 + len(self.inside))}"
        self.inside[name] = True
        self.do(cmd.Arrive(Person(name, name), self.now))

    def here(self) -> tuple[Person, ...]:
        return tuple(Person(name, name) for name, inside in self.inside.items() if inside)

    def look(self, name: str) -> None:
        """The phone has a line, and shows whom the server names."""
        circle = circle_here(self.session, name)
        self.shown[name] = {"step": self.session.current, "others": frozenset({name}), "group": ""}
        if circle:
            others = frozenset(person.id for person in circle.group.people) | {name}
            self.shown[name] |= {"group": circle.key, "generation": circle.group.generation, "others": others}

    def write(self, name: str, looks: bool) -> None:
        step = self.session.step
        if step is None or not takes_notes(step) or not is_for_groups(step) or not self.inside[name]:
            return
        if looks or self.shown.get(name, {}).get("step") != step.id:
            self.look(name)
        seen = self.shown[name]
        body = {"sees": "my group", **{key: seen[key] for key in ("group", "generation") if key in seen}}
        op = NoteOp(step.id, "", 1, body)
        circle = ops._circle(self.session, ops.Sender(Participant(name, "s", name, "in"), b""), op, step.id)
        try:
            why = ops._for_them_alone(self.session, step, op, Sees.MY_GROUP, circle)
        except Refused:
            return
        self.texts = [text for text in self.texts if (text.writer, text.step) != (name, step.id)]
        if circle and not why:
            self.texts.append(Text(name, step.id, circle.key, ops._generation(op, circle.group), seen["others"]))
            if looks:  # the control: all whom the phone names, and who are in the room, read it
                assert {other for other in self.inside if self.texts[-1] in self.told(other)} == seen["others"]

    def told(self, name: str) -> list[Text]:
        """As `notes.of_group` finds them."""
        circle = circle_here(self.session, name) if self.session.step and self.inside[name] else None
        if circle is None:
            return []
        since = circle.group.since_of(name)
        here = (self.session.current, circle.key)
        return [text for text in self.texts if (text.step, text.key) == here and text.generation >= since]

    def judged(self) -> None:
        for name in self.inside:
            for text in self.told(name):
                assert name in text.readers, (name, text)
                self.read += name != text.writer

    # What happens

    def act(self) -> None:
        self.now += 1
        kind = self.dice.choices(("one", "deal", "goto", "come", "all"), (55, 25, 10, 5, 5))[0]
        match kind:
            case "one":
                self.of_one(self.dice.choice(OF_ONE), self.dice.choice([*self.inside]))
            case "deal":
                self.of_all(self.dice.choice(DEALS))
            case "goto":
                self.do(cmd.GoTo(self.dice.choice(STEPS), self.now))
            case "come" if len(self.inside) < MOST:
                self.come()
            case "all":
                for name in self.inside:
                    self.write(name, True)

    def of_one(self, what: str, name: str) -> None:
        who = Person(name, name)
        match what:
            case "write":
                self.write(name, self.dice.random() < 0.5)
            case "look" if self.inside[name]:
                self.look(name)
            case "move" if (run := self.session.breakout()) and self.inside[name]:
                self.do(cmd.Move(who, self.dice.choice(["", *(group.id for group in run.groups)]), self.now))
            case "remove" | "admit":
                self.inside[name] = what == "admit"
                self.do(cmd.Arrive(who, self.now) if self.inside[name] else cmd.Depart(name))
            case "alone" if self.inside[name]:
                self.do(cmd.WorkAlone(who, self.now))
            case "join others" if self.inside[name]:
                self.do(cmd.JoinOthers(who, frozenset(person.id for person in self.here()), self.now))

    def of_all(self, what: str) -> None:
        at, here, seed = self.now, self.here(), self.dice.randrange(1000)
        make = {
            "open": lambda: cmd.Open(at, here, seed), "close": lambda: cmd.Close(at), "end": lambda: cmd.End(at),
            "reopen": lambda: cmd.ReopenGroups(at), "recall": lambda: cmd.Recall(at, 0), "undo": lambda: cmd.Undo(at),
            "propose": lambda: cmd.FormGroups(at, here, seed, propose=True), "repeat": lambda: cmd.Repeat(at),
        }  # fmt: skip
        self.do(make[what]())


@cache
def script(care: str):
    return compile_script(SCRIPT.format(care=care), HELP)


def lived(seed: int) -> Circles:
    dice = random.Random(seed)
    circles = Circles(fresh("s", script(CARES[seed % 2])), dice)
    for _ in range(4):
        circles.come()
    circles.do(cmd.Start(circles.now))
    circles.of_all("open")
    for _ in range(ACTS):
        circles.act()
        circles.judged()
    return circles


def all_of(seeds: Iterator[int] | range) -> int:
    """How often somebody read what another wrote. A seed that fails is in the traceback."""
    return sum(lived(seed).read for seed in seeds)


@pytest.mark.soak
def test_a_hundred_thousand(record_property) -> None:
    start = random.randrange(10**9)
    record_property("seeds from", str(start))
    assert all_of(range(start, start + 100_000)) > 100_000


@pytest.mark.soak
def test_control_a_group_chosen_by_its_id_alone_lets_others_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in version 0.1.0: whoever comes later reads what was."""

    def by_id_alone(self: Circles, name: str) -> list[Text]:
        circle = circle_here(self.session, name) if self.inside[name] else None
        return [text for text in self.texts if circle and text.key == circle.key]

    monkeypatch.setattr(Circles, "told", by_id_alone)
    caught = 0
    for seed in range(200):
        try:
            lived(seed)
        except AssertionError:
            caught += 1
    assert caught >= 10
