"""What nearly reads like a note, a setting or a length is asked about at its line; prose is left alone.

Found by damaging every key word of every language as mail, note apps, word processors, thumbs and keyboards do.
"""

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import keywords, read

SLIDE = "### Slide: Hello\n\nA word.\n\n"
REFLECT = "### Reflect: Think\n\nWrite.\n\n"
POLL = "### Poll: How?\n\n- ( ) Well\n- ( ) Badly\n\n"
SHAPES = (
    "{label} – {x}", "{label} - {x}", "{label}> {x}", "{label} >> {x}", "{label} → {x}", "{label} = {x}",
    "{label} | {x}",
    "{label} / {x}", "{label}… {x}", "{label}. Wait for them", "{label};{x}", "{label}:{x}", "{label}:- {x}",
    "{label}﹕ {x}",
    "{label}&#58; {x}", "{label}\t{x}", "{label}] {x}", "[{label}] {x}", "({label}) {x}", "<{label}> {x}",
    "【{label}】{x}",
    "「{label}：{x}」", "“{label}”: {x}", "**{label}** – {x}", "**{label} –** {x}", "**{label}** Wait",
    "{label} ({x})",
    "{label}\n: {x}", "| {label} | {x} |", "#### {label}: {x}", "10:00 {label}: {x}", "5' {label}: {x}",
    "1.1 {label}: {x}",
    "Ana: {label}: {x}", "(Ana) {label}: {x}", "ℹ️ {label}: {x}", "- {label}: {x}", "• {label} – {x}",
    "&lt;{label}&gt; {x}",
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_label_of_any_language_between_other_signs_is_said(shape: str) -> None:
    """In a script of that language, and in an English one. Before, of five such lines two were read by everybody."""
    silent = []
    for code in ("en", *keywords.LANGUAGES):
        own = keywords.shown_in(code)
        head = own.text(f"# T\n\n- format: 1\n- language: {code}\n\n{SLIDE}") if code != "en" else f"{HEAD}{SLIDE}"
        for label in ("Say", "Do", "Watch", "If late", "Before", "Note"):
            line = shape.format(label=own.label(label), x="Zoe is ill")
            for text in (f"{head}{line}\n\nMore.\n", f"{HEAD}{SLIDE}{line}\n\nMore.\n"):
                at = text[: text.index(line)].count("\n") + 1
                if not any(at <= m.line <= at + line.count("\n") for m in read(text).messages):
                    silent.append((code, line))
    assert silent == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Achtn auf: die Stillen", "Achtn auf"), ("Achte auf: die Stillen", "Achte auf"), ("Wacth: the quiet",
        "Wacth"),
        ("WWatch: the quiet", "WWatch"), ("aSy: hello", "aSy"), ("Tnu: Licht", "Tnu"), ("IIf late: skip",
        "IIf late"),
        ("Wenn es späht wird: weglassen", "Wenn es späht wird"), ("Zrob: światło", "Zrob"), ("Wczesniej: światło",
        "Wczesniej"),
        ("En cas de retar : omettre", "En cas de retar"), ("Si se ace tarde: omitir", "Si se ace tarde"),
        ("S a y: hello", "Say"), ("Before the session: set out the chairs", "Before the session"),
        ("**Before people arrive:** light", "Before people arrive"), ("Vor der Sitzung: Stühle", "Vor der Sitzung"),
        ("Avant la séance : les chaises", "Avant la séance"), ("Antes de la sesión: sillas", "Antes de la sesión"),
        ("Prima della sessione: sedie", "Prima della sessione"), ("Voor de sessie: stoelen", "Voor de sessie"),
        ("Antes da sessão: cadeiras", "Antes da sessão"), ("Przed sesją: krzesła", "Przed sesją"),
        ("قبل الجلسة: الكراسي", "قبل الجلسة"), ("セッションの前に：椅子", "セッションの前に"),
    ],
)  # fmt: skip
def test_a_label_with_a_letter_amiss_or_in_other_words_is_asked_about(line: str, label: str) -> None:
    (message,) = read(f"{HEAD}{SLIDE}{line}\n").messages
    assert (message.code, message.line) == ("W249", 9) and label in message.message


