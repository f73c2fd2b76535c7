"""What those who run groups look for and does not exist here: said as such, with the nearest way, and no guess."""

import re

from .scanner import Line

POLL, BREAKOUT = ("poll", "check-in"), ("breakout",)
# Where it may stand, how it looks, and what to do instead.
SETTINGS = {
    "questions": (
        ("workshop",),
        "Collect questions with a Reflect (- who sees this: everyone without names) and a Wall.",
    ),
}
VALUES = (
    ("groups", r"(?:merge|join|combine|double)\b.*", "Two and two groups become one:  - groups: merge ID"),
    (
        "groups",
        r"(?:rotate|rotation|world caf[eé])\b.*",
        "To other tables, while one stays:  - groups: rotate ID  and  - stay: one",
    ),
    ("answer", r"(?:zahl|how many)\b.*", "A number to type:  - answer: number (minutes)"),
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
    (BREAKOUT, r"(?!for group:|group \d{1,3}:)(?:for )?(?:groups?|tables?|gruppe|tisch|groupe|grupo|gruppo|groep|mesa"
     r"|tavolo|tafel)\b.{0,60}", "Words for one group alone stand under  #### Group 1:  or, for a topic,  "
     "#### For group: Rivers"),
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
