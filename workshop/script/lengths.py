"""Lengths of time, in the forms and languages in which people write them; what has to be guessed is told apart."""

import re

from .words import fold

ABOUT = r"(?:(?:ca\.?|circa|about|around|approx(?:\.|imately)?|etwa|ungefähr|environ|env\.?|unos|cerca de|~|≈) ?)?"
HOUR = (
    r"h\.?|hrs?\.?|hours?|std\.?|stunden?|horas?|heures?|ore|ora|uur|uren|godz\.?|godzin[ay]?|timmar|"
    r"ч\.?|час(?:а|ов)?|時間|小时|小時|시간|ساعات?|ساعة"
)
MINUTE = (
    r"min\.?|mins\.?|minutes?|minuten?|minutos?|minuti|minuut|minut[ay]?|minutter|minuter|minuuttia|perc|dk\.?|dakika|"
    r"phút|λεπτά|мин\.?|минут[аы]?|分|分钟|分鐘|分間|분|دقائق|دقيقة|'|′|’"
)
SECOND = (
    r"s\.?|sec\.?|secs\.?|seconds?|sek\.?|sekunden?|segundos?|secondes?|secondi|seconden|sekund[ay]?|сек\.?|"
    r"секунд[аы]?|秒|초|″|''"
)
NUMBER = r"(?:\d{1,5}(?:[.,]\d{1,2})?|\d{0,2} ?[½¼¾]|\d{1,2}/\d{1,2}(?!\d))"
AND = r"(?: ?(?:and|und|et|y|e|en|i|\+) ?| ?)"
WHOLE = re.compile(
    rf"{ABOUT}(?:(?P<hours>{NUMBER}) ?(?:{HOUR}))?{AND}(?:(?P<minutes>{NUMBER}) ?(?:{MINUTE}))?{AND}"
    rf"(?:(?P<seconds>{NUMBER}) ?(?:{SECOND}))?\.?"
)
SHORT = re.compile(
    rf"{ABOUT}(?:(?P<hours>\d{{1,2}}) ?(?:h|std\.?) ?(?P<minutes>[0-5]\d) ?(?:m|min\.?|minutes?)?|"
    rf"(?P<hours_too>\d{{1,2}}):(?P<minutes_too>[0-5]\d) ?(?:{HOUR}))"
    rf"|(?P<primes>\d{{1,3}}) ?['′] ?(?P<double>[0-5]?\d) ?(?:\"|″|'')"
)
UNIT = rf"(?:{HOUR}|{MINUTE}|{SECOND})"
TO = r" ?(?:-|–|—|−|~|〜|to|bis|à|a|hasta|tot|до) ?"
RANGE = re.compile(rf"{ABOUT}{NUMBER} ?{UNIT}?{TO}(?P<longer>{NUMBER} ?{UNIT})")
AT = r"\d{1,2}(?:[:.h]\d{2})? ?(?:[ap]\.?m\.?)?"
CLOCKS = re.compile(rf"(?:from |von |de )?(?P<begin>{AT}){TO}(?P<end>{AT})(?P<clock> ?(?:uhr|h|o'clock))?")
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
    "a": 1, "an": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "zehn": 10, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40,
    "fünfundvierzig": 45, "neunzig": 90, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "un": 1, "una": 1,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "diez": 10, "veinte": 20, "treinta": 30, "due": 2, "tre": 3,
    "quattro": 4, "cinque": 5, "dieci": 10, "quindici": 15, "venti": 20, "trenta": 30, "een": 1, "twee": 2, "drie": 3,
    "vijf": 5, "tien": 10, "vijftien": 15, "twintig": 20, "dertig": 30, "um": 1, "uma": 1, "dois": 2, "três": 3,
    "dez": 10, "vinte": 20, "trinta": 30,
}  # fmt: skip
NUMBER_WORDS = re.compile(
    rf"(?:the )?(?P<number>{'|'.join(sorted(map(fold, WORDS), key=len, reverse=True))}) (?={UNIT}$)"
)
SPOKEN = re.compile(
    r"(?:a |an |one |eine |ein |une |un |una |een |uma )?(?:"
    r"(?P<h30>half(?: an)? hour|half-hour|half hour|halbe stunde|demi-heure|demi heure|media hora|mezz'?ora|mezza ora|"
    r"half uur|halfuur|meia hora|pół godziny)|"
    r"(?P<h15>quarter(?: of an)?(?: |-)hour|quarter hour|viertelstunde|quart d'heure|cuarto de hora|quarto d'ora|"
    r"kwartier|quarto de hora|kwadrans)|(?P<h45>three quarters of an hour|dreiviertelstunde)|"
    r"(?P<h90>anderthalb stunden|hour and a half|heure et demie|hora y media|ora e mezza|anderhalf uur))"
)
TIMES = re.compile(rf"(?P<often>\d{{1,2}}) ?(?:x|×|\*|mal|times) ?(?P<each>{NUMBER} ?{UNIT})")
SUM = re.compile(rf"(?P<first>\d{{1,3}}) ?(?:{MINUTE})? ?\+ ?(?P<second>{NUMBER} ?(?:{MINUTE}))")
BEFORE = re.compile(
    r"^(?:max(?:\.|imum|imal)?|up to|at most|bis zu|höchstens|jusqu'à|hasta|fino a|tot|t|time|timing|length|duration|"
    r"dauer|zeit|durée|duración|durata|duur|à|je|in|for|für|total|just|only|nur)(?: ?[:=] ?| )(?=\S)"
)
BEHIND = re.compile(
    r"(?<=\S) ?(?:max\.?|maximum|maximal|in total|total|in all|all together|altogether|insgesamt|"
    r"gesamt|long|lang|tops|ish|\+)$"
)
PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
LONGEST = 7 * 24 * 3600
MEANT = re.compile(rf"\d ?{UNIT}(?!\w)|(?<!\w)(?:minutes?|minuten|minutos|minuti|hours?|stunden?|heures?)(?!\w)")


