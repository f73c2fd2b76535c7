"""What simulated people send: every form of question is answered so that the server takes it."""

import random

import pytest

from tests.rehearsal.scripts import EVERYTHING, step, steps
from workshop.rehearsal.answering import Mind, messages, vote, waits_for
from workshop.script.model import Breakout, Form, Kind, Poll, Sees
from workshop.session.choices import read_vote
from workshop.session.note_rules import field_names, promised, takes_notes


def mind(index: int = 0, seed: int = 0, grouped: bool = False) -> Mind:
    return Mind(index, random.Random(seed), grouped=grouped)


def test_the_script_has_every_kind_and_every_form():
    assert {s.kind for s in EVERYTHING.steps} == set(Kind)
    assert {s.detail.form for s in EVERYTHING.steps if isinstance(s.detail, Poll)} == set(Form)


@pytest.mark.parametrize("poll", steps(Poll), ids=lambda s: s.id)
@pytest.mark.parametrize("seed", range(20))
def test_every_vote_is_one_that_the_poll_takes(poll, seed: int):
    body = vote(poll.detail, random.Random(seed))
    assert not read_vote(poll.detail, body).passed


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("index", range(5))
def test_every_note_is_one_that_the_step_takes(index: int, seed: int):
    for each in EVERYTHING.steps:
        for message in messages(each, mind(index, seed, grouped=True)):
            verb, _, rest = message.key.partition(":")
            if verb in ("note", "draft"):
                assert takes_notes(each)
                assert set(message.body.get("fields", {})) <= field_names(each)
                assert message.body.get("sees", "only me") in {"only me", *(s.value for s in promised(each))}
            assert rest.split(":")[0] == each.id


def test_each_visibility_is_chosen_by_somebody():
    chosen = {sent.body["sees"] for i in range(4) for sent in messages(step("shared"), mind(i)) if "sees" in sent.body}
    assert chosen == {s.value for s in promised(step("shared"))}


def test_without_a_group_nothing_is_written_for_it():
    alike = next(s for s in EVERYTHING.steps if isinstance(s.detail, Breakout))
    assert messages(alike, mind(grouped=True))[0].body["sees"] == Sees.MY_GROUP
    assert messages(alike, mind(grouped=False))[0].body["sees"] == Sees.ONLY_ME


def test_a_topic_is_chosen_before_the_groups_are_made():
    chosen = step("chosen")
    assert waits_for(chosen, "prepared") and not waits_for(step("alike"), "prepared")
    sent = [messages(chosen, mind(seed=seed), choosing=True)[0] for seed in range(20)]
    assert {(m.key, m.body["topic"]) for m in sent} == {("topic:chosen", topic) for topic in (0, 1, None)}


def test_the_second_check_in_carries_the_first():
    carried = 0
    for seed in range(20):
        me = mind(seed=seed)
        before, after = messages(step("before"), me), messages(step("after"), me)
        if before[0].key.startswith("vote") and after[0].key.startswith("vote"):
            assert after[-1].body["before"] == before[-1].body["scale"]
            carried += 1
    assert carried > 10


def test_some_pass_and_some_change_their_mind():
    sent = [messages(step("one"), mind(seed=seed)) for seed in range(60)]
    assert any(m[0].key == "pass:one" for m in sent)
    assert any(len(m) == 2 for m in sent)


def test_where_nothing_is_asked_nothing_is_sent():
    for each in EVERYTHING.steps:
        if each.kind in (Kind.SLIDE, Kind.PAUSE, Kind.BREAK, Kind.WALL, Kind.RESOURCES):
            assert not messages(each, mind())
            assert not waits_for(each, "open")


def test_nobody_votes_before_the_poll_is_open():
    assert not waits_for(step("one"), "prepared")
    assert waits_for(step("one"), "open")
    assert not waits_for(step("one"), "revealed")
