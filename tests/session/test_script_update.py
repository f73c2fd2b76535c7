"""The script is changed while it runs: what comes follows it, what was seen stays, what is on takes spelling only."""

from dataclasses import replace

import pytest

from tests.session.stories import (
    ANN,
    BEN,
    RESULT,
    SCRIPT,
    TEA,
    Choice,
    Form,
    Kind,
    Poll,
    Rules,
    Scale,
    Sees,
    after,
    at_poll,
    at_talk,
    cmd,
    run,
    script_of,
    step,
)
from workshop.script.model import Field, Part, Reflect, Script, Slide, Step, Wall, Worksheet
from workshop.session.errors import Refused
from workshop.session.script_update import COMES, LEAVES, OPEN, PASSED, SEEN, SPELLING, plan
from workshop.session.state import Session


def edit(script: Script = SCRIPT, **changed: Step | None) -> Script:
    """The script with some steps written anew, or (None) without them."""
    steps = (changed.get(s.id, s) for s in script.steps)
    return replace(script, steps=tuple(s for s in steps if s))


def the(step_id: str, script: Script = SCRIPT, **changes: object) -> Step:
    found = script.step(step_id)
    assert found is not None
    return replace(found, **changes)


def applied(session: Session, script: Script) -> Session:
    return run(session, cmd.ApplyScript(script, "text", {}))


def told(session: Session, script: Script) -> dict[str, tuple[str, str]]:
    """Step id → what it is and what will happen."""
    return {c.step.id: (c.what, c.fate) for c in plan(session, script).changes}


def tea(*labels: str, **more: object) -> Step:
    return the("drink", detail=replace(TEA, choices=tuple(Choice(x, correct=x == labels[1]) for x in labels), **more))


class TestStepsToCome:
    def test_they_come_as_written(self):
        here = after(cmd.Start(0))
        bye = the("bye", title="Farewell", seconds=600)
        assert told(here, edit(bye=bye)) == {"bye": ("changed", COMES)}
        assert plan(here, edit(bye=bye)).changes[0].about == ("title", "time")
        assert applied(here, edit(bye=bye)).script.step("bye") == bye

    def test_new_ones_stand_where_the_script_has_them(self):
        here = after(cmd.Start(0))
        more = replace(SCRIPT, steps=(*SCRIPT.steps[:3], step("dance", Kind.SLIDE, Slide()), *SCRIPT.steps[3:]))
        assert told(here, more) == {"dance": ("new", COMES)}
        assert applied(here, more).order == ("welcome", "drink", "talk", "dance", "think", "wall", "bye")

    def test_removed_ones_go(self):
        here = run(after(cmd.Start(0)), cmd.Skip("bye", True, 1))
        gone = applied(here, edit(bye=None))
        assert told(here, edit(bye=None)) == {"bye": ("removed", LEAVES)}
        assert gone.order == ("welcome", "drink", "talk", "think", "wall")
        assert gone.skipped == ()

    def test_their_order_is_the_new_one(self):
        here = after(cmd.Start(0))
        *first, wall, bye, calm = SCRIPT.steps
        other = replace(SCRIPT, steps=(*first, bye, wall, calm))
        assert [c.what for c in plan(here, other).changes] == ["moved"]
        assert applied(here, other).order[-2:] == ("bye", "wall")

    def test_a_kind_may_change(self):
        here = after(cmd.Start(0))
        other = edit(bye=step("bye", Kind.POLL, TEA, part=1))
        assert applied(here, other).script.step("bye").kind is Kind.POLL

    def test_what_moves_before_the_current_step_says_that_next_does_not_reach_it(self):
        here = after(cmd.Start(0), cmd.GoTo("talk", 5))
        *others, bye, calm = SCRIPT.steps
        other = replace(SCRIPT, steps=(bye, *others, calm))
        assert told(here, other) == {"bye": ("moved", PASSED)}

    def test_in_the_lobby_everything_is_to_come(self):
        here = after()
        other = edit(welcome=the("welcome", title="Hello"), drink=None)
        assert {fate for _, fate in told(here, other).values()} == {COMES, LEAVES}
        assert applied(here, other).order[0] == "welcome"

    def test_a_title_spelled_anew_keeps_the_id_that_came_from_the_old_one(self):
        here = after(cmd.Start(0))
        other = edit(bye=the("bye", id="good-bye", title="Bye bye"))
        assert told(here, other) == {"bye": ("changed", COMES)}
        assert applied(here, other).order == SCRIPT_ORDER


SCRIPT_ORDER = tuple(s.id for s in SCRIPT.planned)


