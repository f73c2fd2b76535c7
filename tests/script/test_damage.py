"""A script that was damaged in one place means the same as before, or the checker says something at that line.

What is damaged is what a hand, a keyboard or another program damages: a sign that was lost, doubled, widened, dashed,
bracketed otherwise, put behind another, or behind something that nobody sees. The words themselves stay whole; they
are English, or those of any language that scripts are written in.
"""

import random
import re
from collections.abc import Iterator

import pytest

from workshop.script import keywords, read

TITLE = "# Evening\n\n- format: 1\n- care: sensitive\n- help: _help.md\n- people: up to 24\n"
PIECES = (
    "## Arrive\n\n> Before: light the room.\n",
    "### Slide: Welcome (2 min)\n\n- lead: Ana\n\nGood to have you here.\n\n> Say: Welcome, slowly.\n",
    "### Slide: In steps (3 min, optional)\n\n- reveal: one by one\n\nFirst this.\n\nThen that.\n\n> Breathe.\n",
    "### Poll: How are you (3 min)\n\n- minimum answers: 7\n\n- ( ) Well\n- ( ) Badly\n- ( ) Neither\n\n> Do: Wait.\n",
    "### Poll: What helps (2 min)\n\n- choose: up to 2\n\n- [ ] Sleep\n- [ ] Friends\n- [ ] Silence\n",
    "### Poll: In one word (2 min)\n\n- answer: words\n\nWrite it down.\n",
    "### Poll: How much (2 min)\n\n- answer: scale 1 (little) to 7 (much)\n\nA number.\n",
    "### Reflect: A thought (4 min)\n\n- who sees this: facilitators\n- words: 80\n\nWrite one thought.\n",
    "### Breakout: In pairs (6 min, if needed)\n\n- groups: triads\n- notes: my group\n\n"
    "#### Round: One speaks (3 min)\n\nListen.\n\n#### Round: The other (3 min)\n\nListen too.\n",
    "### Worksheet: My plan (5 min)\n\n- who sees this: facilitators\n\n"
    "What I will do: ____\n\n- [ ] I told somebody\n",
    "### Pause: Breath (1 min)\n\n- breathing: in 4, out 6\n\nLet go.\n\n> If late: leave it out.\n",
    "### Talk: Round (5 min)\n\n- hands: off\n\nOne sentence each.\n",
    "### Seed: Tomorrow (2 min)\n\n- remind: after 2 weeks\n\nOne thing.\n",
)
SIGN = re.compile(r"[#>:\-()\[\]_,]|(?<=\W) |(?<=^-) | (?=\W)")
MACHINERY = re.compile(r"#+ |> |- (?:[a-z ]+:|[(\[] [)\]] )|.*____")
BRACKETS = {"(": "[{<（【", ")": "]}>）】", "[": "({<［☐", "]": ")}>］"}
UNSEEN = ("\u200b", "\u2060", "\ufeff", "\xa0", "\\", "*", "  ")


LANGUAGES = ("", *keywords.LANGUAGES)
DAMAGES = 4  # of a script, one at a time: reading it as it was is half of the work


def load(name: str) -> str:
    if name != "_help.md":
        raise FileNotFoundError(name)
    return "Call somebody."


def damages(line: str) -> list[str]:
    """Every line that this one may become."""
    found = [f"{sign}{line}" for sign in (*UNSEEN, ">", "•", "1. ", "\u3000", "    ", "- ")]
    found += [f"**{line}**", f"_{line}_", line.rstrip() + "  ", line + "\\", line + "​"]
    field = "____" in line  # its words are free, and so are those of a note without a label
    for sign in SIGN.finditer(line, line.find("____") if field else 0):
        before, here, after = line[: sign.start()], sign[0], line[sign.end() :]
        lost = [] if here == ">" and ":" not in line else [""]
        others = [*lost, here * 2, *BRACKETS.get(here, "")]
        others += ["–", "—", "−", "•", "*", "+", "·", "‐"] if here == "-" else []
        others += ["\xa0", "\t", "\u200b", "\u3000"] if here == " " else [chr(ord(here) + 0xFEE0)]
        others += [" :", ";", " =", " -", ""] if here == ":" else []
        others += ["＞", "»", "›", "&gt;", "|"] if here == ">" else []
        found += [f"{before}{other}{after}" for other in others]
    return [other for other in found if other != line and not (field and other.startswith("\\"))]


def written_in(code: str, english: str) -> list[str]:
    return (
        keywords.shown_in(code).text(english.replace("- people", f"- language: {code or 'en'}\n- people")).split("\n")
    )


def plan(text: str) -> object:
    """Everything but the exact words of the text: what happens, for how long, who reads it, what the team is told."""
    reading = read(text, load=load)
    steps = [
        (s.kind, s.title, s.seconds, s.optional, s.if_needed, s.lead, s.detail, len(s.notes))
        for s in reading.script.steps
    ]
    parts = [(p.title, p.seconds, len(p.notes)) for p in reading.script.parts]
    return (reading.script.rules, steps, parts), reading.messages


def damaged(seed: int) -> Iterator[tuple[str, str]]:
    """Up to four lines of one script, each as it was and damaged, whose damage changed the plan in silence."""
    dice = random.Random(seed)
    code, pieces = dice.choice(LANGUAGES), dice.sample(PIECES, dice.choice((1, 2, 3)))
    written = "\n".join([TITLE, *pieces])
    english, lines = written_in("", written), written_in(code, written)
    good, before = plan("\n".join(lines))
    of_ours = [n for n, line in enumerate(english) if n and MACHINERY.match(line)]
    for at in dice.sample(of_ours, DAMAGES):
        other = dice.choice(damages(lines[at]))
        changed, after = plan("\n".join([*lines[:at], other, *lines[at + 1 :]]))
        said = {m.line for m in after if m not in before}
        if changed != good and not said & {at, at + 1, at + 2}:
            yield lines[at], other


def test_no_damage_changes_the_plan_in_silence():
    assert [(seed, fault) for seed in range(2000 // DAMAGES) for fault in damaged(seed)] == []


@pytest.mark.soak
@pytest.mark.parametrize("part", range(2))  # for two cores
def test_nor_do_a_hundred_thousand(part, record_property):
    start = random.randrange(10**9)
    record_property("seeds from", str(start))
    seeds = range(start, start + 50_000 // DAMAGES)
    assert [(seed, fault) for seed in seeds for fault in damaged(seed)] == []
