"""What looks like machinery and is none: it would become text that participants read, so it is said.

Nothing here changes what a script means; every sentence names its line and a cure, and a Fix where that is safe.
"""

import re
from collections.abc import Iterator, Sequence

from .body import Block
from .messages import Report
from .model import Fix
from .scanner import Is, Line
from .settings import BY_SCOPE, KINDS, SETTINGS
from .values import Reader, Unreadable, text
from .words import fold

# Words for a kind that people look for: the kind, and what to say about it.
SYNONYMS = {
    "quiz": ("Poll", "a Poll with (x) before the right answer"), "question": ("Poll", "a Poll"),
    "vote": ("Poll", "a Poll"), "survey": ("Poll", "a Poll"), "umfrage": ("Poll", "a Poll"),
    "abstimmung": ("Poll", "a Poll"), "encuesta": ("Poll", "a Poll"), "sondage": ("Poll", "a Poll"),
    "word cloud": ("Poll", 'a Poll with "- answer: words"'), "wortwolke": ("Poll", 'a Poll with "- answer: words"'),
    "rating": ("Poll", 'a Poll with "- answer: scale 1 (low) to 5 (high)"'),
    "discussion": ("Talk", "a Talk"), "plenary": ("Talk", "a Talk"), "gespräch": ("Talk", "a Talk"),
    "diskussion": ("Talk", "a Talk"), "debrief": ("Talk", "a Talk"), "sharing": ("Talk", "a Talk"),
    "group work": ("Breakout", 'a Breakout with "- groups: groups of 4"'), "pairs": ("Breakout", "a Breakout"),
    "gruppenarbeit": ("Breakout", "a Breakout"), "groups": ("Breakout", "a Breakout"),
    "pair work": ("Breakout", "a Breakout"),
    "coffee": ("Break", "a Break"), "lunch": ("Break", "a Break"), "pause café": ("Break", "a Break"),
    "writing": ("Reflect", "a Reflect"), "journal": ("Reflect", "a Reflect"), "reflection": ("Reflect", "a Reflect"),
    "homework": ("Seed", "a Seed"), "text": ("Slide", "a Slide"), "input": ("Slide", "a Slide"),
    "breathing": ("Pause", "a Pause"), "meditation": ("Pause", "a Pause"), "links": ("Resources", "Resources"),
}  # fmt: skip
TEAM = (
    "say|do|watch|if late|before|note|note to self|"
    "notes?(?: for| to)?(?: the)? (?:team|facilitators?|trainers?|hosts?)|"
    "facilitators?|facilitator(?:'s|’s)? notes?|speaker(?:'s|’s)? notes?|presenter(?:'s|’s)? notes?|"
    "trainers?|moderator|moderation|script"
)
NOTE = re.compile(rf"(?i)(?P<mark>[*_]{{0,3}})(?P<label>{TEAM})(?: *[*_]{{1,3}})? *[:：](?: *[*_]{{1,3}})?(?= |$)")
WIDE_SIGN = re.compile(r"(?:[＞›»❯▶►]|&gt;) *")
KIND = "|".join(re.escape(name) for name in [*KINDS, *SYNONYMS])
STEP_WORDS = re.compile(rf"(?i)(?P<kind>{KIND}) *[:：] *\S")
TIMED = r"[^()]{1,200}\(\d{1,4} ?(?:min|s|h)[^()]{0,40}\)[*_]{0,3}$"
LOST_HEADING = re.compile(rf"(?i)[*_]{{0,3}}(?P<kind>{'|'.join(KINDS)}) *[:：]{TIMED}")
LOST_PART = re.compile(rf"[*_]{{1,3}}(?!(?:{'|'.join(KINDS)}) *[:：]){TIMED}")
LOST_ROUND = re.compile(rf"(?i)[*_]{{0,3}}round *[:：]{TIMED}")
TAGS = "br|aside|details|summary|center|font|u|sup|sub|div|span|p|img|iframe|table|kbd|mark"
WIDE_HASH = re.compile(r"＃{1,4} *")
FOREIGN = (
    (re.compile(rf"</?(?:{TAGS})\b[^<>]{{0,300}}>"), "HTML"),
    (re.compile(r"\$\$|\\\(|\\\["), "a formula"),
    (re.compile(r"!?\[\[[^\[\]]{1,200}\]\]"), "a link of a note app"),
    (re.compile(r"==[^=\s][^=]{0,300}=="), "a highlight"),
    (re.compile(r"^ *:{3,}\s*\w*"), "a box of another editor"),
    (re.compile(r"\{[#.][\w-]{1,80}\} ?$"), "a mark of another editor"),
    (re.compile(r"(?<=\s)\^[a-z0-9-]{1,80} ?$"), "a mark of a note app"),
    (re.compile(r"^ *\[(?:TOC|toc)\] *$"), "a table of contents"),
)  # fmt: skip
JUNK = re.compile(r"^[\s\u200b\u2060\ufeff\\*_•–—−-]*")
UNSEEN = r"\u200b\u2060\ufeff\\\\*_"  # signs that cannot be seen, or that other programs put before a line
HIDDEN_HEADING = re.compile(rf"(?i)[\s{UNSEEN}]+(?P<signs>#{{2,4}}) *(?P<rest>(?P<kind>{KIND}|round|for) *[:：].*)")
HIDDEN_NOTE = re.compile(r"[\u200b\u2060\ufeff\\*_]+> ?")
HIDDEN_PART = re.compile(r"[\u200b\u2060\ufeff\\*_]+(?P<signs>##) +(?P<rest>\S.*)")
SUB_WORDS = re.compile(r"(?i)(?P<what>round|for)\b(?P<colon> ?[:：=–-]?)(?P<rest>.*)")
BLANK = re.compile(r"(?<![_\w])_{2,3}(?![_\w])|…{2,}|\.{5,}|(?:\\_){2,}")
BOX = re.compile(r"[\s\u200b\\]*(?:[-*+•]\s*)?(?P<sign>☐|□|▢|○|◯|⚪|\[ ?\]|\( ?\)|（ ?）|［ ?］)")
PROPER_BOX = re.compile(r" {0,3}[-*+•◦▪‣●○∙·–—−‐‑‒―﹣－] +(?:\[ ?\]|\( ?\))")
# The last net for what must never be lost: any sign at all before the words, any sign between name and value.
NET_NOTE = re.compile(rf"(?i)\W{{1,9}}(?P<label>{TEAM})[*_]* *[:：]")
NET_QUOTE = re.compile(r"(?:[❯⟩﹥]|[\"“„'‘|]+ *>) *(?=\S)")
NET_CARE = re.compile(r"(?i)(?:\W|\d+[.)]|&\w+;)*care\W+sensitive\W*")
CODE_SPAN = re.compile(r"`[^`]*`")
DASHES = "–—−‐‑‒―﹣－"
SETTING_NAMES = frozenset(setting.name for setting in SETTINGS)


