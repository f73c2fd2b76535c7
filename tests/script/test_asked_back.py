"""What may be machinery and may be text is asked about, once, and never changed; what there is not is said."""

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import read

SILENT_ONCE = (
    ("## 10:00 Hello", "W238"), ("### 10:00 Slide: Hello", "W238"), ("### Slide: 10:00 Hello", "W238"),
    ("### Slide: 9.30 Uhr – Hello", "W238"), ("### Slide: Hello (5-10)", "W238"), ("## Hello (5–10)", "W238"),
    ("### Slide: Hello (at 10:00)", "W238"), ("### Slide: Hello (um 10 Uhr)", "W238"),
    ("### Slide: Hello (t=3)", "W238"), ("### Slide: Hello (3?)", "W238"), ('### Slide: Hello (180")', "W238"),
    ("Poll: How?", "W248"), ("Breakout: In pairs", "W248"), ("Goal: they know one another", "W249"),
    ("**Tip:** speak slowly", "W249"), ("Coach: speak slowly", "W249"), ("Ziel: alle kennen sich", "W249"),
    ("## care: sensitive", "E243"), ("```\ncare: sensitive\n```", "E243"),
)  # fmt: skip


@pytest.mark.parametrize(("line", "code"), SILENT_ONCE)
def test_what_may_be_machinery_is_asked_and_never_changed(line: str, code: str) -> None:
    invitation, step = f"{HEAD}{line}\n\n### Slide: Next (2 min)\n", f"{HEAD}### Slide: A\n\nHi.\n\n{line}\n\nMore.\n"
    text = invitation if code == "E243" else step
    assert code in [m.code for m in read(text).messages] and fixed(text) == text


# As coaches write for themselves in mails, note apps and word processors.
COACHES = (
    "NB: the projector takes a minute", "N.B.: keep this short", "💡 Tip: let them sit", "⚠️ Careful: they had a row",
    "👉 Hand out the cards now", "ℹ️ Info for trainers: two groups share a room", "🎯 Goal: they feel safe",
    "Time check: it should be a quarter past", "🕐 10:15", "[10:15]", "Alternative: do it in pairs",
    "Remind them of confidentiality", "Don't forget to mention the way out",
    "Give them 3 minutes", "Allow 5 minutes for this",
    "Wait for silence, then go on", "*pause*", "Hand over to Ben", "→ next: coffee", "=> then groups of 3",
    "--> collect on the flipchart", "Flipchart: write the three words", "Whiteboard: draw the circle",
    "Materials needed: 12 pens", "Key message: slow is fast", "Co-facilitator: look at the chat", "Hinweis: langsam",
    "Achtung: die Zeit", "Zur Info: Raum 2 ist zu", "Nicht vergessen: Stifte", "Merke: erst atmen",
    "Attention : le temps",
    "Rappel : boire",
    "Astuce : laisser un silence", "Nota: despacio", "Ojo: el tiempo", "Let op: de tijd",
    "Uwaga: czas", "Atenção: o tempo", "注意: 時間", "ملاحظة: ببطء", "Facilitate a short discussion",
    "Participants share in pairs, one of us listens", "Teilnehmende schreiben allein", "Intention: arrive",
    "Success looks like: two ideas each",
    "If they are stuck, offer an example", "If someone cries, stay with them",
    "When done: the bell", "Backup question: what surprised you?", "Prompt if quiet: what else?",
    "Trigger warning for team: loss",
    "Say (to all): welcome", "Say, slowly: welcome", "**Say (softly):** welcome", "If late (likely): leave it out",
    "Cue: the bell",
)  # fmt: skip
FOR_ALL = (
    "Important: there is no right answer.", "Wait until the bell rings.", "Check that your microphone is on.",
    "→ Write down three words.", "Option A: stay here. Option B: go out.", "If you like, close your eyes.",
    "Give yourself three minutes.", "Bring a pen.", "Why: because it helps.", "At 10:15 we meet again.",
    "Remind yourself of a good day.", "Make sure that everybody in your group has spoken.",
)  # fmt: skip


@pytest.mark.parametrize("line", COACHES)
def test_what_coaches_write_for_themselves_is_asked_about(line: str) -> None:
    assert codes(f"### Slide: Hello\n\nA word.\n\n{line}\n\nMore.\n") == ["W249"]


