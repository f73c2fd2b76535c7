"""Plans as other programs write them become scripts: in order, nothing lost, nothing told to people by mistake."""

import io
import re
import time
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.authoring import plans
from workshop.script import read
from workshop.script.model import Kind, Script
from workshop.util import language

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


@pytest.mark.parametrize(
    "ends",
    [
        "Best, Anna", "Best,\nAnna Berg", "Kind regards\n\nAnna", "Thanks,\nAnna", "Liebe Grüße\nAnna", "LG, Anna",
        "Mit freundlichen Grüßen\nAnna Berg\nHaus Linde", "Bien à vous,\nAnna", "Un abrazo, Ana", "Cari saluti\nAnna",
        "Met vriendelijke groet, Anna", "Abraço, Ana", "Cheers, Anna\n-- \nAnna Berg, 0170 1234567",
    ],
)  # fmt: skip
def test_how_a_mail_closes_is_no_note_for_the_team_but_kept_as_a_comment(ends: str) -> None:
    plan = plans.propose(f"Hi Tom,\n\n18:30 Arriving\n18:40 In pairs: and now?\n18:50-19:00 Closing\n\n{ends}\n")
    assert not any(step.notes for step in plan.steps), plan.steps
    assert [step.title for step in plan.steps][-1] == "Closing"
    assert all(word in plans.write(plan) for word in re.findall(r"\w+", ends))


@pytest.mark.parametrize("last", ["Thanks", "Best of the evening", "Love, and what it costs us", "Tom brings tea"])
def test_what_only_begins_like_the_close_of_a_mail_stays(last: str) -> None:
    plan = plans.propose(f"18:30 Arriving\n18:50 Closing\n\n{last}\n")
    assert last in [*plan.steps[-1].notes, *(step.title for step in plan.steps)]


@pytest.mark.parametrize("ends", ["21:00 End", "21:00 The end.", "21.00 Uhr Ende", "21h00 Fin", "21:00 – Koniec"])
def test_the_hour_at_which_all_ends_is_no_step_but_the_end_of_the_last(ends: str) -> None:
    plan = plans.propose(f"Subject: Re: Our evening\n\n20:00 Arriving\n20:20 In pairs\n{ends}\n")
    assert [(step.title, step.minutes) for step in plan.steps] == [("Arriving", 20), ("In pairs", 40)]
    assert plan.title == "Our evening"
    assert all(word in plans.write(plan) for word in re.findall(r"\w+", ends))


@pytest.mark.parametrize("last", ["21:00 End of the first part", "21:00 End (5 min)", "21:00 End\nWe sing."])
def test_what_still_happens_at_the_end_is_a_step(last: str) -> None:
    assert len(plans.propose(f"20:00 Arriving\n20:20 In pairs\n{last}\n").steps) == 3


