"""What people leave in a text for colleagues, for a program or for later: mentions, directions, gaps, lengths.

None of it has a label or a sign of ours, so each is a question at its line, and nothing is repaired by guessing.
"""

import re
from collections.abc import Sequence

from workshop.util.phrases import phrase

from .. import lengths
from ..messages import Report
from ..model import Fix
from ..scanner import Is, Line
from .doubts import SIGN
from .foreign import KINDS
from .late_words import LATE_LINE
from .team_words import MARKS, ROLE

MENTION = re.compile(rf"(?i)(?<![\w.@/])@(?:{ROLE}|all|alle|channel|here|everyone)\b|^@(?!\d)[^\W\d_][\w.-]{{1,30}}")
SLIDE = r"(?:slides?|folien?|diapo(?:sitive|sitiva)?s?|dia|slajd|lámina)"
NEXT = r"(?:next|nächste|suivante?|siguiente|prossima|volgende|próximo)"
STAGE = re.compile(
    rf"(?i)[*_]{{1,2}}(?:pause|silence|stille|music|musik|gong|beat|applause)[*_]{{1,2}}$|"
    rf"(?:[⏰⏱⏲⌛⏳🕐-🕧]\ufe0f? *)?[\[(]?\d{{1,2}}[:.h]\d\d(?: ?(?:uhr|h|am|pm))?[\])]?$|"
    rf"{MARKS}[(\[<]?(?:{NEXT} {SLIDE}|{SLIDE} {NEXT}|{SLIDE}[- ]?(?:change|wechsel|\d{{1,3}}|einblenden)|"
    rf"(?:change|show|new|neue) {SLIDE}|changer de diapo(?:sitive)?|cambiar (?:de )?diapositiva)[)\]>]?[.:]?{MARKS}$"
    rf"|"
    rf"{MARKS}\((?:click|klick|clic|clique|(?:start )?timer|musik?|musique|música|gong|applause|beat|"
    r"show (?:the )?results?|ergebnisse? zeigen|play video|video abspielen|pause|break|free text|freitext|"
    rf"open question|offene frage|optional)\b[^()]{{0,40}}\){MARKS}$"
)
# A whole paragraph in square brackets, braces or pointed ones. A link, an address, a footnote is none.
BRACKETED = re.compile(
    rf"{MARKS}(?:\[(?P<square>[^\[\]()|^!]{{2,80}})\]|\{{(?P<brace>[^{{}}|]{{2,80}})\}}|<(?P<pointed>[^<>/@:|]{{2,80}})>|"
    rf"\(\((?P<double>[^()|]{{2,80}})\)\))"
    rf"[.:]?{MARKS}$"
)
UNFINISHED = re.compile(
    r"\bTK(?=:)|"
    r"\b(?:TBD|TBC|TBA|FIXME|XXX|TODO|t\.b\.d\.)(?!\w)|(?<!\w)\?{3,}|(?i:lorem ipsum)|<[A-ZÄÖÜÉ][A-ZÄÖÜÉ _-]{1,30}>|"
    r"\[[A-ZÄÖÜÉ][A-ZÄÖÜÉ _-]{2,30}\](?![(\[:])|(?<![/\w{$\\])\{[A-Za-zäöüéß][\w ]{1,30}\}(?!\})|"
    r"(?i:\((?:\?+|tbd|tbc)\)|\((?:x+|\?+|\.{2,}|_+) ?(?:min[a-z]*\.?|h)\))"
)
LATE = re.compile(
    r"(?i)(?:skip|drop|leave (?:this )?out|cut)(?: this)?,? (?:if|when) (?:we are |you are |time )?(?:late|short)\b|"
    r"(?:if|when) (?:we have (?:enough )?|there is (?:enough |still )?)?time (?:allows|permits|is left|remains)?,|"
    r"(?:entfällt|weglassen|streichen),? (?:falls|wenn|bei) |(?:falls|wenn) (?:noch )?zeit (?:ist|bleibt|knapp)\b|"
    r"(?:à )?sauter si |si le temps (?:le permet|manque)|si (?:falta|hay|sobra) tiempo|omitir si "
)
LABELS = (
    r"(?:time|timing|duration|length|buffer|dauer|zeit|puffer|durée|temps|duración|tiempo|durata|tempo|duur|tijd|"
    r"duração)"
)
LENGTH = re.compile(
    rf"(?i)(?:{LABELS}[ :：=–—-]+)?(?P<told>[(\[{{]?(?:ca\.? |about |etwa |env\. |~|≈)?"
    r"[⏰⏱⏲⌛⏳🕐-🕧\ufe0f ]*\d[^()\[\]{}]{0,24}[)\]}]?)"
)
MINUTES = re.compile(rf"(?i)(?:{LABELS}|min(?:utes|uten)?)\b[*_]* *[:：=]?[*_]* *\d{{1,3}}")  # Time: 5
SAY_QUOTED = re.compile(r"(?i)(?:say|sag|sage|sagt|dire|dites|decir|diga) *[\"“„«][^\"”“»]+[\"”“»][.!]?$")
# What somebody in front of the group is told to do.
TOLD = re.compile(
    rf"{SIGN}(?:"
    r"(?:SAY|ASK|TELL|SHOW|EXPLAIN|INVITE|REMIND|SAGEN|FRAGEN|ZEIGEN)\b,? (?=\S*[a-zäöü])|"
    r"(?i:(?:remember|don['’]t forget) to (?:mention|ask|tell|say|remind|invite|show|thank|hand out|announce|explain|"
    r"collect)\b|"
    r"(?:if|when) (?:no ?one|no one|nobody|the group|participants|people|they) (?:speaks?|answers?|says?|is silent|"
    r"are silent|get stuck|gets stuck|resists?)\b|wenn (?:niemand|keiner) (?:etwas sagt|spricht|antwortet)|"
    r"(?:give|allow) (?:them|people|participants|the group|everyone) (?:about |ca\.? )?(?:\d+|a|two|three|five) min|"
    r"allow (?:about )?\d+ min|remind (?:them|people|participants|the group|everyone)\b|hand over to [^\W\d_]|"
    r"(?:hand|give) out (?:the|a|one|some) |facilitate (?:a|the) |"
    r"wait (?:for silence|until (?:all|everyone|everybody))\b|"
    r"if (?:they|people|participants) (?:are|get|look|seem|don['’]t|do not|hesitate|ask)\b|"
    r"if (?:someone|somebody) (?:cries|is upset|gets upset|leaves|resists|dominates|refuses)\b|"
    r"(?:participants|the participants|teilnehmende|die teilnehmenden|tn) (?:share|write|discuss|work|form|present|"
    r"choose|get|move|stand|walk|split|return|schreiben|sprechen|bilden|gehen|arbeiten|lesen|stellen|tauschen)\b|"
    r"(?:→|⇒|➡\ufe0f?|=>|-{1,2}>) *(?:next|then|collect|hand|back|dann|danach|weiter|puis|ensuite|luego|poi)\b|"
    r"(?:facilitators?|trainers?|moderators?|presenters?|instructors?|leitung|trainerin|moderatorin|animateur) "
    r"(?:speaks?|reads?|asks?|shows?|explains?|hands? out|leads?|invites?|introduces?|welcomes?|gives?|collects?|"
    r"demonstrates?|closes|opens|walks?|presents?|moderates?|liest|fragt|zeigt|erklärt|begrüßt|lädt|stellt|sammelt|"
    r"verteilt|spricht|führt|moderiert|gibt|lit|montre|explique|demande)\b))"
)
# How it is to be said, behind what is said.
MANNER = re.compile(r"(?i)\((?:say|read|speak|read aloud|said)\b[^()]{0,30}\)[.!]?$")
COMMAND = re.compile(r"(?i)/(?:polls?|quiz|note|timer|giphy|remind|breakout|word ?cloud|ask)\b")
FENCED = re.compile(r"`[^`]*`")
CALLOUT = re.compile(r"(?:> ?)*\[!\w+\][+-]?")
# In a worksheet: where another program has a field.
OTHER_FIELD = re.compile(r"(?<=[:：?])\s*(?P<field>\[[ \w]{0,20}\](?!\()|\{[ \w]{0,20}\}|＿+|-{4,})\s*$")


