"""Texts that are too long for a phone: found in the script, before anybody has to scroll."""

import html
import re
from collections.abc import Iterator

from workshop.rehearsal.findings import finding
from workshop.rehearsal.report import Finding
from workshop.script.model import Breakout, Field, Poll, Prose, Reflect, Script, Step, Tick, Worksheet
from workshop.session.errors import Large
from workshop.util.language import marked, said

BODY = 900  # characters: about a screen and a half on a small phone
CHOICE = 120
LINE = 160  # the words around a blank
TEXT, WITH = marked("The text"), marked("The text with “%(part)s”")
LONG_TEXT = marked("%(what)s has %(n)s characters. About %(most)s can be read without much scrolling.")
LONG_ANSWER = marked("The answer “%(words)s…” has %(n)s characters. Up to %(most)s stay easy to choose.")
LONG_LINE = marked("The line “%(words)s…” has %(n)s characters. Up to %(most)s stay easy to fill in.")


def too_long(script: Script) -> tuple[Finding, ...]:
    return tuple(finding(step, why) for step in script.steps for why in _of(step))


def _of(step: Step) -> Iterator[str]:
    for what, text in _bodies(step):
        if len(text) > BODY:
            yield said(LONG_TEXT, {"what": what, "n": Large(len(text)), "most": BODY})
    for text in _choices(step):
        if len(text) > CHOICE:
            yield said(LONG_ANSWER, {"words": text[:40], "n": len(text), "most": CHOICE})
    for text in _lines(step):
        if len(text) > LINE:
            yield said(LONG_LINE, {"words": text[:40], "n": len(text), "most": LINE})


def _bodies(step: Step) -> Iterator[tuple[str, str]]:
    match step.detail:
        case Reflect(variants=variants) if variants:
            yield from ((said(WITH, {"part": v.label}), plain(step.html + v.html)) for v in variants)
        case Breakout(rounds=rounds) if rounds:
            yield from ((said(WITH, {"part": r.title}), plain(step.html + r.html)) for r in rounds)
        case Worksheet(items=items):
            yield said(TEXT), plain(step.html + "".join(i.html for i in items if isinstance(i, Prose)))
        case _:
            yield said(TEXT), plain(step.html)


def _choices(step: Step) -> Iterator[str]:
    if isinstance(step.detail, Poll):
        polls = (step.detail, *(question.poll for question in step.detail.questions))
        yield from (question.title for question in step.detail.questions)
        yield from (f"{c.label} {c.more}".strip() for poll in polls for c in poll.choices)


def _lines(step: Step) -> Iterator[str]:
    for item in step.detail.items if isinstance(step.detail, Worksheet) else ():
        if isinstance(item, Field):
            yield f"{item.before} {item.after}".strip()
        if isinstance(item, Tick):
            yield item.label


def plain(text: str) -> str:
    """What one reads of a piece of HTML, its white space made one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
