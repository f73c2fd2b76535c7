"""Who reads a text is settled when it is written. Each attack here read something in version 0.1.0.

Beside each stands its control: those who were promised to read it still do.
"""

import re

import among_us
import pytest
from among_us import GROUP, NAMES, PLAN, both, do, grouped, in_circle, in_pairs, mate_of, settled, to, told
from watcher import everything

from tests.conftest import Hall

hall, scripts = among_us.hall, among_us.scripts


class TestMyGroupIsWhoWasInIt:
    @both
    def test_the_facilitator_by_phone_moved_into_every_group_reads_nothing(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        groups = {phone.mine["group"]["id"] for phone in phones.values()}
        for phone in phones.values():
            phone.leave()
        to(hall, "thought")
        [spy] = hall.join("Spy")
        if spy.mine["state"] == "waiting":
            do(hall, "admit", person=spy.mine["person"])
        to(hall, "pairs")
        hall.server.command(hall.id, "reopen_groups")
        for group in sorted(groups):
            do(hall, "move", person=spy.mine["person"], group=group)
            settled(spy, group)
        assert told(spy) == set()
        assert told(hall.phone("Spy")) == set()

    def test_a_stranger_who_is_seated_in_a_running_group_reads_what_comes_and_not_what_was(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        [spy] = hall.join("Stranger")
        group = spy.until(lambda c: c.mine.get("group")).mine["group"]["id"]
        mates = [phone for phone in phones.values() if phone.mine["group"]["id"] == group]
        in_the_list = re.compile(rf'<li data-person="{spy.mine["person"]}"(?:(?!</li>).)*came later')
        mates[0].until(lambda c: in_the_list.search(c.stage["html"]))  # the room is told
        assert told(spy) == set()
        mates[0].op("note:pairs", {"text": "for all three", "sees": GROUP, "group": group, "generation": 1})
        spy.until(lambda c: told(c) == {"for all three"})

    def test_what_was_sent_before_somebody_was_seen_to_come_is_not_for_them(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        [spy] = hall.join("Stranger")
        group = spy.until(lambda c: c.mine.get("group")).mine["group"]["id"]
        mate, other = (phone for phone in phones.values() if phone.mine["group"]["id"] == group)
        mate.op("note:pairs", {"text": "among us two", "sees": GROUP, "group": group, "generation": 0})
        other.until(lambda c: "among us two" in told(c))
        assert told(hall.phone("Stranger")) == set()

    def test_on_ones_own_and_then_into_another_group(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann = phones["Ann"]
        own = ann.mine["group"]["id"]
        theirs = next(p.mine["group"]["id"] for p in phones.values() if p.mine["group"]["id"] != own)
        read_before = told(ann)
        assert ann.op("alone:pairs", {})["status"] == "ok"
        ann.until(lambda c: c.mine["alone"])
        assert ann.op("join:pairs", {})["status"] == "ok"
        ann.until(lambda c: c.mine.get("group"))
        do(hall, "move", person=ann.mine["person"], group=theirs)
        settled(ann, theirs)
        assert told(ann) == read_before

    def test_who_left_and_came_back_reads_nothing_from_in_between(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann = phones["Ann"]
        own = ann.mine["group"]["id"]
        mate = next(p for n, p in phones.items() if n != "Ann" and p.mine["group"]["id"] == own)
        do(hall, "move", person=ann.mine["person"], group="")
        ann.until(lambda c: c.mine["alone"])
        mate.op("note:pairs", {"text": "now that she is gone", "sees": GROUP})
        mate.until(lambda c: "now that she is gone" in told(c))
        do(hall, "move", person=ann.mine["person"], group=own)
        settled(ann, own)
        assert "now that she is gone" not in told(ann)

    def test_the_same_groups_on_a_later_step_with_somebody_new(self, hall: Hall) -> None:
        in_pairs(hall)
        [spy] = hall.join("Stranger")
        to(hall, "again")
        hall.do("open")
        spy.until(lambda c: c.stage["step"] == "again" and c.mine.get("group"))
        assert not {text for text in told(spy) if text.startswith("secret")}

    def test_who_was_asked_out_and_let_in_again_reads_nothing_from_in_between(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        do(hall, "remove", person=ann.mine["person"])
        ann.until(lambda c: c.mine["state"] == "out")
        mate.until(lambda c: "Ann" not in c.stage["html"])  # the list of those who read
        assert mate.op("note:pairs", {"text": "now that she is out", "sees": GROUP})["status"] == "ok"
        mate.until(lambda c: "now that she is out" in told(c))
        do(hall, "admit", person=ann.mine["person"])
        ann.until(lambda c: c.mine["state"] == "in" and c.mine["group"])
        do(hall, "move", person=ann.mine["person"], group=mate.mine["group"]["id"])
        settled(ann, mate.mine["group"]["id"])
        assert "now that she is out" not in told(ann) | told(hall.phone("Ann"))
        mate.op("note:pairs", {"text": "welcome back", "sees": GROUP})
        ann.until(lambda c: "welcome back" in told(c))  # the control

    @pytest.mark.parametrize("meanwhile", ["dealt anew", "over, and not"])
    def test_nor_where_the_groups_were(self, hall: Hall, meanwhile: str) -> None:
        """Groups that are dealt anew read as they were; an end that is taken back brings them back."""
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        if meanwhile == "dealt anew":
            do(hall, "recall", seconds=0)
            do(hall, "form_groups", propose=True)
        else:
            hall.do("end")
        do(hall, "remove", person=ann.mine["person"])
        if meanwhile == "dealt anew":
            to(hall, "among")
            mate.at("among").until(lambda c: c.mine["step"] == "among")
        else:
            hall.do("undo")
            mate.at("pairs").until(lambda c: c.mine.get("group"))
        step = mate.stage["step"]
        assert "Ann" not in str(mate.mine.get("circle"))  # nobody stands above the box who cannot answer
        mate.op(f"note:{step}", {"text": "now that she is out", "sees": GROUP})
        do(hall, "admit", person=ann.mine["person"])
        ann.until(lambda c: c.mine["state"] == "in" and c.mine["step"] == step)
        assert "now that she is out" not in told(ann) | told(hall.phone("Ann"))

    def test_a_text_for_one_group_does_not_follow_its_writer_into_another(self, hall: Hall) -> None:
        """Sent by a phone that had no line while its owner was moved: above its box stood the others."""
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        theirs = next(p for p in phones.values() if p not in (ann, mate))
        body = {"text": "about the others", "sees": GROUP, "group": ann.mine["group"]["id"], "generation": 0}
        do(hall, "move", person=ann.mine["person"], group=theirs.mine["group"]["id"])
        settled(ann, theirs.mine["group"]["id"])
        late = ann.op("note:pairs", body)
        assert (late["status"], "for you only" in late["why"]) == ("closed", True)
        assert ann.op("note:pairs", {"text": "hello", "sees": GROUP})["status"] == "ok"
        theirs.until(lambda c: "hello" in told(c))
        assert "about the others" not in told(theirs)

    def test_nor_does_a_younger_membership_widen_what_an_older_one_wrote(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        own, theirs = ann.mine["group"]["id"], next(p for p in phones.values() if p not in (ann, mate))
        body = {"text": "between us two", "sees": GROUP, "group": own, "generation": 0}
        do(hall, "move", person=ann.mine["person"], group="")
        do(hall, "move", person=theirs.mine["person"], group=own)
        do(hall, "move", person=ann.mine["person"], group=own)
        settled(ann, own)
        assert ann.op("note:pairs", body)["status"] == "ok"
        mate.until(lambda c: "between us two" in told(c))
        assert "between us two" not in told(hall.phone(next(n for n in NAMES if phones[n] is theirs)))

    def test_a_proposal_takes_no_texts_for_a_group(self, hall: Hall) -> None:
        """Who is in it may still be dealt anew, so there are no readers to name."""
        [ann, *_] = hall.join(*NAMES)
        to(hall, "pairs")
        do(hall, "form_groups", propose=True)
        answer = ann.op("note:pairs", {"text": "too early", "sees": GROUP})
        assert (answer["status"], "not in a group" in answer["why"]) == ("invalid", True)


class TestMyGroupOnAStepOfItsOwn:
    """Written after the groups came back, it is for the group that one was in last, and for those who are in it now."""

    def test_the_group_reads_it_and_nobody_else(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        to(hall, "among")
        for name, phone in phones.items():
            circle = phone.at("among").until(in_circle).mine["circle"]
            body = {"text": f"among us: {name}", "sees": GROUP, "group": circle["key"], "generation": 0}
            assert phone.op("note:among", body)["status"] == "ok"
        for name, phone in phones.items():
            mate = next(n for n, p in phones.items() if p is mate_of(phones, name))
            assert phone.mine["circle"]["others"] == [mate]
            wanted = {f"among us: {name}", f"among us: {mate}"}
            phone.until(lambda c, wanted=wanted: wanted <= told(c))
            assert {text for text in told(phone) if text.startswith("among")} == wanted

    def test_whoever_is_put_into_the_group_afterwards_reads_nothing_of_it(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        to(hall, "among")
        for name, phone in phones.items():
            assert phone.at("among").op("note:among", {"text": f"among us: {name}", "sees": GROUP})["status"] == "ok"
        [spy] = hall.join("Spy")
        assert spy.at("among").mine.get("circle") is None
        refused = spy.op("note:among", {"text": "who are you", "sees": GROUP})
        assert (refused["status"], "not in a group" in refused["why"]) == ("invalid", True)
        to(hall, "pairs")
        hall.do("reopen_groups")
        for group in sorted({phone.mine["group"]["id"] for phone in phones.values() if phone.until(grouped)}):
            do(hall, "move", person=spy.mine["person"], group=group)
            settled(spy, group)
            to(hall, "among")
            spy.until(lambda c: c.mine["step"] == "among" and in_circle(c))
            to(hall, "pairs")
            hall.do("reopen_groups")
        assert told(spy) | told(hall.phone("Spy")) == set()

    def test_groups_of_a_later_step_read_nothing_of_the_earlier_ones_though_their_ids_are_alike(
        self, hall: Hall
    ) -> None:
        phones = in_pairs(hall)
        to(hall, "among")
        for name, phone in phones.items():
            phone.at("among").op("note:among", {"text": f"among us: {name}", "sees": GROUP})
        to(hall, "mixed")
        hall.do("open")
        for phone in phones.values():
            phone.at("mixed").until(grouped)
        to(hall, "among")
        for name, phone in phones.items():
            phone.at("among").until(in_circle)
            old = next(n for n, p in phones.items() if p is mate_of(phones, name))
            assert not {f"among us: {n}" for n in NAMES if n not in (name, old)} & told(phone)

    def test_of_a_proposal_nobody_is_a_reader(self, hall: Hall) -> None:
        [ann, *_] = hall.join(*NAMES)
        to(hall, "pairs")
        do(hall, "form_groups", propose=True)
        to(hall, "among")
        answer = ann.at("among").op("note:among", {"text": "too early", "sees": GROUP})
        assert (answer["status"], "not in a group" in answer["why"]) == ("invalid", True)

    def test_what_a_phone_without_a_group_sent_is_for_no_group_that_came_meanwhile(self, hall: Hall) -> None:
        """Its line was away while its owner was put into one: above its box stood that nobody would read it."""
        phones = in_pairs(hall)
        [late] = hall.join("Late")
        do(hall, "move", person=late.until(grouped).mine["person"], group="")
        late.until(lambda c: c.mine["alone"])
        to(hall, "among")
        assert late.at("among").mine.get("circle") is None
        to(hall, "pairs")
        hall.do("reopen_groups")
        do(hall, "move", person=late.mine["person"], group=phones["Ann"].until(grouped).mine["group"]["id"])
        to(hall, "among")
        answer = late.at("among").op("note:among", {"text": "among nobody", "sees": GROUP, "group": ""})
        assert (answer["status"], "not in a group" in answer["why"]) == ("invalid", True)

    def test_one_blank_of_a_sheet_for_everyone(self, hall: Hall) -> None:
        phones = in_pairs(hall)
        to(hall, "plan")
        ann, mate = phones["Ann"], mate_of(phones, "Ann")
        fields = dict(zip(PLAN, ("a word to all", "a word to us"), strict=True))
        assert ann.at("plan").op("note:plan", {"fields": fields, "sees": "everyone with names"})["status"] == "ok"
        mate.until(lambda c: "For us: a word to us" in told(c))
        others = [p for p in phones.values() if p not in (ann, mate)]
        assert not [p for p in others if "a word to us" in str(p.heard)]
        assert "a word to us" not in everything(hall)
