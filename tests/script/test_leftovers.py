"""What people leave in a text for colleagues, other programs or later is said at its line; prose is left alone."""

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import read

SLIDE = "### Slide: Hello\n\nA word.\n\n"
POLL = "### Poll: How?\n\n- ( ) Well\n- ( ) Badly\n"
REFLECT = "### Reflect: Think\n\nWrite.\n\n"
SHEET = "### Worksheet: Plan\n\nMy plan: ____\n\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        # called by a sign of a chat or of a note app
        ("@facilitator slowly", "W232"), ("@team please check", "W232"), ("@Leitung langsam", "W232"),
        ("#! note slowly", "W232"), ("#facilitator slowly", "W232"), ("#todo bring tea", "W232"),
        ("!note slowly", "W232"), ("@anna check the room", "W249"), ("Good. @facilitator wait", "W249"),
        # said or kept back, in several languages
        ("Presenter says: welcome", "W232"), ("Sprechtext: willkommen", "W232"), ("Hinweis für mich: langsam", "W232"),
        ("Do not show: the list", "W232"), ("Nicht zeigen: Liste", "W232"), ("Ne pas lire : la liste", "W232"),
        ("No mostrar: la lista", "W232"), ("Nur für uns: langsam", "W232"), ("*(Trainer: slowly)*", "W232"),
        ("Ask: how are you?", "W249"), ("Erkläre: die Regeln", "W249"), ("Expliquer : les règles", "W249"),
        ("Explicar: las reglas", "W249"), ("Übergang: zur Pause", "W249"), ("Sozialform: Einzelarbeit", "W249"),
        ("TN: schreiben", "W249"), ("If time allows, do more.", "W249"), ("Skip if late", "W249"),
        ("Wenn Zeit bleibt, mehr", "W249"), ("Say “Welcome”", "W249"), ("Ich sage: willkommen", "W249"),
        # directions
        ("[slide change]", "W249"), ("[CLICK]", "W249"), ("(click)", "W249"), ("Next slide", "W249"),
        ("Folie 4", "W249"), ("(nächste Folie)", "W249"), ("[Musik]", "W249"), ("*[slowly]*", "W249"),
        ("(optional)", "W208"), ("{slowly}", "W249"), ("[image: lake.png]", "W249"),
        # gaps
        ("TBD", "W250"), ("Room: TBC", "W250"), ("TODO bring tea", "W250"), ("Dear [NAME],", "W250"),
        ("Hello {name}, sit down", "W250"), ("Lorem ipsum dolor", "W250"), ("<TBD>", "W249"),
        # lengths on a line of their own
        ("5 min", "W238"), ("(5 min)", "W238"), ("⏱ 5 min", "W238"), ("**5 Minuten**", "W238"),
        ("Dauer ca. 5 Minuten", "W238"), ("10:00–10:15", "W238"), ("Buffer 5 min", "W238"),
        # signs of other programs
        ("<note>slowly</note>", "W235"), ("~~old~~", "W235"), ("||hidden||", "W235"), ("#retro #team", "W235"),
        ("===", "W235"), ("!!! note", "W235"), ("?> slowly", "W235"), ("[!NOTE]", "W235"), ("> [!NOTE] all", "W235"),
        ("% slowly", "W239"), ("^ slowly", "W239"), ("; slowly", "W239"), ("the end -->", "W239"),
        # ticks where nobody can tick, a promise where none is made
        ("-[ ] done", "E223"), ("( ) yes", "E223"), ("☐ done", "E223"),
        ("Who sees this: only me", "W208"), ("Anonymous: yes", "W208"), ("Wer sieht das: alle", "W208"),
    ],
)  # fmt: skip
def test_in_a_text_it_is_said_once(line: str, code: str) -> None:
    text = f"{HEAD}{SLIDE}{line}\n"
    at = [(m.line, m.code[1:]) for m in read(text).messages]
    assert at == [(9, code[1:])]


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        (POLL, "- Neither", "W245"), (POLL, "- (v) Neither", "W245"), (POLL, "- [✓] Neither", "W245"),
        (POLL, "A) Neither", "W245"), (POLL, "✅ Neither", "W245"), (POLL, "- ( ) Neither (correct)", "W245"),
        (POLL, "- ( ) Neither ✅", "W245"), (POLL, "Correct answer: Well", "W208"), (POLL, "Lösung: Well", "W208"),
        (POLL, "Bonne réponse : Well", "W208"), (POLL, "Results: hidden", "W208"), (POLL, "- results: hidden", "W208"),
        (POLL, "Ergebnisse: am Ende", "W208"), (POLL, "(anonymous)", "W208"), (POLL, "Mehrfachauswahl", "W208"),
        (POLL, "Several answers possible", "W208"), (POLL, "Plusieurs réponses possibles", "W208"),
        (POLL, "Other: ____", "W208"), (POLL, "Sonstiges: ____", "W208"),
        (REFLECT, "Wer sieht das: nur ich", "W208"), (REFLECT, "- visibility: private", "W208"),
        (REFLECT, "- Qui voit : tous", "W208"), (REFLECT, "anonym", "W208"),
        (REFLECT.replace("Write", "- who sees this: facilitators\n\nWrite"), "(nur für dich)", "W208"),
        (SHEET, "Name: [text]", "E244"), (SHEET, "Name: [    ]", "E244"), (SHEET, "Name: ＿＿＿＿", "E244"),
        (SHEET, "Name: ____ (private)", "E210"), (SHEET, "Name: ____ (nur ich)", "E210"),
        (SHEET, "Name: ____ (only me, optional)", "E210"),
    ],
)  # fmt: skip
def test_in_what_people_answer_it_is_said(body: str, line: str, code: str) -> None:
    assert codes(f"{body}\n{line}\n") == [code]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Hello (5 min) Anna", "W238"), ("Hello | 5 min | Anna", "W238"), ("Hello (5 min) // cut if late", "W238"),
        ("Hello @anna", "W249"), ("TBD", "W250"), ("Hello (TBD)", "W250"), ("Hello (?? min)", "W250"),
        ("~~Hello~~", "W235"),
    ],
)  # fmt: skip
def test_in_a_title_it_is_said(title: str, code: str) -> None:
    assert codes(f"### Slide: {title}\n") == [code]


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("- Neither", "- ( ) Neither"), ("- (v) Neither", "- (x) Neither"), ("A) Neither", "- ( ) Neither"),
        ("- ( ) Neither (correct)", "- (x) Neither"), ("* ✅ Neither", "- (x) Neither"),
        ("- (a) Neither", "- ( ) Neither"),
    ],
)  # fmt: skip
def test_an_answer_without_its_sign_gets_it(written: str, mended: str) -> None:
    assert fixed(f"{HEAD}{POLL}{written}\n" if written[0] != "A" else f"{HEAD}{POLL}\n{written}\n").endswith(
        f"{mended}\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Write to help@house.org or @ the desk.", "You may also tick (x) here.", "Really??? Yes.", "Read [this](https://w3.org).",
        "[...]", "It takes 5 minutes, no more.", "We meet at 10:15.", "Half of us (optional) stay.", "#1 is the best.",
        "I feel ____ today.", "(We click together.)", "Say “yes” to your neighbour.", "The slide is yours.",
        "100 % sure; really ^ up", "Names: Anna, Ben", "A --> B", "The answer is yes.", "Skip the rope.",
    ],
)  # fmt: skip
def test_prose_is_left_alone(line: str) -> None:
    assert codes(f"{SLIDE}{line}\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "### Poll: How?\n\nRead these:\n\n- one\n- two\n\nNow choose.\n\n- ( ) Well\n- ( ) Badly\n",
        "### Poll: How?\n\n- [ ] Well\n- [ ] Badly\n\nSeveral answers possible.\n",
        "### Poll: How?\n\n- ( ) ✅ Well\n- ( ) ✅ Badly\n",
        "### Worksheet: Plan\n\nI drink ____ (in litres) a day.\n",
        "### Reflect: Think\n\n(only for you)\n",
    ],
)
def test_what_is_so_may_be_said(body: str) -> None:
    assert codes(body) == []
