"""Cards and text are one file: an edit of a card changes its lines, and every other byte stays as it was."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.script.test_properties import endings, soup
from workshop.authoring import cards
from workshop.authoring.cards import Refusal, forms
from workshop.authoring.cards import blocks as blocks_of
from workshop.authoring.cards.blocks import Block, Cut, cut, put
from workshop.authoring.cards.changing import changed
from workshop.authoring.cards.edits import filled
from workshop.authoring.cards.forms import Form
from workshop.authoring.cards.pieces import ANSWERS
from workshop.authoring.cards.title_form import title_form
from workshop.script import is_script, read
from workshop.script.files import loader
from workshop.script.messages import Report
from workshop.script.parser import parse

SESSIONS = Path(__file__).parents[2] / "sessions"
SHIPPED = sorted(path for path in SESSIONS.glob("*.md") if is_script(path.read_text("utf-8")))
LOAD = loader(SESSIONS)
PLAN = """\
# Plan

- format: 1

### Slide: Arrive (3 min)

Good to have you here.

> Say: Hello.

### Poll: Tea? (2 min)

- id: tea

Choose one.

- ( ) Yes
- (x) No — never
- ( ) Perhaps

### Reflect: Write (4 min, optional)

- who sees this: only me

What stays?
"""


def edit(text: str, **told) -> str:
    return cards.edited(text, told, "t.md", LOAD).text


def line_of(text: str, words: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if words in line)


def form(text: str, number: int) -> Form:
    return forms.form(text, number, "t.md", LOAD)


def as_sent(found: Form) -> dict:
    """What the browser sends where nobody changed anything."""
    texts = {str(n): piece.text for n, piece in enumerate(found.pieces) if piece.what != ANSWERS}
    answers = {
        str(n): [{"words": w, "correct": "x" in m} for w, m in zip(piece.shown, piece.marks, strict=True)]
        for n, piece in enumerate(found.pieces)
        if piece.what == ANSWERS
    }
    fields = {f.name: f.value for f in found.fields}
    return {"title": found.step.title, "length": found.length, "flag": found.flag, "fields": fields,
            "texts": texts, "answers": answers}  # fmt: skip


def change(text: str, words: str, **told) -> str:
    number = line_of(text, words)
    sent = as_sent(form(text, number))
    nested = {name: {**sent[name], **value} for name, value in told.items() if isinstance(value, dict)}
    return edit(text, do="change", line=number, **{**sent, **told, **nested})


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came; all around them is the same, byte for byte."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    assert "".join(old[:start]) == "".join(new[:start])
    return [x.rstrip("\n") for x in old[start : len(old) - end]], [x.rstrip("\n") for x in new[start : len(new) - end]]


def others(found: Cut, *without: str) -> list[str]:
    return [block.body for block in found.blocks if block.body not in without]


# The shipped scripts


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_form_that_is_kept_as_it_was_leaves_the_file_as_it_was(path: Path):
    text = path.read_text("utf-8")
    for draft in parse(text, path.name, LOAD, Report()).drafts:
        if draft.head.path == path.name:
            found = forms.form_of(draft)
            assert changed(text, found, filled(as_sent(found))) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_steps_moved_and_moved_back_leave_the_file_as_it_was(path: Path):
    text = path.read_text("utf-8")
    blocks = cut(text).blocks
    steps = [n for n, block in enumerate(blocks) if block.what == "step"]
    for n in {steps[0], steps[len(steps) // 2], steps[-1]}:
        to = (n + 5) % len(blocks)
        moved, line = blocks_of.moved(text, blocks[n].number, blocks[to].number)
        now = cut(moved)
        assert sorted(b.body for b in now.blocks) == sorted(b.body for b in blocks)
        assert [b.gap for b in now.blocks] == [b.gap for b in blocks]
        follows = blocks[n + 1].body if n + 1 < len(blocks) else None
        before = next((b.number for b in now.blocks if b.body == follows), 0)
        assert blocks_of.moved(moved, line, before)[0] == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_title_changes_one_line_and_a_copy_and_its_deletion_none(path: Path):
    text = path.read_text("utf-8")
    for block in cut(text).blocks[-2:]:
        if block.what != "step":
            continue
        sent = {**as_sent(form(text, block.number)), "title": "Quite another title"}
        gone, new = differing(text, edit(text, do="change", line=block.number, **sent))
        assert len(gone) == len(new) == 1 and "Quite another title" in new[0]
        copy = cards.edited(text, {"do": "copy", "line": block.number}, "t.md", LOAD)
        assert edit(copy.text, do="delete", line=copy.line) == text


# One change at a time


def test_the_length_and_the_flag_stand_in_the_heading():
    assert differing(PLAN, change(PLAN, "Arrive", length="5")) == (
        ["### Slide: Arrive (3 min)"], ["### Slide: Arrive (5 min)"],
    )  # fmt: skip
    assert "### Poll: Tea? (2 min, if needed)\n" in change(PLAN, "Tea?", flag="if needed")
    assert "### Reflect: Write\n" in change(PLAN, "Write", length="", flag="")


def test_an_answer_more_is_one_line_more():
    told = [{"words": "Yes"}, {"words": "No — never", "correct": True}, {"words": "Perhaps"}, {"words": "Later"}]
    assert differing(PLAN, change(PLAN, "Tea?", answers={"1": told})) == ([], ["- ( ) Later"])
    fewer = change(PLAN, "Tea?", answers={"1": [told[0], {"words": "No — never"}]})
    assert differing(PLAN, fewer) == (["- (x) No — never", "- ( ) Perhaps"], ["- ( ) No — never"])
    several = change(PLAN, "Tea?", choose="several")
    assert "- [ ] Yes\n- [x] No — never\n- [ ] Perhaps\n" in several
    assert "1. Yes\n2. No — never\n3. Perhaps\n" in change(PLAN, "Tea?", choose="order")


def test_who_reads_it_is_one_word_in_one_line():
    wider = change(PLAN, "Write", fields={"who sees this": "my group"})
    assert differing(PLAN, wider) == (["- who sees this: only me"], ["- who sees this: my group"])
    assert "- results: live\n- id: tea\n" in change(PLAN, "Tea?", fields={"results": "live"})
    assert "optional)\n\nWhat stays?" in change(PLAN, "Write", fields={"who sees this": ""})


def test_words_for_the_team_never_become_words_for_all():
    noted = change(PLAN, "Write", texts={"notes": "Say: Take your time.\nDo: Wait."})
    assert noted.endswith("What stays?\n\n> Say: Take your time.\n> Do: Wait.\n")
    again = change(PLAN, "Arrive", texts={"1": "Say: Hello, all.\n\nIf late: Begin."})
    assert "> Say: Hello, all.\n\n> If late: Begin.\n\n### Poll" in again
    assert "Good to have you here.\n\n### Poll" in change(PLAN, "Arrive", texts={"1": ""})


class TestTheTitle:
    """What stands under it is a form of its own: no step, and a card opens none of it."""

    TEXT = "# Evening #\r\n\r\n- format: 1\r\n- care: standard\r\n\r\nCome in.\r\n\r\n### Slide: Hi\r\n\r\nHello.\r\n"

    def change(self, text=TEXT, **told):
        return edit(text, do="title", line=1, **{"title": "Evening", **told})

    def test_as_it_was_changes_nothing(self):
        found = title_form(self.TEXT, "t.md", None)
        as_it_is = {field.name: field.value for field in found.fields}
        assert self.change(fields=as_it_is) == self.TEXT
        assert {"questions", "care", "language", "keep"} <= set(as_it_is) and "format" not in as_it_is

    def test_a_setting_is_one_line_and_one_more(self):
        told = self.change(fields={"questions": "on", "care": "sensitive"})
        assert told == self.TEXT.replace("standard", "sensitive").replace("- format", "- questions: on\r\n- format")

    def test_a_new_title_is_one_line(self):
        assert self.change(title="Morning") == self.TEXT.replace("# Evening #", "# Morning")

    def test_nothing_that_is_typed_begins_a_step(self):
        told = self.change(title="### Poll: x", fields={"author": "Ana\n### Poll: y"})
        assert [step.title for step in read(told).script.steps] == ["Hi"]

    def test_a_text_without_one_says_so(self):
        with pytest.raises(Refusal):
            edit("Hello.\n", do="title", line=1, title="A", fields={})


def test_the_card_of_a_page_offers_no_answers_above_its_questions():
    text = "# T\n\n- format: 1\n\n### Poll: How?\n\n#### Question: Well?\n\n- answer: text\n"
    found = form(text, 5)
    assert "answers" not in found.offers and {field.name for field in found.fields} == {"results"}
    assert [piece.title for piece in found.pieces] == ["Question: Well?"]


def test_what_is_typed_into_a_box_begins_no_step():
    text = change(PLAN, "Arrive", texts={"0": "One\n### Slide: Two"})
    assert [step.title for step in read(text).script.steps] == ["Arrive", "Tea?", "Write"]
    assert "\\### Slide: Two" in text
    with pytest.raises(Refusal, match="not closed"):
        change(PLAN.replace("### Reflect", "-->\n\n### Reflect"), "Arrive", texts={"0": "<!-- never closed"})


def test_a_part_takes_its_steps_along_and_leaves_them_when_its_heading_goes():
    text = PLAN.replace("### Slide", "## One\n\n### Slide").replace("### Reflect", "## Two (4 min)\n\n### Reflect")
    moved = edit(text, do="move", line=line_of(text, "## Two"), before=line_of(text, "## One"))
    script = read(moved).script
    assert [step.title for step in script.steps] == ["Write", "Arrive", "Tea?"]
    assert [part.title for part in script.parts] == ["Two", "One"]
    alone = edit(text, do="delete", line=line_of(text, "## Two"))
    assert [step.part for step in read(alone).script.steps] == [0, 0, 0]
    assert "## The end (4 min)\n" in edit(text, do="part", line=line_of(text, "## Two"), title="The end")


def test_a_copy_has_an_id_of_its_own_and_what_names_it_follows():
    copy = edit(PLAN, do="copy", line=line_of(PLAN, "Tea?"))
    assert "- id: tea\n" in copy and "- id: tea-2\n" in copy
    block = "### Reflect: All (4 min)\n\n- id: tea\n\nWrite.\n\n### Wall: See\n\n- from: tea\n"
    with_two = edit(PLAN, do="add", line=0, block="### Slide: Last (1 min)\n\nBye.\n")
    assert with_two.startswith(PLAN) and with_two.endswith("\n\n### Slide: Last (1 min)\n\nBye.\n")
    with_wall = edit(PLAN, do="add", line=line_of(PLAN, "Arrive"), block=block)
    assert "- id: tea-2\n" in with_wall and "- from: tea-2\n" in with_wall
    assert [step.title for step in read(with_wall).script.steps] == ["Arrive", "All", "See", "Tea?", "Write"]


def test_a_text_that_went_on_meanwhile_is_not_touched():
    with pytest.raises(Refusal, match="changed meanwhile"):
        edit(PLAN, do="delete", line=5, head="### Slide: Another")
    for told in ({"do": "delete", "line": 6}, {"do": "no"}, {"do": "move", "line": 5, "before": 2}):
        with pytest.raises(Refusal):
            edit(PLAN, **told)


# Any text at all


def _same_without(before: Cut, after: Cut, block: Block) -> bool:
    return others(before, block.body) == others(after, block.body) and before.above == after.above


@settings(suppress_health_check=list(HealthCheck), max_examples=max(120, settings().max_examples))
@given(soup, endings, st.randoms(use_true_random=False))
@example("### A: B", "\n", None)
@example("### Slide: One (2 min)\n1 ", "\n", None)
@example("# Title\n# Title", "\n", None)
@example("### Slide: One (2 min)\n\xa0\n# Title", "\n", None)
@example("# T\n\n### Slide: One\n```\n### Slide: Two\n\n### Slide: Three\n```", "\n", None)
def test_of_any_text_an_edit_touches_its_own_lines_or_nothing(text, ending, chance):
    text = text.replace("\n", ending)
    found = cut(text)
    assert put(found.above, [b.body for b in found.blocks], [b.gap for b in found.blocks]) == text
    for block in found.blocks[:6]:
        to = chance.choice(found.blocks).number if chance else 0
        _try_each(text, found, block, to)


def _try_each(text: str, found: Cut, block: Block, to: int) -> None:
    for told in ({"do": "delete"}, {"do": "copy"}, {"do": "move", "before": to}):
        try:
            made = cut(edit(text, line=block.number, **told))
        except Refusal:
            continue
        assert made.above == found.above
        if told["do"] == "move":
            assert sorted(b.body for b in made.blocks) == sorted(b.body for b in found.blocks)
        elif told["do"] == "delete":
            assert _same_without(found, made, block)
    if block.what == "step":
        _try_form(text, found, block)


def _try_form(text: str, found: Cut, block: Block) -> None:
    try:
        sent = as_sent(form(text, block.number))
    except Refusal:
        return
    if not sent["title"]:
        return
    assert edit(text, do="change", line=block.number, **sent) == text
    try:
        made = cut(edit(text, do="change", line=block.number, **{**sent, "title": "Zz"}))
    except Refusal:
        return
    for old, new in zip(found.blocks, made.blocks, strict=True):
        same = old.body.split("\n")[1:] == new.body.split("\n")[1:] if "\n" in old.body else True
        assert (old.body == new.body) if old.number != block.number else (same or "\r" in old.body)


class TestInOwnWords:
    """A card of a script in German key words: changed, copied and added in its words, and no other byte is touched."""

    TEXT = (
        "# Da\n\n- Sprache: de\n- format: 1\n\n### Umfrage: Wie geht es?  (3 min, bei Bedarf)\n\n"
        "- Kennung: wie\n- results: nach dem Schließen\n\n- ( ) Gut\n- ( ) Schlecht\n\n> Tun: Warten.\n"
    )

    def edit(self, **told) -> str:
        return cards.edited(self.TEXT, {"line": 6, **told}, "s.md", None).text

    def test_a_setting_is_changed(self):
        told = {"title": "Wie geht es?", "length": "3 min", "flag": "if needed"}
        changed = self.edit(do="change", fields={"results": "never", "choose": "bis zu 2"}, **told)
        assert "### Umfrage: Wie geht es?  (3 min, bei Bedarf)\n" in changed, "the heading stays as it was"
        assert "- auswählen: bis zu 2\n" in changed and "- Ergebnisse: nie\n" in changed
        assert self.edit(do="change", fields={"results": "nach dem Schließen"}, **told) == self.TEXT

    def test_a_copy_has_an_id_of_its_own(self):
        copied = self.edit(do="copy")
        assert copied.startswith(self.TEXT.rstrip()) and "- Kennung: wie-2\n- Ergebnisse: nach dem Schließen" in copied

    def test_a_step_that_comes_in_has_the_words_of_the_script(self):
        added = self.edit(do="add", block="### Poll: Noch?\n\n- id: wie\n- answer: words\n")
        assert "### Umfrage: Noch?\n\n- Kennung: wie-2\n- Antwort: Wörter\n" in added
