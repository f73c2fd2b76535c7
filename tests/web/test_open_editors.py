"""The console of every role, over every step of the shipped scripts: no button that its desk may not press."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path

import pytest

from tests.web import test_fragments
from tests.web.test_fragments import HEAD, PEOPLE, SCRIPTS, do, started, words
from workshop import script as scripts
from workshop.script.model import Breakout, Poll, Step
from workshop.session import commands as cmd
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.session.people import Member
from workshop.session.stage import stage_for
from workshop.session.state import Session, fresh
from workshop.session.team import DESKS, LEADS, allowed

env = test_fragments.env
TEXTS = (("a", "Coffee"), ("b", "Tea at four"))  # what people wrote, where one votes on that
ANA = Member("m1", "Ana", "lead")
DIALOGS = {"message-dialog": "message", "insert-dialog": "insert", "reply-dialog": "reply", "keys": "next"}


def console(env, session: Session, desk: str) -> str:
    stage = stage_for(session, desk)
    return env.get_template(f"fragments/facilitator/{stage.screen}.html").render(stage=stage, url="", code=None, qr="")


def moments(session: Session) -> Iterator[Session]:
    """A step as it comes up, and as far as it goes."""
    yield session
    step = session.step
    if step and isinstance(step.detail, Poll):
        opened = do(session, cmd.Open(2, texts=TEXTS if step.detail.sources else ()))
        yield opened
        result = tally(step.detail, [Vote()] * 2, sensitive=False, seed=1)
        yield do(opened, cmd.Close(3), cmd.Count(step.id, result, 9))
    if step and isinstance(step.detail, Breakout):
        proposed = do(session, cmd.FormGroups(2, PEOPLE, 1, propose=True))
        yield proposed
        yield do(proposed, cmd.Open(3, PEOPLE))
    yield do(session, cmd.PauseAll(4))
    yield replace(session, message="Back at three.")


def like(thing: object) -> object:
    """What it is like apart from its words and numbers: two steps that are alike have one console."""
    if is_dataclass(thing):
        return (type(thing), *(like(getattr(thing, field.name)) for field in fields(thing)))
    if isinstance(thing, tuple | list | dict):
        return (type(thing), frozenset(map(like, thing)))
    return thing if isinstance(thing, Enum) else (type(thing), bool(thing))


@cache
def each_once() -> frozenset[tuple[Path, str]]:
    """(path, step) of the first of those that are alike, in all shipped scripts."""
    found: dict[object, tuple[Path, str]] = {}
    for path in SCRIPTS:
        for step in scripts.read_file(path).script.planned:
            notes = frozenset(type(note) for note in step.notes)
            found.setdefault((step.kind, like(step.detail), notes), (path, step.id))
    return frozenset(found.values())


@cache
def every_moment(path: Path, every_step: bool) -> tuple[Session, ...]:
    session = fresh("s", scripts.read_file(path).script)
    running = do(session, cmd.Start(0, all_the_same=True))
    steps = [step for step in session.script.planned if every_step or (path, step.id) in each_once()]
    between = [moment for step in steps for moment in moments(do(running, cmd.GoTo(step.id, 1)))]
    return session, *between, do(running, cmd.End(1))


# One step of each kind and form; all steps of all of them are one of the tours.
WALKS = pytest.mark.parametrize(
    "every_step", [False, pytest.param(True, marks=pytest.mark.tour)], ids=["each kind", "every step"]
)


@WALKS
@pytest.mark.parametrize("desk", DESKS)
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_no_button_that_may_not_be_pressed(env, path, desk, every_step):
    for alone in every_moment(path, every_step):
        for session in (alone, replace(alone, leading=ANA)):
            html, may = console(env, session, desk), allowed(session, desk)
            pressed = set(re.findall(r'data-command="(\w+)"', html)) | set(re.findall(r'data-also="(\w+)"', html))
            assert pressed <= may | ({"message"} if session.message else set())
            assert {DIALOGS[name] for name in re.findall(r'data-opens="([\w-]+)"', html) if name in DIALOGS} <= may
            assert desk == "facilitator" or "/host" not in html


@WALKS
@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_moderators_console_holds_no_note_and_no_name(env, path, every_step):
    for session in every_moment(path, every_step):
        html = console(env, session, "moderator")
        notes = [n.html for s in session.script.steps for n in s.notes]
        assert not [note for note in notes if note in html]
        assert not [person.name for person in PEOPLE if f">{person.name}<" in html]


def test_every_kind_and_form_is_looked_at():
    steps = {(path, step.id): step for path in SCRIPTS for step in scripts.read_file(path).script.planned}
    seen, all_of_them = ({look(step) for step in some} for some in (map(steps.get, each_once()), steps.values()))
    assert seen == all_of_them


def look(step: Step) -> tuple[object, ...]:
    return step.kind, type(step.detail), getattr(step.detail, "form", ""), bool(step.notes)


class TestWords:
    @pytest.fixture
    def counted(self) -> Session:
        asked = do(started(f"{HEAD}### Poll: One word?\n\n- id: word\n- answer: words\n- moderate: yes\n"), cmd.Open(1))
        votes = [Vote(words=(w,)) for w in ("sea", "sun", "moon")]
        result = tally(asked.step.detail, votes, sensitive=False, seed=1)
        return do(asked, cmd.Close(2), cmd.Count("word", result, 9))

    @pytest.mark.parametrize("desk", [*LEADS, "moderator"])
    def test_a_polls_words_wait_for_whoever_may_show_them(self, env, counted, desk):
        html = console(env, counted, desk)
        assert "sea" in words(html)
        assert 'data-command="show"' in html

    def test_support_does_not_read_them(self, env, counted):
        html = words(console(env, counted, "support"))
        assert "sea" not in html
        assert "The room sees no result yet." in html