def say_leftovers(lines: Sequence[Line], scope: str, report: Report) -> None:
    """W235, W238, E244, W249 and W250 for the paragraphs of one body, at most one for a line."""
    items = [at for at, line in enumerate(lines) if line.kind in (Is.BULLET, Is.NUMBER)]
    lone = items[0] if len(items) == 1 else None  # a list by itself
    for at, line in enumerate(lines):
        if line.kind is Is.QUOTE and (found := CALLOUT.match(line.text.lstrip())):
            report.add("W235.callout", line.place(), written=found[0].lstrip("> "))
        if line.kind not in (Is.TEXT, Is.BULLET, Is.NUMBER) or report.told(line.path, line.number):
            continue
        if any(kind.looks.search(line.text) for kind in KINDS):
            continue  # W235, once a file
        alone = _alone(lines, at) and (line.kind is Is.TEXT or at == lone)
        field = OTHER_FIELD.search(line.text) if scope == "worksheet" else None
        if field:
            fixed = f"{line.raw[: field.start('field')]}____"
            report.add(
                "E244", line.place(field.start("field"), field.end("field")), Fix(line.number, line.number, fixed)
            )
        elif alone and line.kind is not Is.NUMBER and _is_length(line.content):
            report.add("W238.line", line.place(), value=line.content.strip("*_ "))
        elif alone and line.kind is Is.TEXT and _is_bracketed(line):
            report.add("W249.brackets", line.place(), written=line.content.strip("*_ "))
        elif not say_unfinished(line, report):
            _doubt(line, alone, at == 0 or lines[at - 1].kind is not Is.TEXT, report)


