"""`right:` of a poll without a list: whether it fits how people answer, and what of it counts."""

from .drafts import Draft
from .messages import Report
from .model import Form, Poll, Right

LONGEST_WORD = 60  # as people may type them


def right_answer(poll: Poll, draft: Draft, report: Report) -> Right | None:
    right = draft.settings.maybe("right", Right)
    if right is None or not draft.answers_here:
        return None
    if poll.form is Form.WORDS:
        return _words(right, draft, report)
    if poll.form in (Form.NUMBER, Form.SCALE):
        return _number(right, poll, draft, report)
    report.add("E260", draft.written("right").name_place())
    return None


def _words(right: Right, draft: Draft, report: Report) -> Right:
    long = next((word for word in right.words if len(word) > LONGEST_WORD), None)
    if long:
        report.add("E260.long", draft.written("right").place(), most=LONGEST_WORD)
    return Right(words=right.words)


def _number(right: Right, poll: Poll, draft: Draft, report: Report) -> Right | None:
    written, bounds = draft.written("right"), poll.scale or poll.number
    if right.low is None or right.high is None:
        report.add("E260.number", written.place(), value=written.value)
        return None
    low, high = (bounds.low, bounds.high) if bounds else (None, None)
    if low is not None and high is not None and (right.high < low or right.low > high):
        report.add("E260.outside", written.place(), low=low, high=high, line=draft.written("answer").line.number)
    return Right(right.low, right.high, margin=right.margin)
