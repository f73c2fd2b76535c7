"""What people show without words, as two processes that tell one another see it, in whatever order they hear it."""

import random
from itertools import permutations

from workshop.live.protocol import HandOp, SignalOp
from workshop.realtime.signals import Signals
from workshop.store.people import Participant


def somebody(name: str) -> Participant:
    return Participant(name.lower(), "s", name, "in")


def told(signals: Signals) -> list:
    said: list = []
    signals.told = lambda _session, words: said.extend(words)
    return said


def test_one_hand_a_person_however_many_steps_they_name():
    signals, ann = Signals(), somebody("Ann")
    for n in range(1000):
        signals.accept(ann, HandOp(f"step {n}", n, True))
    assert len(signals.all_of("s")) == 1
    assert signals.seen("s", "step 999")["hands"] == ["Ann"]
    assert signals.seen("s", "step 1")["hands"] == []


def test_in_whatever_order_words_are_heard_the_newest_holds():
    here, ann = Signals(), somebody("Ann")
    said = told(here)
    here.accept(ann, SignalOp(1, "look in"))
    here.take_call("s", "ann", "Lea")
    here.accept(ann, SignalOp(2, "back"))
    here.accept(ann, SignalOp(3, "quiet"))
    for order in permutations(said):
        there = Signals()
        for word in order:
            there.hear("s", [word], lambda _: "Ann")
        assert there.seen("s", "x") == here.seen("s", "x") == {"look_in": [], "resting": 1, "hands": []}


def test_who_was_first_stays_first_when_all_is_told_again():
    here, there = Signals(), Signals()
    for name in ("Ann", "Ben", "Cem"):
        here.accept(somebody(name), SignalOp(1, "look in"))
    words = here.all_of("s")
    random.Random(1).shuffle(words)
    for _ in range(2):
        there.hear("s", words, str.title)
    assert [call["name"] for call in there.seen("s", "x")["look_in"]] == ["Ann", "Ben", "Cem"]


def test_names_are_not_told_along():
    here = Signals()
    said = told(here)
    here.accept(somebody("Ann"), HandOp("step", 1, True))
    assert "Ann" not in str(said)
