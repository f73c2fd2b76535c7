"""A calendar file for seeds: whole days on which to look at them again (iCalendar, RFC 5545)."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

Seed = tuple[str, str, date, Iterable[date]]  # title, text, planted on, to look at again on


def of(seeds: Iterable[Seed], language: str = "") -> str:
    """One entry for each day of each seed, whose titles are in `language`. In CRLF lines of at most 75 bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workshop//Seeds//EN", "CALSCALE:GREGORIAN"]
    for title, text, planted, days in seeds:
        for day in days:
            lines += _event(title, text, planted, day, f";LANGUAGE={language}" if language else "")
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(title: str, text: str, planted: date, day: date, spoken: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{secrets.token_hex(16)}@workshop",
        f"DTSTAMP:{planted:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY{spoken}:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(text)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Cut between letters, never inside one; what follows begins with a space."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > 75:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return pieces
