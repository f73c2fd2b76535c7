"""The frozen script, made of the drafts once all of them are read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from . import body, headings, help_lines, markup
from .drafts import Draftbook
from .messages import Report
from .model import Part, Script, Step
from .scanner import scan


def script_of(book: Draftbook) -> Script:
    """The drafts as the frozen script, its HTML sanitised; a step with an error is marked `broken`."""
    steps = tuple(_placed(draft.done, book.parts) for draft in book.drafts)
    help_html = _public(book.help_source)
    shown = [book.invitation.html, help_html, *(p.html for p in book.parts), *map(_everything, steps)]
    media = dict.fromkeys(path for html in shown for path in markup.media_in(html))
    return Script(
        title=headings.title_of(book.head, Report()) if book.head.level == 1 else "",
        rules=book.rules,
        parts=tuple(book.parts),
        steps=steps,
        html=book.invitation.html,
        notes=book.invitation.notes,
        help_html=help_html,
        open_lines=len(help_lines.gaps(book.help_source)),
        media=tuple(media),
    )


def _placed(step: Step, parts: Sequence[Part]) -> Step:
    """A part that is optional or for need makes its steps so."""
    part = parts[step.part]
    return replace(step, optional=step.optional or part.optional, if_needed=step.if_needed or part.if_needed)


def _public(source: str) -> str:
    """The help file as HTML: its notes and comments stay here, its headings are small ones."""
    lines = [
        replace(line, shown=re.sub(r"^ *#+", "####", line.shown)) if 1 <= line.level <= 3 else line
        for line in scan(source).lines
    ]
    return body.read(lines, lambda line: "", Report()).html


def _everything(step: Step) -> str:
    """All HTML of a step, the team's too, for finding its media."""
    detail = step.detail
    pieces = [getattr(p, "html", "") for name in ("variants", "rounds", "items") for p in getattr(detail, name, ())]
    asked = getattr(detail, "questions", ())
    pieces += [question.html for question in asked]
    choices = [*getattr(detail, "choices", ()), *(choice for question in asked for choice in question.poll.choices)]
    pieces += [f'src="/{choice.picture}"' for choice in choices if choice.picture]
    ground = getattr(detail, "ground", None)
    pieces += [f'src="/{ground.picture}"'] if ground and ground.picture else []
    return " ".join([step.html, *pieces, *(note.html for note in step.notes)])
