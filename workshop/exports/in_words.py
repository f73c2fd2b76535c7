"""A result in a few lines of plain text, for a mail or a notebook. Rounded numbers as sizes."""

from collections.abc import Iterator
from dataclasses import replace

from workshop.exports import facts, wording
from workshop.script.model import Form, Poll
from workshop.session.results import Bar, Result, asked
from workshop.util.language import apart, comma, figure, said, told


def lines(poll: Poll, result: Result) -> Iterator[str]:
    """Without the question, which stands above them. None of them tells more than the chart does."""
    yield from (f"- {apart(wording.answer(poll, bar.label))}: {_size(bar)}" for bar in _named(poll, result.bars))
    for nth, (label, place) in enumerate(result.ranks, 1):
        yield f"{round(place) if result.rounded else nth}. {apart(label)}"
    for thing, bars in result.sorted:
        yield f"- {apart(thing)}: {comma().join(f'{apart(bar.label)} {_size(bar)}' for bar in bars)}"
    for row in result.rows:
        told = comma().join(f"{apart(bar.label)} {_size(bar)}" for bar in row.bars)
        yield f"- {apart(row.label)}: {told or wording.kept_back(row, result.k)}"
    for part, question in asked(result, poll):
        yield question.title
        yield from lines(question.poll, part) if not part.hidden else [wording.kept_back(part, part.k)]
    if poll.form is Form.WORDS and result.texts:
        yield comma().join(_often(word, times) for word, times in facts.words(result.texts))
    if result.average is not None:
        yield said("On average %(average)s", {"average": figure(result.average)})
    if right := wording.right(poll, result):
        yield right
    if moved := result.movement:
        ways = zip(wording.moved(), (moved.up, moved.same, moved.down), strict=True)
        yield "; ".join(f"{way}: {_size(bar)}" for way, bar in ways)


def without_texts(result: Result) -> Result:
    """The numbers alone, no word that anybody wrote."""
    return replace(result, texts=(), parts=tuple(map(without_texts, result.parts)))


def _named(poll: Poll, bars: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """Of the body, or a picture, only the places that were named: "under 10 %" may be none."""
    return tuple(bar for bar in bars if bar.count or bar.percent > 4) if poll.form in (Form.BODY, Form.SPOT) else bars


def _size(bar: Bar) -> str:
    return f"{bar.count} ({bar.text})" if bar.count is not None else told(bar.text, rounded=True)


def _often(word: str, times: int) -> str:
    return f"{apart(word)} ({times})" if times > 1 else apart(word)
