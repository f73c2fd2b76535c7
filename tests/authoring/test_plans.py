"""Plans as other programs write them become scripts: in order, nothing lost, nothing told to people by mistake."""

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.authoring import plans
from workshop.script import read
from workshop.script.model import Kind, Script

MAIL = """\
Hi Tom,

here is what I have in mind for Thursday:

18:30–18:40 Arriving
18:40 - 18:55 Check-in round: how was your week?
   (ask Maria first, she has to leave)
18.55–19.15 In pairs: what makes it hard to say no?
19:15 Coffee
19:30 Writing: a letter to yourself
19:45 Vote: which theme next time?
  - Boundaries
  - Anger
19:50-20:00 Closing

Best, Anna
--
Anna Berg, 0170 1234567
"""
AGENDA = """\
Zeit;Dauer;Thema;Beschreibung;Wer;Material
09:00;10;Begrüßung;Alle ankommen lassen;Anna;
09:10;20 Min;Kleingruppen zu dritt;Was brauche ich gerade?;Tom;Karten
09:30;15;Kaffeepause;;;
09:45;10;Stilles Schreiben;Ein Brief an mich;;Papier
"""
DECK = """\
---
marp: true
---
# Phishing for beginners

---

## What is it?

- Mails that want something

<!-- Ask who got one. -->

---

## Quiz: is this one real?

- [ ] Yes
- [ ] No
"""
ALMOST = """\
# Montagsrunde

– Zeit: 20 Min.
– Sprache: de

### Folie: Willkommen (2 Minuten)

Schön, dass ihr da seid.

> Die Glocke nicht vergessen.

### Umfrage： Wie kommst du an? （3 Min）

○ Gut
○ Schlecht

### Kleingruppe: Zu zweit (10 Min)

- Gruppen: Paare

### Pause: Kaffee (5 Min)
"""
MARKS = """\
# **Team Day** {#team-day}

## **1\\. Welcome (10 min)** {#1.-welcome}

* Say hello
  * why we are here

<aside>
💡 Go slow with Maria.
</aside>

## Check-in poll (5')

How are you?

- [ ] Great
- [ ] Tired

[image1]: <data:image/png;base64,iVBORw0KGgo=>
"""