class TestStepsThatWereSeen:
    HERE = after(cmd.Start(0), cmd.Next(2), cmd.Next(5))

    def test_they_stay_as_they_were(self):
        other = edit(welcome=the("welcome", title="Hello", html="<p>New</p>"))
        assert told(self.HERE, other) == {"welcome": ("changed", SEEN)}
        assert applied(self.HERE, other).script.step("welcome") == SCRIPT.step("welcome")

    def test_even_where_they_are_removed(self):
        other = edit(welcome=None)
        assert told(self.HERE, other) == {"welcome": ("removed", SEEN)}
        assert applied(self.HERE, other).order == SCRIPT_ORDER

    def test_and_in_their_order(self):
        other = replace(SCRIPT, steps=tuple(reversed(SCRIPT.steps[:3])) + SCRIPT.steps[3:])
        assert applied(self.HERE, other).order == SCRIPT_ORDER

    def test_their_visibility_and_their_least_number_never_change(self):
        here = after(cmd.Start(0), cmd.GoTo("drink", 1), cmd.GoTo("think", 2), cmd.Next(3))
        wider = edit(
            think=the("think", detail=Reflect((Sees.WITH_NAMES,))), drink=the("drink", detail=replace(TEA, k=1))
        )
        after_it = applied(here, wider)
        assert after_it.script.step("think").detail.sees == (Sees.WITHOUT_NAMES,)
        assert after_it.script.step("drink").detail.k == TEA.k

    def test_they_stay_through_a_second_change(self):
        first = applied(self.HERE, edit(welcome=the("welcome", title="Hello"), bye=the("bye", title="One")))
        second = applied(run(first, cmd.GoTo("bye", 9), cmd.Back(10)), edit(welcome=None, bye=the("bye", html="x")))
        assert second.script.step("welcome").title == "Welcome"
        assert second.script.step("bye").title == "One"
        assert applied(second, SCRIPT).script.step("bye").title == "One"

    def test_a_part_that_is_gone_comes_along_with_them(self):
        bare = replace(SCRIPT, parts=(Part("Two"),), steps=(the("think", part=0), the("bye", part=0)))
        changed = applied(self.HERE, bare).script
        assert [changed.parts[s.part].title for s in changed.steps] == ["Two", "Two", "One", "One", "One"]

    def test_older_versions_that_nobody_needs_are_dropped(self):
        here = self.HERE
        for title in ("One", "Two", "Three"):
            here = applied(here, edit(bye=the("bye", title=title)))
        assert len(here.versions) == 2


class TestWhatWasInserted:
    def test_it_stays_right_after_its_step(self):
        breath = step("breath", Kind.PAUSE, Slide())
        here = after(cmd.Start(0), cmd.Insert(1, text="### Pause: Breath", made=breath), cmd.Insert(1, step="calm"))
        more = replace(SCRIPT, steps=(SCRIPT.steps[0], step("dance", Kind.SLIDE, Slide()), *SCRIPT.steps[1:]))
        changed = applied(here, more)
        assert changed.order[:4] == ("welcome", "calm", "breath", "dance")
        assert changed.script.step("breath") == breath

    def test_the_script_may_not_take_its_id(self):
        breath = step("breath", Kind.PAUSE, Slide())
        here = after(cmd.Start(0), cmd.Insert(1, text="### Pause: Breath", made=breath))
        with pytest.raises(Refused, match="another id"):
            applied(here, replace(SCRIPT, steps=(*SCRIPT.steps, replace(breath, title="Other"))))


