"""One person's answer to a poll: read from a message, checked against the poll, packed for sealing."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshop.script.model import Form, Poll
from workshop.session.errors import Large, Refused
from workshop.session.look_alike import composed
from workshop.session.spots import SIDE

WORD_LENGTH = 60
TEXT_LENGTH = 1000
OTHER_LENGTH = 120
LARGEST_NUMBER = 999_999_999
BODY_REGIONS = (
    "head", "eyes", "jaw", "throat", "shoulders", "chest", "arms", "hands", "belly", "back", "legs", "feet",
    "nowhere",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vote:
    """`choice`: indices; `words`: words, one text, body regions, or the own words beside a choice; `sort`: the bin's
    index for each thing, the dots or points on each answer, or the place on the scale of each statement (1 is the
    lowest, 0: left out)."""

    passed: bool = False
    choice: tuple[int, ...] = ()
    scale: int | None = None
    words: tuple[str, ...] = ()
    sort: tuple[int, ...] = ()
    before: int | None = None
    parts: tuple["Vote", ...] = ()  # of a page: one for each question, a pass where it was left out


PASS = Vote(passed=True)


def read_vote(poll: Poll, body: Mapping[str, Any]) -> Vote:
    """The answer in a vote's body (shapes: docs/protocol.md). Raises Refused with a sentence for the person."""
    readers = {
        Form.ONE: _choice, Form.SEVERAL: _choice, Form.RANKING: _choice, Form.SCALE: _scale,
        Form.WORDS: _words, Form.TEXT: _text, Form.BODY: _regions, Form.SORT: _sort, Form.DOTS: _dots,
        Form.POINTS: _dots, Form.ROWS: _rows, Form.NUMBER: _number, Form.PAGE: _page,
        Form.SPOT: _spot,
    }  # fmt: skip
    return readers[poll.form](poll, body)


def _choice(poll: Poll, body: Mapping[str, Any]) -> Vote:
    picked = body.get("choice")
    if not isinstance(picked, list) or not all(type(i) is int and 0 <= i < len(poll.choices) for i in picked):
        raise Refused("Please choose from the answers on the screen.")
    if len(set(picked)) != len(picked):
        raise Refused("Each answer counts once.")
    other = _other(poll, body.get("other", ""))
    least, most = _bounds(poll)
    if not least <= len(picked) + len(other) <= most:
        raise Refused("Please put all of them in order.") if poll.form is Form.RANKING else _how_many(least, most)
    ordered = picked if poll.form is Form.RANKING else sorted(picked)
    return Vote(choice=tuple(ordered), words=other, before=_before(poll, body))


def _other(poll: Poll, text: Any) -> tuple[str, ...]:
    """The answer in own words, where the poll takes one; none where nothing is written."""
    if not isinstance(text, str) or (text and not takes_other(poll)):
        raise Refused("Please choose from the answers on the screen.")
    cleaned = clean(text)
    if len(cleaned) > OTHER_LENGTH:
        raise Refused("That is a little long. Up to %(n)s letters, please.", n=OTHER_LENGTH)
    return (cleaned,) if cleaned else ()


def takes_other(poll: Poll) -> bool:
    return poll.other and poll.form in (Form.ONE, Form.SEVERAL)


def _bounds(poll: Poll) -> tuple[int, int]:
    if poll.form is Form.ONE:
        return 1, 1
    if poll.form is Form.RANKING:
        return len(poll.choices), len(poll.choices)
    return poll.least, poll.most


def _how_many(least: int, most: int) -> Refused:
    if least == most == 1:
        return Refused("Please choose one answer.")
    if least == most:
        return Refused("Please choose %(n)s answers.", n=most)
    return Refused("Please choose up to %(n)s answers.", n=most)


def _scale(poll: Poll, body: Mapping[str, Any]) -> Vote:
    value = body.get("scale")
    assert poll.scale is not None
    if type(value) is not int or not poll.scale.low <= value <= poll.scale.high:
        raise Refused("Please choose a number from %(low)s to %(high)s.", low=poll.scale.low, high=poll.scale.high)
    return Vote(scale=value, before=_before(poll, body))


