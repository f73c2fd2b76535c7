"""What each kind of step becomes: settings read, defaults filled in, text and notes kept apart."""

import time

import pytest

from tests.script.conftest import HEAD, SENSITIVE, reading_of
from workshop.script import read, read_step
from workshop.script.model import (
    Choice,
    Form,
    Ground,
    Kind,
    Number,
    Offer,
    Pause,
    Poll,
    Resources,
    Right,
    Rules,
    Scale,
    Seed,
    Sees,
    Show,
    Slide,
    Solution,
    Talk,
    Wall,
)


class TestWorkshop:
    def test_everything_has_a_default(self):
        assert reading_of("### Slide: Hello\n").script.rules == Rules()

    def test_sensitive_changes_the_defaults(self):
        rules = reading_of("### Slide: Hello\n", SENSITIVE).script.rules
        assert (rules.k, rules.late, rules.keep_days, rules.sensitive) == (5, "ask", 30, True)

    def test_all_settings(self):
        head = HEAD + (
            "- time: 1 h 30 min\n- people: 6–24\n- language: pt-BR\n- theme: contrast\n- names: none\n"
            "- minimum answers: 4\n- late joiners: until hello\n- signal: off\n- keep: 2 weeks\n- rooms: tables\n"
            "- author: Ana\n- licence: CC BY 4.0\n- x-anything: goes\n"
        )
        reading = reading_of("### Slide: Hello\n\n- id: hello\n", head)
        assert reading.messages == ()
        assert reading.script.rules == Rules(
            seconds=5400, people=(6, 24), capped=True, language="pt-BR", theme="contrast", names="none", k=4,
            late="until", late_until="hello", signal=False, keep_days=14, rooms="tables",
            credits=(("author", "Ana"), ("licence", "CC BY 4.0")),
        )  # fmt: skip

    def test_the_text_below_the_title_is_the_invitation(self):
        script = reading_of("Come as you are.\n\n> Before: Open a window.\n\n### Slide: Hello\n").script
        assert script.html == "<p>Come as you are.</p>"
        assert script.notes[0].label == "before"

    def test_steps_before_any_part_have_a_part_without_a_title(self):
        script = reading_of("### Slide: A\n\n## Work (20 min)\n\n- lead: Ana\n- repeat: 2\n\n### Slide: B\n").script
        assert [(p.title, p.seconds, p.lead, p.repeat) for p in script.parts] == [
            ("", None, "", 1),
            ("Work", 1200, "Ana", 2),
        ]
        assert [s.part for s in script.steps] == [0, 1]

    def test_a_part_has_a_sign_of_its_own_unless_the_script_names_another(self):
        script = reading_of(
            "## A\n\n### Slide: A\n\n## B\n\n- sign: drop\n\n### Slide: B\n\n## C\n\n- sign: none\n"
        ).script
        assert [part.sign for part in script.parts] == ["wave", "drop", ""]
        assert reading_of("## A\n\n- sign: moon\n\n### Slide: A\n").messages[0].code == "E210"

    def test_a_part_for_need_goes_into_the_drawer(self):
        script = reading_of("### Slide: A\n\n## More (if needed)\n\n### Slide: B\n").script
        assert [s.title for s in script.planned] == ["A"]
        assert [s.title for s in script.drawer] == ["B"]


