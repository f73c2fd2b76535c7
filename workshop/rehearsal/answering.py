"""What a simulated person sends on a step: every kind and every form is answered. Pure but for their own memory."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workshop.authoring.sample_answers import TEXTS, WORDS, a_number, a_spot, on_rows, spread
from workshop.script.model import (
    Breakout,
    Field,
    Form,
    Poll,
    Reflect,
    Seed,
    Sees,
    Step,
    Talk,
    Tick,
    Worksheet,
)
from workshop.session.choices import BODY_REGIONS
from workshop.session.gathered import Answer
from workshop.session.gathered import filled_step as filled

PASSES = 1 / 8  # say "I would rather not say"
CHANGES = 1 / 6  # change their vote while they can
LEFT_OUT = 1 / 12  # of the questions on a page
DRAFTS = 1 / 3  # have a draft kept before they send
TALKS = 1 / 3  # type a sentence in a talk, or put a hand up

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One `op` to send, without its n."""

    key: str
    body: Body

    @property
    def verb(self) -> str:
        return self.key.partition(":")[0]


@dataclass(slots=True)
class Mind:
    """What one person remembers: the first answer of each series, as a phone does, and whether they had a group."""

    index: int
    dice: random.Random
    firsts: dict[str, int] = field(default_factory=dict)
    grouped: bool = False


def waits_for(step: Step, phase: str) -> bool:
    """Whether the step takes an answer in this phase of it: a topic before the groups, all else once it is open."""
    if phase == "prepared":
        return isinstance(step.detail, Breakout) and bool(step.detail.topics)
    return phase == "open" and isinstance(step.detail, Poll | Reflect | Worksheet | Breakout | Seed | Talk)


def as_shown(step: Step, html: str) -> Step:
    """The step with as many answers as its page has, where texts became the answers."""
    if not isinstance(step.detail, Poll) or not step.detail.sources:
        return step
    number = html.count('name="choice"') + html.count('name="dot"') - html.count('value="other"')
    return filled(step, [Answer(str(n)) for n in range(number)])


def messages(step: Step, mind: Mind, choosing: bool = False) -> list[Message]:
    """What this person sends on this step, in order. Empty where there is nothing to say. `choosing`: of a topic."""
    match step.detail:
        case Breakout(topics=topics) if choosing and topics:
            return [Message(f"topic:{step.id}", {"topic": mind.dice.choice((*range(len(topics)), None))})]
        case Poll() as poll:
            return _ballot(step, poll, mind)
        case Reflect(sees=sees):
            return [*_draft(step, "", mind), Message(f"note:{step.id}", _note(mind, sees))]
        case Worksheet() as sheet:
            return _sheet(step, sheet, mind)
        case Breakout(notes=sees) if sees:
            return [Message(f"note:{step.id}", _note(mind, sees))]
        case Seed():
            return [Message(f"note:{step.id}", _note(mind, (Sees.ONLY_ME,)))]
        case Talk() as talk:
            return _talk(step, talk, mind)
        case _:
            return []


# Polls


def _ballot(step: Step, poll: Poll, mind: Mind) -> list[Message]:
    if mind.dice.random() < PASSES:
        return [Message(f"pass:{step.id}", {})]
    again = 2 if poll.change and mind.dice.random() < CHANGES else 1
    bodies = [vote(poll, mind.dice) for _ in range(again)]
    if poll.series:
        for body in bodies:
            body |= _before(poll, mind)
        mind.firsts.setdefault(poll.series, _value(bodies[-1]))
    return [Message(f"vote:{step.id}", body) for body in bodies]


