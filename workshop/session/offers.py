"""What the script offers when the room needs it: conditions checked on what is published, never on a hidden vote."""

from dataclasses import dataclass

from workshop.script.model import Detail, Offer, Poll, Script, Show, Step
from workshop.session import bands
from workshop.session.results import Bar, Result
from workshop.session.state import Session

LASTS = 2  # steps: what the room showed longer ago is no reason any more


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A step of the drawer whose moment seems to have come, and why. Nothing jumps by itself."""

    step: Step
    when: str


def suggested(session: Session, moments: int) -> tuple[Suggestion, ...]:
    """`moments`: how many people need a moment now."""
    if session.phase != "live":
        return ()
    found = {o.step: o for o in _offers(session) if _holds(session, o, moments)}
    steps = [(session.script.step(step), offer) for step, offer in found.items()]
    return tuple(Suggestion(step, moment(session.script, offer)) for step, offer in steps if step)


def moment(script: Script, offer: Offer) -> str:
    """When it is offered, as whoever leads reads it: a question by its title."""
    asked = script.step(offer.poll) if offer.poll else None
    if asked is None:
        return offer.when
    before, _, after = f"{offer.when} ".rpartition(f" {offer.poll} ")
    return f"{before} “{asked.title}” {after}".strip()


def _offers(session: Session) -> list[Offer]:
    """Of the steps the room was at just now, for drawer steps that were neither inserted nor declined."""
    lately = {visit.step for visit in session.visits[-1 - LASTS :]}
    parts = session.parts
    here = parts.get(session.current)
    written = [o for s in session.script.steps if s.id in lately and parts.get(s.id) == here for o in s.offers]
    return [o for o in written if o.step not in session.order and o.step not in session.declined]


def _holds(session: Session, offer: Offer, moments: int) -> bool:
    if not offer.poll:
        return moments >= offer.at_least
    run, asked = session.poll(offer.poll), session.script.step(offer.poll)
    result = run.result if run else None
    if result is None or result.hidden or _is_for_nobody(asked):
        return False
    if offer.average:
        mean = _average(asked.detail if asked else None, result)
        return mean is not None and (mean >= offer.at_least if offer.average == "or more" else mean <= offer.at_least)
    return _met(offer, result)


def _is_for_nobody(asked: Step | None) -> bool:
    """Of a result that no one is to see an offer would tell those who lead."""
    return asked is not None and isinstance(asked.detail, Poll) and asked.detail.results is Show.NEVER


def _average(asked: Detail | None, result: Result) -> float | None:
    """As it is told; in a small sensitive round, which is told none, about what its bands are drawn like.

    Else such a room, for which most offers are written, would never be offered anything.
    """
    if result.average is not None or not isinstance(asked, Poll) or asked.scale is None:
        return result.average
    drawn = sum(bar.percent for bar in result.bars)
    sums = (bar.percent * sum(bounds) / 2 for bar, bounds in zip(result.bars, asked.scale.bins, strict=False))
    return sum(sums) / drawn if drawn else None


def _met(offer: Offer, result: Result) -> bool:
    named = [bar for bar in result.bars if bar.label in offer.labels]
    if offer.percent:
        return sum(_percent(bar) for bar in named) >= offer.at_least
    return sum(_least(bar, result) for bar in named) >= offer.at_least


def _least(bar: Bar, result: Result) -> float:
    """How many gave this answer; where only rounded shares may be told, as many as they prove."""
    if bar.count is not None:
        return bar.count
    people = int(result.n_text.removesuffix("+")) if result.n_text.removesuffix("+").isdigit() else 0
    proven = bar.percent - 5 if bar.text.endswith("%") else _percent(bar)
    return people * max(0, proven) / 100


def _percent(bar: Bar) -> int:
    """The share, or what a band in words proves of it."""
    return bar.percent if bar.count is not None or bar.text.endswith("%") else bands.PROVEN.get(bar.text, 0)
