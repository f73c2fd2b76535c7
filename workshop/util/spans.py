"""Lengths of time in the language that is spoken now."""

from workshop.util.language import marked, said

HOURS, MINUTES, SECONDS = marked("%(n)s h"), marked("%(n)s min"), marked("%(n)s s")


def span_said(seconds: float, hours: bool = False) -> str:
    """`90 min`, `4 min 30 s`, `45 s`; with `hours` `1 h 30 min`. No time at all: `0 s`, `0 min`."""
    minutes, rest = divmod(round(abs(seconds)), 60)
    whole, minutes = divmod(minutes, 60) if hours else (0, minutes)
    parts = [said(unit, {"n": n}) for unit, n in ((HOURS, whole), (MINUTES, minutes), (SECONDS, rest)) if n]
    return " ".join(parts) or said(MINUTES if hours else SECONDS, {"n": 0})
