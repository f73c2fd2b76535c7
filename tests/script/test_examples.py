"""The six examples of the format's definition, and exactly the messages they get."""

import re
from pathlib import Path

import pytest

from workshop.script import read, render

EXAMPLES = Path(__file__).parent / "examples"

EXPECTED = {
    "b.md": """\
b.md:5:5: error E111: "Pol" is not a kind of step.
    5 | ### Pol: How was the sprint? (2m)
      |     ^^^
    Did you mean "Poll"? If it belongs to the title, write:  ### Slide: Pol: How was the sprint? (2m)
b.md:5:31: error E112: I cannot read "2m" as a length of time.
    Write it like (3 min), (90 s) or (1 h 10 min). You wrote an m alone: (2 min).
b.md:7:3: error E203: "resutls" is not a setting of a Poll.
    Did you mean "results"?  Write:  - results: after closing
b.md:12:18: error E210: "my groups" is not possible for "who sees this".
    Possible: only me, my group, facilitators, facilitators with names, everyone without names, everyone with names, \
or I choose (…). Did you mean "my group"?
""",
    "c.md": """\
c.md:1:1: error E105: This file starts with a settings block between --- lines. Settings go in a list under the title.
    Press Fix to move them, or delete lines down to the second ---.
c.md:10:1: error E107: A line of dashes right under text turns that text into a heading.
    Put an empty line between, or leave the dashes out: steps need no separator.
c.md:12:4: error E106: Put a space after ###.
    Write: ### Slide: Agenda (2 min)
c.md:16:1: error E114: This bullet was pasted from another program (2 such lines).
    Write - instead of •. Press Fix to change all of them.
""",
    "d.md": """\
d.md:5:5: error E303: Line 12 refers to this step, so it needs an id that stays when you change the title.
    Write under the heading:  - id: what-does-it-want
d.md:10:5: warning W306: No prompt for: change.
    People who answered so see only the text before the first #### For.
d.md:14:11: error E306: "Validaton" is not an answer of "what-does-it-want".
    Did you mean "validation"?
d.md:20:9: error E302: No step has the id "let-it-speek".
    Did you mean "let-it-speak" (line 10)?
""",
    "e.md": """\
e.md:1:1: error E601: A sensitive workshop needs help lines.
    Write under the title:  - help: _help-lines.md
e.md:5:11: warning W603: With fewer than 5 people no poll result would ever show.
    Write:  - people: 5-…   or lower "minimum answers".
e.md:10:3: error E222: This list mixes ( ) and [ ].
    ( ) lets people choose one answer, [ ] lets them choose several. Use the same in every line.
e.md:20:9: error E252: In line 12 people were promised: only me. A wall may not show it.
    Change the promise there:  - who sees this: I choose (only me, everyone without names)
""",
    "f.md": """\
f.md:4:9: warning W502: The steps need 14 min, 2 min more than planned.
    Leaving out the optional steps saves 8 min.
f.md:8:3: error E206: A list right under a heading holds settings, and "part one" is not one.
    If it is text for the participants, put a sentence before the list. Settings here: heads up, id, lead, \
materials, offer, reveal, show on.
f.md:11:1: error E401: This picture has no description for people who cannot see it.
    Write it between the brackets:  ![A path through a wood](media/wave.png)
f.md:11:5: error E403: There is no file "media/wave.png".
    Look at the spelling; capital letters count. A file that is not here yet comes in under Pictures, sounds and films.
f.md:15:11: error E210: I cannot make groups from "pair".
    Possible: pairs, triads, groups of 4, 5 groups, partners, by choice, by answer to ID, unlike answers to ID, \
as in ID, merge ID, rotate ID. Did you mean "pairs"?
f.md:17:5: error E240: This worksheet has nothing to fill in.
    Write ____ (four underscores) where people write, or [ ] where they tick.
""",
}


def messages_of(name: str) -> str:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    return render(read(text, name, exists=lambda path: False).messages)


def without_carets(drawn: str) -> str:
    return "\n".join(line for line in drawn.split("\n") if not re.match(r" {4}[ \d]+ \|", line))


def test_the_correct_example_has_nothing_to_say():
    assert messages_of("a.md") == ""


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_mistake_gets_exactly_this_message(name):
    assert without_carets(messages_of(name)) == without_carets(EXPECTED[name]).rstrip("\n")


def test_the_line_is_drawn_with_carets_below():
    assert messages_of("b.md").startswith(EXPECTED["b.md"].partition("b.md:5:31")[0])