# From one minute to another, with no word for the minutes; not a count of years, pages or verses above an hour or two.
BARE_RANGE = re.compile(rf"{ABOUT}\d{{1,2}} ?(?:-|–|—|−|to|bis) ?(?:\d{{1,2}}|1[0-2]0)")


def exact(text: str) -> int | None:
    """Seconds of `90 s`, `5 minutes`, `1,5 h`, `1h30`, `5 分`: forms in which nothing has to be guessed."""
    told = fold(text)
    if short := SHORT.fullmatch(told):
        if short["primes"]:
            return int(short["primes"]) * 60 + int(short["double"])
        hours = short["hours"] or short["hours_too"]
        return _within(int(hours) * 3600 + int(short["minutes"] or short["minutes_too"]) * 60)
    found = WHOLE.fullmatch(told)
    if found is None or not any(found.groups()):
        return None
    per = (("hours", 3600), ("minutes", 60), ("seconds", 1))
    return _within(sum(_number(found[name]) * each for name, each in per if found[name]))


def _within(total: float) -> int | None:
    return round(total) if 0 < round(total) <= LONGEST else None


def _number(text: str) -> float:
    if text[-1] in PARTS:
        return (int(text[:-1].strip() or 0)) + PARTS[text[-1]]
    over, _, under = text.partition("/")
    return float(over.replace(",", ".")) / (float(under) if under and float(under) else 1)


def guessed(text: str) -> int | None:
    """What a range (its longer end), two times of the clock, spoken words or a sum come to; None for anything else."""
    told = re.sub(r"(?<=\d) ?\+ ?(?=\D)", " ", fold(text))
    told = re.sub(r"[*_`]+|^[⏰⏱⏲⌛⏳🕐-🕧\ufe0f ]+|[⏰⏱⏲⌛⏳🕐-🕧\ufe0f ]+$", "", told).strip("/ !")
    bare = BEHIND.sub("", BEFORE.sub("", told)).strip()
    for words in dict.fromkeys((told, bare)):
        read = exact(words) if words != fold(text) else None
        if read := read or _spoken(words) or _counted(words) or _of_the_clock(words):
            return read
    return None


def _spoken(words: str) -> int | None:
    bare = re.sub(rf"^{ABOUT}", "", words)
    if found := SPOKEN.fullmatch(bare):
        return next(int(name[1:]) * 60 for name, said in found.groupdict().items() if said)
    if found := NUMBER_WORDS.match(bare):
        number = {fold(word): n for word, n in WORDS.items()}[found["number"]]
        return exact(f"{number} {bare[found.end() :]}")
    return None


def _counted(words: str) -> int | None:
    if found := RANGE.fullmatch(words):
        return exact(found["longer"])
    if found := TIMES.fullmatch(words):
        each = exact(found["each"])
        return each and _within(int(found["often"]) * each)
    if found := SUM.fullmatch(words):
        second = exact(found["second"])
        return second and int(found["first"]) * 60 + second
    return None


def _of_the_clock(words: str) -> int | None:
    found = CLOCKS.fullmatch(words)
    if found is None or (not re.search(r"[:.h]\d|[ap]\.?m", words) and not found["clock"]):
        return None
    begin, end = _minute(found["begin"]), _minute(found["end"])
    if begin is None or end is None:
        return None
    half_a_day = 720 if begin < 720 < begin + 720 + end - begin and "m" not in words else 1440
    span = end - begin if end >= begin else end - begin + half_a_day
    return span * 60 or None


def _minute(text: str) -> int | None:
    hour, minute = [*map(int, re.findall(r"\d+", text)), 0][:2]
    late = 12 if "p" in text and hour < 12 else 0
    return (hour + late) * 60 + minute if hour <= 24 and minute < 60 else None


UNTIL = re.compile(
    r"(?:until|till|til|by|bis|jusqu'à|hasta|fino alle|tot|até) (?:ca\.? )?\d{1,2}(?:[:.h]\d{2})?(?: ?(?:uhr|h|[ap]m))?"
)

# `at 10`, `um 10:00 Uhr`, `10.30 am`; and `t=3`, `180"`, `3?`. Not `3:16`, which may be a verse, nor `2.10`, money.
O_CLOCK = r" ?(?:uhr|h|[ap]\.?m\.?)"
BEGINS = re.compile(
    r"(?:(?:starts? )?at|um|ab|from|à|a las|alle|om|às|o|kl\.?) (?:ca\.? )?\d{1,2}(?:[:.h][0-5]\d)?"
    rf"(?:{O_CLOCK})?|\d{{1,2}}[:.h][0-5]\d{O_CLOCK}"
)
SHORTHAND = re.compile(r"(?:t ?[=:]|min\.?) ?\d{1,3}|\d{1,3} ?[\"”?]")


def looks_like_one(text: str) -> bool:
    """Whether words in brackets mean a length, though nobody can read which: `5 min each`, `a few minutes`."""
    told = fold(text)
    return bool(MEANT.search(told) or any(form.fullmatch(told) for form in (BARE_RANGE, UNTIL, BEGINS, SHORTHAND)))


def spoken(total: int) -> str:
    """Seconds as a script writes them: 1 h 10 min."""
    hours, rest = divmod(total, 3600)
    parts = (
        f"{hours} h" if hours else "",
        f"{rest // 60} min" if rest // 60 else "",
        f"{rest % 60} s" if rest % 60 else "",
    )
    return " ".join(part for part in parts if part)