def check(lines: Sequence[Line], scope: str, sensitive: bool, report: Report, seen: set[str]) -> None:
    """All of it, for one body under a heading of `scope`.

    `seen`: kinds of foreign markup that were told before; each is told once a file.
    """
    _settings(lines, scope, report)
    _care(lines, scope, report)
    for at, line in enumerate(lines):
        begins = at == 0 or lines[at - 1].kind is not Is.TEXT
        if line.kind in (Is.TEXT, Is.BULLET) and (begins or line.kind is Is.BULLET):
            _note(line, sensitive, report)
        if line.kind is Is.TEXT:
            _heading(line, report)
        if line.kind is Is.HEADING and line.level >= 4 and not wrong_level(line, report):
            _sub_heading(line, report)
        if line.kind in (Is.TEXT, Is.BULLET):
            _boxes(line, scope, report)
        if line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER):
            _foreign(line, report, seen)


def _note(line: Line, sensitive: bool, report: Report) -> None:
    """E232, W232: it reads like a word for the team, but everybody sees it."""
    if hidden := HIDDEN_NOTE.match(line.text):
        told = line.text[hidden.end() :].strip().rstrip("*_\\")
        code = "E232" if sensitive else "W232"
        report.add(code, line.place(0, hidden.end()), _as_note(line, told), label=told.partition(":")[0][:20])
        return
    words, start = line.content, line.start
    wide = WIDE_SIGN.match(words)
    found = NOTE.match(words, wide.end() if wide else 0)
    if found is None and (net := NET_QUOTE.match(words) or NET_NOTE.match(words)):
        told = words[net.end() :] if net.re is NET_QUOTE else words[net.start("label") :]
        label = net.groupdict().get("label") or net[0].strip()
        fix = _as_note(line, told)
        report.add("E232" if sensitive else "W232", line.place(start, start + net.end()), fix, label=label)
        return
    if found is None and not (wide and words[0] in "＞&"):
        return
    label = found["label"] if found else words[: wide.end()].strip() if wide else ""
    rest = words[found.end() :] if found else words[wide.end() if wide else 0 :]
    named = fold(label) in ("say", "do", "watch", "if late", "before", "note")
    text = f"{label.capitalize()}:{rest}" if found and named else f"{label}:{rest}" if found else rest
    place = line.place(start, start + (found.end() if found else len(label)))
    report.add("E232" if sensitive else "W232", place, _as_note(line, text), label=label.strip("*_ "))