def vote(poll: Poll, dice: random.Random) -> Body:
    """The body of a vote (docs/protocol.md) that the poll takes."""
    places = range(len(poll.choices))
    low, high = (poll.scale.low, poll.scale.high) if poll.scale else (1, 5)
    forms: dict[Form, Callable[[], Body]] = {
        Form.ONE: lambda: {"choice": [dice.choice(places)]},
        Form.SEVERAL: lambda: {"choice": sorted(dice.sample(places, _how_many(poll, dice)))},
        Form.RANKING: lambda: {"choice": dice.sample(places, len(places))},
        Form.SCALE: lambda: {"scale": dice.randint(low, high)},
        Form.WORDS: lambda: {"words": dice.sample(WORDS, dice.randint(1, max(1, min(poll.most, len(WORDS)))))},
        Form.TEXT: lambda: {"text": dice.choice(TEXTS)},
        Form.BODY: lambda: {"regions": dice.sample(BODY_REGIONS[:-1], dice.randint(1, 3))},
        Form.SORT: lambda: {"sort": [dice.randrange(len(poll.bins)) for _ in poll.choices]},
        Form.DOTS: lambda: {"dots": spread(poll, dice)},
        Form.POINTS: lambda: {"dots": spread(poll, dice)},
        Form.NUMBER: lambda: {"scale": a_number(poll, dice)},
        Form.ROWS: lambda: {"rows": on_rows(poll, dice)},
        Form.SPOT: lambda: {"scale": a_spot(dice)},
        Form.PAGE: lambda: {"page": _on_page(poll, dice)},
    }
    return forms[poll.form]()


def _on_page(poll: Poll, dice: random.Random) -> list[Body | None]:
    """Now and then a question is left out, never all of them."""
    given = [None if dice.random() < LEFT_OUT else vote(question.poll, dice) for question in poll.questions]
    return given if any(given) else [vote(question.poll, dice) for question in poll.questions]


def _how_many(poll: Poll, dice: random.Random) -> int:
    most = min(poll.most, len(poll.choices))
    return dice.randint(min(poll.least, most), most)


def _before(poll: Poll, mind: Mind) -> Body:
    first = mind.firsts.get(poll.series)
    return {} if first is None else {"before": first}


def _value(body: Body) -> int:
    value: int = body["scale"] if "scale" in body else body["choice"][0]
    return value


# Texts


def _note(mind: Mind, allowed: tuple[Sees, ...]) -> Body:
    return {"text": mind.dice.choice(TEXTS), "sees": _sees(mind, allowed).value}


def _sees(mind: Mind, allowed: tuple[Sees, ...]) -> Sees:
    """People take turns, so that each visibility is chosen by somebody. Without a group there is no "my group"."""
    wanted = allowed[mind.index % len(allowed)]
    return Sees.ONLY_ME if wanted is Sees.MY_GROUP and not mind.grouped else wanted


def _sheet(step: Step, sheet: Worksheet, mind: Mind) -> list[Message]:
    filled = {item.name: mind.dice.choice(TEXTS) for item in sheet.items if isinstance(item, Field)}
    ticked = {item.name: mind.dice.choice(("yes", "")) for item in sheet.items if isinstance(item, Tick)}
    if not filled and not ticked:
        return []
    body = {"fields": {**filled, **ticked}, "sees": _sees(mind, sheet.sees).value}
    return [*_draft(step, next(iter(filled), ""), mind), Message(f"note:{step.id}", body)]


def _draft(step: Step, field_name: str, mind: Mind) -> list[Message]:
    if mind.dice.random() >= DRAFTS or (isinstance(step.detail, Worksheet) and not field_name):
        return []
    key = f"draft:{step.id}:{field_name}" if field_name else f"draft:{step.id}"
    return [Message(key, {"text": mind.dice.choice(TEXTS)[:12]})]


def _talk(step: Step, talk: Talk, mind: Mind) -> list[Message]:
    if talk.hands and mind.dice.random() < TALKS:
        return [Message(f"hand:{step.id}", {"up": True}), Message(f"hand:{step.id}", {"up": False})]
    if talk.type_instead and mind.dice.random() < TALKS:
        return [Message(f"note:{step.id}", {"text": mind.dice.choice(TEXTS)})]
    return []
