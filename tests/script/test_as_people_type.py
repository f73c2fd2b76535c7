"""What thumbs, autocorrection and other programs make of a line: each is said at its line, and text stays text."""

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import read

SLIDE = "### Slide: Hello (5 min)\n\nA word.\n\n"
BEGIN = "### Slide: Hello (5 min)\n\n"
POLL = "### Poll: How?\n\n"
ONE = f"{POLL}- ( ) Well\n- ( ) Badly\n\n"
MANY = f"{POLL}- [ ] Well\n- [ ] Badly\n- [ ] Late\n\n"
REFLECT = "### Reflect: Think\n\nWrite.\n\n"
SHEET = "### Worksheet: Plan\n\nFirst: ____\n\n"
TO_TEAM = "### Worksheet: Plan\n\n- who sees this: facilitators\n\n"
PAIRS = "### Breakout: Talk\n\n- groups: pairs\n\n"


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        # a label with a letter amiss, another sign behind it, or something before it
        (SLIDE, "Sya: welcome", "W249"), (SLIDE, "Wacth: the shy ones", "W249"), (SLIDE, "Noet: Anna", "W249"),
        (SLIDE, "Befor: light the room", "W249"), (SLIDE, "If its late: skip", "W249"), (SLIDE, "Says: hello", "W249"),
        (SLIDE, "Say:\u200b welcome", "W232"), (SLIDE, "Say → welcome", "W232"), (SLIDE, "Say > welcome", "W232"),
        (SLIDE, "Say | welcome", "W232"), (SLIDE, "Say… welcome", "W232"), (SLIDE, "Say :welcome", "W232"),
        (SLIDE, "(a) Say: welcome", "W232"), (SLIDE, "a) Say: welcome", "W232"), (SLIDE, "| Say | hi |", "W232"),
        (SLIDE, "_(facilitator note)_ slowly", "W232"),
        # a role as it is written in German, words for us, labels of a language that the script does not name
        (SLIDE, "Trainer:in: langsam", "W249"), (SLIDE, "Moderator*innen: langsam", "W249"),
        (SLIDE, "Kursleiterin: langsam", "W249"), (SLIDE, "Lehrkraft: langsam", "W249"),
        (SLIDE, "For us: slowly", "W249"), (SLIDE, "Für uns: langsam", "W249"), (SLIDE, "Pour nous : lent", "W249"),
        (SLIDE, "Para nosotros: despacio", "W249"), (SLIDE, "Per noi: piano", "W249"), (SLIDE, "لنا: ببطء", "W249"),
        (SLIDE, "Sagen – hallo", "W249"), (SLIDE, "Dire – bonjour", "W249"), (SLIDE, "Notiz: Anna", "W249"),
        (SLIDE, "Vorher: Licht", "W249"), (SLIDE, "En cas de retard : omettre", "W249"),
        (SLIDE, "メモ：静かに", "W249"),
        (SLIDE, "Rationale: they know one another", "W249"), (SLIDE, "Voice-over: welcome", "W249"),
        # a step as an agenda, a list or a table has it
        (SLIDE, "▶ Poll: How? (3 min)", "E132"), (SLIDE, "1️⃣ Poll: How? (3 min)", "E132"),
        (SLIDE, "(1) Poll: How? (3 min)", "E132"), (SLIDE, "H3: Poll: How? (3 min)", "E132"),
        (SLIDE, "Step 2 – Poll: How? (3 min)", "E132"), (SLIDE, "[Poll: How? (3 min)]", "E132"),
        (SLIDE, "“Poll: How? (3 min)”", "E132"), (SLIDE, "10:00–10:15 Poll: How? (15 min)", "E132"),
        (SLIDE, "Poll (3 min): How?", "E132"), (SLIDE, "10:00 Poll: How?", "W248"), (SLIDE, "POLL: How?", "W248"),
        (SLIDE, "5 min – Poll: How?", "W248"), (SLIDE, "| Poll | How? | 5 min |", "W248"),
        (SLIDE, "Getting to know one another (5 min)", "W237"),
        # the first thing under a heading
        (BEGIN, "- **lead**: Ana", "E243"), (BEGIN, "(lead: Ana)", "E243"), (BEGIN, "👤 lead: Ana", "E243"),
        (BEGIN, "a) lead: Ana", "E243"), (BEGIN, "| lead | Ana |", "E243"), (BEGIN, "lead\tAna", "E243"),
        (BEGIN, "Lead — Ana", "E243"), (BEGIN, "✓ show on: phones", "E243"), (BEGIN, "- lead, Ana", "W208"),
        (BEGIN, "- 5 min", "W238"), (BEGIN, "– 5 min –", "W238"), (BEGIN, "Time: 5", "W238"), (BEGIN, "min: 5", "W238"),
        (BEGIN, "- optional", "W208"), (BEGIN, "If needed", "W208"), (BEGIN, "facultatif", "W208"),
        (POLL, "- shuffle\n\n- ( ) Well\n- ( ) Badly", "W208"), ("", "### Slide: Hello (min 5)", "W238"),
        # answers
        (POLL, "1) Yes\n2) No", "W226"), (POLL, "1. Stimmt\n2. Ja\n3. Nein", "W226"), (ONE, "Choose up to 2", "W208"),
        (ONE, "Bitte wählt höchstens zwei", "W208"), (MANY, "Pick two answers.", "W208"),
        # who reads
        (REFLECT, "- visible to facilitators", "W208"), (REFLECT, "Who sees this? Facilitators", "W208"),
        (REFLECT, "Sichtbar für die Leitung", "W208"), (REFLECT, "- facilitators", "W208"),
        (TO_TEAM, "Goal: ____ only me", "E210"), (TO_TEAM, "Goal: ____ 🔒", "E210"),
        (TO_TEAM, "Goal: ____ (me)", "E210"),
        (TO_TEAM, "(only me) Goal: ____", "E210"), (TO_TEAM, "Goal (private): ____", "E210"),
        # blanks
        (SHEET, "Goal:", "E244"), (SHEET, "Goal: …", "E244"), (SHEET, "Goal: ────", "E244"),
        (SHEET, "Goal: ‗‗‗‗", "E244"),
        (SHEET, "Goal: _ _ _ _", "E244"), (SHEET, "Goal: ————", "E244"), (SHEET, "Goal: ~~~~~", "E244"),
        (SHEET, "| Goal | Day |\n|---|---|\n| Walk |  |", "E244"),
        # files and addresses
        (SLIDE, "![boat] (media/boat.png)", "W407"), (SLIDE, "[boat](media/boat.png)", "W407"),
        (SLIDE, "!(media/boat.png)[boat]", "W407"), (SLIDE, "(boat)[media/boat.png]", "W407"),
        (SLIDE, "[video: wind](media/f.mp4)", "W407"), (SLIDE, "[Video wind](media/f.mp4)", "W407"),
        (SLIDE, "[Film: wind](media/f.mp4)", "W407"), (SLIDE, "[Video: wind](media/f.mp4) and more", "W407"),
        (SLIDE, "Video: media/f.mp4", "W407"), (SLIDE, "Include: _x.md", "W407"), (SLIDE, "[include x](_x.md)", "W407"),
        (SLIDE, "!include _x.md", "W407"), (SLIDE, "[Read it](www.w3.org/people)", "W407"),
        # a pause, what is taken home, rooms
        ("### Pause: Breathe (2 min)\n\n", "- bell", "W208"), ("### Pause: Breathe (2 min)\n\n", "In 4, out 6", "W208"),
        ("### Pause: Breathe (2 min)\n\n", "4-7-8", "W208"),
        ("### Pause: Breathe (2 min)\n\n", "- breathing 4-6", "W208"),
        ("### Seed: One thing (2 min)\n\n", "- remind 1 week", "W208"), (f"{PAIRS[:-1]}", "- rooms: table", "E210"),
        # turns and groups
        (PAIRS, "First round: A speaks (2 min)", "W237"), (PAIRS, "1. round (2 min)\n2. round (2 min)", "W237"),
        (PAIRS, "2 min: A speaks", "W237"), (PAIRS, "A: 2 min", "W237"), (PAIRS, "Minute 0–2: A speaks", "W237"),
        (PAIRS, "#### Grop 1: keep", "E212"), (POLL, "#### Qeustion: How?\n\n- ( ) Well\n- ( ) Badly", "E212"),
    ],
)  # fmt: skip
def test_it_is_said(body: str, line: str, code: str) -> None:
    assert codes(f"{body}{line}\n")[:1] == [code]