def _as_note(line: Line, text: str) -> Fix:
    return Fix(line.number, line.number, f"> {text.strip()}")


def wrong_level(line: Line, report: Report) -> bool:
    """E132: a step's heading with another number of signs. True where it was said."""
    found = STEP_WORDS.match(line.content)
    if found is None:
        return False
    fix = Fix(line.number, line.number, f"{line.raw[: line.indent]}### {line.raw[line.start :].strip()}")
    report.add("E132", line.place(), fix, kind=found["kind"], signs=line.sign)
    return True


def _heading(line: Line, report: Report) -> None:
    """E132 for a heading whose signs were lost, or came from another keyboard."""
    words = line.content
    if hidden := HIDDEN_HEADING.match(line.text) or HIDDEN_PART.match(line.text):
        rest = hidden["rest"].strip().rstrip("*_\\").rstrip()
        fix = Fix(line.number, line.number, f"{hidden['signs']} {rest}")
        report.add("E135", line.place(0), fix, signs=hidden["signs"])
    elif wide := WIDE_HASH.match(words):
        signs = "#" * words[: wide.end()].count("＃")
        fix = Fix(line.number, line.number, f"{signs} {words[wide.end() :].strip()}")
        report.add("E133", line.place(), fix, sign="＃")
    elif found := LOST_ROUND.match(words):
        fix = Fix(line.number, line.number, f"#### {words.strip('*_ ')}")
        report.add("E134", line.place(), fix, what="Round")
    elif found := LOST_HEADING.match(words):
        fix = Fix(line.number, line.number, f"### {words.strip('*_ ')}")
        report.add("E132.lost", line.place(), fix, kind=found["kind"])
    elif LOST_PART.match(words):
        report.add("W237", line.place())


def _foreign(line: Line, report: Report, seen: set[str]) -> None:
    """W235, once for each kind: what other programs understand and phones would show raw."""
    bare = CODE_SPAN.sub(lambda found: " " * len(found[0]), line.text)
    for pattern, what in FOREIGN:
        found = pattern.search(bare)
        if found and what not in seen:
            seen.add(what)
            report.add("W235", line.place(found.start(), found.end()), what=what, written=found[0].strip()[:40])


