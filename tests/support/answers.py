"""Somebody answers: a valid body for any poll, different people differently."""

from typing import Any

from workshop.script.model import Form, Poll

REGIONS = ("chest", "belly", "throat", "jaw")


def answer(poll: Poll, person: int, word: str = "calm") -> dict[str, Any]:
    """The body of a vote (docs/protocol.md). `person` 0, 1, 2 … choose differently."""
    if poll.form is Form.PAGE:
        return {"page": [answer(question.poll, person, word) for question in poll.questions]}
    return _one(poll, person, word)


def _one(poll: Poll, person: int, word: str) -> dict[str, Any]:
    many = len(poll.choices)
    match poll.form:
        case Form.ONE:
            return {"choice": [person % many]}
        case Form.SEVERAL:
            return {"choice": sorted({(person + i) % many for i in range(max(poll.least, 1))})}
        case Form.RANKING:
            return {"choice": [(person + i) % many for i in range(many)]}
        case Form.SCALE | Form.NUMBER | Form.SPOT:
            low, high = (poll.scale.low, poll.scale.high) if poll.scale else (0, 60)
            return {"scale": low + person % (high - low + 1)}
        case Form.WORDS | Form.TEXT:
            return {"words": [word]} if poll.form is Form.WORDS else {"text": word}
        case Form.BODY:
            return {"regions": [REGIONS[person % len(REGIONS)]]}
        case Form.SORT:
            return {"sort": [person % len(poll.bins) for _ in poll.choices]}
        case Form.ROWS:
            return {"rows": [1 + (person + i) % len(poll.bins) for i in range(many)]}
        case Form.DOTS | Form.POINTS:
            return {"dots": [poll.most if i == person % len(poll.choices) else 0 for i in range(len(poll.choices))]}