def _number(poll: Poll, body: Mapping[str, Any]) -> Vote:
    value, number = body.get("scale"), poll.number
    if type(value) is not int or abs(value) > LARGEST_NUMBER:
        raise Refused("Please write a whole number.")
    if number and number.low is not None and number.high is not None and not number.low <= value <= number.high:
        raise Refused("Please choose a number from %(low)s to %(high)s.", low=number.low, high=number.high)
    return Vote(scale=value)


def _spot(poll: Poll, body: Mapping[str, Any]) -> Vote:
    cell = body.get("scale")
    if type(cell) is not int or not 0 <= cell < SIDE * SIDE:
        raise Refused("Please choose a place on the picture.")
    return Vote(scale=cell)


def _words(poll: Poll, body: Mapping[str, Any]) -> Vote:
    words = body.get("words")
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise Refused("Please write a word.")
    cleaned = [w for w in (clean(w) for w in words) if w]
    if not 1 <= len(cleaned) <= max(poll.most, 1):
        raise Refused("Up to %(n)s words, please.", n=poll.most) if cleaned else Refused("Please write a word.")
    if any(len(w) > WORD_LENGTH for w in cleaned):
        raise Refused("That is a little long. Up to %(n)s letters, please.", n=WORD_LENGTH)
    return Vote(words=tuple(cleaned))


def _text(poll: Poll, body: Mapping[str, Any]) -> Vote:
    text = body.get("text")
    if not isinstance(text, str) or not (cleaned := clean(text, lines=True)):
        raise Refused("Please write something first.")
    if len(cleaned) > TEXT_LENGTH:
        raise Refused("That is a little long. Up to %(n)s characters, please.", n=Large(TEXT_LENGTH))
    return Vote(words=(cleaned,))


def _regions(poll: Poll, body: Mapping[str, Any]) -> Vote:
    regions = body.get("regions")
    if not isinstance(regions, list) or not regions or not all(r in BODY_REGIONS for r in regions):
        raise Refused("Please choose a place in the body, or nowhere.")
    return Vote(words=tuple(r for r in BODY_REGIONS if r in regions))


def _sort(poll: Poll, body: Mapping[str, Any]) -> Vote:
    places = body.get("sort")
    if not isinstance(places, list) or len(places) != len(poll.choices):
        raise Refused("Please find a place for each of them.")
    if not all(type(i) is int and 0 <= i < len(poll.bins) for i in places):
        raise Refused("Please find a place for each of them.")
    return Vote(sort=tuple(places))


def _dots(poll: Poll, body: Mapping[str, Any]) -> Vote:
    given = body.get("dots")
    if not isinstance(given, list) or len(given) != len(poll.choices):
        raise Refused("Please choose from the answers on the screen.")
    if not all(type(n) is int and 0 <= n <= poll.most for n in given) or not poll.least <= sum(given) <= poll.most:
        if poll.form is Form.POINTS:
            raise Refused("Please give exactly %(n)s points.", n=poll.most)
        raise Refused("Please give up to %(n)s dots.", n=poll.most)
    return Vote(sort=tuple(given))


def _rows(poll: Poll, body: Mapping[str, Any]) -> Vote:
    given = body.get("rows")
    if not isinstance(given, list) or len(given) != len(poll.choices):
        raise Refused("Please choose from the answers on the screen.")
    if not all(n is None or (type(n) is int and 0 <= n <= len(poll.bins)) for n in given):
        raise Refused("Please choose from the answers on the screen.")
    if not any(given):
        raise Refused("Please give a number to one line at least.")
    return Vote(sort=tuple(n or 0 for n in given))


