"""What looks like machinery and is none: it would become text that participants read, so it is said.

Nothing here changes what a script means; every sentence names its line and a cure, and a Fix where that is safe.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from workshop.util.phrases import phrase

from .. import missing
from ..messages import Report
from ..model import Fix
from ..question_pages import LOST
from ..scanner import Is, Line
from ..settings import BY_SCOPE, KINDS, SETTINGS
from ..synonyms import STEPS
from ..values import Reader, Unreadable, text
from ..words import fold
from .asides import say_asides
from .boxes import say_boxes, say_no_blank
from .doubts import AHEAD as LED_BY
from .doubts import say_doubts
from .foreign import say_foreign
from .leftovers import say_leftovers
from .nearly_headings import say_nearly_heading
from .nearly_notes import say_nearly
from .nearly_settings import say_nearly_settings, say_without_colon
from .team_words import say_notes
from .who_leads import say_who_leads

KIND = "|".join(re.escape(name) for name in sorted([*KINDS, *STEPS], key=len, reverse=True))
# A number, a picture, stars, "Step 3:" may stand before the kind.
AHEAD = r"(?:[^\w\s]|\d{1,2}[.):]?|(?:step|schritt|teil|part) \d{1,2} *[.:)–-]?|\s)*+"
STEP_WORDS = re.compile(
    rf"(?i){AHEAD}(?:(?P<kind>{KIND})[*_`]* *[:：][*_`]* *|"
    rf"(?P<named>{'|'.join(KINDS)})[*_`]* *(?: [-–—|]|;) +)(?P<title>\S.*)"
)
TIMED = r"[^()]{1,200}\(\d{1,4} ?(?:min|s|h)[^()]{0,40}\)[*_\]”\"]{0,3}(?: *[=|]+)?$"
LOST_HEADING = re.compile(
    rf"(?i)(?:=+ *|{LED_BY})?[*_]{{0,3}}(?P<kind>{KIND})[*_]* *(?:[:：]{TIMED}|"
    rf"(?P<early>\(\d{{1,3}} ?min[^()]{{0,20}}\)) *[:：] *\S)"
)
BOLD_HEADING = re.compile(
    rf"(?i)(?P<mark>[*_]{{1,3}})(?P<kind>{'|'.join(KINDS)}) *[:：](?P=mark)? *[^*_]+(?:(?P=mark))?$"
)
LOST_PART = re.compile(rf"[*_]{{1,3}}(?!(?:{'|'.join(KINDS)}) *[:：]){TIMED}")
ROUND_WORD = r"(?:round|runde|ronde|tour|ronda|giro|rodada|turno)"
LOST_ROUND = re.compile(rf"(?i)[*_]{{0,3}}round *[:：]{TIMED}")
# Of a breakout also: Round 1 (3 min): the first speaks.
COUNTED_ROUND = re.compile(
    rf"(?i)[*_]{{0,3}}{ROUND_WORD} \d{{1,2}} *(?P<first>\(\d[^()]{{0,40}}\))?[*_]{{0,3}} *"
    rf"(?:[:：–—-]+[*_]{{0,3}}|(?<=\))) *"
    r"(?P<title>[^()]{0,200}?)(?P<last> *\(\d{1,4} ?(?:min|s|h)[^()]{0,40}\))?[*_]{0,3}$"
)
# A line alone with its minutes behind it: Step 3 – Pairs – 10 min
ALONE_TIMED = re.compile(
    r"(?i)[^.!?()\d][^.!?()]{1,60} [-–—|·] ?(?:ca\. ?)?\d{1,3} ?(?:min(?:utes?|uten|s)?|minutes?)\.?$|"
    r"[^.!?()]{1,60} \((?:ca\. ?)?\d{1,3} ?(?:min(?:utes?|uten|s)?\.?|minutes?|['′])\)[.:]?$"
)
# A turn of a breakout that is no round: 2 min: A speaks · A: 2 min · Minute 0–2: A speaks
TURN = re.compile(
    r"(?i)(?:minutes? \d{1,2} ?[-–] ?\d{1,2}|\d{1,2} ?(?:min(?:utes?|uten|s)?\.?|['′])) ?[:–-]? +\w[^.!?]{1,80}[.!]?$|"
    r"[^.!?:()]{1,40}: ?\d{1,2} ?(?:min(?:utes?|uten|s)?|['′])\.?$"
)
TIMES = re.compile(r"(?i)minutes? \d|\d ?(?:min|['′sh])")
WIDE_HASH = re.compile(r"(?=#{0,3}[＃♯﹟])[#＃♯﹟]{1,4} *")
LISTED_PART = re.compile(r"(?P<signs>##) +(?P<rest>\S.*)")
LISTED_HEADING = re.compile(rf"(?i)(?P<signs>#{{2,4}}) *(?P<rest>(?:{KIND}|round|for) *[:：].*)")
# A list's sign, a picture, a letter with its bracket; not the box of an answer.
JUNK = re.compile(
    r"^(?:\(?(?:\d{1,2}|[a-h]|i{1,3})[.)])?(?:(?![(\[{<（［])[\W_])*(?:[(\[{<](?=\w[^()\[\]{}<>]*[)\]}>]\s*$))?"
)
UNSEEN = r"\u200b\u2060\ufeff\\\\*_•◦▪‣●○∙·"  # signs that cannot be seen, or that other programs put before a line
HIDDEN_HEADING = re.compile(rf"(?i)[\s{UNSEEN}]+(?P<signs>#{{2,4}}) *(?P<rest>(?P<kind>{KIND}|round|for) *[:：].*)")
HIDDEN_PART = re.compile(rf"(?:[{UNSEEN}]+|\s{{4,8}})(?P<signs>##) +(?P<rest>\S.*)")
SUB_WORDS = re.compile(r"(?i)(?P<what>round|for)\b(?P<colon> ?[:：=–-]?)(?P<rest>.*)")
SUB_ELSEWHERE = re.compile(
    r"(?i)(?P<what>runde|ronde|tour|ronda|giro|rodada|für|pour|para|per|voor)(?: \d{1,2})?"
    r"(?P<colon> ?[:：])(?P<rest>.*)"
)
ROUNDS = ("round", "runde", "ronde", "tour", "ronda", "giro", "rodada")
# A prompt for one answer: **For: Well**, #### If Well:
LOST_FOR = re.compile(
    r"(?i)(?P<mark>[*_]{2,3})For ?[:：](?:(?P=mark) ?(?P<rest>[^*_:]{1,60})|"
    r"[*_]{0,3} ?(?P<label>[^*_:]{1,60})(?P=mark))$"
)
WHEN = re.compile(r"(?i)(?:if|when|wenn|falls|si|se|als) (?P<when>[^:]{1,40}):(?: .*)?$")
OWN_SUB = re.compile(r"(?i)(?:for group|for|round|group +\d{1,3}):")
LISTS = (Is.BULLET, Is.NUMBER)
NAMED_SETTING = re.compile(r"(?P<name>[^\W\d_][\w ]{1,20}?) ?[:：] ?(?P<value>\S.*)")
QUOTED_SETTING = re.compile(r"[-*+•] +[a-z][a-z ]*: *\S", re.IGNORECASE)
# The last net for what must never be lost: any sign between name and value.
NET_CARE = re.compile(
    r"(?i)(?:\W|ー|\d+[.)]|&\w+;|\[x\])*(?:care(?: level)?\W+sensitive|sensitive(?:\W+(?:yes|on|true|care|ja))?)\W*"
)
DASHES = "–—−‐‑‒―﹣－"
SETTING_NAMES = frozenset(setting.name for setting in SETTINGS)


def check(lines: Sequence[Line], scope: str, sensitive: bool, report: Report, seen: set[str]) -> None:
    """All of it, for one body under a heading of `scope`.

    `seen`: kinds of foreign markup that were told before; each is told once a file.
    """
    _settings(lines, scope, report)
    _care(lines, scope, report)
    say_foreign(lines, report, seen)
    for at, line in enumerate(lines):
        begins = at == 0 or lines[at - 1].kind is not Is.TEXT
        if (line.kind is Is.TEXT and begins) or line.kind in (Is.BULLET, Is.NUMBER) or line.level >= 4:
            say_notes(lines, at, sensitive, report)
        listed = _listed_heading(line)
        if line.kind is Is.TEXT or listed or (line.kind in LISTS and (scope == "breakout" or _lost(line.content))):
            alone = at + 1 == len(lines) or lines[at + 1].kind is not Is.TEXT or lines[at + 1].content[:1].isupper()
            _heading(line, scope, begins and alone, report)
        if (line.kind is Is.HEADING or begins) and (cure := missing.heading(line, scope)):
            report.add("E212", line.place(), _as_poll(line, scope), what=line.content, cure=phrase(cure))
        elif scope == "reflect" and begins and (found := LOST_FOR.match(line.content)):
            fix = Fix(line.number, line.number, f"#### For: {found['label'] or found['rest']}")
            report.add("E134", line.place(), fix, what="For")
        elif scope == "poll" and line.level > 4 and (asked := LOST.match(line.content)):
            fix = Fix(line.number, line.number, f"#### Question: {asked['title']}")
            report.add("E134", line.place(), fix, what="Question")
        elif line.kind is Is.HEADING and line.level >= 4 and not wrong_level(line, report):
            _sub_heading(line, scope, report)
        say_nearly_heading(line, scope, report)
        if line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER, Is.QUOTE):
            say_boxes(line, scope, report)
    if scope == "worksheet":
        say_no_blank(lines, report)
    say_doubts(lines, report)
    say_nearly(lines, scope, report)
    say_nearly_settings(lines, scope, report)
    say_leftovers(lines, scope, report)
    say_asides(lines, scope, report)
    say_who_leads(lines, scope, report)


def _as_poll(line: Line, scope: str) -> Fix | None:
    """`#### Question 2: How was it?` as one of a page."""
    title = re.split("[:：]", line.content, maxsplit=1)[-1].strip() if re.search("[:：]", line.content) else ""
    asks = scope == "poll" and line.level == 4 and title
    return Fix(line.number, line.number, f"#### Question: {title}") if asks else None


def wrong_level(line: Line, report: Report) -> bool:
    """E132: a step's heading with another number of signs. True where it was said."""
    found = STEP_WORDS.match(line.content)
    if found is None or (line.level == 4 and SUB_WORDS.match(line.content)):
        return False
    kind = found["kind"] or found["named"]
    mark = found[0][: found.start(1 if found["kind"] else 2)].strip(" 0123456789.):")
    title = found["title"].strip()
    title = title.removesuffix(mark).strip() if mark in ("*", "**", "***", "_", "__", "`") else title
    report.add("E132", line.place(), Fix(line.number, line.number, f"### {kind}: {title}"), kind=kind, signs=line.sign)
    return True


