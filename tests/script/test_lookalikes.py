"""What looks like machinery and is none is said at its line, with a cure that works. Prose is left alone."""

import re
from pathlib import Path

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import read
from workshop.script.lengths import spoken

ROOT = Path(__file__).resolve().parents[2]


class TestNotesWithoutTheirSign:
    @pytest.mark.parametrize(
        "line",
        [
            "Say: welcome them", "**Say:** welcome them", "**Say**: welcome them", "_Say:_ welcome them",
            "SAY: welcome them", "Say： welcome them", "Note to self: bring tea", "Facilitator: hand out the cards",
            "Facilitator's note: slowly", "Note for the team: slowly", "If late: leave this out",
            "＞ Say: welcome them",
            "&gt; Say: welcome them", "› Say: welcome them", "- Say: welcome them", "Speaker notes: slowly",
        ],
    )  # fmt: skip
    def test_are_told_and_mended(self, line: str) -> None:
        body = f"### Slide: Hello\n\nA word.\n\n{line}\n"
        assert codes(body) == ["W232"]
        script = read(fixed(HEAD + body)).script
        assert len(script.steps[0].notes) == 1
        assert "welcome" not in script.steps[0].html and "slowly" not in script.steps[0].html

    def test_stop_a_sensitive_workshop(self) -> None:
        head = "# Test\n\n- format: 1\n- care: sensitive\n- help: _help.md\n\n"
        assert codes("### Slide: Hello\n\nSay: he is the one\n", head) == ["E232"]

    def test_in_the_middle_of_a_paragraph_they_are_prose(self) -> None:
        assert codes("### Slide: Hello\n\nOne thing we always\nsay: be kind.\n") == []


class TestDashes:
    @pytest.mark.parametrize("dash", "–—−‐‑‒―﹣－")
    def test_before_a_setting_are_bullets(self, dash: str) -> None:
        text = f"# Test\n\n{dash} format: 1\n{dash} care: sensitive\n{dash} help: _help.md\n\n### Slide: Hello\n"
        reading = read(text, load=lambda _: "Call somebody.")
        assert [m.code for m in reading.messages] == ["E114"]
        assert reading.script.rules.sensitive
        mended = read(fixed(text), load=lambda _: "Call somebody.")
        assert (mended.messages, mended.script.rules.sensitive) == ((), True)

    @pytest.mark.parametrize("dash", "–—−‐‑‒―﹣－")
    def test_before_an_answer_are_bullets(self, dash: str) -> None:
        body = f"### Poll: How?\n\n{dash} ( ) Well\n{dash} ( ) Badly\n"
        assert codes(body) == ["E114"]
        assert len(read(HEAD + body).script.steps[0].detail.choices) == 2

    def test_in_prose_are_prose(self) -> None:
        assert codes("### Slide: Hello\n\n– Goethe said: what is written\n\n— and so on\n") == []


class TestSteps:
    @pytest.mark.parametrize(
        "line",
        [
            "## Poll: How are you? (3 min)", "#### Poll: How are you? (3 min)", "## Quiz: How are you?",
            "＃＃＃ Poll: How are you?", "Poll: How are you? (3 min)", "**Poll: How are you? (3 min)**",
            "## poll : How are you?",
        ],
    )  # fmt: skip
    def test_with_other_signs_do_not_vanish(self, line: str) -> None:
        body = f"### Slide: Hello\n\nA word.\n\n{line}\n\n- ( ) Well\n- ( ) Badly\n"
        reading = read(HEAD + body)
        assert {"E132", "E133"} & {m.code for m in reading.errors}
        kinds = [step.kind.value for step in read(fixed(HEAD + body)).script.steps]
        assert kinds == ["slide", "poll"]

    @pytest.mark.parametrize(
        ("word", "kind"),
        [("Quiz", "poll"), ("Discussion", "talk"), ("Group work", "breakout"), ("Word cloud", "poll"),
         ("Umfrage", "poll"),
         ("Coffee", "break"), ("Homework", "seed"), ("Journal", "reflect")],
    )  # fmt: skip
    def test_by_other_words_are_found(self, word: str, kind: str) -> None:
        reading = read(f"{HEAD}### {word}: Hello (3 min)\n")
        assert (reading.errors[0].code, reading.script.steps[0].kind.value) == ("E111", kind)


