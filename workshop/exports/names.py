"""Names for files: safe on every system, and the whole title where the browser can show it (RFC 5987)."""

import re
import unicodedata
from datetime import date
from urllib.parse import quote

LONGEST = 60  # letters of the title


def file_name(title: str, day: date, suffix: str) -> str:
    """`coming-home-to-yourself-2026-11-24.html`: ASCII letters, digits and hyphens only."""
    plain = unicodedata.normalize("NFKD", title.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    return f"{words or 'workshop'}-{day.isoformat()}.{suffix}"


def disposition(title: str, day: date, suffix: str) -> str:
    """The value of Content-Disposition for a download."""
    full = f"{_readable(title)} {day.isoformat()}.{suffix}"
    plain = file_name(title, day, suffix)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"


def _readable(title: str) -> str:
    """The title without what file systems refuse, or what hides the real ending."""
    kept = "".join(" " if c in '/\\:*?"<>|' or unicodedata.category(c)[0] in "CZ" else c for c in title)
    return " ".join(kept.split()).strip(". ")[:LONGEST].strip() or "Workshop"