def _heading(line: Line, scope: str, alone: bool, report: Report) -> None:
    """E132 for a heading whose signs were lost, or came from another keyboard."""
    words = line.content
    hidden = _listed_heading(line)
    if hidden := hidden or HIDDEN_HEADING.match(line.text) or HIDDEN_PART.match(line.text):
        rest = hidden["rest"].strip().rstrip("*_\\").rstrip()
        fix = Fix(line.number, line.number, f"{hidden['signs']} {rest}")
        report.add("E135", line.place(0), fix, signs=hidden["signs"])
    elif wide := WIDE_HASH.match(words):
        signs = "#" * len(words[: wide.end()].strip())
        fix = Fix(line.number, line.number, f"{signs} {words[wide.end() :].strip()}")
        report.add("E133", line.place(), fix, sign=words[0])
    elif found := LOST_ROUND.match(words):
        fix = Fix(line.number, line.number, f"#### {words.strip('*_ ')}")
        report.add("E134", line.place(), fix, what="Round")
    elif scope == "breakout" and (found := COUNTED_ROUND.match(words)) and (found["first"] or found["last"]):
        length = (found["first"] or found["last"]).strip()
        title = found["title"].strip("*_ ") or words[: found.start("first")].strip("*_ ")
        report.add("E134", line.place(), Fix(line.number, line.number, f"#### Round: {title} {length}"), what="Round")
    elif found := _lost(words) or BOLD_HEADING.match(words):
        title = words[found.end("kind") :].strip('*_= :：|]”"')
        if found.groupdict().get("early"):
            title = f"{title.removeprefix(found['early']).strip(' :：')} {found['early']}"
        fix = Fix(line.number, line.number, f"### {found['kind']}: {title}")
        report.add("E132.lost", line.place(), fix, kind=found["kind"])
    elif not TIMES.search(words):
        return
    elif LOST_PART.match(words) or (alone and line.kind is Is.TEXT and ALONE_TIMED.match(words)):
        report.add("W237", line.place())
    elif scope == "breakout" and (TURN.match(words) or ALONE_TIMED.match(words)):
        report.add("W237.turn", line.place())