def test_what_stands_around_the_plan_of_a_mail_is_no_step_of_it() -> None:
    """Who wrote to whom was the title, what is needed a step called End, and the mail that this answers notes."""
    mail = "From: Ana <a@example.org>\nTo: Jo\nDate: Mon, 2 March\nSubject: Our Thursday\n\nHi Jo,\n\nhere it is:\n\n"
    mail += "9:00 Pairs: swap after 10 minutes.\nAt 9:45: Break\n10 Uhr: End\n\nWe need: pens\n\nCheers,\nAna\n\n"
    mail += "On Sunday Jo wrote:\n> Can I bring a cake?\n"
    plan = plans.propose(mail)
    assert plan.title == "Our Thursday"
    assert [(step.title, step.minutes, step.settings) for step in plan.steps] == [
        ("swap after 10 minutes.", 45, ["groups: pairs"]), ("Break", 15, []),
    ]  # fmt: skip
    assert plan.steps[-1].notes == ["We need: pens"]
    assert words(mail) <= words(plans.write(plan))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Points to tick off with lengths were the answers of a poll.
        ("# R\n\n## Agenda\n\n- [ ]  **Check-in** (5 min)\n    - One word?\n- [ ]  Dig in groups of three (20 min)\n",
         [(Kind.TALK, "Check-in", 5), (Kind.BREAKOUT, "Dig in groups of three", 20)]),
        # A table below a heading with a length was counted twice.
        ("# D\n\n## Exercise (20 min)\n\n| Time | What |\n|---|---|\n| 5m | Writing |\n| 15 min | Pairs |\n",
         [(Kind.REFLECT, "Writing", 5), (Kind.BREAKOUT, "Pairs", 15)]),
        # The length of all was a step.
        ("Outline\n\nDuration: 1.5 hours\n\nHello (10 min.)\nPractice (half an hour)\n",
         [(Kind.SLIDE, "Hello", 10), (Kind.SLIDE, "Practice", 30)]),
        ("What;Minutes\nHello;5\nWorld Café;90\nTotal;95\n",
         [(Kind.SLIDE, "Hello", 5), (Kind.BREAKOUT, "World Café", 90)]),
        ("---\ntheme: x\n---\n\n# Git\n\n---\nlayout: two-cols\n---\n\n"
         "# A commit? (5 min)\n\n::right::\n\nTry.\n\n---\n\n# End\n",
         [(Kind.SLIDE, "Git", 3), (Kind.SLIDE, "A commit?", 5), (Kind.SLIDE, "End", 3)]),
        ("# A\n\n## Pairs: speak ⏱ 2 x 5 min\n![[map.png]]\n%% watch Tom %%\n\n## Close — 5 min\n",
         [(Kind.BREAKOUT, "speak", 10), (Kind.SLIDE, "Close", 5)]),
        ("# 研修\n\n10:00～10:15 受付\n10:15 自己紹介\n午後1時 対話（1時間半）\n",
         [(Kind.SLIDE, "受付", 15), (Kind.TALK, "自己紹介", 165), (Kind.TALK, "対話", 90)]),
        ("# A\n\nVorstellungsrunde (½ Stunde)\nStille Reflexion (5-10 Min)\nÉcriture en silence (1h30)\n",
         [(Kind.TALK, "Vorstellungsrunde", 30), (Kind.REFLECT, "Stille Reflexion", 10),
          (Kind.REFLECT, "Écriture en silence", 90)]),
    ],
)  # fmt: skip
def test_plans_of_other_programs(text: str, expected: list[tuple[Kind, str, int]]) -> None:
    script = made(text, "plan.csv" if ";" in text else "plan.md")
    assert steps(script) == expected
    assert not any(word in seen(script) for word in ("Tom", "map", "::", "layout"))


def test_what_is_a_script_already_stays_to_the_letter() -> None:
    """It was read as a plan: its right answers were words that people read."""
    text = "# Q\n\n- format: 1\n\n### Poll: Is it real? (1 min)\n\n- time limit: 20 s\n\n- ( ) Yes\n- (x) No\n"
    assert plans.write(plans.propose(text)) == text
    nearly = made(text.replace("### Poll", "### Umfrage").replace("- format: 1\n\n", ""))
    assert "(x)" not in seen(nearly)
    assert "- (x) No" in plans.write(plans.propose(text.replace("- format: 1\n\n", "")))


def test_an_agenda_as_csv() -> None:
    script = made(AGENDA, "agenda.csv")
    assert steps(script) == [
        (Kind.SLIDE, "Begrüßung", 10), (Kind.BREAKOUT, "Kleingruppen zu dritt", 20),
        (Kind.BREAK, "Kaffeepause", 15), (Kind.REFLECT, "Stilles Schreiben", 10),
    ]  # fmt: skip
    assert "Anna" not in seen(script)


