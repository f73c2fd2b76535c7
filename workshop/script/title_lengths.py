"""Behind the title of a step or part: its length and its flags, in brackets; and what was meant to be that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workshop.util.phrases import phrase

from . import lengths
from .durations import meant_duration, seconds
from .fixes import swap
from .messages import Report
from .scanner import Line
from .values import Unreadable
from .words import fold, nearest

FLAGS = ("optional", "if needed")
FLAG_WORDS = {
    **dict.fromkeys(("opt", "opt.", "fakultativ", "wahlweise", "facultatif", "optionnel", "opcional", "facoltativo",
                     "opzionale", "optioneel", "facultatief", "facultativo", "if time", "if time permits",
                     "if there is time", "time permitting", "falls zeit", "wenn zeit ist", "falls zeit bleibt",
                     "si temps", "can be skipped", "kann entfallen", "skip if late", "if late skip", "cut if late",
                     "skip if needed", "skippable", "when time", "if time allows", "skip"), "optional"),
    **dict.fromkeys(("if necessary", "as needed", "when needed", "bei bedarf", "wenn nötig", "falls nötig", "si besoin",
                     "si nécessaire", "si es necesario", "si hace falta", "se necessario", "se serve",
                     "indien nodig", "se preciso", "spare", "reserve", "in reserve", "hidden", "backup"), "if needed"),
}  # fmt: skip
PAREN = re.compile(r"\(([^()]*)\)$")
TIMELIKE = re.compile(r"(ca\. |about |~)?\d+([.,:]\d+)? ?([a-z']{1,3}|min[a-z]*|hours?|sec[a-z]*)?\.?")
# Not the comma of 1,5 h, nor the dash of 5 - 10 min.
BETWEEN = re.compile(r" ?, *(?!\d)| ?; *| [-–—] (?!\d)| +(?=(?:optional|if needed)$)", re.IGNORECASE)
WIDE_BRACKETS = str.maketrans("（）", "()")
# "What fits in 5 min" is a title: there the length belongs to the words before it.
IN_A_SENTENCE = re.compile(
    r"(?i)\b(?:in|for|the|first|last|next|after|within|of|every|only|just|about|under|over|take|takes|your|my|our|than|"
    r"another|extra|per|each|some|these|those|is|it|why|für|die|der|ersten|letzten|nächsten|nur|noch|nach|pro|je|unter|"
    r"über|pendant|en|dans|les|por|los|las|per|voor|de)\s*$"
)
BARE = re.compile(rf"(?i){lengths.ABOUT}\d{{1,3}}(?: (?:{lengths.SECOND})| ?(?:{lengths.HOUR}|{lengths.MINUTE}))")
FLAGGED = re.compile(r"(?i)^(?P<length>.+?)(?:, ?(?P<flag>optional|if needed))?$")
SIGNS = r"[^\w\s½¼¾]"
TAIL = re.compile(
    rf"(?P<before>[\s\W]*?)(?P<core>{lengths.ABOUT}[\w½¼¾](?:.*[\w'′″’½¼¾])?\.?)(?P<behind>[\s\W]*)$", re.I
)
LONGEST_TAIL = 60
HEAD = re.compile(r"[\[({（【](?P<core>[^()\[\]{}（）【】]{1,40})[\])}）】]\s*(?:[-–—:|·]\s*)?(?P<title>\S.*)$")
BARE_HEAD = re.compile(r"(?P<core>[\d~≈][^a-zA-Z]{0,16}(?: ?[A-Za-z.'′]{1,8})?)\s*(?:[-–—:|·]\s+|\s)(?P<title>\S.*)$")
LATE_FLAG = re.compile(r"(?i)(?<=\))\s{0,3}[-–—,;:|·*_]{0,3}\s{0,3}(?P<flag>optional|if needed)[*_.]*$")
DASHED_FLAG = re.compile(r"(?i)\s{1,3}[-–—|·,;]{1,3}\s{0,3}(?P<flag>optional|if needed)[*_.]*$")  # Hello – optional
# A clock with its seconds, or letters that look like figures: 00:05:00, 1O min, l5 min.
TYPED = re.compile(r"(?i)\d{1,2}:\d\d:\d\d|(?=\S*[ol|])[\dol|]{1,3} ?(?:min[a-z]*\.?|['′])")
MIDDLE = re.compile(r"(?:[(\[]|[|–—] )(?P<core>[^()\[\]|–—]{1,30})(?:[)\]]| [|–—])(?= *\S)")
# About five, five times, a stroke for minutes, a time of the clock: at the end of a title, or before it.
ODD = re.compile(
    r"(?i)(?<=\s)(?P<said>[~≈]\s?\d{1,3}|\((?P<times>\d{1,2}) ?[×x*] ?(?P<each>\d{1,3})\)|"
    r"(?P<clock>\d{1,2}(?:[:h](?:00|15|30|45)|[:.h][0-5]\d ?(?:uhr|h|am|pm))))$"
)
SQUARE = re.compile(r"[\[{<【［](?P<said>[^\[\]{}<>()]{1,20})[\]}>】］]$")
STROKE = re.compile(r"\s*(?P<said>\d{1,3}['′]) +(?=\S)")
OPENED = re.compile(r"[(\[{<（【*_]{1,3}$")  # brackets that were opened twice
DROPPED = re.compile(r"[)\]}>.:;,*_/`~\s\\⏰⏱⏲⌛⏳\ufe0f】〕»›】）]")


@dataclass(frozen=True, slots=True)
class Flags:
    seconds: int | None = None
    optional: bool = False
    if_needed: bool = False

    def with_word(self, flag: str) -> "Flags":
        return Flags(self.seconds, self.optional or flag == "optional", self.if_needed or flag == "if needed")


def brackets(line: Line, words: str, offset: int, report: Report) -> tuple[str, Flags]:
    """The title, and what stands in brackets behind it. `offset` is where `words` begins in the line."""
    words = words.rstrip("\\").rstrip().translate(WIDE_BRACKETS)
    title, flags = _behind(line, words, offset, report)
    if flags.seconds is None and (found := _before(title)):
        core, rest = found
        lead = len(title) - len(title.lstrip())
        behind = words[len(title) :]
        told = _as_written(core)
        fix = swap(line, offset + lead, offset + len(words), f"{rest.strip()} ({told}){behind}")
        report.add("W236", line.place(offset + lead, offset + lead + len(core)), fix, meant=told)
        return rest.strip(), Flags(_read(core), flags.optional, flags.if_needed)
    if flags.seconds is None:
        _say_middle(line, title, offset, report)
        _say_odd(line, title, offset, report)
    return title.strip(), flags


def _say_middle(line: Line, title: str, offset: int, report: Report) -> None:
    """W238: `Hello (5 min) Anna`, `Hello | 5 min | Anna`."""
    found = next((f for f in MIDDLE.finditer(title) if re.search(r"\d", f["core"]) and _read(f["core"].strip())), None)
    if found and not report.told(line.path, line.number):
        at, core = offset + found.start("core"), found["core"].strip()
        whole = " ".join(f"{title[: found.start()]} {title[found.end() :]}".split())
        report.add("W238.middle", line.place(at, at + len(found["core"])), value=core, title=whole)


def _say_odd(line: Line, title: str, offset: int, report: Report) -> None:
    """W238: `Hello ~5`, `5' Hello`, `Hello (2×5)`, `Hello 10:00`."""
    if report.told(line.path, line.number) or _say_square(line, title, offset, report):
        return
    found = STROKE.match(title) or ODD.search(title)
    names = found.groupdict() if found else {}
    if found is None or (names.get("times") and names["times"] == names["each"]):  # four fields are no length
        return
    place = line.place(offset + found.start("said"), offset + found.end("said"))
    if names.get("clock"):
        report.add("W238.clock", place, clock=found["clock"], title=title[: found.start()].strip(" -–—|·,"))
    else:
        report.add("W238", place, value=found["said"].strip("()"))


def _say_square(line: Line, title: str, offset: int, report: Report) -> bool:
    """E115 and W238: `Hello [optional]`, `Hello {if needed}`, `Hello [5m]`."""
    found = SQUARE.search(title)
    said = fold(found["said"].strip(" !.")) if found else ""
    near = FLAG_WORDS.get(said) or (nearest(said, FLAGS, 0.8) if said else None)
    if found and near:
        fix = swap(line, offset + found.start(), offset + found.end(), f"({near})")
        place = line.place(offset + found.start(), offset + found.end())
        report.add("E115", place, fix, value=found[0], near=phrase(' Did you mean "{near}"?', near=near))
    elif found and re.search(r"\d", said) and (not said.isdigit() or (found[0][0] == "[" and said[-1] in "05")):
        report.add("W238", line.place(offset + found.start("said"), offset + found.end("said")), value=said)
    return bool(found and report.told(line.path, line.number))


def _behind(line: Line, words: str, offset: int, report: Report) -> tuple[str, Flags]:
    """`(5 min, optional)`, one pair of brackets or several; else what was meant as them."""
    if late := LATE_FLAG.search(words):
        title, flags = _behind(line, words[: late.start()], offset, report)
        if len(title) < len(words[: late.start()].rstrip()):
            _say(line, offset + late.start(), offset + len(words), f" ({fold(late['flag'])})", late["flag"], report)
            return title, flags.with_word(fold(late["flag"]))
    found = PAREN.search(words)
    if found and _looks_like_flags(found[1]):
        flags = _flags(line, found, offset, report)
        title = words[: found.start()].rstrip()
        if doubled := OPENED.search(title):
            at = offset + doubled.start()
            _say(line, at, at + len(doubled[0]), "", found[1].strip(), report)
            title = title[: doubled.start()].rstrip()
        if (more := PAREN.search(title)) and _looks_like_flags(more[1]):
            before = _flags(line, more, offset, report)
            both = Flags(before.seconds or flags.seconds, before.optional or flags.optional,
                         before.if_needed or flags.if_needed)  # fmt: skip
            return title[: more.start()].rstrip(), both
        return title, flags
    if tail := _tail(words):
        return _as_brackets(line, words, tail, offset, report)
    if dashed := DASHED_FLAG.search(words):
        flag = fold(dashed["flag"])
        fix = swap(line, offset + dashed.start(), offset + len(words), f" ({flag})")
        place = line.place(offset + dashed.start("flag"), offset + dashed.end("flag"))
        report.add("E115", place, fix, value=dashed["flag"], near=phrase(' Did you mean "{near}"?', near=f"({flag})"))
    elif found and (lengths.looks_like_one(found[1]) or TYPED.fullmatch(found[1].strip())):
        report.add("W238", line.place(offset + found.start(1), offset + found.end(1)), value=found[1].strip())
    return words, Flags()


def _say(line: Line, start: int, end: int, text: str, meant: str, report: Report) -> None:
    report.add("W236", line.place(start, end), swap(line, start, end, text), meant=meant)


def _as_brackets(line: Line, words: str, tail: re.Match[str], offset: int, report: Report) -> tuple[str, Flags]:
    """A length in other brackets, behind a dash or nothing, or with other signs around it."""
    at = tail.pos
    flagged = FLAGGED.match(tail["core"])
    assert flagged is not None
    told = _as_written(flagged["length"]) + (f", {fold(flagged['flag'])}" if flagged["flag"] else "")
    kept = DROPPED.sub("", tail["behind"])  # a question mark, or a picture, is of the title
    title = words[:at].rstrip()
    fix = swap(line, offset + len(title), offset + len(words), f"{kept} ({told})")
    report.add("W236", line.place(offset + at, offset + len(words)), fix, meant=told)
    return title + kept, Flags(_read(flagged["length"])).with_word(fold(flagged["flag"] or ""))


def _tail(words: str) -> re.Match[str] | None:
    """The longest end of the title that says a length and nothing else."""
    if not re.search(r"[\d½¼¾]|min|hour|stunde|heure|hora|ora|uur", words[-LONGEST_TAIL:], re.IGNORECASE):
        return None
    return next((found for at in _starts(words) if (found := _length_at(words, at))), None)


def _starts(words: str) -> Iterator[int]:
    for at in range(max(1, len(words) - LONGEST_TAIL), len(words)):
        here, before, behind = words[at], words[at - 1], words[at + 1 : at + 2]
        sign = not here.isalnum() and not (before.isdigit() and behind.isdigit()) and here not in ".'’\""
        if not here.isspace() and (before.isspace() or sign):
            yield at


def _length_at(words: str, at: int) -> re.Match[str] | None:
    found = TAIL.match(words, at)
    if found is None:
        return None
    flagged = FLAGGED.match(found["core"])
    before, title = found["before"].strip(), words[:at].rstrip()
    if not flagged or not title or _read(flagged["length"]) is None or (before.strip(":") == "" and not title.strip()):
        return None
    if before.strip("~≈") == "" and not found["behind"].strip(" .*_`)]}>"):
        clocks = re.fullmatch(r"\d{1,2}[:h]\d\d\W{1,3}\d{1,2}[:h]\d\d", flagged["length"])
        plain = (
            BARE.fullmatch(flagged["length"]) or clocks or (found["behind"].strip() and re.search(r"\d", found["core"]))
        )
        return found if plain and not IN_A_SENTENCE.search(title) else None
    return None if before.strip("~≈") == "" and re.search(r"[?？!]", found["behind"]) else found


def _before(title: str) -> tuple[str, str] | None:
    """The length that stands before a title: `(5 min) Hello`, `5 min – Hello`, `10:00–10:15 Hello`."""
    bare = title.strip()
    for pattern in (HEAD, BARE_HEAD):
        found = pattern.match(bare)
        if found and re.search(r"\d", found["core"]) and _read(found["core"].strip()) is not None:
            behind = bare[found.end("core") : found.start("title")]
            if pattern is HEAD or re.search(r"[-–—:|·]", behind) or re.search(r"[-–—:]", found["core"]):
                return found["core"].strip(), found["title"]
    return None


def _read(core: str) -> int | None:
    return lengths.exact(core) or lengths.guessed(core)


def _as_written(core: str) -> str:
    return core if lengths.exact(core) else lengths.spoken(lengths.guessed(core) or 0)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for found in BETWEEN.finditer(text):
        yield begin, text[begin : found.start()]
        begin = found.end()
    yield begin, text[begin:]


def _looks_like_flags(text: str) -> bool:
    """Brackets belong to the title unless something in them is a length or a flag, or tries to be."""
    pieces = [fold(piece) for _, piece in _pieces(text)]
    return any(
        p in FLAGS
        or p in FLAG_WORDS
        or nearest(p, FLAGS, 0.85)
        or (TIMELIKE.fullmatch(p) and not re.fullmatch(r"\d{4}", p))
        or _read(p) is not None
        for p in pieces
    )


def _flags(line: Line, found: re.Match[str], offset: int, report: Report) -> Flags:
    flags = Flags()
    for at, piece in _pieces(found[1]):
        flags = _flag(line, piece, offset + found.start(1) + at, flags, report)
    return flags


def _flag(line: Line, piece: str, at: int, flags: Flags, report: Report) -> Flags:
    bare = piece.strip()
    start = at + len(piece) - len(piece.lstrip())
    place = line.place(start, start + max(1, len(bare)))
    if fold(bare) in FLAGS:
        return flags.with_word(fold(bare))
    if lengths.exact(bare) is None and (guessed := lengths.guessed(bare)) is not None:
        meant = lengths.spoken(guessed)
        report.add("W236", place, swap(line, start, start + len(bare), meant), meant=meant)
        return Flags(guessed, flags.optional, flags.if_needed)
    near = FLAG_WORDS.get(fold(bare))
    if near or not re.search(r"[\d½¼¾]", bare):
        near = near or nearest(bare, FLAGS)
        fix = swap(line, start, start + len(bare), near) if near else None
        report.add("E115", place, fix, value=bare, near=phrase(' Did you mean "{near}"?', near=near) if near else "")
        return flags
    try:
        return Flags(seconds(bare), flags.optional, flags.if_needed)
    except Unreadable as problem:
        near = meant_duration(bare)
        fix = swap(line, start, start + len(bare), near) if near else None
        report.add("E112", place, fix, value=bare, **problem.words)
        return Flags(None, flags.optional, flags.if_needed)