def _lost(words: str) -> re.Match[str] | None:
    return LOST_HEADING.match(words) if "(" in words and (":" in words or "：" in words) else None


def _listed_heading(line: Line) -> re.Match[str] | None:
    """A heading behind a list's sign, or a part right behind a > (with a space it is a heading within a note)."""
    if line.kind is Is.QUOTE and line.raw.lstrip()[:2] != ">#":
        return LISTED_HEADING.match(line.content)
    lists = (Is.BULLET, Is.NUMBER, Is.QUOTE)
    return LISTED_HEADING.match(line.content) or LISTED_PART.match(line.content) if line.kind in lists else None


def _sub_heading(line: Line, scope: str, report: Report) -> None:
    """E134: `#### Round` or `#### For` without its colon, or with another number of signs.

    W237: a length that counts for nothing.
    """
    found = SUB_WORDS.match(line.content) or SUB_ELSEWHERE.match(line.content)
    if found and not (line.level == 4 and found["colon"] == ":" and found.re is SUB_WORDS):
        what = "Round" if found["what"].lower() in ROUNDS else "For"
        fix = Fix(line.number, line.number, f"#### {what}: {found['rest'].strip()}")
        report.add("E134", line.place(), fix, what=what)
    elif line.level == 4 and scope == "reflect" and (found := WHEN.match(line.content)):
        report.add("E134", line.place(), what="For")
    elif (
        line.level == 4
        and scope == "breakout"
        and re.fullmatch(TIMED, line.content)
        and not OWN_SUB.match(line.content)
    ):
        fix = Fix(line.number, line.number, f"#### Round: {line.content}")
        report.add("E134", line.place(), fix, what="Round")
    elif re.fullmatch(TIMED, line.content) and not OWN_SUB.match(line.content):
        report.add("W237", line.place())