DEAR = (
    ("names", "none"), ("minimum answers", "7"), ("keep", "7 days"), ("late joiners", "ask"), ("care", "sensitive"),
)  # fmt: skip
SAID = (
    "{n}: {v}", "- {n}? {v}", "- {n}, {v}", "- {n}. {v}", "- {n} / {v}", "- {n} ({v})", "- {n}({v})", "- {n}–{v}",
    "- {n}﹕ {v}",
    "- [{n}]: {v}", "- [{n}] {v}", "- ({n}) {v}", "- “{n}”: “{v}”", "- {n}&#58; {v}", "- {n}&nbsp;: {v}",
    "- {n} (x): {v}",
    "&bull; {n}: {v}", "&#8226; {n}: {v}", "10:00 {n}: {v}", "{{{n}: {v}", "<{n}: {v}>", "“{n}: {v}”",
    "**{n}:** {v}",
    "- **{n}:** {v}", "- [x] {n}: {v}", "- [ ] {n}: {v}", "|{n}|{v}|", "| {n} | {v} |", "#### {n}: {v}",
    "###### {n}: {v}",
    "- {n}->{v}", "- {n} ~ {v}", "- {n} “{v}”", "{n}\n: {v}", "- {n}\n  {v}",
)  # fmt: skip


@pytest.mark.parametrize("shape", SAID)
@pytest.mark.parametrize("place", ["- format: 1\n@", "- format: 1\n\n@", "- format: 1\n\nWelcome all.\n\n@"])
def test_who_is_named_and_what_is_kept_is_never_set_in_silence(shape: str, place: str) -> None:
    silent = []
    for name, value in DEAR:
        line = shape.format(n=name, v=value)
        text = f"# T\n\n{place.replace('@', line)}\n\n- help: _h.md\n\n### Slide: A\n\nHello.\n"
        at = text[: text.index(line)].count("\n") + 1
        reading = read(text, load=lambda _: "Call.")
        kept = {"names": "none", "minimum answers": 7, "keep": 7, "late joiners": "ask", "care": True}[name]
        rules = reading.script.rules
        read_as = {
            "names": rules.names,
            "minimum answers": rules.k,
            "keep": rules.keep_days,
            "late joiners": rules.late,
            "care": rules.sensitive,
        }[name]
        if read_as != kept and not any(at - 1 <= m.line <= at + 2 for m in reading.messages):
            silent.append(line)
    assert silent == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (REFLECT, "who sees this – facilitators"), (REFLECT, "- who sees this? my group"),
        (REFLECT, "- [x] moderate: yes"),
        (REFLECT, "- who see this: facilitators"), (POLL, "results = facilitators"),
        (POLL, "- reslts: facilitators"),
        (POLL, "“results: never”"), (POLL, "minimum answers – 7"), (SLIDE, "show on = screen"),
        ("### Breakout: Talk\n\n- groups: pairs\n\nTalk.\n\n", "notes – my group"), ("Welcome.\n\n",
        "## names: none"),
    ],
)  # fmt: skip
def test_who_reads_is_asked_about_wherever_it_stands(body: str, line: str) -> None:
    text = f"{HEAD}{body}{line}\n\n### Slide: Next\n\nHi.\n"
    at = text[: text.index(line)].count("\n") + 1
    assert at in {m.line for m in read(text).messages}
    assert "everyone" not in fixed(text)


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Schreiben", "wer sieht das – die Leitung"), ("Schreiben", "- wer siet das: die Leitung"),
        ("Schreiben", "- [x] moderieren: ja"), ("Umfrage", "Ergebnisse = die Leitung"),
        ("Umfrage", "mindestens Antworten – 7"), ("Folie", "#### zeigen auf: Leinwand"),
    ],
)  # fmt: skip
def test_it_is_said_of_a_script_in_its_own_language(heading: str, line: str) -> None:
    body = "- ( ) Gut\n- ( ) Schlecht" if heading == "Umfrage" else "Hallo."
    text = f"# T\n\n- format: 1\n- language: de\n\n### {heading}: A (5 min)\n\n{body}\n\n{line}\n"
    assert text[: text.index(line)].count("\n") + 1 in {m.line for m in read(text).messages}