@pytest.mark.parametrize(
    ("body", "line", "mended"),
    [
        (SLIDE, "H3: Poll: How? (3 min)\n\n- ( ) Well\n- ( ) Ill", "### Poll: How? (3 min)\n\n- ( ) Well\n- ( ) Ill"),
        (SLIDE, "[Talk: How? (3 min)]", "### Talk: How? (3 min)"),
        (SLIDE, "Talk (3 min): How?", "### Talk: How? (3 min)"),
        (BEGIN, "- **lead**: Ana", "- lead: Ana"), (BEGIN, "(lead: Ana)", "- lead: Ana"),
        (SLIDE, "a) Say: hi", "> Say: hi"),
        (BEGIN, "👤 lead: Ana", "- lead: Ana"), (POLL, "1) Yes\n2) No", "- ( ) Yes\n- ( ) No"),
        (SLIDE, "![boat] (media/boat.png)", "![boat](media/boat.png)"),
        (PAIRS[:-1], "- rooms: table", "- rooms: tables"),
        (SLIDE, "[Video wind](media/f.mp4)", "[Video: wind](media/f.mp4)"),
        (SLIDE, "[Read it](w3.org/a)", "[Read it](https://w3.org/a)"),
        (SHEET, "Goal:", "Goal: ____"), (SHEET, "Goal: ────", "Goal: ____"),
    ],
)  # fmt: skip
def test_a_press_on_fix_writes_it(body: str, line: str, mended: str) -> None:
    done = fixed(f"{HEAD}{body}{line}\n")
    assert done == f"{HEAD}{body}{mended}\n" and read(done).messages == ()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (SLIDE, "Prime: two, three, five"), (SLIDE, "Fire: it warms us."), (SLIDE, "Day: 1"), (SLIDE, "Save: a seat"),
        (SLIDE, "Say yes, and then breathe."), (SLIDE, "10:00 – Welcome"), (SLIDE, "| 10:00 | Welcome |"),
        (SLIDE, "- 10:00 Welcome\n- 10:30 Coffee"), (SLIDE, "| Before | After |\n|---|---|\n| cold | warm |"),
        (SLIDE, "- 5 min\n- 10 min\n- an hour"), (SLIDE, "At 10:00 the poll: everybody votes."),
        (SLIDE, "We walked for an hour, in the rain (that took 20 min more)."),
        (SLIDE, "An optional step is the walk."),
        (BEGIN, "“Lead, kindly light.”"), (BEGIN, "🌱 Materials of the earth"), (BEGIN, "Lead is heavy."),
        (SLIDE, "[1](2.5) and [a] (b)"), (SLIDE, "The file [notes.md] is ours."), (SLIDE, "Video: a talk about wind."),
        (SLIDE, "Include: everybody."), ("### Pause: Breathe (2 min)\n\n", "Breathe in 4, out 6 if you like."),
        (f"{PAIRS[:-1]}- rooms: Tables\n", ""), (f"{PAIRS[:-1]}- rooms: Corner {{group}}\n", ""),
        (POLL, "1. Bread\n2. Wine"), (POLL, "1. Yesterday\n2. Tomorrow\n3. Nowhere"), (ONE, "Choose what fits."),
        (MANY, "Pick all you like."), (REFLECT, "Write to the facilitators."), (REFLECT, "- a word\n- facilitators"),
        (SHEET, "This week:\n\n- [ ] I walked"), (SHEET, "We wrote: three dots … and then"),
        (SHEET, "| Day | Goal |\n|---|---|\n| Monday | ____ |"), (TO_TEAM, "Wish: ____ (this week)"),
        (TO_TEAM, "Wish: ____ and when"), (PAIRS, "A speaks for 2 min, then B."), (PAIRS, "#### Grapes: a story"),
    ],
)  # fmt: skip
def test_prose_is_left_alone(body: str, line: str) -> None:
    assert codes(f"{body}{line}\n") == []