def made(text: str, name: str = "plan.md") -> Script:
    """The script of a plan; it has no error, and no word of the plan is missing in it."""
    source = plans.text_of(text.encode(), name)
    script = plans.write(plans.propose(source, name))
    reading = read(script, "plan.md")
    assert not reading.messages, [m.message for m in reading.messages]
    # Numbers of points stand in no script, and the lines of a table are drawn anew.
    assert words(re.sub(r"(?m)^\s*\w{1,3}[.)]\s", "", source)) - {"aside"} <= words(script), script
    return reading.script


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def steps(script: Script) -> list[tuple[Kind, str, int]]:
    return [(step.kind, step.title, (step.seconds or 0) // 60) for step in script.steps]


def seen(script: Script) -> str:
    """What participants read."""
    return " ".join(f"{step.title} {step.html}" for step in script.steps)


def test_a_mail_with_times_of_day() -> None:
    script = made(MAIL)
    assert steps(script) == [
        (Kind.SLIDE, "Arriving", 10), (Kind.TALK, "Check-in round: how was your week?", 15),
        (Kind.BREAKOUT, "In pairs: what makes it hard to say no?", 20), (Kind.BREAK, "Coffee", 15),
        (Kind.REFLECT, "a letter to yourself", 15), (Kind.POLL, "which theme next time?", 5),
        (Kind.SLIDE, "Closing", 10),
    ]  # fmt: skip
    assert "Maria" not in seen(script)
    assert "0170" not in seen(script)


def test_an_agenda_as_csv() -> None:
    script = made(AGENDA, "agenda.csv")
    assert steps(script) == [
        (Kind.SLIDE, "Begrüßung", 10), (Kind.BREAKOUT, "Kleingruppen zu dritt", 20),
        (Kind.BREAK, "Kaffeepause", 15), (Kind.REFLECT, "Stilles Schreiben", 10),
    ]  # fmt: skip
    assert "Anna" not in seen(script)


def test_slides_are_for_people_and_their_comments_for_the_team() -> None:
    script = made(DECK)
    assert [step.kind for step in script.steps] == [Kind.SLIDE, Kind.POLL]
    assert "Mails that want something" in seen(script)
    assert "Ask who" not in seen(script)


def test_what_is_almost_a_script() -> None:
    script = made(ALMOST)
    assert steps(script) == [
        (Kind.SLIDE, "Willkommen", 2), (Kind.POLL, "Wie kommst du an?", 3),
        (Kind.BREAKOUT, "Zu zweit", 10), (Kind.BREAK, "Kaffee", 5),
    ]  # fmt: skip
    assert script.rules.language == "de"
    assert "Schön" in seen(script)
    assert "Glocke" not in seen(script)


def test_marks_of_other_programs() -> None:
    script = made(MARKS)
    assert steps(script) == [(Kind.SLIDE, "Welcome", 10), (Kind.POLL, "Check-in poll", 5)]
    assert "Maria" not in seen(script)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Offsite\n\n1. Welcome\n2. Lunch\n3. Discussion\n", [Kind.SLIDE, Kind.BREAK, Kind.TALK]),
        ("We begin with names.\n\nThen people write about courage.\n", [Kind.SLIDE, Kind.REFLECT]),
        ("Topic\tMinutes\nWelcome\t5\nPairs\t10\n", [Kind.SLIDE, Kind.BREAKOUT]),
        ("# Day\n\n1. Breathing (5 min)\n2. Homework review\n", [Kind.PAUSE, Kind.TALK]),
        ("  Time    What\n  ------- ------\n  10:00   Opening\n  10:10   Vote\n", [Kind.SLIDE, Kind.POLL]),
        ("# 月曜日\n\n10:00 ようこそ\n10:05 休憩\n10:15 ペアで話す\n", [Kind.SLIDE, Kind.BREAK, Kind.BREAKOUT]),
        ("- 5 min Accueil\n- 10 min En binômes\n- 15 min Pause café\n", [Kind.SLIDE, Kind.BREAKOUT, Kind.BREAK]),
    ],
)
def test_any_form_of_list(text: str, kinds: list[Kind]) -> None:
    assert [step.kind for step in made(text).steps] == kinds


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("Welcome (5 minutes)", 5), ("Welcome (5-10 min)", 10), ("Welcome (1 h)", 60), ("Welcome (1,5 Std.)", 90),
        ("Welcome – 5 min", 5), ("Welcome [5 min]", 5), ("Welcome (10')", 10),
        ("10 min: Welcome", 10),
        ("9:30 – 11:00 Welcome", 90), ("9.30-9.45 Uhr Welcome", 15), ("11:45–1:15 Welcome", 90),
        ("2pm - 2.30pm Welcome", 30), ("23:50–0:10 Welcome", 20), ("（10 分） Welcome", 10),
        ("Welcome (1 h 30 min)", 90),
    ],
)  # fmt: skip
def test_lengths_in_any_usual_form(line: str, minutes: int) -> None:
    assert steps(made(f"# Plan\n\n## {line}\n")) == [(Kind.SLIDE, "Welcome", minutes)]


def test_care_is_never_lost_on_the_way() -> None:
    assert made("# Kreis\n\n– Schutz: sensibel\n\n### Folie: Hallo (2 min)\n").rules.sensitive
    assert made("# Circle\n\n– care: sensitive\n\n### Slide: Hello (2 min)\n").rules.sensitive