@pytest.mark.parametrize("line", ["Facilitation note: slowly", "(do not read this)", "TK: a picture"])
def test_what_is_surely_for_the_team_is_said(line: str) -> None:
    assert codes(f"### Slide: Hello\n\nA word.\n\n{line}\n\nMore.\n") in (["W232"], ["W250"])


@pytest.mark.parametrize("line", FOR_ALL)
def test_what_is_said_to_all_is_left_alone(line: str) -> None:
    assert codes(f"### Slide: Hello\n\nA word.\n\n{line}\n\nMore.\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "Coach: Why?\n\nAnna: Because.",
        "Resources: see below",
        "Romans (1-4)",
        "A tip: breathe",
        "It is 10:00 now.",
        "Say what you like, and then: nothing",
        "Cues help: a bell",
    ],
)
def test_plays_and_prose_are_not_asked(body: str) -> None:
    assert codes(f"### Slide: Hello\n\n{body}\n") == []


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("### Poll: How?\n\n- well\n- badly\n", "### Poll: How?\n\n- ( ) well\n- ( ) badly\n"),
        ("### Poll: How?\n\n- ( ) well\n- ( ) badly\n\nAnd where?\n\n- ( ) here\n- ( ) there\n",
         "### Poll: How?\n\n- ( ) well\n- ( ) badly\n\n### Poll: And where?\n\n- ( ) here\n- ( ) there\n"),
        ("### Slide: Hi\n\nHello.\n\n- reveal: one by one\n", "### Slide: Hi\n\n- reveal: one by one\n\nHello.\n\n"),
    ],
)  # fmt: skip
def test_what_stands_wrongly_and_is_plainly_meant_has_a_fix(body: str, mended: str) -> None:
    assert fixed(HEAD + body) == HEAD + mended and not read(HEAD + mended).messages


@pytest.mark.parametrize(
    "body",
    [
        "### Reflect: Hi\n\nHello.\n\n- who sees this: facilitators\n",
        "### Poll: How?\n\n- results: facilitators\n\n- ( ) well\n- ( ) no\n\nAnd where?\n\n- ( ) here\n- ( ) there\n",
    ],
)
def test_a_fix_never_changes_who_reads(body: str) -> None:
    assert codes(body) and fixed(HEAD + body) == HEAD + body


FOUR = "### Breakout: Four (5 min)\n\n"


@pytest.mark.parametrize(
    "body",
    [
        "### Poll: Again\n\n- answer: Zahl (Minuten)\n",
        "### Poll: Again\n\n- answer: matrix of effort and effect\n",
        f"{FOUR}- groups: merge two and two\n\nTalk.\n", f"{FOUR}- groups: World Café\n\nTalk.\n",
        f"{FOUR}- groups: pairs\n\nTalk.\n\n#### Group A: Rivers\n",
        f"{FOUR}- groups: pairs\n\nTalk.\n\n#### Group 1\n",
        f"{FOUR}- groups: pairs\n\nTalk.\n\n#### Tisch 1: Hallo\n",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_said_and_nothing_stands_in_for_it(body: str) -> None:
    assert codes(body) == ["E212"] and fixed(HEAD + body) == HEAD + body


def test_questions_all_session_long_stand_under_the_title() -> None:
    assert codes("### Slide: A\n\n- questions: on\n") == ["E203"]
    assert codes("### Slide: A\n", f"{HEAD.rstrip()}\n- questions: on\n\n") == []


def test_a_setting_with_low_lines_is_no_text_for_participants() -> None:
    body = "### Reflect: A\n\n- who_sees_this: everyone with names\n\nWrite.\n"
    assert codes(body) == ["E203"] and "- who sees this: everyone with names" in fixed(HEAD + body)


@pytest.mark.parametrize("label", ["Instructor note:", "Tutor notes:", "Notes for the lecturer:", "Therapist only:"])
def test_a_note_for_whoever_leads_is_asked_about_by_any_name(label: str) -> None:
    assert codes(f"### Slide: A\n\nWords.\n\n{label} bring the bell\n") == ["W232"]
