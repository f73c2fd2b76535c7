"""What steps to write in and to meet in become: settings read, defaults filled in."""

import pytest

from tests.script.conftest import SENSITIVE, reading_of
from workshop.script.model import (
    Breakout,
    By,
    Field,
    Leftover,
    Prose,
    Reflect,
    Sees,
    Tick,
    Worksheet,
)


class TestReflect:
    def test_defaults_are_private(self, step):
        assert step("### Reflect: Write\n").detail == Reflect()

    def test_i_choose(self, step):
        sees = step("### Reflect: Write\n\n- who sees this: I choose (everyone without names, only me)\n").detail.sees
        assert sees == (Sees.ONLY_ME, Sees.WITHOUT_NAMES)
        assert step("### Reflect: Write\n\n- who sees this: I choose\n").detail.sees == tuple(
            each
            for each in Sees
            if each is not Sees.TEAM_WITH_NAMES  # a script names it, or nobody may choose it
        )

    def test_sensitive_waits_before_sending_beyond_only_me(self):
        body = "### Reflect: A\n\n### Reflect: B\n\n- who sees this: my group\n- words: up to 80\n"
        private, shared = (s.detail for s in reading_of(body, SENSITIVE).script.steps)
        assert (private.pause_seconds, private.moderate) == (0, False)
        assert (shared.pause_seconds, shared.moderate, shared.words) == (10, True, 80)

    def test_prompts_by_answer(self):
        body = (
            "### Poll: How?\n\n- id: how\n- ( ) Well\n- ( ) Badly\n\n### Reflect: Write\n\n- prompt by: how\n\n"
            "For all.\n\n#### For: well\n\nEnjoy.\n\n> Watch: smiles\n\n#### For: badly\n\nRest.\n"
        )
        reading = reading_of(body)
        assert reading.messages == ()
        write = reading.script.steps[1]
        assert (write.html, write.detail.prompt_by) == ("<p>For all.</p>", "how")
        assert [(v.label, v.html) for v in write.detail.variants] == [
            ("well", "<p>Enjoy.</p>"),
            ("badly", "<p>Rest.</p>"),
        ]
        assert write.notes[0].label == "watch"


class TestWorksheet:
    def test_text_blanks_and_ticks_in_order(self, step):
        plan = step(
            "### Worksheet: Plan\n\n- card: yes\n- who sees this: facilitators\n\nRead this.\n\n"
            "First sign: ____\n\nThen.\n\n- [ ] I read it\n- What I say: ____ (only me)\n\nThe end.\n"
        )
        assert plan.html == "<p>Read this.</p>"
        assert plan.detail == Worksheet(
            sees=(Sees.FACILITATORS,),
            items=(
                Field("first-sign", "First sign:"),
                Prose("<p>Then.</p>"),
                Tick("i-read-it", "I read it"),
                Field("what-i-say", "What I say:", "", Sees.ONLY_ME),
                Prose("<p>The end.</p>"),
            ),
            card=True,
        )

    def test_a_heading_stays_with_the_lines_below_it(self, step):
        for heading, html in (("**With me**", "<p><strong>With me</strong></p>"), ("#### With me", "<h4>With me</h4>")):
            sheet = step(f"### Worksheet: Signs\n\nTick what is there.\n\n{heading}\n\n- [ ] I slept\n")
            assert sheet.html == "<p>Tick what is there.</p>"
            assert sheet.detail.items == (Prose(html), Tick("i-slept", "I slept"))

    def test_several_blanks_in_one_sentence(self, step):
        items = step("### Worksheet: Say it\n\nWhen ____ I feel ____, could\nwe ____? (soon)\n").detail.items
        assert [(f.before, f.after, f.joined) for f in items] == [
            ("When", "", False),
            ("I feel", ",", True),
            ("could we", "? (soon)", True),
        ]

    def test_equal_words_get_different_names(self, step):
        items = step("### Worksheet: Say it\n\nOne: ____\n\nOne: ____\n\n____ is it\n").detail.items
        assert [f.name for f in items] == ["one", "one-2", "is-it"]

    def test_blanks_in_code_are_text(self):
        assert reading_of("### Worksheet: A\n\n```\n____ x\n```\n").messages[0].code == "E240"