class TestLengths:
    @pytest.mark.parametrize(
        ("written", "seconds"),
        [
            ("5 minutes", 300), ("5 mins", 300), ("5 min.", 300), ("1 hour", 3600), ("1.5 h", 5400), ("1,5 h", 5400),
            ("2 Minuten", 120), ("ca. 5 min", 300), ("10'", 600), ("2 Std", 7200), ("1 h 10 min", 4200), ("90 s", 90),
            ("about 5 min", 300), ("~5 min", 300), ("30 seconds", 30),
        ],
    )  # fmt: skip
    def test_in_every_usual_form_are_read(self, written: str, seconds: int) -> None:
        reading = read(f"{HEAD}### Slide: Hello ({written})\n")
        assert (reading.messages, reading.script.steps[0].seconds) == ((), seconds)
        assert reading.script.steps[0].title == "Hello"

    @pytest.mark.parametrize(
        ("heading", "seconds"),
        [
            ("Hello (5-10 min)", 600), ("Hello (5–10 min)", 600), ("Hello (half an hour)", 1800),
            ("Hello (10:00-10:15)", 900), ("Hello [5 min]", 300), ("Hello – 5 min", 300), ("Hello - 5 min", 300),
            ("Hello {5 min}", 300), ("Hello <5 min>", 300), ("Hello (5 min).", 300), ("Hello (5 min):", 300),
            ("Hello ((5 min))", 300), ("Hello 5 min)", 300), ("Hello *5 min*", 300), ("Hello `5 min`", 300),
        ],
    )  # fmt: skip
    def test_that_are_nearly_one_are_read_and_told(self, heading: str, seconds: int) -> None:
        text = f"{HEAD}### Slide: {heading}\n"
        reading = read(text)
        assert ([m.code for m in reading.messages], reading.script.steps[0].seconds) == (["W236"], seconds)
        mended = read(fixed(text))
        assert (mended.messages, mended.script.steps[0].title) == ((), "Hello")

    def test_behind_which_a_sign_of_the_title_stands(self) -> None:
        mended = read(fixed(f"{HEAD}### Slide: Hello (5 min)?\n"))
        assert (mended.messages, mended.script.steps[0].title) == ((), "Hello?")

    @pytest.mark.parametrize(
        "title",
        [
            "Is it 5 min?",
            "Why 90 min, then?",
            "Version 2.4 h",
            "The first 5 minutes",
            "What fits in 5 min",
            "Just 2 min",
        ],
    )
    def test_that_belong_to_a_sentence_stay_in_the_title(self, title: str) -> None:
        reading = read(f"{HEAD}### Slide: {title}\n")
        assert (reading.messages, reading.script.steps[0].title) == ((), title)

    @pytest.mark.parametrize("total", [1, 59, 60, 90, 3600, 4200, 86400])
    def test_as_they_are_told_can_be_read(self, total: int) -> None:
        assert read(f"{HEAD}### Slide: Hello ({spoken(total)})\n").script.steps[0].seconds == total


@pytest.mark.parametrize(
    "line",
    [
        "<br>",
        "<aside>",
        r"$$\foo{x}$$",
        "[[Page]]",
        "![[Page]]",
        "==bright==",
        ":::info",
        "Words {#id}",
        "Words ^block1",
        "[TOC]",
    ],
)
def test_foreign_signs_are_told_once(line: str) -> None:
    assert codes(f"### Slide: Hello\n\nBefore.\n\n{line}\n\n{line}\n") == ["W235"]


def test_prose_is_left_alone() -> None:
    """Every paragraph of the docs and the shipped scripts: fewer than one false alarm in 200."""
    texts = [path.read_text("utf-8") for folder in ("docs", "sessions") for path in (ROOT / folder).glob("*.md")]
    paragraphs = [p.strip() for text in texts for p in re.split(r"\n\s*\n", text)]
    prose = [p for p in paragraphs if re.match(r"[A-Za-z“*]", p) and "`" not in p and not p.startswith("Facilitator")]
    assert len(prose) > 150
    alarms = [p for p in prose if codes(f"### Slide: Hello\n\n{p}\n") not in ([], ["W404"])]
    assert len(alarms) <= len(prose) / 200, alarms


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2", "pairs"), ("random pairs", "pairs"), ("two people", "pairs"), ("2er", "pairs"), ("in twos", "pairs"),
        ("groups of three", "triads"), ("3er", "triads"), ("trios", "triads"), ("groups of 3-4", "groups of 4"),
        ("four each", "groups of 4"), ("5 people", "groups of 5"),
    ],
)  # fmt: skip
def test_groups_in_other_words_are_understood(written: str, meant: str) -> None:
    text = f"{HEAD}### Breakout: Talk (5 min)\n\n- groups: {written}\n\nTalk.\n"
    assert f'Did you mean "{meant}"?' in read(text).messages[0].suggestion
    assert f"- groups: {meant}" in fixed(text)


