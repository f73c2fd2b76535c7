"""What a room of the attack goes through: every way in which people write to one another, and every kind of groups."""

from watched_room import K

ANY = "I choose (my group, only me, facilitators, facilitators with names, everyone without names, everyone with names)"
SCRIPT = f"""# Among us

- format: 1
- people: 3-20
- minimum answers: {K}
- questions: on
{{care}}

### Breakout: Pairs (9 min)

- id: pairs
- groups: pairs
- notes: {ANY}

### Reflect: Among us (2 min)

- id: among
- who sees this: {ANY}

### Poll: A word (1 min)

- id: word
- answer: words

### Breakout: Others (9 min)

- id: others
- groups: triads
- notes: {ANY}

### Worksheet: Lines (2 min)

- id: lines
- card: yes
- who sees this: {ANY}

To say: ____

To keep: ____ (my group)

### Wall: Our lines (2 min)

- id: wall
- from: lines

### Poll: Which? (2 min)

- id: which
- answers from: among, lines

### Poll: Tell (2 min)

- id: telling
- answer: text
- moderate: yes

### Talk: Aloud (2 min)

- id: aloud

### Breakout: Again (9 min)

- id: again
- groups: as in pairs
- notes: {ANY}

### Breakout: Fours (9 min)

- id: fours
- groups: merge pairs
- notes: {ANY}

### Breakout: Tables (9 min)

- id: tables
- groups: rotate others
- stay: one
- notes: {ANY}

## Round and round

- repeat: until stopped

### Reflect: Once more (2 min)

- id: more
- who sees this: {ANY}

### Breakout: Topics (9 min)

- id: topics
- groups: by choice
- notes: {ANY}

- ( ) The sea
- ( ) The hills

## Aside

### Reflect: Spare (2 min, if needed)

- id: spare
- who sees this: {ANY}
"""
TYPED = (
    f"### Reflect: Typed\n\n- who sees this: {ANY}\n",
    f"### Breakout: Typed groups\n\n- groups: pairs\n- notes: {ANY}\n",
    "### Wall: Typed wall\n\n- from: among, more\n",
    "### Talk: Typed talk\n",
)
CARES = {"room": "", "care": "- care: sensitive\n- help: _help.md\n- late joiners: ask"}
BLANKS = {
    "pairs": [""], "among": [""], "others": [""], "again": [""], "lines": ["to-say", "to-keep"], "aloud": [""],
    "fours": [""], "tables": [""], "more": [""], "topics": [""], "spare": [""],
}  # fmt: skip
STEPS = (
    "pairs", "among", "word", "others", "lines", "wall", "which", "telling", "aloud", "again", "fours", "tables",
    "more", "topics",
)  # fmt: skip

SCRIPTS = {"_help.md": "Call 112.", **{f"{name}.md": SCRIPT.format(care=care) for name, care in CARES.items()}}