class TestEveryStep:
    def test_length_flags_and_common_settings(self, step):
        hello = step(
            "### Slide: Hello (again) (1 h 2 min 5 s, optional)\n\n- lead: Ana\n- materials: pens,\n  paper\n"
            "- show on: screen\n- heads up: This may touch you.\n"
        )
        assert (hello.title, hello.seconds, hello.optional) == ("Hello (again)", 3725, True)
        assert (hello.lead, hello.materials, hello.show_on) == ("Ana", "pens, paper", "screen")
        assert hello.heads_up == "This may touch you."

    @pytest.mark.parametrize("title", ["What now (and why)", "Back in (2024)", "Three things (A, B)"])
    def test_other_brackets_belong_to_the_title(self, step, title):
        assert step(f"### Slide: {title}\n").title == title

    def test_ids_come_from_titles_and_are_never_twice(self):
        script = reading_of("### Pause: Grün & still\n\n### Pause: Grun still\n\n### Slide: 你好\n").script
        assert [s.id for s in script.steps] == ["grun-still", "grun-still-2", "slide"]

    def test_notes_are_for_the_team(self, step):
        hello = step(
            "### Slide: Hello\n\nText\n\n> Say: Welcome\n> everybody.\nStill the note.\n\n> No label\n\nMore\n"
        )
        assert [(n.label, n.html) for n in hello.notes] == [
            ("say", "<p>Welcome\neverybody.\nStill the note.</p>\n"),
            ("note", "<p>No label</p>\n"),
        ]
        assert hello.html == "<p>Text</p>\n<p>More</p>"

    def test_a_quote_is_the_only_public_one(self, step):
        hello = step("### Slide: Hello\n\n> Quote: To be\n> or not.\n\n> Watch: the clock\n")
        assert hello.html == "<blockquote><p>To be\nor not.</p>\n</blockquote>"

    def test_comments_and_code_are_inert(self, step):
        hello = step("### Slide: Hello\n\nA <!-- secret --> word `<!--`\n\n```\n### Slide: no\n> Say: x\n```\n")
        assert "secret" not in hello.html
        assert "### Slide: no\n&gt; Say: x" in hello.html
        assert hello.notes == ()

    def test_offers(self, step):
        hello = step(
            "### Poll: Hello\n\n- id: hello\n- offer: hello when 2 or more need a moment\n"
            "- offer: hello when 40% or more answer Tea, Coffee in hello\n"
            "- offer: hello when average of hello is 4.5 or more\n- ( ) Tea\n- ( ) Coffee\n"
        )
        assert hello.offers == (
            Offer("hello", "2 or more need a moment", at_least=2),
            Offer("hello", "40% or more answer Tea, Coffee in hello", "hello", ("Tea", "Coffee"), 40, True),
            Offer("hello", "average of hello is 4.5 or more", "hello", (), 4.5, False, "or more"),
        )


