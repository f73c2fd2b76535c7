"""What is right where no list stands: who gave it, and where in a result it is told."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workshop.script.model import Poll, Right
from workshop.session.choices import Vote
from workshop.session.look_alike import grouping_key
from workshop.session.results import Result, asked


def is_right(right: Right, vote: Vote) -> bool:
    """A number in the range, or one right word among those that somebody wrote."""
    if right.low is not None and right.high is not None:
        return vote.scale is not None and right.low <= vote.scale <= right.high
    return bool(right_words(right, vote.words))


def right_words(right: Right, words: Iterable[str]) -> tuple[str, ...]:
    """Those that look like one of the right ones."""
    keys = {grouping_key(word) for word in right.words}
    return tuple(word for word in words if grouping_key(word) in keys)


def holds_right(poll: Poll, columns: Sequence[tuple[int, int]]) -> list[bool]:
    """Of each column of numbers, whether what is right lies in it."""
    right = poll.right
    if right is None or right.low is None or right.high is None:
        return [False] * len(columns)
    return [first <= right.high and right.low <= last for first, last in columns]


def with_right_words(result: Result, poll: Poll) -> Result:
    """For those who may see what is right: the words of it that stand there."""
    own = right_words(poll.right, result.texts) if poll.right else result.right_texts
    parts = tuple(with_right_words(part, question.poll) for part, question in asked(result, poll))
    return replace(result, right_texts=own, parts=parts)
