"""What a person takes home: everything they wrote, exactly, with the questions; cards and a calendar."""

from datetime import date

import pytest

from tests.exports.naughty import NAUGHTY
from tests.exports.stories import SCRIPT, SENSITIVE, Story
from tests.exports.test_formats import Page, in_markdown
from workshop.exports import calendar, notes
from workshop.script.model import Sees

DAY = date(2026, 9, 21)


def home(story, name):
    return notes.take_home(story.session, story.own(name), DAY, date(2026, 10, 20))


def page(story, name):
    return b"".join(notes.page(home(story, name))).decode()


def markdown(story, name):
    return b"".join(notes.markdown(home(story, name))).decode()


class TestTakeHome:
    def test_holds_what_i_wrote_under_every_promise(self, story):
        for step, sees in (("say", Sees.ONLY_ME), ("plan", Sees.WITH_NAMES), ("seed", Sees.ONLY_ME)):
            field = story.session.script.step("plan").detail.items[0].name if step == "plan" else ""
            story.write("Ann", step, f"mine on {step}", sees, field=field)
        for told in (page(story, "Ann"), markdown(story, "Ann")):
            assert all(f"mine on {step}" in told for step in ("say", "plan", "seed"))
            assert "What I will do:" in told
            assert "Only for me" in told
            assert "Shared with names" in told

    def test_nobody_elses_words_and_no_drafts(self, lived):
        told = page(lived, "Jon") + markdown(lived, "Jon")
        assert "Jon for himself" in told
        assert "without names" not in told.replace("Shared without names", "")
        assert "Kim drafts" not in page(lived, "Kim")

    def test_in_running_order_whatever_was_written_first(self, story):
        story.write("Ann", "seed", "last", Sees.ONLY_ME).write("Ann", "say", "first", Sees.ONLY_ME)
        assert [e.title for e in home(story, "Ann").entries] == ["What did it say?", "One seed"]

    def test_a_card_is_framed(self, tmp_path):
        story = Story(tmp_path, SCRIPT.replace("- who sees this: everyone with names", "- card: yes"))
        field = story.session.script.step("plan").detail.items[0].name
        story.write("Ann", "plan", "breathe", Sees.ONLY_ME, field=field)
        assert 'class="take-home"' in page(story, "Ann")

    def test_a_tick_is_a_tick(self, tmp_path):
        story = Story(tmp_path, SCRIPT.replace("By when: ____", "- [ ] I have told somebody\n\nBy when: ____"))
        ticks = [i for i in story.session.script.step("plan").detail.items if hasattr(i, "label")]
        story.write("Ann", "plan", "yes", Sees.ONLY_ME, field=ticks[0].name)
        assert "✓ I have told somebody" in page(story, "Ann")
        assert "- [x] I have told somebody" in markdown(story, "Ann")

    def test_resources_and_the_day_of_deletion(self, lived):
        for told, space in ((page(lived, "Ann"), "\N{NO-BREAK SPACE}"), (markdown(lived, "Ann"), " ")):
            assert "A book" in told
            assert f"20{space}October 2026" in told

    def test_a_sheet_in_the_order_of_its_lines(self, lived):
        told = page(lived, "Ann")
        assert told.index("What I will do:") < told.index("By when:")

    def test_a_promise_that_holds_for_a_whole_sheet_is_said_once(self, lived):
        own = page(lived, "Ann")
        assert own[own.index("Who does what?") : own.index("One seed")].count("Shared with names") == 1

    def test_help_comes_along(self, tmp_path):
        story = Story(tmp_path, SENSITIVE).write("Ann", "seed", "Water", Sees.ONLY_ME)
        for told in (page(story, "Ann"), markdown(story, "Ann")):
            assert "Call 112." in told[told.index("Help") :]

    def test_the_day_is_the_one_on_which_it_was_held(self, story):
        story.write("Ann", "seed", "Water", Sees.ONLY_ME)
        assert notes.take_home(story.session, story.own("Ann"), date(2026, 9, 1), None).day == DAY

    def test_nothing_written(self, story):
        assert "There is nothing here" in page(story, "Ann")
        assert markdown(story, "Ann").startswith("# An evening of everything")

    @pytest.mark.parametrize("text", NAUGHTY[::7])
    def test_exact(self, story, text):
        story.write("Ann", "say", text, Sees.ONLY_ME)
        assert Page(page(story, "Ann")).texts == [text]
        assert text in in_markdown(markdown(story, "Ann"))


class TestCalendar:
    def test_a_day_for_each_reminder(self, story):
        story.write("Ann", "seed", "Water it, daily; really\nyes", Sees.ONLY_ME)
        file = notes.seeds(home(story, "Ann"))
        assert file.count("BEGIN:VEVENT") == 2
        assert "DTSTART;VALUE=DATE:20260928\r\nDTEND;VALUE=DATE:20260929\r\n" in file
        assert "DESCRIPTION:Water it\\, daily\\; really\\nyes\r\n" in file

    def test_long_lines_are_folded_between_letters(self):
        file = calendar.of([("Seed", "🌱ü" * 200, DAY, [DAY])])
        lines = file.split("\r\n")
        assert all(len(line.encode()) <= 75 for line in lines)
        assert "🌱ü" * 200 in file.replace("\r\n ", "")

    def test_nothing_planted(self, story):
        assert notes.seeds(home(story, "Ann")).startswith("BEGIN:VCALENDAR\r\n")
