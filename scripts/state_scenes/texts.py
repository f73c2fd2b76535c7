"""The scripts that are played for the pictures of all states."""

from pathlib import Path

from tests.browser.kinds import SCRIPT as KINDS

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "Too little time", "We wait for one another without saying so.", "The noise in the big room", "Nobody decides",
    "I did not dare to ask what the aim was, and then it was too late to ask.",
)  # fmt: skip
NEWER = """# What we take along

- format: 1
- people: 2-30
- minimum answers: 3

Two hours about how we work together.

## Looking back

### Reflect: What held us back? (4 min)

- id: anchor
- who sees this: everyone without names
- moderate: yes

One thought in each note.

> Say: One thought in each note, in your own words. They will be mixed.

### Reflect: Who was here, and until when? (2 min)

- id: named
- who sees this: facilitators with names

One line is enough.

### Poll: Which of these shall we talk about? (3 min)

- id: gathered
- answers from: anchor
- answer: 3 dots

### Poll: How long did the last meeting take? (1 min)

- id: minutes
- answer: number 0 to 240 (minutes)
- right: 60 to 90

A guess is enough.

### Poll: How was it? (3 min)

- id: page
- answer: scale 1 (not at all) to 5 (completely)

1. I learned something that I can use on an ordinary Monday
2. There was time for what matters to me
3. I felt safe to say what I think
4. The pace was right

### Poll: How was the day? (4 min)

- id: questions

Five short questions. They help the next group.

#### Question: How useful was it for you?

- answer: scale 1 (not at all) to 5 (very)

#### Question: What did you like most?

- ( ) Talking in pairs
- ( ) The walk
- ( ) Time to write

#### Question: What shall we do again?

- [ ] Morning circle
- [ ] Silence
- [ ] Music

#### Question: How far did you come?

- answer: number (km)

#### Question: What would you tell us?

- answer: text

### Poll: What do we begin with? (3 min)

- id: grid
- answer: grid Effort (little, much) × Effect (small, great)

1. Shorter meetings on Mondays
2. A new office with more light
3. One day a week without mail
4. Lunch together

### Poll: What is the capital of Australia? (1 min)

- id: capital
- answer: words
- right: Canberra, Canbera
- solution: by hand

### Poll: How much of the sea have people seen? (1 min)

- id: share
- answer: scale 0 (nothing) to 10 (all of it)
- right: 0 to 1

### Poll: Where should our hours go? (2 min)

- id: points
- answer: 10 points

1. Talking with the people whom we work for
2. Mending what is there
3. Something new
4. Learning from one another

### Poll: How sure are you? (1 min)

- id: slider
- answer: scale 0 (not at all) to 100 (completely)

### Poll: Where are you in this picture today? (2 min)

- id: place
- answer: place on media/boat.png (a boat at sea: wind behind it, an anchor below, rocks ahead, an island far off)

Touch the place that fits.

> Say: There is no wrong place.

### Poll: What would you tell somebody who begins here? (3 min)

- id: text
- answer: text

### Poll: Why does it fly? (2 min)

- id: fly
- solution: never

- ( ) It pushes air down, and so the air pushes it up
- ( ) The way over the wing is longer
- ( ) It is lighter than air

### Poll: Why does it fly, now? (2 min)

- id: fly-again
- again: fly
- solution: by hand

### Poll: Whose task is it? (2 min)

- id: sort
- answer: sort into Mine, Ours, Nobody’s

1. Answering at night
2. Planning the holidays
3. Being reachable

## Together

### Breakout: In pairs (6 min)

- id: pairs
- groups: pairs
- notes: my group
- roles: speaker, listener

Tell each other what you wrote. What do you both mean?

#### Round: The first speaks (3 min)

Speak about one evening.

#### Round: The second speaks (3 min)

### Breakout: In fours (4 min)

- id: fours
- groups: merge pairs
- notes: everyone without names

Which one idea do you want all to hear?

### Breakout: First round (20 min)

- id: tables
- groups: 3 groups
- rooms: tables

#### Group 1: What do we want to keep?

Begin with a story of a day on which it went well.

#### Group 2: What do we want to learn?

#### Group 3: Whom do we need for it?

### Breakout: Second round (20 min)

- id: rotated
- groups: rotate tables
- stay: one

Whoever stayed says in two sentences what was found. Then go on from there.

### Breakout: By topic (10 min)

- id: topics
- groups: by choice
- size: 3

- ( ) Rivers and all that moves
- ( ) Mountains
- ( ) Towns

### Wall: What we wrote (3 min)

- id: wall
- from: anchor, fours

Read first, all of it.
"""
SENSITIVE = """# A quiet evening

- format: 1
- people: 2-{most}
- care: sensitive
- help: _help-lines.md
- late joiners: {late}

An evening about rest, for people who care for others.

### Slide: Good evening (2 min)

Take the chair that carries you.

### Poll: How do you come here? (2 min)

- id: how

- ( ) Tired
- ( ) Awake
- ( ) Somewhere between

### Reflect: What would you like to put down? (4 min)

- id: letter
- who sees this: I choose (only me, everyone without names)

### Slide: Into the night (1 min)

Sleep well.
"""
IN_LANGUAGES = {
    "ar": ("مساء هادئ", "كيف تشعر الآن؟", "متعب", "يقظ", "ماذا تريد أن تضع جانبًا؟", "اكتب ما يخطر لك أولًا."),
    "ja": ("静かな夕べ", "今の気持ちはどうですか。", "疲れている", "元気", "何を手放したいですか。",
           "最初に浮かんだことを書いてください。"),
    "de": ("Ein stiller Abend", "Wie geht es Ihnen gerade?", "Müde", "Wach", "Was möchten Sie ablegen?",
           "Das Erste, was kommt."),
}  # fmt: skip
IN_LANGUAGE = """# {0}

- format: 1
- minimum answers: 2
- language: {language}
- address: formal

{5}

### Poll: {1} (1 min)

- id: one

- ( ) {2}
- ( ) {3}

### Check-in: {1}

- id: inside
- series: inside
- answer: scale 1 ({2}) to 7 ({3})

### Poll: {0}

- id: order

1. {2}
2. {3}

### Poll: {0}

- id: word
- answer: words

### Poll: {1}

- id: body
- answer: body

### Poll: {1}

- id: number
- answer: number 0 to 60 (min)

### Reflect: {4} (4 min)

- id: letter
- who sees this: I choose (only me, everyone without names)

{5}

### Breakout: {0} (4 min)

- id: pairs
- groups: pairs
- notes: my group

{5}

### Worksheet: {4}

- id: sheet
- card: yes

{2}: ____

- [ ] {3}

### Talk: {1}

- id: talk

### Pause: {0} (1 min)

- id: pause
- breathing: in 4, out 6

### Break: {0} (5 min)

- id: away

### Seed: {4}

- id: seed
- remind: after 1 week

### Resources: {0}

- id: list

{5}
"""
MISTAKES = """# Half a plan

- format: 1
- peopel: 3

### Poll: And?

- answer: skale 1 to 7

### Slide: Fine

Yes.
"""
FEW = (
    NEWER.replace("- people:", "- care: sensitive\n- help: _help-lines.md\n- people:").replace(
        "number (km)", "number 0 to 90 (km)"
    )
    + """
### Poll: Where in the body? (2 min)

- id: body
- answer: body
"""
)
SCRIPTS = {
    "kinds.md": KINDS, "newer.md": NEWER, "_help-lines.md": ROOT / "sessions" / "_help-lines.md",
    "few.md": FEW,
    "asking-all-along.md": NEWER.replace("- people:", "- questions: on\n- people:"),
    "asking.md": SENSITIVE.format(most=30, late="ask"), "small.md": SENSITIVE.format(most=2, late="welcome"),
    "media": ROOT / "sessions" / "media", "hello.md": ROOT / "sessions" / "hello.md",
    "healing-anxious-attachment.md": ROOT / "sessions" / "healing-anxious-attachment.md",
    "mistakes.md": MISTAKES,
    **{f"{language}.md": IN_LANGUAGE.format(*words, language=language) for language, words in IN_LANGUAGES.items()},
}  # fmt: skip
