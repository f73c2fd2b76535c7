"""No box cuts what is written: each knows how long a text may be, and the server refuses the first that is longer."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
import requests

from tests.conftest import Hall
from tests.support.browser import Visitor
from workshop.authoring import shared_library
from workshop.people import join
from workshop.places import names
from workshop.script.model import Form, Poll
from workshop.session import choices, lengths, note_rules
from workshop.session.errors import Refused
from workshop.web.host import own_look

ROOT = Path(__file__).resolve().parents[2]
BOXES = [
    (path.relative_to(ROOT / "templates").as_posix(), box)
    for path in sorted((ROOT / "templates").rglob("*.html"))
    for box in re.findall(r"<(?:textarea|input)\b(?:\{\{.*?\}\}|[^>])*>", path.read_text("utf-8"))
]
SHORT = (
    r'type="(hidden|checkbox|radio|range|file|date|time|number|color|password|'
    r'\{\{ type \}\})"|\b(readonly|hidden)\b'
)
# Read whole, whatever its length, and what does not fit is said; of the invitation, which no server reads, all fits.
TIDIED = {"code", "q", "people", "sessions", "megabytes", "{{ name }}"}
FILES = {
    "host/_card_form.html",
    "host/_part_form.html",
    "host/_title_form.html",
    "macros/host_settings.html",
    "host/help_lines.html",
    "host/plan.html",
    "host/plan_review.html",
}  # what is written there goes into a file: only the file has a size
MOST = {
    "word": choices.WORD_LENGTH, "word{{ at }}": choices.WORD_LENGTH,
    "other": choices.OTHER_LENGTH, "nickname": join.NAME_GRAPHEMES,
    "partner": join.PARTNER_LENGTH, "name": join.NAME_GRAPHEMES, "line": lengths.LINE, "answers": lengths.STEP_ANSWERS,
}  # fmt: skip
MOST_BY_ID = {
    "message-text": lengths.MESSAGE, "reply-text": lengths.MESSAGE, "new-title": lengths.STEP_TITLE,
    "new-text": lengths.STEP_TEXT, "insert-text": lengths.STEP_WRITTEN, "title": 200, "heap-name": lengths.LINE,
    "key-name": names.LETTERS, "place-name": names.LETTERS, "name-{{ each.id }}": names.LETTERS,
    "taker-name": names.LETTERS, "passkey-name": names.LETTERS, "in-words": "{{ longest }}",
    "words-{{ n }}": "{{ longest }}", "logo-name": own_look.LONGEST_NAME, "piece-name": "{{ longest }}",
    "question": "{{ length }}",
    "sentence": shared_library.SENTENCE_LETTERS,
}  # fmt: skip


def name(box: str, which: str = "name") -> str:
    found = re.search(rf'\b{which}="([^"]*)"', box)
    return found[1] if found else ""


def test_no_box_cuts():
    assert len(BOXES) > 40
    assert not [(path, box) for path, box in BOXES if re.search("maxlength", box, re.I)]


def test_every_box_for_words_says_how_long_they_may_be():
    for path, box in BOXES:
        if re.search(SHORT, box) or name(box) in TIDIED or path in FILES:
            continue
        written = choices.TEXT_LENGTH if path == "macros/polls.html" else note_rules.NOTE_LENGTH
        most = MOST_BY_ID.get(name(box, "id")) or MOST.get(name(box)) or written
        assert f'data-limit="{most}"' in box, (path, box)


def vote(form: Form, **body: object) -> None:
    choices.read_vote(Poll(form=form, most=1, other=True), body)


@pytest.mark.parametrize(
    ("most", "take"),
    [
        (choices.TEXT_LENGTH, lambda text: vote(Form.TEXT, text=text)),
        (choices.WORD_LENGTH, lambda text: vote(Form.WORDS, words=[text])),
        (choices.OTHER_LENGTH, lambda text: vote(Form.ONE, choice=[], other=text)),
        (note_rules.NOTE_LENGTH, note_rules.kept_text),
        (join.NAME_GRAPHEMES, join.clean_name),
    ],
)
def test_the_server_takes_as_much_and_not_one_more(most: int, take: Callable[[str], object]):
    take(f"  {'a' * most}  ")
    with pytest.raises(Refused, match=f"{most:,}"):
        take("a" * (most + 1))


def test_what_whoever_leads_writes(hall: Hall):
    for most, command, more in (
        (lengths.MESSAGE, "message", {}),
        (lengths.STEP_TITLE, "insert", {"kind": "slide", "to": "title", "text": "Look."}),
        (lengths.STEP_TEXT, "insert", {"kind": "slide", "to": "text", "title": "One more"}),
        (lengths.STEP_WRITTEN, "insert", {}),
    ):
        to = more.get("to", "text")
        body = {**{k: v for k, v in more.items() if k != "to"}, to: "a" * (most + 1)}
        answer = hall.server.command(hall.id, command, **body)
        assert answer["status"] != "ok" and f"{most:,}" in str(answer), answer


def test_a_name_that_is_too_long_comes_back_whole(hall: Hall):
    ann = Visitor(hall.server)
    page = ann.post("/join", code=hall.code, nickname="A" * 500)
    assert page.status_code == 422
    assert "Up to 40 letters" in page.text
    assert "A" * 500 in page.text


class TestOtherWordsUnderMyNotes:
    """Without JavaScript no box counts: what the server cannot keep comes back to whoever wrote it, with the reason."""

    def edited(self, hall: Hall, text: str, written: str = "First") -> tuple[Visitor, requests.Response]:
        [ann] = hall.join("Ann")
        step = hall.go("breakout")
        if written:
            assert ann.op(f"note:{step}", {"text": written, "sees": "only me"})["status"] == "ok"
        visitor = Visitor(hall.server)
        visitor.http.cookies.set(*hall.cookies["Ann"].split("=", 1))
        page = f"/my/{hall.id}"
        return visitor, visitor.post(f"{page}/edit", page, step=step, field="", text=text)

    @pytest.mark.parametrize(("text", "ok"), [("a" * 8000, True), ("a" * 8001, False), ("🌱" * 8000, True)])
    def test_as_much_as_there_is_room_for(self, hall: Hall, text: str, ok: bool):
        ann, answer = self.edited(hall, text)
        assert answer.status_code == (303 if ok else 422)
        assert text in (ann.get(f"/my/{hall.id}").text if ok else answer.text)

    @pytest.mark.parametrize("text", ["\r\nOne\r\n" + "ä" * 9000, "<b>" + "🌱" * 60_000])
    def test_more_comes_back_whole_and_says_why(self, hall: Hall, text: str):
        ann, answer = self.edited(hall, text)
        assert answer.status_code == 422
        assert "longer than 8,000 characters" in answer.text and 'aria-invalid="true"' in answer.text
        assert escape(text).replace("\r\n", "\n") in answer.text.replace("\r\n", "\n")
        assert "First" in ann.get(f"/my/{hall.id}").text

    def test_a_text_that_is_gone_meanwhile_takes_no_words_with_it(self, hall: Hall):
        _, answer = self.edited(hall, "Other words", written="")
        assert answer.status_code == 422
        assert "not here any more" in answer.text and "Other words" in answer.text