def test_the_first_thing_under_a_heading_in_german_without_its_colon() -> None:
    text = "# T\n\n- format: 1\n- language: de\n\n### Folie: A (5 min)\n\n- Leitung, Ana\n\nHallo.\n"
    assert [m.code for m in read(text).messages] == ["W208"] and "- Leitung: Ana" in fixed(text)


@pytest.mark.parametrize(
    "title", ["Hello ~5", "Hello ≈ 5", "5' Hello", "Hello (2×5)", "Hello (3x10)", "Hello 10:00", "Hello 14h30"]
)
def test_what_may_be_a_length_in_a_title_is_asked_about(title: str) -> None:
    assert codes(f"### Slide: {title}\n") == ["W238"]


@pytest.mark.parametrize(
    "title", ["Matrix (2×2)", "Luke 10:31", "The 5' tape", "Version 2.30", "Catch-22", "Room ~ and board"]
)
def test_numbers_of_a_title_are_left_alone(title: str) -> None:
    assert codes(f"### Slide: {title}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        # an agenda on a slide is what people are to read
        "10:00 – Welcome", "10:00 – B", "- 10:00 Welcome\n- 10:30 Coffee",
        # words that also are labels, in sentences
        "**Do** bring a pen.", "Do (not) panic.", "Watch. Listen. Learn.", "Before – and after – we rest.",
        "Before/after",
        "Note that this is yours.", "Say what you like – or nothing.", "Before you go: thank you.",
        "Done: two of three.",
        "Not: the weather. But: the mood.", "Die: Zeit läuft.", "Prima, so geht es weiter.",
        "Avant tout, respirez.",
        "Nota bien que todo vale.", "Note, too, what you feel.", "Do! It helps.", "Avanti: tutti insieme.",
        # names and values of settings, in sentences
        "Names: Anna, Ben", "Keep what helps.", "Results come later.", "Time for tea", "The end: by noon.",
        "Moderate, but never boring.", "Care for one another.", "We keep 7 days of tea here.", "Words matter.",
    ],
)  # fmt: skip
def test_prose_is_left_alone(line: str) -> None:
    assert codes(f"{SLIDE}{line}\n") == []


def test_an_invitation_may_tell_of_the_time_before() -> None:
    assert codes("Before the session: read the letter.\n\n### Slide: A\n\nHi.\n") == []


def test_answers_are_what_people_choose() -> None:
    assert codes("### Poll: Which?\n\n- ( ) Results: live\n- ( ) Names: none\n") == []


@pytest.mark.parametrize(
    ("line", "code", "mended"),
    [
        # something before the signs, and the step is gone
        ("🟢 ### Poll: How? (3 min)", "E135", "### Poll: How? (3 min)"),
        ("10:00 ### Poll: How? (3 min)", "E135", "### Poll: How? (3 min)"),
        ("“### Poll: How? (3 min)”", "E135", "### Poll: How? (3 min)"),
        ("`### Poll: How?`", "E135", "### Poll: How?"),
        ("[### Poll: How? (3 min)](#x)", "E135", "### Poll: How? (3 min)"),
        ("1.1 ### Poll: How?", "E135", "### Poll: How?"), ("&num; ### Poll: How?", "E135", "### Poll: How?"),
        ("No. 3 Poll: How? (3 min)", "E132", "### Poll: How? (3 min)"),
        ("1/5 Poll: How? (3 min)", "E132", "### Poll: How? (3 min)"),
        ("① Poll: How? (3 min)", "E132", "### Poll: How? (3 min)"),
        # comments whose signs are half there, and a note in a block of code
        ("<! Ben is ill. >", "W239", "<!-- Ben is ill. -->"), ("!-- Ben is ill. --", "W239", "<!-- Ben is ill. -->"),
        ("`<!-- Ben is ill. -->`", "W239", "<!-- Ben is ill. -->"),
        ("-- Ben is ill. --", "W239", "<!-- Ben is ill. -->"),
        ("-- Ben is very ill", "W239", "<!-- Ben is very ill -->"), ("<?Ben is ill?>", "W239", "<!-- Ben is ill -->"),
        ("```\nSay: Ben is ill\n```", "W249", None),
    ],
)  # fmt: skip
def test_what_stands_before_a_heading_or_is_half_a_comment_is_said(line: str, code: str, mended: str | None) -> None:
    text = f"{HEAD}{SLIDE}{line}\n"
    assert [m.code for m in read(text).messages] == [code]
    assert fixed(text) == (f"{HEAD}{SLIDE}{mended}\n" if mended else text)