@pytest.mark.parametrize("line", ["[Video: A film](https://www.youtube.com/watch?v=abc)", "![A wood](//x.test/a.png)"])
def test_what_lies_elsewhere_is_not_fetched(line: str) -> None:
    message = read(f"{HEAD}### Slide: Hello (5 min)\n\n{line}\n").messages[0]
    assert message.message.startswith("This lies elsewhere on the net")
    assert "media/watch" not in message.suggestion


@pytest.mark.parametrize("signs", [">>", "> >", ">", "> > >"])
def test_a_note_that_was_quoted_once_more_is_the_same_note(signs: str) -> None:
    """Before, its words were on no screen at all, and nothing was said."""
    reading = read(f"{HEAD}### Slide: Hello (5 min)\n\nHi.\n\n{signs} Say: Breathe.\n{signs} And wait.\n")
    assert [(note.label, note.html) for note in reading.script.steps[0].notes] == [
        ("say", "<p>Breathe.\nAnd wait.</p>\n")
    ]
    assert not reading.messages


def test_a_time_of_the_clock_is_asked_back() -> None:
    message = read(f"{HEAD}### Slide: Hello (1:30)\n").messages[0]
    assert message.code == "E112" and "(1 h 30 min) or (1 min 30 s)" in message.suggestion


def test_of_a_link_in_an_answer_the_words_are_left_and_it_is_said() -> None:
    reading = read(f"{HEAD}### Poll: Which?\n\n- ( ) *Slow* [link](https://w3.org) one\n- ( ) **Bold** one\n")
    assert [m.code for m in reading.messages] == ["W225"]
    assert [choice.label for choice in reading.script.steps[0].detail.choices] == ["Slow link one", "Bold one"]


@pytest.mark.parametrize(
    ("written", "about"), [("Therapy", "therapy"), ("training", "training"), ("This is a group for us.",) * 2]
)
def test_a_sensitive_workshop_says_what_it_is(written: str, about: str) -> None:
    text = f"# A\n\n- format: 1\n- care: sensitive\n- help: _h.md\n- about: {written}\n\n### Slide: Hi\n"
    reading = read(text, load=lambda _: "Call.")
    assert (reading.messages, reading.script.rules.about) == ((), about)


def test_what_a_workshop_is_takes_a_word_that_is_known_or_a_sentence() -> None:
    assert codes("### Slide: Hi\n", "# A\n\n- format: 1\n- about: therapie\n\n") == ["E210"]


NEIGHBOURS = {
    300: ("5 分", "5 мин", "5 minuut", "max. 5 min", "up to 5 min", "5+ min", "five minutes", "fünf Minuten",
        "time: 5 min",
          "cinq minutes", "5 minutes max", "à 5 min", "5 min - optional", "5 min; optional"),
    600: ("5 à 10 min", "2 x 5 min", "5–10 Minuten"),
    900: ("10:00 – 10:15 Uhr", "10h00-10h15", "9:00am–9:15am"),
    1800: ("½ h", "eine halbe Stunde", "une demi-heure", "media hora"),
    5400: ("1h30", "1:30 h", "1½ h"),
}  # fmt: skip
TITLES = (
    "Hello 【5 min】", "Hello (5 min) – optional", "Hello (5 min) (optional)", "Hello, 5 min", "Hello: 5 min",
    "Hello 5 Minuten", "Hello — ca. 5 min", "Hello ⏱ 5 min", "(5 min) Hello", "5 min – Hello", "Hello (5 min) {#hello}",
    "10:00–10:05 Hello", "Hello (5 min) ⏰", "**Hello (5 min)**",
)  # fmt: skip


@pytest.mark.parametrize(("seconds", "written"), [(n, text) for n, texts in NEIGHBOURS.items() for text in texts])
def test_lengths_of_other_languages_and_forms(seconds: int, written: str) -> None:
    step = read(fixed(f"{HEAD}### Slide: Hello ({written})\n")).script.steps[0]
    assert (step.title, step.seconds) == ("Hello", seconds)


@pytest.mark.parametrize("title", TITLES)
def test_lengths_in_other_places(title: str) -> None:
    step = read(fixed(f"{HEAD}### Slide: {title}\n")).script.steps[0]
    assert (step.title, step.seconds) == ("Hello", 300)


