"""Lengths and times of day, as people write them in plans."""

import re

HOUR = r"(?:[01]?\d|2[0-4])"
AT = (
    rf"(?:午前|午後)?{HOUR}(?:[:：.h] ?[0-5]\d|(?= ?(?:[ap]\.?m\b|uhr|h\b))|時(?!間)(?:半|[0-5]?\d分)?)"
    r"(?: ?(?:uhr|h\b|[ap]\.?m\b\.?))?"
)
BEFORE_A_TIME = r"(?:at|from|um|von|ab|gegen|à|de|vers|a las?|alle|dalle|om|van|às|das) "
CLOCK = re.compile(
    rf"(?i)^\W{{0,6}}{BEFORE_A_TIME.join(('(?:', ')?'))}(?P<from>{AT})"
    rf"(?:\s*(?:[-–—−~〜～]+|to|until|bis|à|a|hasta|tot|até|から)\s*(?P<to>{AT}))?(?P<rest>.*)$"
)
# Behind what it is about, in brackets, with its end: Welcome (9h – 9h15)
BEHIND_CLOCK = re.compile(
    rf"(?i)^(?P<rest>.*\S)\s*[\[(（]\s*(?P<from>{AT})\s*(?:[-–—−~〜～]+|to|until|bis|à|a|hasta|tot|até|から)\s*"
    rf"(?P<to>{AT})\s*[\])）]\W*$"
)
NUMBER = r"(?:\d{1,3}(?:[.,]\d|[½¼¾])?|[½¼¾])"
MINUTES = r"minuten|minutes?|minutos?|minuti|minuut|mins?|min|分鐘|分間?"
HOURS = r"stunden?|hours?|heures?|horas?|ore|uur|std|hrs?|hr|h|時間"
UNIT = rf"(?:{MINUTES}|{HOURS})\b\.?|['’′](?!\w)|分[鐘間]?|時間"
OFTEN = r"\d{1,2} ?[x×] ?"
CLOCKED = r"(?P<whole>\d{1,2})(?: ?h ?(?=[0-5]\d)|:(?=[0-5]\d ?(?:h|std|hours?|stunden)\b))"  # 1h30, 1:30 h
BEHIND = r"(?P<rest>[0-5]\d)(?!\d) ?(?:m(?:in)?\b\.?|h\b|std\b\.?|hours?\b|stunden\b)?"
CLOCKED_LENGTH = re.compile(rf"(?i){CLOCKED}{BEHIND}")
IN_WORDS = (
    (90, r"(?:an? )?hour and a half|anderthalb stunden|une heure et demie|hora y media|1 ?時間半"),
    (30, r"half an hour|(?:eine )?halbe stunde|(?:une )?demi-heure|media hora|mezz.ora|(?:een )?half uur|meia hora"),
    (15, r"(?:a )?quarter of an hour|(?:eine )?viertelstunde|(?:un )?quart d.heure|(?:een )?kwartier"),
)
WORDED = "|".join(words for _, words in IN_WORDS)
ABOUT = r"(?:ca\.?|about|approx\.?|~|≈|env\.?|約)? ?"
ONE = rf"{ABOUT}(?:{WORDED}|{CLOCKED}{BEHIND}|(?:{OFTEN})?{ABOUT}{NUMBER}(?: ?[-–—] ?{NUMBER})? ?(?:{UNIT}))".replace(
    "?P<whole>", ""
).replace("?P<rest>", "")
LENGTH = re.compile(rf"(?i)[\[(（［]\s*(?P<inside>{ONE}(?: ?{NUMBER} ?(?:{UNIT}))?)\s*[\])）］]")
AT_END = re.compile(rf"(?i)(?:^|\s*[-–—:,|·]\s*|\s+|(?<=[）」』]))(?P<inside>{ONE})[\s.*_⏱⏰⌛⏳🕐]*$")
AT_START = re.compile(rf"(?i)^\W{{0,4}}(?P<inside>{ONE})(?=\s|[-–—:,|·]|$)\s*[-–—:,|·]*\s*")
PIECE = re.compile(rf"(?i)(?P<often>{OFTEN})?(?P<first>{NUMBER})(?: ?[-–—] ?(?P<last>{NUMBER}))? ?(?P<unit>{UNIT})")
# Before a length that is part of what is said: "swap after 10 minutes".
SAID = re.compile(
    r"(?i)\b(?:after|in|for|within|every|than|another|last|next|first|nach|für|alle|innerhalb|als|letzten|nächsten|"
    r"après|en|pendant|toutes les|durant|durante|después de|por|per|dopo|tra|na|tijdens|voor|após|depois de) +$"
)
PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
SHORT = re.compile(r"(?<=\d) ?m(?=\s*[\])）］])")  # (5m)
LONGEST = 24 * 60
DAY = 24 * 60
LONGEST_BEHIND = 3 * 60


def length(text: str) -> tuple[int, str] | None:
    """The minutes that `text` names, in brackets, at its end or at its beginning, and the text without them.

    A range counts with its longer end. Where a length is part of what is said, the text stays whole.
    """
    text = SHORT.sub(" min", text)
    for pattern in (LENGTH, AT_END, AT_START):
        if (found := pattern.search(text)) and (minutes := in_minutes(found["inside"])):
            if pattern is AT_END and SAID.search(text[: found.start("inside")]):
                return minutes, text
            behind = text[found.end() :].lstrip()
            return minutes, f"{text[: found.start()].rstrip()}{'' if behind[:1] in ':,;.' else ' '}{behind}".strip()
    return None


def in_minutes(text: str) -> int | None:
    """`1 h 30 min`, `5–10'`, `2 x 5 min`. None where there is no length in it, or none that fits a day."""
    worded = next((n for n, words in IN_WORDS if re.search(rf"(?i)(?:{words})", text)), 0)
    if worded:
        return worded
    total = 0.0
    if clocked := CLOCKED_LENGTH.search(text):
        total += 60 * int(clocked["whole"]) + int(clocked["rest"])
        text = text[: clocked.start()] + text[clocked.end() :]
    for piece in PIECE.finditer(text):
        number = _number(piece["last"] or piece["first"])
        often = int(piece["often"].strip(" xX×")) if piece["often"] else 1
        total += often * number * (60 if re.match(rf"(?i)(?:{HOURS})", piece["unit"]) else 1)
    whole = max(1, round(total)) if total else 0
    return whole if 0 < whole <= LONGEST else None


def _number(text: str) -> float:
    whole = text.rstrip("½¼¾").replace(",", ".")
    return float(whole or 0) + PARTS.get(text[-1], 0)


def clock(text: str) -> tuple[int, int | None, str] | None:
    """The time of day with which `text` begins, its end where one is named, and what stands behind; or before it."""
    if not (found := CLOCK.match(text) or BEHIND_CLOCK.match(text)) or not (
        rest := found["rest"].lstrip(" \t-–—:,|·)*_").rstrip(" \t-–—:,|·*_")
    ):
        return None
    begin = _of_day(found["from"])
    end = _of_day(found["to"]) if found["to"] else None
    if found.re is BEHIND_CLOCK and (between(begin or 0, end or 0) or DAY) > LONGEST_BEHIND:
        return None  # of the whole day
    return (begin, end, rest) if begin is not None else None


def _of_day(text: str) -> int | None:
    numbers = re.findall(r"\d+", text)
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    minute = 30 if text.endswith("半") else minute
    if re.search(r"(?i)p\.?m|午後", text) and hour < 12:
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
