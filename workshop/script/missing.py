"""What those who run groups look for and does not exist here: said as such, with the nearest way, and no guess."""

import re

from .scanner import Line
from .words import nearest

POLL, BREAKOUT = ("poll", "check-in"), ("breakout",)
# Of which setting or where it may stand, how it looks, and what to do instead.
VALUES = (
    ("groups", r"(?:merge|join|combine|double)\b.*", "Two and two groups become one:  - groups: merge ID"),
    (
        "groups",
        r"(?:rotate|rotation|world caf[eé])\b.*",
        "To other tables, while one stays:  - groups: rotate ID  and  - stay: one",
    ),
    ("answer", r"(?:zahl|how many)\b.*", "A number to type:  - answer: number (minutes)"),
    (
        "answer",
        r"matrix\b.*",
        "Two sides, with a numbered list:  - answer: grid Effort (little, much) × Effect (small, great)",
    ),
)
HEADINGS = (
    (POLL, r"(?:question|frage|pregunta|domanda|vraag|pergunta|pytanie) ?\d*(?:\s*[^\w\s].*)?", "Several questions on "
     "one page of a Poll stand under  #### Question: How was it?"),
    (BREAKOUT, r"(?!for group:|group \d{1,3}:)(?:for )?(?:groups?|tables?|gruppe|tisch|groupe|grupo|gruppo|groep|mesa"
     r"|tavolo|tafel)\b.{0,60}", "Words for one group alone stand under  #### Group 1:  or, for a topic,  "
     "#### For group: Rivers"),
)  # fmt: skip


def value(name: str, text: str) -> str | None:
    plain = " ".join(text.casefold().split())
    return next((cure for of, looks, cure in VALUES if of == name and re.fullmatch(looks, plain)), None)


# The same as a line of text: Group 1: what we keep
GROUP_LINE = re.compile(
    r"(?i)[*_]{0,3}(?:group|table|gruppe|tisch|groupe|grupo|gruppo|groep|mesa|tavolo|tafel) "
    r"(?:\d{1,2}|[a-h])[*_]{0,3} ?[:：]"
)


def heading(line: Line, scope: str) -> str | None:
    """Of `#### Question: …` and its like."""
    if line.level == 0:
        return HEADINGS[-1][2] if scope == "breakout" and GROUP_LINE.match(line.content) else None
    plain = " ".join(line.content.casefold().split())
    meant = _nearly(plain)
    if meant != plain and (scope in POLL) == meant.startswith("question") and scope in (*POLL, *BREAKOUT):
        return HEADINGS[0][2] if meant.startswith("question") else HEADINGS[1][2]
    found = (cure for where, looks, cure in HEADINGS if scope in where and re.fullmatch(looks, plain))
    return next(found, None) if line.level == 4 else None


def _nearly(plain: str) -> str:
    """`qeustion: how was it` as what it was meant to be."""
    found = re.match(r"(?P<word>[^\W\d_]{4,9})(?P<rest> ?\d{0,3} ?[:：].*)", plain)
    meant = found and nearest(found["word"], ("question", "group"), 0.8)
    return f"{meant}{found['rest']}" if found and meant and meant != found["word"] else plain
