"""Every shipped workshop, lived through by twelve people: all that was shared is told, nothing else."""

import random

import pytest

from tests.exports.stories import NAMES, SHIPPED, Story
from workshop.script.model import Breakout, Field, Form, Poll, Reflect, Seed, Sees, Tick, Worksheet

SCRIPTS = [p for p in sorted(SHIPPED.glob("*.md")) if not p.name.startswith(("_", "README"))]
OPEN_TO_ALL = (Sees.WITHOUT_NAMES, Sees.WITH_NAMES, Sees.FACILITATORS)


def body(poll: Poll, dice: random.Random) -> dict:
    """A vote of the poll's form."""
    if poll.form is Form.PAGE:
        return {"page": [one(question.poll, dice) for question in poll.questions]}
    return one(poll, dice)


def one(poll: Poll, dice: random.Random) -> dict:
    count = len(poll.choices)
    match poll.form:
        case Form.ONE:
            return {"choice": [dice.randrange(count)]}
        case Form.SEVERAL:
            return {"choice": dice.sample(range(count), dice.randint(poll.least, min(poll.most, count)))}
        case Form.RANKING:
            return {"choice": dice.sample(range(count), count)}
        case Form.SCALE | Form.NUMBER | Form.SPOT:
            low, high = (poll.scale.low, poll.scale.high) if poll.scale else (0, 60)
            return {"scale": dice.randint(low, high), "before": low}
        case Form.BODY:
            return {"regions": [dice.choice(["chest", "jaw", "nowhere"])]}
        case Form.SORT:
            return {"sort": [dice.randrange(len(poll.bins)) for _ in poll.choices]}
        case Form.DOTS | Form.POINTS:
            return {"dots": [poll.most, *[0] * (count - 1)]}
        case Form.ROWS:
            return {"rows": [dice.randint(1, len(poll.bins)) for _ in poll.choices]}
        case Form.WORDS:
            return {"words": [dice.choice(["calm", "tired", "ready"])]}
        case _:
            return {"text": "a sentence"}


def boxes(step) -> list[tuple[str, tuple[Sees, ...]]]:
    """(field, promises) of everything one can write in here."""
    match step.detail:
        case Worksheet(items=items, sees=sees):
            fields = [(i.name, (i.sees,) if i.sees else sees) for i in items if isinstance(i, Field)]
            return fields + [(i.name, (Sees.ONLY_ME,)) for i in items if isinstance(i, Tick)]
        case Reflect(sees=sees):
            return [("", sees)]
        case Breakout(notes=sees):
            return [("", sees)] if sees else []
        case Seed():
            return [("", (Sees.ONLY_ME,))]
        case _:
            return []


def live_through(story: Story) -> tuple[list[str], list[str]]:
    """Everything is answered and written. The texts that may be told, and those that may not."""
    told, secret, dice = [], [], random.Random(5)
    for step in [*story.session.script.planned]:
        story.go(step.id).wait(step.seconds or 0)
        if isinstance(step.detail, Poll):
            story.open(step.id)
            poll = story.session.script.step(step.id).detail
            story.vote(step.id, *(body(poll, dice) for _ in NAMES))
        for field, promises in boxes(step):
            for sees in promises:
                for name in NAMES:
                    text = f"¶{step.id}·{field}·{sees}·{name}¶".lower()
                    (told if sees in OPEN_TO_ALL else secret).append(text)
                    who = f"{name}{sees}"  # everybody once for each promise
                    story.write(who, step.id, text, sees, field=field, group="g1")
    story.end()
    return told, secret


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_all_that_was_shared_and_nothing_else(tmp_path, path):
    story = Story(tmp_path, path.read_text()).join(*NAMES)
    told, secret = live_through(story)
    for fmt in ("html", "md", "json"):
        page = story.download(fmt).decode().replace("\\_", "_")
        assert not [t for t in told if t not in page]
        assert not [t for t in secret if t in page]
    tables = "".join(story.csv().values())
    assert not [t for t in told if t not in tables]
    assert not [t for t in secret if t in tables]
    assert story.download("xlsx").startswith(b"PK")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.stem)
def test_what_is_for_the_team_is_in_no_report(tmp_path, path):
    story = Story(tmp_path, path.read_text())
    for step in story.session.script.planned:
        story.go(step.id)
    page = story.end().download("html").decode()
    assert not [n.html for s in story.session.script.steps for n in s.notes if n.html in page]