class TestPoll:
    @pytest.mark.parametrize("sign", ["- ( )", "- [x]", "1.", "  - ( )"])
    def test_a_note_behind_an_answers_sign_is_never_an_answer(self, sign):
        first = "1. Tea" if sign == "1." else f"{sign.strip()} Tea"
        lines = [first, f"{first[:-3]}Milk", f"{sign} > Watch: only we", f"{first[:-3]}Rum"]
        reading = reading_of("### Poll: Drink?\n\n" + "\n".join(lines) + "\n")
        [poll] = reading.script.steps
        assert [choice.label for choice in poll.detail.choices] == ["Tea", "Milk", "Rum"]
        assert "E231" in [message.code for message in reading.messages]

    @pytest.mark.parametrize("answers", ["- ( ) Tea\n- ( ) > Milk\n", "- ( ) > Tea\n- ( ) > Milk\n"])
    def test_such_a_note_is_one_mistake_and_not_a_missing_answer_too(self, answers):
        reading = reading_of(f"### Poll: Drink?\n\n{answers}")
        assert {message.code for message in reading.messages} == {"E231"}

    def test_one_answer(self, step):
        poll = step("### Poll: Drink?\n\n- ( ) Tea\n- (x) Coffee — black,\n  as the night\n- () Water -- cold\n")
        assert poll.detail == Poll(
            Form.ONE,
            (Choice("Tea"), Choice("Coffee", "black, as the night", True), Choice("Water", "cold")),
        )

    def test_several_answers(self, step):
        several = "### Poll: Drink?\n\n{}\n- [ ] Tea\n- [ ] Coffee\n- [ ] Water\n"
        assert (step(several.format("- lead: A")).detail.least, step(several.format("")).detail.most) == (1, 3)
        assert step(several.format("- choose: up to 2")).detail.most == 2
        exactly = step(several.format("- choose: 2")).detail
        assert (exactly.least, exactly.most) == (2, 2)

    def test_ranking(self, step):
        ranking = step("### Poll: Order?\n\n1. Tea\n2) Coffee\n").detail
        assert (ranking.form, [c.label for c in ranking.choices], ranking.most) == (
            Form.RANKING, ["Tea", "Coffee"], 2,
        )  # fmt: skip

    def test_scale(self, step):
        scale = step("### Poll: How?\n\n- answer: scale 1 (very low, really) to 7 (high)\n").detail
        assert (scale.form, scale.scale) == (Form.SCALE, Scale(1, 7, "very low, really", "high"))

    @pytest.mark.parametrize(
        ("written", "number"),
        [("number", Number()), ("number (minutes)", Number("minutes")), ("Number −5 to 120", Number("", -5, 120)),
         ("number 0 to 9 (km)", Number("km", 0, 9))],
    )  # fmt: skip
    def test_a_number(self, step, written, number):
        poll = step(f"### Poll: How?\n\n- answer: {written}\n").detail
        assert (poll.form, poll.number) == (Form.NUMBER, number)

    @pytest.mark.parametrize(("written", "form"), [("words", Form.WORDS), ("text", Form.TEXT), ("body", Form.BODY)])
    def test_free_answers(self, step, written, form):
        poll = step(f"### Poll: How?\n\n- answer: {written}\n\nFor example:\n\n- a list\n- in the text\n")
        assert poll.detail.form is form
        assert "<li>a list</li>" in poll.html

    @pytest.mark.parametrize("mark", ["1.", "- ( )", "- [ ]"])
    @pytest.mark.parametrize(
        ("answer", "form", "bounds"),
        [("5 dots", Form.DOTS, (1, 5)), ("1 dot", Form.DOTS, (1, 1)), ("100 points each", Form.POINTS, (100, 100))],
    )
    def test_dots_and_points_go_on_any_list(self, step, mark, answer, form, bounds):
        poll = step(f"### Poll: What first?\n\n- answer: {answer}\n\n{mark} Roof\n{mark} Door\n").detail
        assert (poll.form, (poll.least, poll.most), [c.label for c in poll.choices]) == (form, bounds, ["Roof", "Door"])

    def test_sorting(self, step):
        poll = step("### Poll: Sort\n\n- answer: sort into mine, yours\n\n1. a late reply\n2. a sigh\n").detail
        assert (poll.form, poll.bins, len(poll.choices)) == (Form.SORT, ("mine", "yours"), 2)

    def test_a_grid_is_a_sorting_into_its_cells(self, step):
        poll = step(
            "### Poll: What?\n\n- answer: grid Effort (little, much) x Effect (no, some, great)\n\n1. a\n"
        ).detail
        assert (poll.form, poll.grid.text) == (Form.SORT, "Effort (little, much) × Effect (no, some, great)")
        assert poll.bins[:2] == ("Effect: great · Effort: little", "Effect: great · Effort: much")
        assert len(poll.bins) == 6 and poll.bins[-1] == "Effect: no · Effort: much"

    @pytest.mark.parametrize(
        "said",
        ["Effort × Effect", "Effort (a) × Effect (b, c)", "A (b, b) × C (d, e)", "A (b, c) × A (d, e)", "A (b, c)"],
    )
    def test_half_a_grid_is_said_to_be_none(self, said):
        told = reading_of(f"### Poll: What?\n\n- answer: grid {said}\n\n1. a\n").messages
        assert [m.code for m in told if m.severity == "error"][:1] == ["E210"]

    @pytest.mark.parametrize(
        ("answer", "written", "right"),
        [("number", "42", Right(42, 42)), ("number (km)", "42 km", Right(42, 42)),
         ("number", "40 to 50", Right(40, 50)),
         ("number", "−40–−30", Right(-40, -30)), ("number", "42 ± 5", Right(37, 47, margin=5)),
         ("number", "42 +- 5", Right(37, 47, margin=5)),
         ("scale 0 to 10", "7", Right(7, 7)), ("words", "color, colour", Right(words=("color", "colour"))),
         ("words", "1789", Right(words=("1789",)))],
    )  # fmt: skip
    def test_what_is_right_without_a_list(self, step, answer, written, right):
        poll = step(f"### Poll: How much?\n\n- answer: {answer}\n- right: {written}\n").detail
        assert poll.right == right and poll.has_solution
        assert "±" not in written or poll.right.text == "42 ± 5"

    def test_a_scale_with_a_numbered_list_asks_for_a_number_to_each_statement(self, step):
        text = "- answer: scale 1 (no) to 3 (yes)\n\nHow was it?\n\n1. Useful\n2. Safe — with all of us\n"
        poll = step(f"### Poll: How?\n\n{text}").detail
        assert (poll.form, poll.bins) == (Form.ROWS, ("1 (no)", "2", "3 (yes)"))
        assert [(choice.label, choice.more) for choice in poll.choices] == [("Useful", ""), ("Safe", "with all of us")]
        check_in = step(f"### Check-in: How?\n\n- series: mood\n{text}")
        assert (check_in.detail.form, check_in.detail.choices) == (Form.SCALE, ())

    @pytest.mark.parametrize("written", ["media/a.png (a map)", "![a map](media/a.png)"])
    def test_a_place_on_a_picture(self, written):
        reading = reading_of(f"### Poll: Where?\n\n- answer: place on {written}\n", exists=lambda path: True)
        poll = reading.script.steps[0].detail
        assert reading.messages == () and reading.script.media == ("media/a.png",)
        assert (poll.form, poll.ground) == (Form.SPOT, Ground("media/a.png", "a map"))

    @pytest.mark.parametrize(
        ("written", "code"),
        [("media/b.png (a map)", "E403"), ("https://maps.org/b.png (a map)", "E402"), ("//maps.org/b.png (a)", "E402")],
    )
    def test_a_place_is_only_on_a_picture_that_lies_here(self, written, code):
        reading = reading_of(f"### Poll: Where?\n\n- answer: place on {written}\n", exists=lambda path: False)
        assert [message.code for message in reading.messages] == [code]
        assert not reading.script.steps[0].detail.ground.picture.startswith(("/", "http"))

    def test_a_page_of_questions_each_answered_in_its_own_way(self, step):
        text = "### Poll: How was it?\n\n- minimum answers: 4\n- results: facilitators\n\nFor us.\n\n"
        text += (
            "#### Question: Useful?\n\n- answer: scale 1 to 5\n\n#### Question: And?\n\n- choose: up to 2\n\nTwo.\n\n"
        )
        text += (
            "- [ ] Calm\n- [ ] Loud\n- [ ] Long\n\n> Watch: the shy ones\n\n#### Question: More?\n\n- answer: text\n"
        )
        made = step(text)
        useful, more, words = made.detail.questions
        assert made.detail.form is Form.PAGE and [note.label for note in made.notes] == ["watch"]
        assert (useful.title, useful.poll.form, useful.poll.scale) == ("Useful?", Form.SCALE, Scale(1, 5))
        assert (more.poll.form, more.poll.most, "Two." in more.html) == (Form.SEVERAL, 2, True)
        assert words.poll.form is Form.TEXT
        assert {(each.poll.k, each.poll.results) for each in made.detail.questions} == {(4, Show.FACILITATORS)}

    def test_all_settings(self, step):
        poll = step(
            "### Poll: How?\n\n- results: facilitators\n- solution: by hand\n- change: no\n- minimum answers: 4\n"
            "- time limit: 90 s\n- moderate: yes\n- shuffle: yes\n- other: yes\n- ( ) A\n- ( ) B\n"
        ).detail
        assert (poll.results, poll.solution, poll.change, poll.k) == (Show.FACILITATORS, Solution.BY_HAND, False, 4)
        assert (poll.time_limit, poll.moderate, poll.shuffle, poll.other) == (90, True, True, True)

    def test_sensitive_texts_are_moderated_and_k_is_five(self):
        body = "### Poll: How?\n\n- answer: words\n\n### Poll: Which?\n\n- ( ) A\n- ( ) B\n"
        words, which = (s.detail for s in reading_of(body, SENSITIVE).script.steps)
        assert (words.moderate, words.k, which.moderate) == (True, 5, False)

    def test_a_series_inherits_the_first_question(self):
        body = (
            "### Check-in: Now\n\n- id: now\n- series: inside\n- answer: scale 1 to 7\n\n"
            "### Check-in: Again\n\n- series: inside\n- results: never\n- compare: no\n"
        )
        now, again = (s.detail for s in reading_of(body).script.steps)
        assert (again.form, again.scale, again.series) == (now.form, now.scale, "inside")
        assert (now.results, again.results, again.compare) == (Show.AFTER_CLOSING, Show.NEVER, False)