def test_a_word_document() -> None:
    text = plans.text_of(document(), "plan.docx")
    assert text.startswith("# Team day\n\n## Welcome (5 min)\n\n- Say hello")
    assert steps(made(text)) == [(Kind.SLIDE, "Welcome", 5), (Kind.BREAK, "Coffee", 10)]


def test_a_spreadsheet() -> None:
    book = openpyxl.Workbook()
    for row in (["Thursday"], [], ["Duration", "Activity"], [5, "Welcome"], [10.0, "Coffee"]):
        book.active.append(row)
    book.save(data := io.BytesIO())
    text = plans.text_of(data.getvalue(), "plan.xlsx")
    assert steps(made(text)) == [(Kind.SLIDE, "Welcome", 5), (Kind.BREAK, "Coffee", 10)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding(encoding: str) -> None:
    assert "Begrüßung" in plans.text_of("10:00 Begrüßung".encode(encoding), "plan.txt")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "plan.txt"), (b" \n", "plan.md"), (b"%PDF-1.4", "plan"), (b"PK\x03\x04rest", "plan.docx"),
        (b"PK\x03\x04rest", "plan.xlsx"), (b"\0\1\2", "plan.txt"), (b"x" * 5_000_001, "plan.txt"), (b"x", "plan.pptx"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(data: bytes, name: str) -> None:
    with pytest.raises(plans.Unreadable, match=r"[Pp]lease|paste"):
        plans.text_of(data, name)


def test_a_file_that_would_fill_the_memory_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 60_000_000)
    with pytest.raises(plans.Unreadable, match="50 MB"):
        plans.text_of(bomb.getvalue(), "plan.docx")


PIECES = st.sampled_from(
    """\
# Day / ## Part one / ### Poll: Well? / ## 2. Pairs (10 min) / 10:00 Welcome / - ( ) Yes / - [ ] No / - Say hello
  - deeper / > Note to self / | Time | What | / | --- | --- | / | 5' | Break | / <aside> / </aside> / <!-- hidden -->
<!-- open / --> / ``` / --- / === / - care: sensitive / – names: none / answer: words / What do you need? / {#id}
[Video: x](y) / **bold** / \\# no / 1. one / a) two / ::: info / ::: / include: x / # / ## / ### / > / > Say: words
&gt; Do: it / [[x]] / ![a](b.png) / (5 min) / - who sees this: everyone / — / = / {4 min} / ### Wall: All
### Slide: A (3 min) / - groups: x / | a | b | / - time: 5 min / ### Umfrage: Was? / ## Round: one / - [x] / > [!n] N
""".replace("\n", " / ").split(" / ")
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=14))
def test_whatever_is_brought_becomes_a_script_without_a_loss(pieces: list[str]) -> None:
    source = "\n".join(pieces).replace("\r", "\n")
    if not source.strip(" \n\t\ufeff"):
        return
    script = plans.write(plans.propose(source))
    reading = read(script, "plan.md")
    errors = [m.message for m in reading.errors if m.code != "E130"]  # no steps were found, and that is said
    assert not errors, (script, errors)
    assert words(re.sub(r"(?m)^\s*\(?\w{1,3}[.)]\s", "", source)) <= words(script), script


def document() -> bytes:
    """The smallest .docx that Word opens: headings, a list with a level, a table."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def paragraph(text: str, style: str = "", level: str = "") -> str:
        kept = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        kept = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/></w:numPr></w:pPr>' if level else kept
        return f"<w:p>{kept}<w:r><w:t>{text}</w:t></w:r></w:p>"

    body = paragraph("Team day", "Title") + paragraph("Welcome (5 min)", "Heading1") + paragraph("Say hello", level="0")
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(a)}</w:tc><w:tc>{paragraph(b)}</w:tc></w:tr>"
        for a, b in (("Time", "What"), ("10 min", "Coffee"))
    )
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{name}"><w:body>{body}<w:tbl>{rows}</w:tbl></w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("word/document.xml", xml)
    return data.getvalue()
