"""Items that stand beside the answers of a poll and are none: their sign was lost, or is that of another program."""

import re

from ..body import Block
from ..drafts import Draft
from ..messages import Report
from ..model import Fix
from ..scanner import Is
from .boxes import BOX, NEAR_BOX

OTHER_BOX = re.compile(
    r"[(\[](?:[vVoO*√✓✔☑✅●•-]|\d{1,2}|[a-zA-Z]|correct|right|richtig|wrong|falsch)[)\]]\s*|[✅☑✔✓❌✗✘]\ufe0f?\s*"
)

OTHER_SIGN = re.compile(r"(?:[A-Ha-h][).]|\d{1,2}\.?\)|[oOxX]|[✅☑✔✓❌✗✘⬜□⭕🔘→▪‣–—]\ufe0f?|->) +(?=\S)")
TO_CHOOSE = re.compile(
    r"(?i)(?:yes|no|maybe|not sure|don['’]t know|true|false|(?:strongly )?(?:agree|disagree)|ja|nein|vielleicht|"
    r"weiß nicht|"
    r"wahr|falsch|oui|non|peut-être|vrai|faux|s[ií]|tal vez|quizás|verdadero|falso|forse|vero|nee|misschien|"
    r"waar|sim|não|"
    r"talvez|tak|nie|może|はい|いいえ|نعم|لا)\b"
)
# What tells everybody which answer is the right one.
RIGHT = re.compile(
    r"(?i)\s*[(\[](?:correct|right|right answer|richtig|richtige antwort|vrai|juste|bonne réponse|"
    r"correct[oa]|corretto|goed|certo|prawda)[)\]]\s*$|^\s*[✅✔☑✓]\ufe0f?\s*|\s*[✅✔☑✓]\ufe0f?\s*$|"
    r"\s*(?:←|<-+|⬅|=>|→)\s*(?:this is )?(?:correct|right|richtig|true|vrai|juste)?[.!]?\s*$|(?<=[^\s*]) ?\*{1,2}$"
)


def say_right(draft: Draft, report: Report) -> None:
    """W245: one answer is marked as the right one in its words."""
    found = [(item, mark) for item in draft.body.items if (mark := RIGHT.search(item.label))]
    if len(found) != 1 or found[0][0].mark == "1":
        return
    item, mark = found[0]
    line = item.line
    sign = {"(": "(x)", "[": "[x]"}[item.mark]
    plain = line.content.strip().endswith(item.label)
    label = (item.label[: mark.start()] + item.label[mark.end() :]).strip()
    fix = Fix(line.number, line.number, f"- {sign} {label}") if plain and label else None
    report.add("W245.right", line.place(), fix, sign=sign, label=label)


def say_numbered(draft: Draft, report: Report) -> None:
    """W226: yes and no behind numbers. Nobody puts those in order."""
    items = [item for item in draft.body.items if item.mark == "1"]
    said = [item for item in items if TO_CHOOSE.match(item.label)]
    if len(said) > 1 and len(items) == len(draft.body.items):
        first, last = items[0].line, items[-1].line
        close = last.number - first.number + 1 == len(items) and first.path == last.path
        fix = Fix(first.number, last.number, "\n".join(f"- ( ) {item.line.content}" for item in items))
        report.add("W226", first.place(), fix if close else None)


def say_bare(draft: Draft, report: Report) -> int:
    """W245: an item right above the answers, or behind them. How many there are: as answers they would count."""
    sign = {"(": "( )", "[": "[ ]"}.get(draft.body.items[0].mark)
    blocks = draft.body.blocks
    beside = False
    meant = 0
    for block, above, below in zip(blocks, (None, *blocks), (*blocks[1:], None), strict=False):
        line = block.lines[0]
        if report.told(line.path, line.number):
            beside = beside or block.what == "item"
        elif sign and _is_bare(block) and (beside or _answer(above) or _answer(below)):
            told = OTHER_BOX.match(line.content) or OTHER_SIGN.match(line.content)
            label = line.content[told.end() :] if told else line.content
            right = bool(told and re.search(r"[vV*√✓✔☑✅]|correct|right|richtig", told[0]) and "f" not in told[0])
            mark = sign.replace(" ", "x") if right else sign
            report.add("W245", line.place(), Fix(line.number, line.number, f"- {mark} {label}"), sign=mark, label=label)
            meant += 1
        elif not (block.what == "text" and line.kind is Is.BLANK):
            beside = block.what == "item"
    return meant


def say_nested(draft: Draft, report: Report) -> None:
    """W245: an answer that stands in the list of another one."""
    items = [item for item in draft.body.items if item.mark in ("(", "[")]
    first = min((item.line.indent for item in items), default=0)
    nested = next((item.line for item in items if item.line.indent >= first + 2), None)
    if nested:
        report.add("W245.nested", nested.place())


def _answer(block: Block | None) -> bool:
    return block is not None and block.what == "item"


def _is_bare(block: Block) -> bool:
    line = block.lines[0]
    marked = OTHER_SIGN.match(line.content) or OTHER_BOX.match(line.content)
    listed = line.kind is Is.BULLET or (line.kind is Is.TEXT and marked is not None)
    plain = block.what == "text" and listed and line.indent < 2 and bool(line.content)
    return plain and "____" not in line.text and not (NEAR_BOX.match(line.text) or BOX.match(line.text))
