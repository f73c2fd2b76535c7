"""A result in a few lines of plain text, for a mail or a notebook. Rounded numbers as sizes."""

from collections.abc import Iterator
from dataclasses import replace

from workshop.exports import facts, wording
from workshop.script.model import Form, Poll
from workshop.session.results import Bar, Result, asked
from workshop.util.language import apart, comma, figure, said, told


def lines(poll: Poll, result: Result) -> Iterator[str]:
    """Without the question, which stands above them. None of them tells more than the chart does."""
    yield from _answers(poll, _named(poll, result.bars))
    for nth, (label, place) in enumerate(result.ranks, 1):
        yield f"{round(place) if result.rounded else nth}. {apart(label)}"
    for thing, bars in result.sorted:
        yield f"- {apart(thing)}: {_sizes(bars)}"
    for row in result.rows:
        yield f"- {apart(row.label)}: {_sizes(row.bars) or wording.kept_back(row, result.k)}"
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


def _answers(poll: Poll, bars: tuple[Bar, ...]) -> Iterator[str]:
    labels = [apart(wording.answer(poll, bar.label)) for bar in bars]
    if alike := _alike(bars):
        yield f"- {comma().join(labels)}: {alike}"
    else:
        yield from (f"- {label}: {_size(bar)}" for label, bar in zip(labels, bars, strict=True))


def _sizes(bars: tuple[Bar, ...]) -> str:
    return _alike(bars) or comma().join(f"{apart(bar.label)} {_size(bar)}" for bar in bars)


def _alike(bars: tuple[Bar, ...]) -> str:
    """A size in words that all of them have is said once. "" where they differ, or were counted."""
    if len(bars) < 2 or bars[0].count is not None or len({bar.text for bar in bars}) > 1:
        return ""
    size = told(bars[0].text, rounded=True)
    return said("%(size)s each", {"size": size}) if bars[0].percent else size


def _size(bar: Bar) -> str:
    return f"{bar.count} ({bar.text})" if bar.count is not None else told(bar.text, rounded=True)


def _often(word: str, times: int) -> str:
    return f"{apart(word)} ({times})" if times > 1 else apart(word)