class TestTheStepThatIsOn:
    def test_a_prepared_poll_takes_new_words(self):
        spelled = edit(drink=replace(tea("Coffees", "Teas"), title="What to drink?"))
        assert told(at_poll(), spelled) == {"drink": ("changed", SPELLING)}
        assert applied(at_poll(), spelled).step.title == "What to drink?"

    def test_an_open_poll_takes_spelling_while_votes_hold_only_places(self):
        here = run(at_poll(), cmd.Open(11))
        spelled = edit(drink=tea("Coffe", "Tea"))
        assert told(here, spelled) == {"drink": ("changed", SPELLING)}
        assert [c.label for c in applied(here, spelled).step.detail.choices] == ["Coffe", "Tea"]

    @pytest.mark.parametrize(
        "other",
        [
            tea("Tea", "Coffee"), tea("Coffee", "Wine"), tea("Coffee", "Tea", "Cocoa"), tea("Coffee", "Tea", k=1),
            tea("Coffee", "Tea", decides_groups=True), the("drink", kind=Kind.CHECK_IN), the("drink", seconds=5),
        ],
    )  # fmt: skip
    def test_an_open_poll_takes_nothing_else(self, other: Step):
        here = run(at_poll(), cmd.Open(11))
        assert told(here, edit(drink=other)) == {"drink": ("changed", OPEN)}
        assert applied(here, edit(drink=other)).step == SCRIPT.step("drink")

    def test_a_counted_poll_stays_for_its_result_holds_the_answers(self):
        here = run(at_poll(), cmd.Open(11), cmd.Close(12), cmd.Count("drink", RESULT, 15))
        assert told(here, edit(drink=tea("Coffe", "Tea"))) == {"drink": ("changed", OPEN)}

    def test_an_open_poll_that_decides_groups_stays_for_placements_hold_the_answers(self):
        poll = replace(TEA, decides_groups=True)
        here = run(at_poll(poll), cmd.Open(11))
        assert told(here, edit(drink=tea("Coffe", "Tea", decides_groups=True))) == {"drink": ("changed", OPEN)}

    def test_the_ends_of_a_scale_are_words_and_its_numbers_are_not(self):
        scale = Poll(Form.SCALE, scale=Scale(1, 5, "not at al"))
        here = run(at_poll(scale), cmd.Open(11))
        better = the("drink", detail=replace(scale, scale=Scale(1, 5, "not at all")))
        longer = the("drink", detail=replace(scale, scale=Scale(1, 7, "not at al")))
        assert told(here, edit(drink=better)) == {"drink": ("changed", SPELLING)}
        assert told(here, edit(drink=longer)) == {"drink": ("changed", OPEN)}

    def test_a_worksheet_keeps_its_fields(self):
        sheet = step("think", Kind.WORKSHEET, Worksheet(items=(Field("sign", "The furst sign"),)))
        here = after(cmd.Start(0), cmd.GoTo("think", 1), script=edit(think=sheet))
        better = replace(sheet, detail=Worksheet(items=(Field("sign", "The first sign"),)))
        fewer = replace(sheet, detail=Worksheet(items=(Field("other", "Something else"),)))
        wider = replace(sheet, detail=replace(better.detail, sees=(Sees.WITH_NAMES,)))
        assert told(here, edit(think=better)) == {"think": ("changed", SPELLING)}
        assert told(here, edit(think=fewer))["think"] == ("changed", OPEN)
        assert told(here, edit(think=wider)) == {"think": ("changed", OPEN)}

    def test_groups_at_work_go_on(self):
        here = run(at_talk(), cmd.FormGroups(11, (ANN, BEN), 1))
        changed = applied(here, edit(talk=the("talk", html="<p>Talk about the sea.</p>")))
        assert changed.step.html == "<p>Talk about the sea.</p>"
        assert changed.breakouts == here.breakouts

    def test_it_stays_even_where_it_is_removed(self):
        assert told(at_poll(), edit(drink=None)) == {"drink": ("removed", OPEN)}
        assert applied(at_poll(), edit(drink=None)).step == SCRIPT.step("drink")


class TestPromises:
    def test_the_settings_of_the_workshop_stay(self):
        here = after(cmd.Start(0), script=replace(SCRIPT, rules=Rules(sensitive=True, k=5, names="none", keep_days=30)))
        assert applied(here, replace(SCRIPT, rules=Rules())).script.rules == here.script.rules

    def test_a_wall_to_come_may_not_show_fewer_than_was_promised(self):
        here = after(cmd.Start(0), cmd.GoTo("think", 1))
        with pytest.raises(Refused, match="minimum answers: 3"):
            applied(here, edit(wall=the("wall", detail=Wall("think", k=2))))

    def test_nor_may_what_was_written_for_it_come_out_among_fewer(self):
        """Where the wall is gone, or is made of something else."""
        strict = edit(wall=the("wall", detail=Wall("think", k=6)))
        here = after(cmd.Start(0), cmd.GoTo("think", 1), script=strict)
        for other in (None, the("wall", detail=Wall("seed", k=6))):
            with pytest.raises(Refused, match="minimum answers: 6"):
                applied(here, edit(wall=other))
        assert applied(here, strict)
        typed = run(
            after(cmd.Start(0), cmd.GoTo("think", 1)),
            cmd.Insert(2, text="### Wall: Typed", made=step("typed", Kind.WALL, Wall("think", k=9))),
        )
        assert applied(typed, edit(wall=None)).script.k_of(SCRIPT.step("think")) == 9  # a wall that was typed stays

    def test_a_series_that_was_asked_keeps_its_answers(self):
        ask = Poll(Form.SCALE, scale=Scale(1, 5), series="mood")
        script = script_of(step("one", Kind.CHECK_IN, ask), step("two", Kind.CHECK_IN, ask))
        here = after(cmd.Start(0), script=script)
        longer = replace(ask, scale=Scale(1, 9))
        with pytest.raises(Refused, match="series"):
            applied(here, script_of(*(step(i, Kind.CHECK_IN, longer) for i in ("one", "two"))))

    def test_an_ended_workshop_takes_nothing(self):
        with pytest.raises(Refused, match="ended"):
            applied(after(cmd.Start(0), cmd.End(5)), SCRIPT)

    def test_a_script_without_steps_is_none(self):
        with pytest.raises(Refused, match="no steps"):
            applied(after(), script_of())