@pytest.mark.parametrize("line", ["Sagen – hallo", "Sagen: hallo"])
def test_a_script_in_its_own_language_is_told_surely(line: str) -> None:
    """Not asked, where the label is that of the script's language: Fix hides it."""
    text = f"# T\n\n- format: 1\n- language: de\n\n### Folie: A (2 min)\n\nHallo.\n\n{line}\n"
    assert [m.code for m in read(text).messages] == ["W232"]
    assert "hallo" not in read(fixed(text)).script.steps[0].html


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Folie", "10:00 Umfrage: Wie?"), ("Folie", "Sagn: hallo"), ("Folie", "Wenn es knapp wird: auslassen"),
        ("Arbeitsblatt", "Ziel: ____ nur ich"), ("Arbeitsblatt", "(nur ich) Ziel: ____"),
        ("Arbeitsblatt", "Ziel: ____ (privat)"), ("Schreiben", "(die Leitung)"),
        ("Schreiben", "Sichtbar für die Leitung"),
        ("Umfrage", "Bitte höchstens zwei auswählen"), ("Umfrage", "- mischen"), ("Innehalten", "- Glocke"),
        ("Kleingruppen", "Runde 1: A spricht (2 min)"), ("Kleingruppen", "#### Grupe 1: behalten"),
    ],
)  # fmt: skip
def test_it_is_said_in_a_script_of_another_language(heading: str, line: str) -> None:
    """Who may read a blank first of all: there the sheet's promise held in silence."""
    first = {"Arbeitsblatt": "- wer sieht das: die Leitung", "Kleingruppen": "- Gruppen: Paare"}.get(heading, "")
    body = {"Umfrage": "- ( ) Gut\n- ( ) Schlecht", "Arbeitsblatt": "Erst: ____"}.get(heading, "Hallo.")
    settled = line.startswith("- ")
    told = (first, *((line, body) if settled else (body, line)))
    text = f"# T\n\n- format: 1\n- language: de\n\n### {heading}: A (5 min)\n\n" + "\n\n".join(filter(None, told))
    at = text.split("\n").index(line) + 1
    assert any(m.line == at for m in read(f"{text}\n").messages)
