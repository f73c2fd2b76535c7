"""A text for those who took part, to copy into a mail: thank you, what the room answered, where to read on."""

from collections.abc import Iterable, Iterator
from datetime import date

from workshop.exports import in_words
from workshop.exports.plain import plain
from workshop.script.model import Step
from workshop.session.told_to_room import Told
from workshop.util.language import gap, long_date, marked, said

THANKS = marked("Thank you for being there: “%(title)s”.")
ANSWERED = marked("What we answered together")
FURTHER = marked("To read on")
NOTES = marked(
    "Your own notes are at %(address)s, with the phone or the browser that you took part with, or by your private link."
)
UNTIL = marked("They are deleted on %(day)s.")


def letter(title: str, results: Iterable[Told], resources: Iterable[Step], address: str, until: date | None) -> str:
    """Only what the room was shown: `results` come from `told_to_room`, `resources` from the phones' own list."""
    answered = ["\n".join([told.step.title, *in_words.lines(told.poll, told.result)]) for told in results]
    further = [f"{step.title}\n{plain(step.html)}" for step in resources]
    parts = [
        said(THANKS, {"title": title}),
        *_under(said(ANSWERED), answered),
        *_under(said(FURTHER), further),
        gap().join([said(NOTES, {"address": address}), *([said(UNTIL, {"day": long_date(until)})] if until else [])]),
    ]
    return "\n\n".join(parts)


def _under(heading: str, blocks: list[str]) -> Iterator[str]:
    if blocks:
        yield heading
        yield from blocks
