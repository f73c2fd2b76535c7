"""The words and the code are one: each sentence of the promise has a test, and a new or changed one fails until it has.

`sentences.txt` is the table: what a sentence's words come to, who tests it, how it begins. `limit` says what is not
protected, `advice` what people do, `plain` what promises nothing.
"""

import ast
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from workshop.util import catalogues
from workshop.util.language import CATALOGUES

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("sentences.txt")
ABOVE_THE_BOXES = (
    "macros/macros.html", "macros/polls.html", "macros/worksheets.html", "fragments/participant/_who_sees.html",
    "fragments/participant/_circle.html", "fragments/participant/_room_note.html", "pages/promise.html",
    "pages/kept.html", "pages/questions.html",
)  # fmt: skip
# Of those files, what promises something: it says who reads, sees, keeps, forgets, counts or may guess.
PROMISING = re.compile(
    r"\b(reads?|readers|see|sees|shows?|shown|kept?|keeps?|forgets?|guess|anonymous|delete[ds]?|counts?|sealed|secret"
    r"|notes|name|names|cookie|only|copie[sd]|phones?|private|stands|choose|https|screen|alike|write|said|nobody)\b",
    re.IGNORECASE,
)  # fmt: skip
NO_TEST = {"limit", "advice", "plain"}


def sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.?:!])(?:\*\*|”|\))?\s+(?=[“\"*A-Z(])", " ".join(text.split()))
    return [part for part in parts if part]


def of_the_page() -> list[str]:
    found = []
    for block in re.split(r"\n\s*\n|\n(?=- |\d+\. |\||#)", (ROOT / "docs/privacy.md").read_text()):
        block = block.strip()
        if block.startswith("|"):
            found += [] if block.startswith("| What") or not set(block) - set("|- ") else [block]
        elif block and not block.startswith("#"):
            found += sentences(re.sub(r"^(- |\d+\. )", "", block))
    return found


def of_the_phone(names: Iterable[str] = ABOVE_THE_BOXES) -> list[str]:
    said = re.compile(r'{%-? trans\b[^%]*%}(.*?){%-? endtrans|\bN?_\("((?:[^"\\]|\\.)*)"', re.DOTALL)
    texts = (m[1] or m[2] for name in names for m in said.finditer((ROOT / "templates" / name).read_text()))
    return [text for text in dict.fromkeys(texts) if text and " " in text and PROMISING.search(text)]


def mark(sentence: str) -> str:
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:8]


def table() -> dict[str, list[str]]:
    rows = (line.split("  ", 2) for line in TABLE.read_text().splitlines() if line and not line.startswith("#"))
    return {id_: tests.split(",") for id_, tests, _ in rows}


@cache
def known_in(name: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / name).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("told", [of_the_page, of_the_phone], ids=["page", "phone"])
def test_every_sentence_has_a_test(told) -> None:
    known = table()
    without = [f"{mark(sentence)}  ?  {sentence[:70]}" for sentence in told() if mark(sentence) not in known]
    assert without == [], "Name the test that holds each of these, in tests/attack/sentences.txt."


def test_no_row_is_of_a_sentence_that_is_gone() -> None:
    told = {mark(sentence) for sentence in (*of_the_page(), *of_the_phone())}
    assert set(table()) - told == set()


def test_every_test_that_is_named_is_there() -> None:
    named = {test for tests in table().values() for test in tests} - NO_TEST
    missing = [test for test in named if test.partition("::")[2] not in known_in(test.partition("::")[0])]
    assert missing == []


def test_what_is_promised_to_people_is_no_mere_limit() -> None:
    """A sentence without a test is about what the program does not do, or says nothing of it."""
    known = table()
    body = (ROOT / "docs/privacy.md").read_text()
    promised = body.partition("## What it cannot do")[0]
    limits = [s for s in of_the_page() if known[mark(s)][0] in ("limit", "advice") and s in " ".join(promised.split())]
    assert limits == []


PROMISES = (*ABOVE_THE_BOXES, "pages/join.html", "pages/here.html", "pages/my_link.html", "pages/my_move.html")
CODES = sorted(path.name.replace("_", "-") for path in CATALOGUES.iterdir() if path.is_dir())


def untold(code: str, sentences: Iterable[str]) -> list[str]:
    """Those that this language says in English; each as its catalogue knows it, with its named places."""
    with catalogues.path(code, catalogues.MESSAGES).open("rb") as file:
        known = {" ".join(str(m.id).split()): m.string for m in read_po(file) if isinstance(m.id, str) and not m.fuzzy}
    named = (re.sub(r"{{ *(\w+) *}}", r"%(\1)s", " ".join(each.split())) for each in sentences)
    return [each for each in named if not known.get(each)]


@pytest.mark.parametrize("code", CODES)
def test_what_people_consent_to_is_said_in_their_language(code: str) -> None:
    """Whole: a promise of which one sentence is in another language was not given to whoever cannot read that."""
    assert untold(code, of_the_phone(PROMISES)) == []


def test_control_a_sentence_that_nobody_translated_is_found() -> None:
    assert untold("fr", ["Whoever is in the room reads what you wrote to {{ name }}."]) != []


def test_control_another_word_is_another_sentence() -> None:
    first = of_the_page()[3]
    assert mark(first) in table()
    assert mark(first.replace("who", "that")) not in table()
