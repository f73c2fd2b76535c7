"""Ready-made steps for the editor's menu: one of each kind, that check clean as they are.

A script gets one in its own language: what stands in braces is a sentence of the catalogues, with # an id made of one.
Ids and series that stand in a block are made unlike those in the script by the editor. What people call each in their
own words, and in which languages, is told by the script's own table of synonyms.
"""

import re
from functools import cache

from flask import current_app

from workshop.util.language import marked, speaking
from workshop.web.block import OURS, Block

MAP = re.compile(r"media/map\.png \([^()]*\)")

# Names that are no kinds; those are marked where they stand.
NAMES = (
    marked("quiz"), marked("word cloud"), marked("scale"), marked("number"), marked("ideas"), marked("dots"),
    marked("group work"), marked("estimate"), marked("grid"), marked("place on a picture"),
    marked("feedback page"), marked("several questions"), marked("1-2-4-all"), marked("world café"),
    marked("asked again"),
)  # fmt: skip

BLOCKS = (
    Block("Slide", "screen", "Something to read or see together.", """\
### Slide: {A thought to share} (2 min)

{What people read on their phone and on the shared screen.}

> Say: {What you want to say, in your own words.}
""", "slide", ("text", "video")),
    Block("Poll", "check", "A question with answers to choose from. Anonymous.", """\
### Poll: {A question?} (2 min)

- ( ) {First answer}
- ( ) {Second answer}
- ( ) {Third answer} — {more words, if it needs them}
""", "choices", ("vote",)),
    Block("Quiz", "check", "A question with a right answer, shown with the result.", """\
### Poll: {Which is right?} (2 min)

- ( ) {First answer}
- (x) {The right answer}
- ( ) {Third answer}
""", "quiz", ("quiz",)),
    Block("Word cloud", "check", "One word from each, shown together. Anonymous.", """\
### Poll: {In one word?} (2 min)

- answer: words
""", "words", ("word cloud",)),
    Block("Scale", "check", "A number between two ends. Anonymous.", """\
### Poll: {How sure are you?} (2 min)

- answer: scale 1 ({not at all}) to 5 ({very})
""", "scale", ("scale",)),
    Block("Number", "check", "A number to type; all are shown in steps. Anonymous.", """\
### Poll: {How long did it take?} (2 min)

- answer: number 0 to 120 ({minutes})
""", "scale", ("estimate",)),
    Block("Estimate", "check", "A number to guess; the right one is shown with the result.", """\
### Poll: {How high is Mount Everest?} (2 min)

- answer: number ({metres})
- right: 8849 ± 100
""", "quiz", ("estimate",)),
    Block("Ideas", "check", "Everybody writes, all appear mixed. Anonymous.", """\
### Poll: {What ideas do you have?} (4 min)

- answer: text
""", "writing", ("brainstorm",)),
    Block("Dots", "check", "Dots to spread over a list. Anonymous.", """\
### Poll: {What matters most?} (3 min)

- answer: 5 dots

1. {First thing}
2. {Second thing}
3. {Third thing}
""", "dots", ("dots",)),
    Block("Grid", "check", "Things placed between two sides, such as effort and effect. Anonymous.", """\
### Poll: {What is worth it?} (4 min)

- answer: grid {Effort} ({little}, {much}) × {Effect} ({small}, {great})

1. {First thing}
2. {Second thing}
3. {Third thing}
""", "grid", ("matrix",)),
    Block("Place on a picture", "check", "Everybody points at a place; all show on the picture. Anonymous.", """\
### Poll: {Where are you?} (2 min)

- answer: place on media/map.png ({a map of our town})
""", "picture", ("map",)),
    Block("Feedback page", "check", "Several statements, a number for each, on one page. Anonymous.", """\
### Poll: {How was it?} (3 min)

- answer: scale 1 ({not at all}) to 5 ({completely})

1. {I learned something that I can use}
2. {There was time for what matters to me}
3. {I felt safe to say what I think}
""", "dots", ("vote",)),
    Block("Several questions", "check", "A page of questions, each answered in its own way. Anonymous.", """\
### Poll: {How was it?} (4 min)

#### Question: {How useful was it for you?}

- answer: scale 1 ({not at all}) to 5 ({very})

#### Question: {What did you like most?}

- ( ) {First answer}
- ( ) {Second answer}

#### Question: {What would you change?}

- answer: text
""", "sheet", ("vote",)),
    Block("Check-in", "sun", "A number now and again later; each sees how it moved.", """\
### Check-in: {How are you right now?} (2 min)

- series: {#Mood}
- answer: scale 1 ({very stirred up}) to 7 ({settled})
""", "scale", ("mood",)),
    Block("Talk", "mic", "A conversation with everyone.", """\
### Talk: {What do you take from this?} (5 min)

{A question to talk about together.}

> Watch: {Who has not spoken yet? Leave everybody free to pass.}
""", "talk", ("discussion",)),
    Block("Breakout", "people", "Pairs or small groups, formed by themselves.", """\
### Breakout: {Tell each other} (6 min)

- groups: pairs
- notes: my group

{One begins, the other listens. After half of the time you change over.}
""", "groups", ("pairs",)),
    Block("Group work", "people", "Groups of four, formed by themselves.", """\
### Breakout: {In small groups} (10 min)

- groups: groups of 4
- notes: my group

{What each group talks about.}
""", "groups", ("group work",)),
    Block("1-2-4-All", "people", "Pairs, and then two and two of them together.", """\
### Breakout: {In pairs} (3 min)

- id: {#In pairs}
- groups: pairs

{Tell each other what you think.}

### Breakout: {In fours} (5 min)

- groups: merge {#In pairs}
- notes: everyone without names

{Which one idea do you want all to hear?}
""", "groups", ()),
    Block("World Café", "people", "Tables with a question each. One stays, the others go on.", """\
### Breakout: {First round} (15 min)

- id: {#First round}
- groups: 3 groups
- rooms: tables

{Talk about the question of your table.}

#### Group 1: {A first question?}

#### Group 2: {A second question?}

#### Group 3: {A third question?}

### Breakout: {Second round} (15 min)

- groups: rotate {#First round}
- rooms: tables
- stay: one

{Whoever stayed says what was found. Go on from there.}
""", "groups", ()),
    Block("Asked again", "check", "The same question before and after a talk, side by side. Anonymous.", """\
### Poll: {What do you think?} (2 min)

- id: {#Question}

- ( ) {First answer}
- ( ) {Second answer}

### Breakout: {Convince each other} (4 min)

- groups: pairs

{Say what you chose and why.}

### Poll: {And now?} (2 min)

- again: {#Question}
""", "choices", ()),
    Block("Reflect", "edit", "Writing in quiet. The phone says who will read it.", """\
### Reflect: {In your own words} (4 min)

- who sees this: only me

{What would you like to remember?}
""", "writing", ("writing",)),
    Block("Worksheet", "notes", "A sheet with blanks to fill in and boxes to tick.", """\
### Worksheet: {My next step} (5 min)

- who sees this: only me

{What I will try first}: ____

{When}: ____

- [ ] {I have told somebody about it}
""", "sheet", ("form",)),
    Block("Wall", "sees-everyone-without-names", "People write, then all read it together, without names.", """\
### Reflect: {A thought for all} (4 min)

- id: {#Thoughts}
- who sees this: I choose (only me, everyone without names)

{Write one thought. You decide whether it goes on the wall.}

### Wall: {What we wrote} (3 min)

- from: {#Thoughts}

{Read first. Then talk about what comes up twice.}
""", "wall", ("gallery",)),
    Block("Pause", "moon", "Quiet, with a circle to breathe along.", """\
### Pause: {A breath} (1 min)

- breathing: in 4, out 6

{Let your shoulders drop. Nothing to do.}
""", "breathing", ("breathing",)),
    Block("Break", "clock", "Time away, with the time of return.", """\
### Break: {Tea and fresh air} (10 min)

{Stand up, drink something, look out of the window.}
""", "break", ("coffee",)),
    Block("Seed", "seed", "A small plan, and a reminder in a week. Only for oneself.", """\
### Seed: {One small thing} (3 min)

- remind: after 1 week, 1 month

{What small thing will you try, and when?}
""", "seed", ("homework",)),
    Block("Resources", "help", "Where to read on or find help, also afterwards.", """\
### Resources: {To read on}

- available: from the start

{Books, pages and people that help.}
""", "links", ("links",)),
)  # fmt: skip


def with_picture(text: str, ground: str) -> str:
    """`ground`: a picture that is there, and what it shows. A step that points at none would be wrong as it comes."""
    return MAP.sub(lambda _: ground, text) if ground else text


def sentences() -> list[str]:
    """What stands in the blocks, for the catalogues."""
    return [found["sentence"] for block in BLOCKS for found in OURS.finditer(block.written)]


@cache
def texts_in(language: str) -> dict[str, str]:
    """The English text of each → the same in a language, as `speaking` has it. Key words stay English."""
    with speaking(current_app, language):
        return {block.text: block.text_said for block in BLOCKS}