def say_unfinished(line: Line, report: Report) -> bool:
    """W250: a gap that somebody meant to fill."""
    bare = FENCED.sub(lambda code: " " * len(code[0]), line.text)
    found = UNFINISHED.search(bare, line.start)
    if found is None or report.told(line.path, line.number):
        return False
    report.add("W250", line.place(found.start(), found.end()), written=found[0].strip("()"))
    return True


def say_title(line: Line, report: Report) -> None:
    """W235, W249 and W250 for the heading of a step or part."""
    struck = re.search(r"~~\S.*~~|~~\S.*$", line.text)
    if struck:
        what = phrase("struck out words")
        report.add("W235", line.place(struck.start(), struck.end()), what=what, written=struck[0][:40])
    elif not say_unfinished(line, report) and (found := re.search(r"(?<=\s)@[^\W\d_][\w.-]+", line.text)):
        report.add("W249.sign", line.place(found.start(), found.end()), written=found[0])


def _alone(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a paragraph of its own."""
    around = [lines[n].kind for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return Is.TEXT not in around


def _is_length(words: str) -> bool:
    found = LENGTH.fullmatch(words.strip("*_ -–—").rstrip("."))
    told = found["told"].strip("()[]{} ") if found else ""
    return bool(told and (lengths.exact(told) or lengths.guessed(told))) or bool(MINUTES.fullmatch(words.strip("*_ ")))


def _is_bracketed(line: Line) -> bool:
    found = BRACKETED.match(line.content)
    return bool(found and re.search(r"[^\W\d_]", found[0]))


def _doubt(line: Line, alone: bool, begins: bool, report: Report) -> None:
    late = LATE.match(line.content) or LATE_LINE.match(line.content)
    found = MENTION.search(line.content) or late or SAY_QUOTED.match(line.content)
    if line.kind is Is.TEXT and begins:
        found = found or TOLD.match(line.content) or COMMAND.match(line.content) or MANNER.search(line.content)
    found = found or (STAGE.match(line.content) if alone else None)
    if found:
        start = line.start + found.start()
        report.add("W249.sign", line.place(start, line.start + found.end()), written=found[0].strip("*_ "))
