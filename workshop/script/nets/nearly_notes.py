"""W249: what nearly begins like a note: a letter amiss, another sign behind the label, or something before it.

The labels are those of all languages, for a team writes its notes in the one it speaks. Each is asked about once, and
nothing is mended: somebody who wrote `Before – and after` knows what was meant.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..body import ANSWER
from ..keywords import LANGUAGES
from ..messages import Report
from ..near_words import AHEAD, CLOSES, COLON, bare, is_near
from ..scanner import Is, Line
from .misspelt import OTHERS, OURS, THEIRS

LABELS = OURS | THEIRS | {"if late"}
SAID = frozenset({"say", *(table.labels["Say"].casefold() for table in LANGUAGES.values())})
LABEL = "|".join(re.escape(label) for label in sorted(LABELS, key=len, reverse=True))
# Also a name, where a label stands behind it: Ana: Say: …
BEFORE = re.compile(rf"(?:{AHEAD}|\(?[^\W\d_]{{2,15}}(?:[:：]|\)) (?=(?:{LABEL}) ?[:：]))*+", re.IGNORECASE)
EXACT = re.compile(rf"(?P<label>{LABEL})(?P<space>\s?)(?!\w)", re.IGNORECASE)
JOINED = re.compile(rf"(?P<label>{LABEL})(?={CLOSES}\s*{COLON})", re.IGNORECASE)
AFTER = (
    r"(?:after|nachher|danach|hinterher|après|después|dopo|daarna|depois|potem|later|then|now|"
    r"and|or|und|oder|et|ou|y|o|e|of|i|lub)\b"
)
SIGNS = (
    re.compile(rf"{CLOSES}[.,]?\s*{COLON}"),
    re.compile(rf"(?i){CLOSES}\s?(?:-+>|[-–—>→⇒|=/~·»]+|\.{{2,3}}|…)[*_`]*\s(?!{AFTER})"),
    re.compile(r"[*_`~]*(?:[)\]}】』」]|&gt;)[*_`~]*\s?(?=\S)"),  # behind a bracket, or with one that was lost
    re.compile(r"\s?\([^()]+\)[.!]?$"),
    re.compile(r"\.\s(?!(?:\w+[.!]\s?){1,4}$)(?=\S)"),
)
# Who speaks, between the label and its colon: Say Anna: … Not: Say Yes – to life.
TOLD = frozenset(word.casefold() for ours in ("Say", "Do", "Watch")
                 for word in (ours, *(table.labels[ours] for table in LANGUAGES.values())))  # fmt: skip
NAMED = re.compile(
    rf"\s(?!(?i:yes|no|ja|nein|oui|non|sí|hello|hi|hallo|sie|wir)\b)[A-ZÀ-Þ][\w’'-]{{1,15}}{CLOSES}\s?{COLON}\s"
)
# Note! …
NOTED = frozenset({"note", *(table.labels["Note"].casefold() for table in LANGUAGES.values())})
CALLED = re.compile(rf"{CLOSES} ?[!！]{CLOSES}\s*(?=\S)")
QUOTED = re.compile(r"\s?[\"“„«‹「『].*[\"”“»›」』][.!]?$")
EMPHASISED = re.compile(r"(?:\*{1,3}|_{1,3}|`|==|</[a-z]+>)\s")
NEAR = re.compile(rf"(?P<words>[^\W\d_][\w’' ]{{1,24}}?){CLOSES}\s*{COLON}")
FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
SPACED = re.compile(r"(?<!\w)\w(?: +\w){1,20}(?!\w)")
# The time around a session, as a heading of what to do then.
TIMES = re.compile(
    r"(?i)[*_]{0,3}(?P<label>(?:before|after|prior to) (?:the |each |every |this |our )?"
    r"(?:session|workshop|meeting|class|lesson|event|evening|day|start|participants|people|guests|they|everyone)"
    r"\b[\w ]{0,20}|"
    r"(?:vor|nach) (?:der|dem|jeder|jedem) (?:sitzung|workshop|beginn|treffen|stunde|gruppe|abend|kurs)\b[\w ]{0,20}|"
    r"(?:avant|après) (?:la séance|l['’]atelier|le début|la réunion|chaque séance)\b[\w ]{0,20}|"
    r"(?:antes|después) de (?:la sesión|el taller|empezar|la reunión|cada sesión)\b[\w ]{0,20}|antes del taller|"
    r"(?:prima|dopo) (?:della sessione|dell['’]incontro|di iniziare|del laboratorio)\b[\w ]{0,20}|"
    r"(?:voor|na) (?:de|elke) (?:sessie|aanvang|bijeenkomst|workshop)\b[\w ]{0,20}|"
    r"(?:antes|depois) d[aeo] (?:sessão|oficina|reunião|começar|encontro)\b[\w ]{0,20}|"
    r"(?:przed|po) (?:sesją|sesji|spotkaniem|spotkaniu|warsztatem|warsztatach|rozpoczęciem)\b[\w ]{0,20}|"
    r"(?:قبل|بعد) (?:الجلسة|الورشة|اللقاء|البدء)|(?:セッション|開始|ワークショップ|会)の?(?:前|後)に?)"
    r"[*_]{0,3} ?[:：]"
)
# One letter from a label, and words with which a text for everybody begins.
WORDS = OTHERS | frozenset((
    "not", "noted", "notes", "noten", "noter", "notify", "nose", "done", "den", "don", "doe", "doc", "dos", "die",
    "dies", "dieu", "dir", "dire", "aire", "are", "far", "fares", "rima", "avanti", "savant", "primo", "leggen",
    "observers", "notatki", "said",
))  # fmt: skip


def say_nearly(lines: Sequence[Line], scope: str, report: Report) -> None:
    """For the paragraphs, items and small headings of one body."""
    for at, line in enumerate(lines):
        fenced = line.kind is Is.CODE and at > 0 and FENCE.match(lines[at - 1].text)
        if fenced and (coded := JOINED.match(line.text.strip())):
            report.add("W249", line.place(), label=coded["label"])
            continue
        begins = line.kind is Is.TEXT and (at == 0 or lines[at - 1].kind is not Is.TEXT)
        listed = line.kind in (Is.BULLET, Is.NUMBER) and not ANSWER.match(line.content)
        if not (begins or listed or line.level >= 4) or "____" in line.text:
            continue
        below = lines[at + 1].content if begins and at + 1 < len(lines) and lines[at + 1].kind is Is.TEXT else ""
        found = None if report.told(line.path, line.number) else _label(line, below, scope)
        if found:
            report.add("W249", line.place(), label=found)


def _label(line: Line, below: str, scope: str) -> str | None:
    """The label that somebody may have meant; None for ordinary words."""
    words = SPACED.sub(lambda found: _squeezed(found[0]), line.content)
    around = TIMES.match(words) if scope != "workshop" else None  # an invitation tells of the time before
    if around:
        return around["label"]
    ahead = BEFORE.match(words)
    signs, rest = words[: ahead.end() if ahead else 0], words[ahead.end() if ahead else 0 :]
    if found := JOINED.match(rest) or EXACT.match(rest):
        return found["label"] if _is_set_off(found, signs, rest, line, below) else None
    near = NEAR.match(rest)
    return near["words"] if near and _nearly(bare(near["words"])) else None


def _squeezed(letters: str) -> str:
    """`S a y`, as text comes out of some documents; words of one letter stay apart."""
    close = letters.replace(" ", "")
    return close if close.casefold() in {label.replace(" ", "") for label in LABELS} else letters


def _is_set_off(found: re.Match[str], signs: str, rest: str, line: Line, below: str) -> bool:
    """Whether the label stands apart from the words behind it."""
    behind = rest[found.end("label") :]
    tab = line.raw.partition("\t")[0].strip().casefold() == found["label"].casefold()
    said = found["label"].casefold() in SAID and QUOTED.match(behind)
    # A bold word begins many a sentence: **Do** bring a pen.
    bold = signs[-1:] in ("*", "_", "`", "=", ">") and EMPHASISED.match(f"{behind} ")
    apart = bold and not _goes_on(EMPHASISED.sub("", f"{behind} ", count=1).strip() or below)
    alone = not behind.strip("*_`~ ") and below.startswith((":", "："))
    word = found["label"].casefold()
    named = word in TOLD and NAMED.match(behind)
    called = word in NOTED and CALLED.match(behind)
    return bool(tab or said or apart or alone or named or called or any(sign.match(behind) for sign in SIGNS))


def _goes_on(words: str) -> bool:
    return not words or words[0].islower()


@lru_cache(2048)
def _nearly(words: str) -> bool:
    if words in WORDS:
        return False
    return any(is_near(words, label) for label in PLAIN)


PLAIN = frozenset(map(bare, LABELS))