@pytest.mark.parametrize(
    ("table", "minutes"),
    [
        ("Start,End,Item\n9:00 AM,9:15 AM,Welcome\n9:20 AM,9:30 AM,Wrap-up\n", [15, 10]),
        ("Von;Bis;Thema\n9:00;9:15;Ankommen\n9:15;9:40;Abschluss\n", [15, 25]),
        ("Zeit;Dauer;Thema\n9:00;0:15;Ankommen\n9:15;00:10:00;Abschluss\n", [15, 10]),
        ("Topic,Length\nWelcome,15:00\nWrap-up,1:30\n", [15, 90]),
    ],
)
def test_the_last_row_of_a_table_lasts_as_long_as_it_says(table: str, minutes: list[int]) -> None:
    """It has no next row to end it, and got three minutes."""
    script = made(table, "agenda.csv")
    assert [step.seconds // 60 for step in script.steps] == minutes
    assert not any(step.notes for step in script.steps)


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
        ("Welcome (1 h 30 min)", 90), ("Welcome (2 x 5 min)", 10), ("Welcome, 3×15 min", 45),
    ],
)  # fmt: skip
def test_lengths_in_any_usual_form(line: str, minutes: int) -> None:
    assert steps(made(f"# Plan\n\n## {line}\n")) == [(Kind.SLIDE, "Welcome", minutes)]


def test_points_with_times_are_steps_also_below_a_heading_with_a_time_of_its_own() -> None:
    plan = "# Day\n\n## Morning (60 min)\n\nWe arrive.\n\n- Welcome – 10 min\n- Check-in round (15 min)\n"
    plan += "  - one word each\n"
    plan += "- Coffee 15 min\n\n## Closing (10 min)\n\n- One round\n- 5 min: thanks\n"
    script = made(plan)
    assert [part.title for part in script.parts][:1] == ["Morning"]
    assert [(step.title, step.seconds) for step in script.steps] == [
        ("Welcome", 600), ("Check-in round", 900), ("Coffee", 900), ("Closing", 600),
    ]  # fmt: skip
    assert "We arrive." in plan and "one word each" in " ".join(note.html for note in script.steps[1].notes)


def test_what_stands_in_brackets_in_a_title_keeps_both_of_them() -> None:
    found = made("# Plan\n\n9.00 Coffee (Tom does drinks)\n\n9.15 Circle\n\n9.30 End\n")
    assert found.steps[0].title == "Coffee (Tom does drinks)"


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
        (b"", "plan.txt"), (b" \n", "plan.md"), (b"%PDF-1.4", "plan"), (b"%PDF-1.4 ends here", "plan.pdf"),
        (b"PK\x03\x04rest", "plan.pptx"), (b"PK\x03\x04rest", "plan.docx"),
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


def test_a_deck_of_powerpoint() -> None:
    """In the order of the deck, not of its files; what was hidden, or is said by the speaker, no participant reads."""
    text = plans.text_of(deck(), "plan.pptx")
    script = made(text)
    assert steps(script) == [(Kind.SLIDE, "Welcome", 5), (Kind.POLL, "which way?", 3), (Kind.BREAK, "Coffee", 10)]
    assert "Why we are here" in seen(script)
    assert "Ask Maria" not in seen(script) and "Budget" not in seen(script)


def test_a_pdf_of_an_agenda() -> None:
    text = plans.text_of(pdf(["Team day", "10:00-10:05 Welcome", "10:05-10:15 Coffee", "Page 1 of 1"]), "plan.pdf")
    assert steps(made(text)) == [(Kind.SLIDE, "Welcome", 5), (Kind.BREAK, "Coffee", 10)]
    assert "Page 1" not in text


def test_a_pdf_of_slides() -> None:
    """Pages that lie on their side are a deck: the first line of each is a title."""
    pages = ["Welcome (5 min)", "Why we are here"], ["Coffee (10 min)"], ["Goodbye (2 min)", "See you"]
    script = made(plans.text_of(pdf(*pages, wide=True), "plan"))
    assert steps(script) == [(Kind.SLIDE, "Welcome", 5), (Kind.BREAK, "Coffee", 10), (Kind.SLIDE, "Goodbye", 2)]
    assert "See you" in seen(script)


def test_a_pdf_without_words_says_so() -> None:
    with pytest.raises(plans.Unreadable, match="pictures of pages"):
        plans.text_of(pdf([]), "plan.pdf")


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