@pytest.mark.parametrize("line", ["(o) So", "[*] So", "– So", "→ So", "⭕ So", "-> So"])
def test_an_answer_behind_another_sign_is_said(line: str) -> None:
    assert codes(f"### Poll: How?\n\n{line}\n- ( ) Well\n- ( ) Badly\n") == ["W245"]


@pytest.mark.parametrize(
    "line", ["⭕ ( ) So", "A ( ) So", "a)( ) So", "-> ( ) So", "`- ( ) So`", "“- ( ) So”", "| ( ) | So |"]
)
def test_a_box_behind_another_sign_becomes_an_answer(line: str) -> None:
    text = f"{HEAD}{POLL}{line}\n"
    assert [m.code for m in read(text).messages] == ["E245"] and fixed(text).endswith("\n- ( ) So\n")


@pytest.mark.parametrize(
    "line", ["Wish: ____ (me only)", "Wish: ____ (not shared)", "Wish: ____ (hidden)", "🔒 Wish: ____"]
)
def test_a_blank_that_was_to_be_kept_back_is_said(line: str) -> None:
    assert codes(f"### Worksheet: Plan\n\n- who sees this: facilitators\n\nGoal: ____\n\n{line}\n") == ["E210"]


@pytest.mark.parametrize("heading", ["Question – How?", "(Question): How?", "[Question] How?"])
def test_a_question_of_a_page_with_other_signs_is_said(heading: str) -> None:
    assert codes(f"### Poll: How?\n\n#### {heading}\n\n- ( ) Well\n- ( ) Badly\n")[0] in ("E212", "E134")


@pytest.mark.parametrize(
    ("title", "mended"), [("[optional]", "(optional)"), ("[optonal]", "(optional)"), ("{if needed}", "(if needed)")]
)
def test_a_flag_in_other_brackets_is_said(title: str, mended: str) -> None:
    assert codes(f"### Slide: Hello {title}\n") == ["E115"]
    assert fixed(f"{HEAD}### Slide: Hello {title}\n").endswith(f"Hello {mended}\n")


@pytest.mark.parametrize(
    "line",
    [
        "`### Poll: How?` makes a step.",
        "-- Lao Tse",
        "Tea -- and cake.",
        "The sign `#` makes a heading.",
        "Of 3 # 2 are hers.",
        "C# is a note.",
    ],
)
def test_signs_within_a_text_are_left_alone(line: str) -> None:
    assert codes(f"{SLIDE}{line}\n") == []


def test_a_newcomer_is_told_the_next_step() -> None:
    """The first line as the title, a kind of step that may be several, groups in a list by themselves."""
    assert fixed("Our evening\n\n### Slide: Hi\n").startswith("# Our evening\n")
    assert fixed("Hello to you all. It is late.\n\n### Slide: Hi\n").startswith("Hello to you all.")
    (message,) = read(f"{HEAD}### Feedback (3 min)\n").messages
    assert message.code == "E111" and "To count answers take a Poll" in message.suggestion
    assert codes("### Breakout: Talk\n\nTalk.\n\n- groups of 3\n") == ["E204", "W208"]