def _sub_heading(line: Line, report: Report) -> None:
    """E134: `#### Round` or `#### For` without its colon, or with another number of signs."""
    found = SUB_WORDS.match(line.content)
    if found and not (line.level == 4 and found["colon"] == ":"):
        fix = Fix(line.number, line.number, f"#### {found['what'].capitalize()}: {found['rest'].strip()}")
        report.add("E134", line.place(), fix, what=found["what"].capitalize())


def _settings(lines: Sequence[Line], scope: str, report: Report) -> None:
    """E243: a line before all other words that says a setting, in a form that is not read as one."""
    for line in lines:
        if line.kind in (Is.BLANK, Is.QUOTE):
            continue
        found = _meant_setting(line, scope)
        if found is None:
            return
        name, value = found
        if not (
            line.kind is Is.BULLET and line.indent < 2 and line.content.casefold().startswith(f"{name}:")
        ):  # that one is W208
            report.add("E243", line.place(line.indent), Fix(line.number, line.number, f"- {name}: {value}"), name=name)


def _care(lines: Sequence[Line], scope: str, report: Report) -> None:
    """E243 for `care: sensitive` anywhere in the invitation, behind whatever sign: no other level is as dear."""
    for line in lines if scope == "workshop" else ():
        told = report.has("E243", line.path, line.number, line.number)
        if NET_CARE.fullmatch(line.text[:80]) and line.kind is not Is.CODE and not told:
            report.add("E243", line.place(line.indent), name="care")


def _meant_setting(line: Line, scope: str) -> tuple[str, str] | None:
    bare = JUNK.sub("", line.text).strip().rstrip("*_\\")
    for name in sorted(BY_SCOPE[scope], key=len, reverse=True):
        found = re.match(rf"(?i){re.escape(name)}(?P<sign> ?[:：=] ?| [-–—] | )(?P<value>\S.{{0,300}})$", bare)
        if found is None:
            continue
        free = BY_SCOPE[scope][name].read is text
        told = found["sign"].strip() in (":", "：", "=") or not free
        if told and (free or _reads(BY_SCOPE[scope][name].read, found["value"].strip())):
            return name, found["value"].strip()
    return None


def _reads(read: Reader, value: str) -> bool:
    try:
        read(value)
    except Unreadable:
        return False
    return True


def _boxes(line: Line, scope: str, report: Report) -> None:
    """E244 and E245: blanks and ticks of a sheet, and answers of a poll, in the signs of another program."""
    if scope == "worksheet" and "____" not in line.text and (found := BLANK.search(line.text)):
        fixed = f"{line.raw[: found.start()]}____{line.raw[found.end() :]}"
        report.add("E244", line.place(found.start(), found.end()), Fix(line.number, line.number, fixed))
    box = BOX.match(line.text)
    if box and scope in ("worksheet", "poll", "check-in") and not PROPER_BOX.match(line.text):
        sign = "[ ]" if scope == "worksheet" or box["sign"][0] in "[☐□▢" else "( )"
        fix = Fix(line.number, line.number, f"- {sign} {line.text[box.end() :].strip()}")
        report.add("E245", line.place(box.start("sign"), box.end("sign")), fix, sign=sign, written=box["sign"])


def dashed_setting(text: str) -> int:
    """Offset of the words behind a dash that stands for a bullet before a setting; 0 where none does."""
    found = re.match(rf" *[{DASHES}] *(?=([A-Za-z][A-Za-z -]{{0,30}}?) ?[:：])", text)
    return found.end() if found and fold(found[1]) in SETTING_NAMES else 0


def synonym(name: str) -> tuple[str, str] | None:
    """(kind, what to say) for a word that people use instead."""
    return SYNONYMS.get(fold(name))


def second_list(blocks: Sequence[Block]) -> Iterator[Line]:
    """The first answer behind words that stand between answers: a second question, by its looks."""
    answered = between = False
    for block in blocks:
        if block.what == "item":
            if between:
                yield block.lines[0]
                return
            answered = True
        elif block.what == "text" and answered and any(line.kind not in (Is.BLANK, Is.RULE) for line in block.lines):
            between = True