class TestOtherKinds:
    def test_slide_one_by_one(self, step):
        slide = step("### Slide: Hello\n\n- reveal: one by one\n\nFirst.\n\n* one\n* two\n\n> Say: hush\n").detail
        assert slide == Slide(
            True,
            ("<p>First.</p>\n", "<ul>\n<li>one</li>\n</ul>\n", "<ul>\n<li>two</li>\n</ul>\n"),
        )

    def test_talk(self, step):
        assert step("### Talk: Hello\n\n- hands: off\n- type instead: no\n").detail == Talk(False, False)

    def test_wall(self):
        body = "### Reflect: A\n\n- id: a\n- who sees this: everyone without names\n\n### Wall: B\n\n- from: a\n"
        reading = reading_of(body)
        assert (reading.messages, reading.script.steps[1].detail) == ((), Wall("a", 3))

    def test_pause_and_break(self, step):
        assert step("### Pause: Breathe\n\n- breathing: in 4, hold 1, out 7\n- bell: yes\n").detail == Pause(
            (4, 1, 7, 0), False, True
        )
        rest = step("### Break: Tea (10 min)\n")
        assert (rest.kind, rest.detail) == (Kind.BREAK, Pause())

    def test_seed_and_resources(self, step):
        assert step("### Seed: Plant\n").detail == Seed((7, 30))
        assert step("### Seed: Plant\n\n- remind: after 3 days, 3 months\n").detail == Seed((3, 90))
        assert step("### Resources: Read\n\n- available: from here\n").detail == Resources(False)

    def test_sound_and_film(self, step):
        slide = step("### Slide: Hello\n\n[Audio: A bell](media/bell.mp3)\n")
        assert '<audio src="/media/bell.mp3" controls' in slide.html

    def test_media_of_a_script_are_listed(self):
        script = reading_of("### Slide: A\n\n![A wood](media/a%20b.png)\n\n> ![A note](media/n.png)\n").script
        assert script.media == ("media/a b.png", "media/n.png")


