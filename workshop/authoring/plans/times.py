"""Lengths and times of day, as people write them in plans."""

import re

HOUR = r"(?:[01]?\d|2[0-4])"
AT = rf"{HOUR}(?:[:.h] ?[0-5]\d|(?= ?(?:[ap]\.?m\b|uhr|h\b)))(?: ?(?:uhr|h\b|[ap]\.?m\b\.?))?"
CLOCK = re.compile(
    rf"(?i)^\W{{0,6}}(?P<from>{AT})(?:\s*(?:[-–—−~〜]+|to|bis|à|a|hasta|tot)\s*(?P<to>{AT}))?(?P<rest>.*)$"
)
NUMBER = r"\d{1,3}(?:[.,]\d)?"
MINUTES = r"minuten|minutes?|minutos?|minuti|minuut|mins?|min|分鐘|分"
HOURS = r"stunden?|hours?|heures?|horas?|ore|uur|std|hrs?|hr|h|時間"
UNIT = rf"(?:{MINUTES}|{HOURS})\b\.?|['’′](?!\w)|分鐘?|時間"
OFTEN = r"\d{1,2} ?[x×] ?"
ONE = rf"(?:{OFTEN})?(?:ca\.?|about|approx\.?|~|≈|env\.?)? ?{NUMBER}(?: ?[-–—] ?{NUMBER})? ?(?:{UNIT})"
LENGTH = re.compile(rf"(?i)[\[(（［]\s*(?P<inside>{ONE}(?: ?{NUMBER} ?(?:{UNIT}))?)\s*[\])）］]")
AT_END = re.compile(rf"(?i)(?:^|\s*[-–—:,|·]\s*|\s+)(?P<inside>{ONE})[\s.*_]*$")
AT_START = re.compile(rf"(?i)^\W{{0,4}}(?P<inside>{ONE})(?=\s|[-–—:,|·]|$)\s*[-–—:,|·]*\s*")
PIECE = re.compile(rf"(?i)(?P<often>{OFTEN})?(?P<first>{NUMBER})(?: ?[-–—] ?(?P<last>{NUMBER}))? ?(?P<unit>{UNIT})")
LONGEST = 24 * 60
DAY = 24 * 60


def length(text: str) -> tuple[int, str] | None:
    """The minutes that `text` names, in brackets, at its end or at its beginning, and the text without them.

    A range counts with its longer end.
    """
    for pattern in (LENGTH, AT_END, AT_START):
        if (found := pattern.search(text)) and (minutes := in_minutes(found["inside"])):
            return minutes, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None


def in_minutes(text: str) -> int | None:
    """`1 h 30 min`, `5–10'`, `2 x 5 min`. None where there is no length in it, or none that fits a day."""
    total = 0.0
    for piece in PIECE.finditer(text):
        number = float((piece["last"] or piece["first"]).replace(",", "."))
        often = int(piece["often"].strip(" xX×")) if piece["often"] else 1
        total += often * number * (60 if re.match(rf"(?i)(?:{HOURS})", piece["unit"]) else 1)
    whole = max(1, round(total)) if total else 0
    return whole if 0 < whole <= LONGEST else None


def clock(text: str) -> tuple[int, int | None, str] | None:
    """The time of day with which `text` begins, its end where one is named, and what stands behind."""
    if not (found := CLOCK.match(text)) or not (rest := found["rest"].lstrip(" \t-–—:,|·)*_").rstrip(" \t-–—:,|·*_")):
        return None
    begin = _of_day(found["from"])
    end = _of_day(found["to"]) if found["to"] else None
    return (begin, end, rest) if begin is not None else None


def _of_day(text: str) -> int | None:
    numbers = re.findall(r"\d+", text)
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    if re.search(r"(?i)p\.?m", text) and hour < 12:
        hour += 12
    if re.search(r"(?i)a\.?m", text) and hour == 12:
        hour = 0
    return hour * 60 + minute if hour <= 24 else None


def between(begin: int, end: int) -> int | None:
    """Minutes from one time of day to the next; an end before its begin is after noon (9:30–1:15) or past midnight."""
    span = end - begin
    if span <= 0:
        span += DAY // 2 if span > -DAY // 2 and begin < DAY // 2 else DAY
    return span if 0 < span <= LONGEST // 2 else None
