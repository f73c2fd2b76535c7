"""Who sits at other processes, and who sat at one that went."""

from types import SimpleNamespace

import pytest

from tests.support.words import Wire
from workshop.realtime import lost_words, presence, presence_elsewhere, who_is_here
from workshop.realtime.hearing import STOOD_STILL, TELL_EVERY, Hearing
from workshop.realtime.presence import Connection, Presence
from workshop.realtime.presence_elsewhere import Desk, Elsewhere, Told
from workshop.realtime.pulse import Pulse
from workshop.store.people import Participant


def told(*people: str, state: str = "in") -> Told:
    return Told(dict.fromkeys(people, state), [])


def test_who_came_and_went_is_told_in_a_list_of_its_own():
    """With threads one reads the list while another hears: it must not change under them."""
    there = Elsewhere()
    there.hear("one", "s", told("ann", "ben"))
    held = there._told["s"]["one"]
    there.moved("one", "s", {"cem": "waiting"}, ["ann"], [])
    assert (set(held.people), there.people("s"), there.outside("s")) == ({"ann", "ben"}, {"ben", "cem"}, {"cem"})
    there.moved("one", "s", {}, ["ben", "cem"], [])
    assert there._told == {}


def test_a_process_that_left_says_who_sat_there():
    there = Elsewhere()
    there.hear("one", "s", told("ann", "ben"))
    there.hear("two", "s", told("ben", "cem"))
    assert there.lost("one") == {"s": {"ann", "ben"}}
    assert there.people("s") == {"ben", "cem"}


def test_one_that_is_silent_is_not_believed_and_then_forgotten(monkeypatch: pytest.MonkeyPatch):
    there = Elsewhere()
    there.hear("one", "s", told("ann"))
    monkeypatch.setattr(presence_elsewhere, "BELIEVED", 0.0)
    assert (there.people("s"), there.has("s", "ann")) == (set(), False)
    assert there.lost() == {"s": {"ann"}}
    assert there.lost() == {}


def test_whoever_is_back_elsewhere_is_missed_no_longer_though_nobody_of_theirs_sits_here():
    """Else those of their group who come here later would read that they are away."""
    realtime = SimpleNamespace(presence=Presence())
    hearing = Hearing(realtime, Wire().peer("one"))
    assert realtime.presence.miss("s", "ann")
    hearing.seats.hear("other", {"session": "s", "people": {"ann": "in"}, "desks": []})
    assert realtime.presence.missed("s") == set()


def test_whoever_left_before_it_was_told_who_is_here_came_all_the_same(monkeypatch: pytest.MonkeyPatch):
    """Else the other process would take them for a ghost, and delete them with all that they wrote."""
    monkeypatch.setattr(presence, "UNSEEN_SECONDS", 0.0)
    wire, here = Wire(), [Presence(), Presence()]
    one, _two = (
        Hearing(SimpleNamespace(presence=each), wire.peer(name)) for each, name in zip(here, ("1", "2"), strict=True)
    )
    one.realtime.presence.arrived = one.seats.on_arrived
    monkeypatch.setattr(one.seats, "on_changed", lambda _session: None)  # told later, all together
    for each in here:
        each.expect("s", "ann")
        each.expect("s", "ghost")
    one.realtime.presence.step_aside("s", "ann")
    one.realtime.presence._aside.clear()
    one.seats.tell("s")
    assert [each.unseen("s") for each in here] == [{"ghost"}, {"ghost"}]
    assert one.seats._arrived == {}


def test_a_machine_that_stood_still_looks_what_it_missed(monkeypatch: pytest.MonkeyPatch):
    """Words that were said meanwhile are too old to be believed: somebody may have been asked out."""
    asked, wire = [], Wire()
    hearing = Hearing(
        SimpleNamespace(presence=Presence(), live=SimpleNamespace(session=lambda _: None)), wire.peer("1")
    )
    monkeypatch.setattr(hearing, "_share_all", lambda: None)
    monkeypatch.setattr(lost_words, "look_again", lambda _: asked.append("everybody"))
    wire.peer("2").hear("hello", lambda *_: asked.append("the others"))
    hearing._round(TELL_EVERY)
    assert asked == []
    hearing._round(STOOD_STILL + 1)
    assert asked == ["the others", "everybody"]


def test_of_a_crowd_only_who_came_and_who_went_is_told_again():
    """And who has heard nothing yet hears all of them within five seconds."""
    wire, here, said = Wire(), [Presence(), Presence()], []
    one, two = (
        Hearing(SimpleNamespace(presence=each), wire.peer(name)) for each, name in zip(here, ("1", "2"), strict=True)
    )
    wire.peer("3").hear("moved", lambda _, body: said.append((len(body["people"]), body["gone"])))

    def come(start: int, end: int, state: str = "in") -> None:
        for n in range(start, end):
            who = Participant(f"p{n}", "s", "", state)
            here[0].add(Connection(f"sid{n}", "s", "participant", "", who))

    come(0, who_is_here.FEW + 1)
    one.seats._tell_news("s")
    come(1000, 1003, "waiting")
    here[0].leave("sid0")
    one.seats._tell_news("s")
    assert said == [(3, ["p0"])]
    assert here[1].here("s") == here[0].here("s")
    assert here[1].elsewhere.outside("s") == {"p1000", "p1001", "p1002"}
    here[1].elsewhere.forget("s")
    one.seats.tell_all()
    assert here[1].here("s") == here[0].here("s")
    for n in range(2000):
        here[0].leave(f"sid{n}")
    one.seats._tell_news("s")
    assert here[1].here("s") == set()
    assert two.seats._as_told == one.seats._as_told == {}


def test_for_a_console_that_sits_elsewhere_nothing_is_read_or_drawn_here(monkeypatch: pytest.MonkeyPatch):
    """Else with four processes each list of people, and each board, would be made four times a second."""
    here, made = Presence(), []
    here.elsewhere.hear("one", "s", Told({}, [Desk("facilitator", "facilitator")]))
    pulse = Pulse(SimpleNamespace(), here, SimpleNamespace(presence=here), SimpleNamespace(), SimpleNamespace())
    for what in ("numbers", "_tell_numbers", "_tally", "_write_board"):
        monkeypatch.setattr(pulse, what, lambda *_: {})
    monkeypatch.setattr(pulse, "people", lambda _: made.append("people") or {"people": []})
    monkeypatch.setattr(pulse.board, "values", lambda _: made.append("board"))
    pulse._send("s")
    pulse.board.send(SimpleNamespace(id="s"))
    assert (made, here.desks("s"), here.can_lead("s")) == ([], {"facilitator"}, True)


def test_who_waits_and_which_desks_are_taken():
    there = Elsewhere()
    there.hear("one", "s", Told({"ann": "in", "eve": "waiting"}, [Desk("team", "lead", "m1")]))
    assert there.outside("s") == {"eve"}
    assert [desk.member for desk in there.desks("s")] == ["m1"]
    there.hear("one", "s", told())
    assert there.people("s") == set()
