"""Whether two questions are one, whatever step they stand on: alone, on a page, as a statement or a thing to sort."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workshop.script.model import Form, Poll
from workshop.session.look_alike import grouping_key
from workshop.session.state import Session

NUMBERS, CHOSEN, WRITTEN = {Form.SCALE, Form.NUMBER}, {Form.ONE, Form.SEVERAL}, {Form.WORDS, Form.TEXT}
ON_ANSWERS = (*CHOSEN, Form.RANKING, Form.DOTS, Form.POINTS)
READ = "LNM"  # letters, numbers, and what is put on them; signs and blanks make no other question


@dataclass(frozen=True, slots=True)
class Asked:
    """`label`: under which its own result stands; empty where that is the step's. `part`: which one of its step."""

    step: str
    label: str
    part: str
    title: str
    form: Form
    labels: tuple[str, ...] = ()  # of its answers
    sources: frozenset[str] = frozenset()


def asked_in(session: Session, step_id: str) -> Iterator[Asked]:
    """What this step asks, one by one; nothing where it is no poll."""
    step = session.script.step(step_id)
    if step is None or not isinstance(step.detail, Poll):
        return
    poll = step.detail
    key_of = plain if poll.sources else _title
    if poll.form is Form.PAGE:
        for question in poll.questions:
            key = _title(question.title)
            yield _asked(step_id, question.title, key, key, question.poll)
    elif poll.form is Form.ROWS:
        for choice in poll.choices:
            key = key_of(choice.label)
            yield Asked(step_id, choice.label, key, key, Form.SCALE)
    elif poll.form is Form.SORT:
        for key in map(key_of, (choice.label for choice in poll.choices)):
            yield Asked(step_id, "", key, key, Form.ONE, poll.bins)
    else:
        yield _asked(step_id, "", "", _title(step.title), poll)


def _asked(step: str, label: str, part: str, title: str, poll: Poll) -> Asked:
    labels = tuple(choice.label for choice in poll.choices)
    return Asked(step, label, part, title, poll.form, labels, frozenset(poll.sources))


@lru_cache(2048)
def _title(text: str) -> str:
    """Of what the script says: what people wrote stays in no memory."""
    return plain(text)


def plain(text: str) -> str:
    """What is left of it without case, blanks and signs; of signs alone the text."""
    key = grouping_key(text)
    return "".join(sign for sign in key if unicodedata.category(sign)[0] in READ) or key


def is_one(session: Session, one: Asked, other: Asked) -> bool:
    """A question with itself, asked again or in a series; and two that ask for the same with the same answers: put in
    while it runs, one is asked again under another id, or among others."""
    if one.part == other.part and not _names(session, one.step).isdisjoint(_names(session, other.step)):
        return True
    return one.title == other.title and _fits(one, other)


def _fits(one: Asked, other: Asked) -> bool:
    """Whether an answer to the one is an answer to the other: in another order, among more, on a longer scale."""
    forms = {one.form, other.form}
    if forms <= CHOSEN or (len(forms) == 1 and one.form in ON_ANSWERS):
        fewer, more = sorted(({*map(plain, one.labels)}, {*map(plain, other.labels)}), key=len)
        # A text that is taken back, or put together with another, makes no other question of a vote on texts.
        return fewer == more or (len(fewer) > 1 and fewer < more) or not one.sources.isdisjoint(other.sources)
    return len(forms) == 1 or forms <= NUMBERS or forms <= WRITTEN  # what a number counts makes no other question


def _names(session: Session, step_id: str) -> set[object]:
    step = session.script.step(step_id)
    series = step.detail.series if step and isinstance(step.detail, Poll) else ""
    return {("again", first_asked(session, step_id)), *([f"series {series}"] if series else [])}


def first_asked(session: Session, step_id: str) -> str:
    """The poll that this one asks again, or again of again; itself where it asks anew."""
    seen = {step_id}
    while (step := session.script.step(step_id)) and isinstance(step.detail, Poll) and step.detail.again not in seen:
        if not step.detail.again or session.script.step(step.detail.again) is None:
            break
        step_id = step.detail.again
        seen.add(step_id)
    return step_id