def _page(poll: Poll, body: Mapping[str, Any]) -> Vote:
    """Each question as if it were asked alone; null where it is left out."""
    given = body.get("page")
    if not isinstance(given, list) or len(given) != len(poll.questions):
        raise Refused("Please choose from the answers on the screen.")
    if not all(answer is None or isinstance(answer, dict) for answer in given):
        raise Refused("Please choose from the answers on the screen.")
    parts = tuple(
        PASS if answer is None else read_vote(question.poll, answer)
        for question, answer in zip(poll.questions, given, strict=True)
    )
    if all(part.passed for part in parts):
        raise Refused("Please answer one question at least.")
    return Vote(parts=parts)


def _before(poll: Poll, body: Mapping[str, Any]) -> int | None:
    """A check-in's first answer, from the phone's own memory: a scale value or an index."""
    before = body.get("before")
    low, high = (poll.scale.low, poll.scale.high) if poll.scale else (0, len(poll.choices) - 1)
    return before if poll.series and type(before) is int and low <= before <= high else None


def clean(text: str, lines: bool = False) -> str:
    """Text as a person meant it: no control characters, direction overrides or towers of accents; in NFC.

    Raises Refused for what is not text at all (NUL, lone surrogates).
    """
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise Refused("There is a character in this text that cannot be kept. Please write it anew.")
    text = composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    kept, marks = [], 0
    for c in text:
        marks = marks + 1 if unicodedata.combining(c) else 0
        if marks > 8 or c in "\u202a\u202b\u202d\u202e\u202c":
            continue
        if unicodedata.category(c) == "Cc" and not (lines and c in "\n\t"):
            c = " "
        kept.append(c)
    return composed("".join(kept).strip())  # once more: what was left out may have stood between


def pack(vote: Vote) -> str:
    """The vote as short JSON, the same for the same vote."""
    return json.dumps(_as_list(vote), separators=(",", ":"), ensure_ascii=False)


def _as_list(vote: Vote) -> list[Any]:
    own = [int(vote.passed), vote.choice, vote.scale, vote.words, vote.sort, vote.before]
    return [*own, [_as_list(part) for part in vote.parts]] if vote.parts else own


def unpack(text: str) -> Vote:
    return _from_list(json.loads(text))


def _from_list(told: list[Any]) -> Vote:
    passed, choice, scale, words, sort, before = told[:6]
    parts = tuple(_from_list(part) for part in (told[6] if len(told) > 6 else ()))
    return Vote(bool(passed), tuple(choice), scale, tuple(words), tuple(sort), before, parts)


def as_body(vote: Vote, poll: Poll) -> dict[str, Any]:
    """The vote in the shape of a vote's body, for the person who gave it. A pass is {"pass": true}."""
    if vote.passed:
        return {"pass": True}
    match poll.form:
        case Form.SCALE | Form.NUMBER | Form.SPOT:
            return {"scale": vote.scale}
        case Form.WORDS:
            return {"words": list(vote.words)}
        case Form.TEXT:
            return {"text": vote.words[0]}
        case Form.BODY:
            return {"regions": list(vote.words)}
        case Form.SORT:
            return {"sort": list(vote.sort)}
        case Form.DOTS | Form.POINTS:
            return {"dots": list(vote.sort)}
        case Form.ROWS:
            return {"rows": list(vote.sort)}
        case Form.PAGE:
            parts = zip(vote.parts, poll.questions, strict=True)
            return {"page": [None if part.passed else as_body(part, question.poll) for part, question in parts]}
        case _:
            return {"choice": list(vote.choice), **({"other": vote.words[0]} if vote.words else {})}


def vote_bytes(poll: Poll) -> int:
    """Bytes every sealed vote of this poll is padded to, so that length says nothing."""
    if poll.form is Form.PAGE:
        return sum(vote_bytes(question.poll) for question in poll.questions) + 64
    return _bytes_of(poll.form, poll.most, takes_other(poll))


def _bytes_of(form: Form, most: int, other: bool) -> int:
    if other:
        return 4 * OTHER_LENGTH + 256
    match form:
        case Form.TEXT:
            return 4 * TEXT_LENGTH + 256
        case Form.WORDS:
            return 4 * WORD_LENGTH * max(most, 1) + 128
        case _:
            return 256