@pytest.mark.parametrize(
    "line",
    [
        "Regie: slowly", "Für die Leitung: slowly", "Note pour l'animateur : slowly",
        "Nota para el facilitador: slowly",
        "Facilitators only: slowly", "Internal note: slowly", "[SAY] slowly", "(say) slowly", "Say – slowly",
        "Say:slowly",
        "&#62; Say: slowly", "1. Say: slowly", "If time is short: slowly", "// slowly", "%% slowly %%", "<!— slowly —>",
    ],
)  # fmt: skip
def test_words_for_the_team_in_other_forms_are_told_and_hidden(line: str) -> None:
    text = f"{HEAD}### Slide: Hello\n\nA word.\n\n{line}\n"
    assert read(text).messages[0].code in ("W232", "W239")
    assert "slowly" not in read(fixed(text)).script.steps[0].html


@pytest.mark.parametrize("line", ["Notes:", "**Facilitator notes**", "#### Speaker notes", "Say:"])
def test_a_label_alone_is_told_and_never_half_mended(line: str) -> None:
    text = f"{HEAD}### Slide: Hello\n\nA word.\n\n{line}\n\nAnna had a hard week.\n"
    assert [m.code for m in read(text).messages] == ["W232"] and fixed(text) == text


@pytest.mark.parametrize(
    ("heading", "kind", "title"),
    [
        ("## 2. Poll: How?", "poll", "How?"), ("## **Poll:** How?", "poll", "How?"),
        ("## 📊 Poll: How?", "poll", "How?"),
        ("## Poll – How?", "poll", "How?"), ("- Poll: How? (3 min)", "poll", "How?"),
        ("### Poll： How?", "poll", "How?"),
        ("### **Poll**: How?", "poll", "How?"), ("### Live poll: How?", "poll", "How?"),
        ("### How? (Poll)", "poll", "How?"),
        ("### Lunch (10 min)", "break", "Lunch"), ("### Kleingruppe: Zu zweit", "breakout", "Zu zweit"),
        ("### Folie: Hallo", "slide", "Hallo"), ("♯♯♯ Poll: How?", "poll", "How?"),
    ],
)  # fmt: skip
def test_steps_in_other_words_and_signs(heading: str, kind: str, title: str) -> None:
    step = read(fixed(f"{HEAD}### Slide: Hello\n\nA word.\n\n{heading}\n\nMore.\n")).script.steps[-1]
    assert (step.kind.value, step.title) == (kind, title)


def test_settings_in_german_are_translated_by_fix() -> None:
    text = "# A\n\n- Format: 1\n- Zeit: 20 Min.\n\n### Breakout: Hallo (20 min)\n\n- Gruppen: Paare\n\nRedet.\n"
    assert read(fixed(text)).messages == () and "- groups: pairs" in fixed(text)


@pytest.mark.parametrize("line", ["- anonymous: yes", "- visible: all", "- who sees this: anonymous"])
def test_no_repair_widens_who_reads(line: str) -> None:
    text = f"{HEAD}### Reflect: Hello\n\n{line}\n\nWrite.\n"
    reading = read(fixed(text))
    assert reading.errors and [str(sees) for sees in reading.script.steps[0].detail.sees] == ["only me"]


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("<center>Hello</center>", "Hello"), ("One<br>two", "One\\\ntwo"), ("See [[Page|the page]].", "See the page."),
        ("==bright==", "**bright**"), (":::info", ""), ("Words {#id}", "Words"), ("[TOC]", ""),
        ("<b>Now</b>", "**Now**"),
    ],
)  # fmt: skip
def test_foreign_signs_that_can_go_are_taken_away(line: str, mended: str) -> None:
    """Every such line of a text at once."""
    text = f"{HEAD}### Slide: Hello\n\nBefore.\n\n{line}\n\n{line}\n"
    assert fixed(text) == text.replace(line, mended)


def test_what_is_no_setting_in_a_block_above_becomes_a_comment() -> None:
    text = "---\ntags: [a, b]\ndate: 2026-03-12\ntime: 20 min\n---\n\n# A\n\n- format: 1\n\n### Slide: Hi (20 min)\n"
    mended = fixed(text)
    assert read(mended).messages == () and "<!-- tags: [a, b]; date: 2026-03-12 -->" in mended


def test_underlined_headings_stay_headings() -> None:
    text = "Skills training\n===============\n\n- format: 1\n\nOpening\n-------\n\n### Slide: Hi\n"
    assert fixed(text).startswith("# Skills training\n\n- format: 1\n\n## Opening\n")


def test_rings_of_a_poll_are_answers() -> None:
    assert "- ( ) Good\n- ( ) Bad" in fixed(f"{HEAD}### Poll: How?\n\n○ Good\n○ Bad\n")
