"""What is told after the end: the summary on top, the text for those who took part, the one for one's own files."""

from datetime import date

import pytest

from tests.exports.stories import NAMES, SCRIPT, SENSITIVE, TEAM_ONLY, Story, choice, full, scale
from workshop.exports import summary, thanks
from workshop.session import commands as cmd
from workshop.session import recap
from workshop.session.told_to_room import told_to_room

DAY = date(2026, 10, 20)
OUTSPOKEN = SCRIPT.replace("- answer: words", "- answer: text")


def told(story: Story) -> list[str]:
    return [each.step.id for each in told_to_room(story.session)]


def letter(story: Story) -> str:
    results, further = told_to_room(story.session), recap.resources(story.session)
    return thanks.letter(story.session.script.title, results, further, "https://w.example/my/1", DAY)


def asked(story: Story, step: str, *votes: dict, shown: bool = True) -> Story:
    story.vote(step, *votes)
    return story.do(cmd.Reveal(0)) if shown and story.session.poll(step).phase == "closed" else story


class TestWhatTheRoomWasShown:
    def test_is_told_after_the_end_and_not_before(self, story) -> None:
        asked(story.join(*NAMES), "drink", *(choice(0) for _ in range(4)))
        assert told(story) == []
        assert told(story.end()) == ["drink"]
        assert told(story.do(cmd.Undo(0))) == []

    def test_a_result_that_nobody_showed_is_not_told(self, story) -> None:
        asked(story.join(*NAMES), "drink", *(choice(0) for _ in range(4)), shown=False)
        assert told(story.end()) == []

    def test_one_that_was_covered_again_is_not_told(self, story) -> None:
        asked(story.join(*NAMES), "drink", *(choice(0) for _ in range(4)))
        assert told(story.do(cmd.Undo(0)).end()) == []

    def test_of_fewer_than_k_people_nothing_is_told(self, story) -> None:
        assert told(asked(story.join(*NAMES), "drink", choice(0), choice(1)).end()) == []

    @pytest.mark.parametrize("step", ["team", "nobody"])
    def test_what_the_script_keeps_from_the_room_is_not_told(self, story, step) -> None:
        story.join(*NAMES).vote(step, *(choice(0) for _ in range(8)))
        assert told(story.end()) == []
        assert "Yes" not in letter(story)

    def test_sentences_that_people_wrote_are_left_out(self, tmp_path) -> None:
        story = Story(tmp_path, OUTSPOKEN).join(*NAMES)
        asked(story, "word", *({"text": f"a sentence of {name}"} for name in NAMES))
        assert told(story.end()) == []
        assert "a sentence of" not in letter(story)

    def test_and_so_are_words(self, story) -> None:
        """“Without texts” was promised, and a word of one's own is one."""
        asked(story.join(*NAMES), "word", *({"words": ["heronsong"]} for _ in NAMES))
        assert told(story.end()) == []
        assert "heronsong" not in letter(story)


class TestTheTextForThoseWhoTookPart:
    def test_thanks_tells_results_and_resources_and_the_day(self, story) -> None:
        asked(story.join(*NAMES), "drink", *(choice(i % 2) for i in range(4)))
        text = letter(story.go("where-to-go").end())
        assert text.startswith("Thank you for being there: “An evening of everything”.")
        assert "Tea or coffee?\n- Tea: 2 (50 %)\n- Coffee: 2 (50 %)" in text
        assert "Where to go\n- A book" in text
        assert text.endswith("They are deleted on 20 October 2026.")

    def test_in_sensitive_care_it_has_sizes_and_no_numbers(self, tmp_path) -> None:
        story = Story(tmp_path, SENSITIVE).join(*NAMES)
        asked(story, "drink", *(choice(i % 2) for i in range(8)))
        text = letter(story.end())
        assert "- Tea: about half" in text
        assert "%" not in text and "(4)" not in text

    def test_what_is_told_of_no_answer_is_said_once(self, tmp_path) -> None:
        story = Story(tmp_path, SENSITIVE).join(*NAMES)
        asked(story, "drink", *(choice(i % 2) for i in range(5)))
        text = letter(story.end())
        assert "- Tea, Coffee" in text and text.count("not told in so small a round") == 1


class TestInShort:
    def test_says_people_minutes_and_how_the_inside_changed(self, lived) -> None:
        lines = list(summary.lines(lived.gather()))
        assert lines[0] == "12 people joined"
        assert lines[1].startswith("It took ") and "; planned were 3" in lines[1]
        assert lines[2] == "How the inside changed: How are you? – from 2.0 to 3.5 on average"

    def test_of_few_it_says_that_it_is_kept_back(self, story) -> None:
        story.join(*NAMES).vote("first", scale(1), scale(2))
        story.vote("last", *(scale(4, before=1) for _ in range(6)))
        assert "kept back to protect the few" in list(summary.lines(story.end().gather()))[-1]

    def test_it_stands_on_top_of_what_one_reads(self, lived) -> None:
        for fmt in ("html", "md"):
            text = lived.download(fmt).decode()
            assert text.index("In short") < text.index("How the inside changed") < text.index("Tea or coffee?")


@pytest.mark.parametrize("text", [SCRIPT, SENSITIVE])
def test_a_text_for_own_records_has_no_word_and_no_name_of_anybody(tmp_path, text) -> None:
    record = summary.record(full(tmp_path, text).gather())
    assert "Tea or coffee? · Poll" in record
    for name in NAMES:
        assert name not in record.split()
    for word in ("hopeful", "calls", "Friday", "without names", TEAM_ONLY):
        assert word not in record