class TestTypedLive:
    def test_a_poll_with_the_rules_of_the_workshop(self):
        poll, messages = read_step("### Poll: Now?\n\n- ( ) Yes\n- ( ) No\n", Rules(k=5, sensitive=True))
        assert (poll.id, poll.detail.k, messages) == ("now", 5, ())

    def test_mistakes_are_told(self):
        _, messages = read_step("### Poll: Now?\n\n- results: live\n- ( ) Yes\n", Rules(sensitive=True))
        assert {m.code for m in messages} == {"E602", "E221"}

    def test_no_step_at_all(self):
        assert read_step("Poll: Now?", Rules())[0] is None
        assert read_step("", Rules())[1][0].code == "E110"


def test_a_broken_step_is_marked_and_the_others_are_not():
    reading = reading_of("### Pol: A\n\n- ( ) x\n- ( ) y\n\n### Slide: B\n")
    assert [(s.broken, s.kind) for s in reading.script.steps] == [(True, Kind.POLL), (False, Kind.SLIDE)]


def test_ten_times_as_many_steps_take_ten_times_as_long_to_read_and_no_more():
    """In the processor's time, and the best of three, each beside the other: how busy the machine is is none of it."""
    step = (
        "### Poll: Question {0}? (1 min)\n\n- id: q-{0}\n\nSome *text*.\n\n- ( ) Yes — sure\n- ( ) No\n\n> Say: hi\n\n"
    )

    def spent(count: int) -> float:
        text = HEAD + "\n" + "".join(step.format(n) for n in range(count))
        begin = time.process_time()
        assert len(read(text, "t.md").script.steps) == count
        return time.process_time() - begin

    few, many = zip(*((spent(50), spent(500)) for _ in range(3)), strict=True)
    assert min(many) < 20 * min(few)


def test_a_table_with_blanks_is_a_table_of_fields_each_named_by_its_row_and_column():
    body = "### Worksheet: Who\n\n| | What | Who |\n|---|:--|---|\n"
    body += "| Monday | ____ | ____ (only me) |\n| Tea | for all | |\n"
    items = reading_of(body).script.steps[0].detail.items
    assert [(item.before, item.sees) for item in items[:2]] == [("Monday · What", None), ("Monday · Who", Sees.ONLY_ME)]
    assert "Tea · for all" in items[2].html


def test_rows_of_blanks_alone_are_numbered():
    body = "### Worksheet: Who\n\n| What | Who |\n|---|---|\n| ____ | ____ |\n| ____ | ____ |\n"
    items = reading_of(body).script.steps[0].detail.items
    assert [item.before for item in items] == ["What 1", "Who 1", "What 2", "Who 2"]
    assert len({item.name for item in items}) == 4


def test_a_picture_is_an_answer_named_by_its_words_or_its_description():
    body = "### Poll: Where?\n\n- ( ) ![A lake](media/lake.png) calm — deep\n"
    body += "- ( ) ![A storm](media/storm.png)\n- ( ) Home\n"
    reading = reading_of(body, exists=lambda path: True)
    choices = reading.script.steps[0].detail.choices
    assert [(c.label, c.more, c.picture, c.alt) for c in choices] == [
        ("calm", "deep", "media/lake.png", "A lake"), ("A storm", "", "media/storm.png", "A storm"),
        ("Home", "", "", ""),
    ]  # fmt: skip
    assert reading.script.media == ("media/lake.png", "media/storm.png") and reading.messages == ()


def test_a_wide_scale_has_ten_bins_or_fewer():
    assert Scale(0, 100).bins[0] == (0, 9) and Scale(0, 100).bins[-1] == (90, 100) and len(Scale(0, 100).bins) == 10
    assert Scale(1, 12).bins[:2] == ((1, 2), (3, 4)) and Scale(0, 10).bins[3] == (3, 3)
    for high in range(1, 101):
        numbers = [n for low, last in Scale(0, high).bins for n in range(low, last + 1)]
        assert numbers == list(range(high + 1))