def _settings(lines: Sequence[Line], scope: str, report: Report) -> None:
    """E243: a line before all other words that says a setting, in a form that is not read as one.

    Right below such a line the name alone is enough, whatever its value is.
    """
    listed = False
    for line, below in zip_longest(lines, lines[1:]):
        quoted = line.kind is Is.QUOTE and not QUOTED_SETTING.match(line.content)
        fenced = line.kind is Is.CODE and line.text.strip(" `~") == ""
        if line.kind is Is.BLANK or fenced:
            listed = listed and fenced
            continue
        found = _meant_setting(line, scope) or (_named_setting(line, scope) if listed else None)
        if quoted and not (found and ":" in line.content and BY_SCOPE[scope][found[0]].read is not text):
            continue
        if found is None:
            say_without_colon(line, scope, report)
            return
        name, value = found
        if not (
            line.kind is Is.BULLET and line.indent < 2 and line.content.casefold().startswith(f"{name}:")
        ):  # that one is W208
            # Words right below a list would belong to it.
            sticks = below is not None and below.kind is Is.TEXT and not _is_setting(below, scope)
            told = f"- {name}: {value}" + "\n" * sticks
            fix = Fix(line.number, line.number, told) if line.kind is not Is.CODE else None
            report.add("E243", line.place(line.indent), fix, name=name)
            listed = True


def _care(lines: Sequence[Line], scope: str, report: Report) -> None:
    """E243 for `care: sensitive` on a line of its own, behind whatever sign: no other level is as dear.

    In a step's code it may well be an example; in the invitation somebody pasted it.
    """
    for line in lines:
        if line.kind is not Is.CODE or scope == "workshop":
            lost_care(line, report)


def lost_care(line: Line, report: Report) -> None:
    if NET_CARE.fullmatch(line.text[:80]) and not report.told(line.path, line.number):
        report.add("E243", line.place(line.indent), name="care")


def _meant_setting(line: Line, scope: str) -> tuple[str, str] | None:
    bare = JUNK.sub("", line.text).strip().rstrip("*_`\\|")
    bare = bare[:-1] if JUNK.match(line.text)[0][-1:] in ("(", "[", "{", "<") else bare  # type: ignore[index]
    for name in sorted(BY_SCOPE[scope], key=len, reverse=True):
        found = re.match(
            rf"(?i){re.escape(name)}[*_`]{{0,3}}(?P<sign> ?(?:[:：=;→|]|->) ?[*_`]{{0,3}}| [-–—] |"
            rf" +)(?P<value>\S.{{0,300}})$",
            bare,
        )
        if found is None:
            continue
        free = BY_SCOPE[scope][name].read is text
        sign = found["sign"].strip(" *_`")
        told = sign in (":", "：", "=", ";", "→", "->", "|") or not free or f"{name}\t" in line.raw.casefold()
        told = told or (sign in ("–", "—") and name in ("lead", "materials"))
        if told and (free or _reads(BY_SCOPE[scope][name].read, found["value"].strip())):
            return name, found["value"].strip()
    return None


def _named_setting(line: Line, scope: str) -> tuple[str, str] | None:
    found = NAMED_SETTING.match(line.text.strip()) if line.kind is Is.TEXT else None
    return (fold(found["name"]), found["value"]) if found and fold(found["name"]) in BY_SCOPE[scope] else None


def _is_setting(line: Line, scope: str) -> bool:
    return (_meant_setting(line, scope) or _named_setting(line, scope)) is not None


def _reads(read: Reader, value: str) -> bool:
    try:
        read(value)
    except Unreadable:
        return False
    return True


def dashed_setting(text: str) -> int:
    """Offset of the words behind a dash that stands for a bullet before a setting; 0 where none does."""
    found = re.match(rf" *[{DASHES}] *(?=([A-Za-z][A-Za-z -]{{0,30}}?) ?[:：])", text)
    return found.end() if found and fold(found[1]) in SETTING_NAMES else 0