class TestBreakout:
    @pytest.mark.parametrize(
        ("written", "by", "n"),
        [
            ("pairs", By.SIZE, 2),
            ("triads", By.SIZE, 3),
            ("groups of 5", By.SIZE, 5),
            ("4 groups", By.COUNT, 4),
            ("solo", By.SOLO, 1),
            ("Partners", By.PARTNERS, 2),
        ],
    )
    def test_groups(self, step, written, by, n):
        detail = step(f"### Breakout: Talk\n\n- groups: {written}\n").detail
        assert (detail.by, detail.n) == (by, n)

    def test_topics_to_choose(self, step):
        talk = step("### Breakout: Talk\n\n- groups: by choice\n- size: 4\n- ( ) Tea\n- ( ) Coffee — black\n").detail
        assert (talk.by, talk.topics, talk.size) == (By.CHOICE, ("Tea", "Coffee"), 4)

    def test_groups_by_answer_are_announced_in_the_poll(self):
        poll = "### Poll: How?\n\n- id: how\n- ( ) Well\n- ( ) Badly\n\n"
        for written, by in (("by answer to how", By.ANSWER), ("unlike answers to how", By.UNLIKE)):
            reading = reading_of(f"{poll}### Breakout: Talk\n\n- groups: {written}\n")
            assert [m.code for m in reading.messages] == ["W604"]
            how, talk = reading.script.steps
            assert how.detail.decides_groups
            assert (talk.detail.by, talk.detail.of) == (by, "how")

    def test_the_same_groups_again(self):
        body = "### Breakout: A\n\n- id: first\n- groups: pairs\n\n### Breakout: B\n\n- groups: as in first\n"
        reading = reading_of(body)
        assert (reading.messages, reading.script.steps[1].detail.of) == ((), "first")

    def test_all_settings_and_rounds(self, step):
        talk = step(
            "### Breakout: Talk (8 min)\n\n- groups: pairs\n- leftover: smaller group\n- mix: random\n"
            "- rooms: https://meet.test/{group}\n- notes: my group\n- on your own: no\n- end: timer\n\n"
            "Both speak.\n\n#### Round: You (3 min)\n\nListen.\n\n#### Round: I\n\nSpeak.\n"
        )
        detail = talk.detail
        assert isinstance(detail, Breakout)
        assert (detail.leftover, detail.mix, detail.notes) == (Leftover.SMALLER, "random", (Sees.MY_GROUP,))
        assert (detail.rooms, detail.on_your_own, detail.end) == ("https://meet.test/{group}", False, "timer")
        assert [(r.title, r.seconds, r.html) for r in detail.rounds] == [
            ("You", 180, "<p>Listen.</p>"),
            ("I", None, "<p>Speak.</p>"),
        ]
        assert talk.html == "<p>Both speak.</p>"


@pytest.mark.parametrize(
    ("sheet", "blank", "codes"),
    [
        ("everyone without names", "facilitators with names", ["E242"]),
        ("facilitators", "facilitators with names", ["E242"]),
        ("facilitators with names", "everyone without names", ["E242"]),
        ("facilitators with names", "facilitators", []),
        ("everyone with names", "facilitators with names", []),
    ],
)  # fmt: skip
def test_a_name_for_the_team_is_never_what_a_blank_adds(sheet: str, blank: str, codes: list[str]) -> None:
    text = f"### Worksheet: Plan\n\n- who sees this: {sheet}\n\nName: ____ ({blank})\n"
    assert [message.code for message in reading_of(text).messages] == codes


def test_a_name_for_the_team_is_only_offered_where_the_script_says_so() -> None:
    def sees(value: str) -> tuple[str, ...]:
        return reading_of(f"### Reflect: A\n\n- who sees this: {value}\n\nWrite.\n").script.steps[0].detail.sees

    assert "facilitators with names" not in sees("I choose")
    assert "facilitators with names" in sees("I choose (only me, facilitators with names)")
