"""What those who run groups look for and does not exist here: said as such, with the nearest way, and no guess."""

import re

from .scanner import Line

POLL, BREAKOUT = ("poll", "check-in"), ("breakout",)
# Where it may stand, how it looks, and what to do instead.
SETTINGS = {
    "again": (POLL, "Press Ask again on the console: the earlier result stays below the new one."),
    "stay": (BREAKOUT, "Say aloud who stays at the table; the others change by a Breakout of new groups."),
    "roles": (BREAKOUT, "Write the roles into the text, with  #### Round: … (3 min)  for each turn."),
    "questions": (
        ("workshop",),
        "Collect questions with a Reflect (- who sees this: everyone without names) and a Wall.",
    ),
}
VALUES = (
    ("groups", r"(?:merge|join|combine|double)\b.*", "For four take  - groups: groups of 4  and say which pairs meet."),
    ("groups", r"(?:rotate|rotation|world caf[eé])\b.*", "Take a Breakout for each round, with new groups each time."),
    ("answer", r"(?:number|zahl)\b.*", "A number up to 100 is a scale:  - answer: scale 0 (none) to 100 (all)"),
    ("answer", r"(?:grid|matrix)\b.*", "Ask for each side with a scale and a numbered list, in two polls."),
    ("answer", r"place on\b.*", "Write the places as answers, or ask for a word:  - answer: words"),
    (
        "who sees this",
        r"facilitators? with names?",
        "Texts for facilitators carry no names. Ask for the name in the text.",
    ),
)
HEADINGS = (
    (POLL, r"(?:question|frage) ?\d*(?: ?[:：].*)?", "Statements on one scale are a numbered list; other questions are "
     "a Poll each."),
    (BREAKOUT, r"(?:for )?groups? [\w -]{1,40}[:：].*", "Name the groups in the text, or take  - groups: by choice"),
    (BREAKOUT, r"for group ?[:：].*", "Name the groups in the text, or take  - groups: by choice"),
)  # fmt: skip


def setting(name: str, scope: str) -> str | None:
    """What to do instead of this setting; None where it is none of these."""
    where, cure = SETTINGS.get(" ".join(name.casefold().split()), ((), ""))
    return cure if scope in where else None


def value(name: str, text: str) -> str | None:
    plain = " ".join(text.casefold().split())
    return next((cure for of, looks, cure in VALUES if of == name and re.fullmatch(looks, plain)), None)


def heading(line: Line, scope: str) -> str | None:
    """Of `#### Question: …` and its like."""
    plain = " ".join(line.content.casefold().split())
    found = (cure for where, looks, cure in HEADINGS if scope in where and re.fullmatch(looks, plain))
    return next(found, None) if line.level == 4 else None
