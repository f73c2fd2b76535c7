"""A script with a poll of every form, and for each two answers that differ as much as answers may."""

SCRIPT = """\
# Every form

- format: 1
- questions: on

### Poll: One of them (1 min)

- ( ) A
- ( ) The longest of all the answers that are here
- ( ) Neither

### Poll: Several (1 min)

- choose: up to 3

- [ ] Bread
- [ ] Cheese
- [ ] Soup

### Poll: Own words (1 min)

- other: yes

- ( ) A
- ( ) The longest of all the answers that are here

### Poll: Typed (1 min)

- other: yes

- ( ) A
- ( ) The longest of all the answers that are here

### Poll: Order (1 min)

1. Sleep
2. Food
3. Friends

### Check-in: Scale (1 min)

- series: mood
- answer: scale 0 (low) to 10 (high)

### Poll: Words (1 min)

- answer: words
- choose: up to 3

### Poll: Text (1 min)

- answer: text

### Poll: Place (1 min)

- answer: place on media/boat.png (a boat)

### Poll: Body (1 min)

- answer: body

### Poll: Sorting (1 min)

- answer: sort into Mine, Everybody's, Nobody's at all

1. Meetings
2. “Ärger”

### Poll: Grid (1 min)

- answer: grid Effort (little, some, a great deal) × Effect (small, great)

1. Meetings
2. “Ärger”

### Poll: Dots (1 min)

- answer: 12 dots

1. Meetings
2. “Ärger”
3. Mails

### Poll: Points (1 min)

- answer: 100 points

1. Meetings
2. Mails

### Poll: Number (1 min)

- answer: number (minutes)

### Poll: Statements (1 min)

- answer: scale 0 (not at all) to 10 (completely)

1. I felt safe
2. “Ärger”
3. It was useful

### Poll: Questions (1 min)

#### Question: How was it?

- answer: scale 0 (not at all) to 10 (completely)

#### Question: What did you like?

- [ ] Bread
- [ ] Cheese

#### Question: And “Ärger”?

- answer: text

#### Question: In a word?

- answer: words

### Reflect: Letter (5 min)

- who sees this: I choose (only me, everyone without names)

What would you write?

### Worksheet: Sheet (5 min)

- who sees this: only me

- [ ] I slept

What helps: ____

What does not: ____

### Seed: Seed (2 min)

What do you take along?
"""
ANSWERS = {
    "one-of-them": [{"choice": [0]}, {"choice": [1]}],
    "several": [{"choice": [0]}, {"choice": [0, 1, 2]}],
    "own-words": [{"choice": [0]}, {"choice": [], "other": "🌱“" * 60}],
    "order": [{"choice": [0, 1, 2]}, {"choice": [2, 1, 0]}],
    "scale": [{"scale": 1}, {"scale": 10, "before": 10}],
    "words": [{"words": ["a"]}, {"words": ["“Wörter”", "no", "<&'>"]}],
    "text": [{"text": "No."}, {"text": "“Ja”, I do.\nAnd I want to say more about it. 🌱" * 10}],
    "place": [{"scale": 0}, {"scale": 575}],
    "body": [{"regions": ["head"]}, {"regions": ["eyes", "jaw", "throat", "shoulders", "chest", "arms"]}],
    "sorting": [
        {"sort": [0, 0]},
        {"sort": [2, 1]},
    ],
    "grid": [{"sort": [0, 0]}, {"sort": [5, 3]}],
    "dots": [{"dots": [1, 0, 0]}, {"dots": [0, 12, 0]}],
    "points": [{"dots": [0, 100]}, {"dots": [55, 45]}],
    "number": [{"scale": 1}, {"scale": -999999999}],
    "questions": [
        {"page": [{"scale": 1}, None, None, None]},
        {"page": [{"scale": 10}, {"choice": [0, 1]}, {"text": "“Ja”, I do.\n🌱" * 20}, {"words": ["Wörter"]}]},
    ],
    "statements": [{"rows": [1, None, None]}, {"rows": [11, 11, 11]}],
}  # fmt: skip
