"""What a step asked beside its own words: the prompts of its parts, the lines of a worksheet."""

from html import escape

from workshop.script.model import Breakout, Field, Prose, Reflect, Step, Tick, Worksheet


def prompts(step: Step) -> tuple[tuple[str, str], ...]:
    """(label, html) of each `For:` or `Round:`; a worksheet's lines together, without a label."""
    match step.detail:
        case Reflect(variants=variants):
            return tuple((v.label, v.html) for v in variants)
        case Breakout(rounds=rounds, words=words):
            return (*((r.title, r.html) for r in rounds), *((w.heading, w.html) for w in words))
        case Worksheet(items=items) if items:
            return (("", "".join(map(_line, items))),)
        case _:
            return ()


def _line(item: Prose | Field | Tick) -> str:
    match item:
        case Prose(html=html):
            return html
        case Field(before=before, after=after):
            return f"<p>{escape(' '.join(filter(None, (before, '____', after))))}</p>"
        case Tick(label=label):
            return f"<p>[ ] {escape(label)}</p>"