def deck() -> bytes:
    """The smallest .pptx: its second slide stands in the first file, one is hidden, one has notes."""
    main, drawn = (f"http://schemas.openxmlformats.org/{name}/2006/main" for name in ("presentationml", "drawingml"))
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = f'xmlns:p="{main}" xmlns:a="{drawn}" xmlns:r="{links}"'

    def shape(kind: str, *lines: str) -> str:
        rows = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
        return f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:txBody>{rows}</p:txBody></p:sp>'

    def linked(*targets: tuple[str, str]) -> str:
        rows = (
            f'<Relationship Id="r{n}" Type="{links}/{what}" Target="{to}"/>' for n, (what, to) in enumerate(targets, 1)
        )
        return f"<Relationships>{''.join(rows)}</Relationships>"

    slides = {
        2: shape("title", "Welcome (5 min)") + shape("body", "Why we are here") + shape("sldNum", "1"),
        1: shape("ctrTitle", "Vote: which way?") + shape("body", "Left", "Right"),
        3: shape("title", "Budget"),
        4: shape("title", "Coffee (10 min)"),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        order = "".join(f'<p:sldId r:id="r{n}"/>' for n in slides)
        packed.writestr("ppt/presentation.xml", f"<p:presentation {names}>{order}</p:presentation>")
        packed.writestr(
            "ppt/_rels/presentation.xml.rels", linked(*(("slide", f"slides/slide{n}.xml") for n in sorted(slides)))
        )
        for n, shapes in slides.items():
            hidden = ' show="0"' if n == 3 else ""
            packed.writestr(f"ppt/slides/slide{n}.xml", f"<p:sld {names}{hidden}>{shapes}</p:sld>")
            notes = [("notesSlide", "../notesSlides/notes.xml")] if n == 2 else []
            packed.writestr(f"ppt/slides/_rels/slide{n}.xml.rels", linked(*notes))
        packed.writestr("ppt/notesSlides/notes.xml", f"<p:notes {names}>{shape('body', 'Ask Maria first.')}</p:notes>")
    return data.getvalue()


def pdf(*pages: list[str], wide: bool = False) -> bytes:
    """A PDF of lines, one font, nothing packed."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        rows = " ".join(
            f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj 0 -20 Td" for line in lines
        )
        stream = f"BT /F1 12 Tf 50 500 Td {rows} ET".encode()
        kids.append(f"{len(parts) + 1} 0 R")
        box = "842 595" if wide else "595 842"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {box}] /Contents {len(parts) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out = b"%PDF-1.4\n"
    places = []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, rows)
    return out + table + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(out))


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


def test_a_script_is_in_the_language_of_whoever_brings_the_plan():
    with language.speaking_alone("de"):
        text = plans.write(plans.propose("19:00 Ankunft\n19:10 Zu zweit: was bringe ich mit\n", "Abend.txt"))
    assert text.startswith("# Abend\n\n- format: 1\n- Sprache: de\n")
    assert "### Kleingruppen: was bringe ich mit" in text and "<!-- Aus dem Plan, Zeile 2: 19:10 Zu zweit" in text
    assert read(text).script.rules.language == "de"


CALENDAR = (
    "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Team day\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Berlin:20260603T091500\r\n"
    "DURATION:PT45M\r\nSUMMARY:Group work on\r\n  goals\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20260603T090000Z\r\n"
    "DTEND:20260603T091500Z\r\nSUMMARY:Welcome\r\nDESCRIPTION:Bring tea\\, please\\nAna leads\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nDTSTART:20260603T100000\r\nDTEND:20260603T101500\r\nSUMMARY:Break\r\nURL:https://our-school.edu/board"
    '\r\nORGANIZER;CN="Li, Ben":mailto:b@example.org\r\nBEGIN:VALARM\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\n'
    "END:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:Buy dots\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)
PAGE = (
    "<html><head><title>x</title><style>p{}</style></head><body><h1>Team day</h1><!--StartFragment-->"
    "<p class=MsoListParagraph><span>1.<span>&nbsp;&nbsp;</span></span>Welcome (10 min)</p>"
    "<p><span>2.&nbsp;</span>Pairs <b>today</b> – 20 minutes</p><ul><li>Say who we are</li></ul>"
    "<p>See <a href='https://our-school.edu/x'>the board</a> <img alt='a map'></p>"
    "<table><tr><td>Time</td><td>Notes</td><td><p>What</p></td></tr><tr><td>10:30</td><td></td><td>Break</td></tr>"
    "<tr><td>10:45</td><td>quiet &amp; slow</td><td>Closing round</td></tr></table></body></html>"
)


def test_a_calendar_in_order_of_its_clock() -> None:
    for name in ("day.ics", "plan.md"):
        script = made(CALENDAR, name)
        assert script.title == "Team day"
        assert steps(script) == [
            (Kind.SLIDE, "Welcome", 15), (Kind.BREAKOUT, "Group work on goals", 45), (Kind.BREAK, "Break", 15)
        ]  # fmt: skip
        assert "Bring tea, please" not in seen(script)
        assert "Buy dots" not in seen(script)
    brought = plans.text_of(CALENDAR.encode(), "day.ics")
    assert "Organizer: Li, Ben" in brought and "> https://our-school.edu/board" in brought and "Buy dots" in brought
    assert "Reminder" not in brought  # what rings is no word of the plan


def test_a_page_of_a_word_processor() -> None:
    script = made(PAGE, "plan.html")
    assert steps(script) == [
        (Kind.SLIDE, "Welcome", 10), (Kind.BREAKOUT, "Pairs today", 20), (Kind.BREAK, "Break", 15),
        (Kind.TALK, "Closing round", 10),
    ]  # fmt: skip
    assert "mso" not in seen(script) and "<" not in script.title
    assert {"a", "map", "board", "https"} <= words(plans.text_of(PAGE.encode(), "plan.html"))


@pytest.mark.parametrize("piece", ["<!--", "<a b ", "</", "<ul><li>a"])
def test_a_page_made_to_be_slow_is_read_in_time(piece: str) -> None:
    """In processor time, which does not depend on who else is here."""
    began = time.process_time()
    with suppress(plans.Unreadable):
        plans.text_of(f"<html>{piece * 30_000}".encode(), "plan.html")
    assert time.process_time() - began < 6


def test_a_checkin_of_an_agenda_keeps_its_minutes_and_its_notes():
    """It came out as a Slide without either: a Check-in by itself is none that a script knows."""
    plan = "Time;Duration;What;How;Who\n09:00;15;Welcome;;Anna\n09:15;10;Check-in: mood barometer;poll 1-10;Ben\n"
    script = plans.write(plans.propose(plans.text_of(plan.encode(), "plan.csv")))
    assert "### Poll: mood barometer (10 min)\n\n- answer: scale 1 to 10\n\n> Do: poll 1-10\n>\n> Who: Ben" in script


@pytest.mark.parametrize(
    "kind", ["Check-in", "Wall", "Worksheet", "Pinnwand", "Breakout", "Poll", "Pause", "Resources"]
)
@pytest.mark.parametrize(
    "form", ["10:00 {}: Moods\nBring the bell.\n10:10 End\n", "## {}: Moods (10 min)\n\nBring the bell.\n"]
)
def test_a_step_that_cannot_stand_as_it_is_named_loses_no_minute(kind, form):
    script = plans.write(plans.propose("# Day\n\n" + form.format(kind)))
    assert not [m for m in read(script).messages if m.severity == "error"]
    assert "Moods (10 min)" in script and "Bring the bell." in script.split("<!--")[0] + script.split("-->")[-1]


def test_a_question_of_a_mail_is_no_question_for_participants():
    plan = "Hi Jonas,\n\n10:00 Check-in round\n10:15 closing round\n\nAnd could you bring the bell?\n"
    [*_, last] = plans.propose(plan).steps
    assert (last.words, last.notes) == ([], ["And could you bring the bell?"])
    assert plans.propose(plan.removeprefix("Hi Jonas,\n\n")).steps[-1].words  # the control


@pytest.mark.parametrize(
    "line",
    [
        "Everybody writes in silence.",
        "Jede schreibt in Stille.",
        "On écrit en silence.",
        "Chi vuole scrive in silenzio.",
    ],
)
def test_writing_in_silence_is_writing(line):
    [step] = plans.propose(f"# Day\n\n## Gather (10 min)\n\n1. {line}\n").steps
    assert step.kind is Kind.REFLECT


def proposed(plan: str) -> list[tuple[Kind | None, str, int | None]]:
    return [(step.kind, step.title, step.minutes) for step in plans.propose(plan).steps]


@pytest.mark.parametrize("behind", ["(9h – 9h15)", "(9:00-9:15)", "(9.00 to 9.15)", "[09:00–09:15]"])
@pytest.mark.parametrize("sign", ["1. ", "## ", ""])
def test_a_time_of_day_behind_its_title_is_its_time(behind, sign):
    plan = f"# Day\n\n{sign}Welcome {behind}\n\n{sign}Walk (10 min)\n"
    assert proposed(plan) == [(Kind.SLIDE, "Welcome", 15), (Kind.SLIDE, "Walk", 10)]


def test_the_hours_of_a_whole_day_are_no_step():
    assert proposed("Team day (9:00–16:00)\n\n9:00 Welcome\n9:15 Walk\n9:30 End\n") == [
        (Kind.SLIDE, "Welcome", 15), (Kind.SLIDE, "Walk", 15),
    ]  # fmt: skip


def test_one_point_with_a_length_below_a_time_of_day_stays_in_it():
    points = "- SWOT\n- each group presents (5 min)\n- vote on top 3\n"
    plan = f"# Day\n\n**10:00 - 11:30 | Strategy**\n{points}\n**11:30 Lunch**\n"
    assert proposed(plan)[:1] == [(Kind.TALK, "Strategy", 90)]
    assert proposed(plan.replace("SWOT", "SWOT (80 min)"))[:3] == [
        (None, "Strategy", None), (Kind.SLIDE, "SWOT", 80), (Kind.POLL, "each group presents", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["Check-in round (each, max. 2 min)", "In pairs (7 minutes each, then swap)"])
def test_a_bracket_in_a_title_takes_no_kind_away(title):
    script = plans.write(plans.propose(f"# Day\n\n10:00 {title}\n10:25 Walk\n10:30 End\n"))
    assert "### Slide: Walk" in script and script.count("### Slide") == 1
    assert re.search(rf"{title.split('(')[1][:-1]}\)? \(25 min\)", script)


@pytest.mark.parametrize("closing", ["LG Ute", "VG\nUte", "GLG, Ute"])
def test_short_closings_of_a_mail_are_nobodys_business(closing):
    plan = f"Liebe Petra,\n\n18:00 Ankommen\n18:15 Abschlussrunde\n\nBringst du Kerzen mit?\n\n{closing}\n"
    assert plans.propose(plan).steps[-1].notes == ["Bringst du Kerzen mit?"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Fallarbeit in 3er-Gruppen", Kind.BREAKOUT), ("Questions (in couples)", Kind.BREAKOUT),
     ("share with your partner", Kind.BREAKOUT), ("Speed-Dating", Kind.BREAKOUT), ("Einzelarbeit", Kind.REFLECT),
     ("Tour météo", Kind.TALK), ("travail individuel", Kind.REFLECT)],
)  # fmt: skip
def test_what_people_call_it(words, kind):
    assert proposed(f"# Day\n\n10:00 {words}\n10:30 End\n") == [(kind, words, 30)]


def test_the_only_heading_is_the_title_whatever_its_level():
    plan = "## Team meeting\n\n1. Welcome (5 min)\n2. Walk (10 min)\n"
    assert plans.propose(plan).title == "Team meeting"
    assert [title for _, title, _ in proposed(plan)] == ["Welcome", "Walk"]


@pytest.mark.parametrize(
    ("words", "groups"),
    [("Work in 3 groups", "3 groups"), ("Gruppenarbeit: Fälle, in 5 Gruppen", "5 groups"),
     ("Work in 3 groups of 4", "groups of 4"), ("Work in small groups", "groups of 4")],
)  # fmt: skip
def test_how_many_groups_a_plan_names(words, groups):
    script = plans.write(plans.propose(f"# Day\n\n10:00 {words} – small groups\n10:30 End\n"))
    assert f"- groups: {groups}\n" in script
