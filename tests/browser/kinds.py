"""A script with every way to answer and every setting of the participant's side, for the tests of this folder."""

SCRIPT = """# All kinds

- format: 1
- people: 2-30
- minimum answers: 2

Try everything.

## First

### Slide: Begin (1 min)

- id: begin

Welcome.

### Resources: Good to have

- id: good-to-have

A list from the start.

### Check-in: Inside now

- id: inside-before
- series: inside
- answer: scale 1 (stirred) to 7 (settled)

How is it?

### Poll: What drink?

- id: drink
- other: yes

- ( ) Tea
- ( ) Coffee

### Poll: What else?

- id: several
- choose: up to 2
- other: yes

- [ ] Bread
- [ ] Cheese
- [ ] Soup

### Poll: Your order

- id: order

1. Apples
2. Pears
3. Plums

### Poll: Where does it belong?

- id: bins
- answer: sort into kitchen, garden

1. A spoon
2. A spade

### Poll: Where in the body?

- id: body
- answer: body

### Poll: Where in the picture?

- id: place
- answer: place on media/boat.png (a boat)

### Poll: One word

- id: word
- answer: words

### Slide: A calm line (1 min)

- id: calm-line

Something soft.

### Slide: A hard line (1 min)

- id: hard-line
- heads up: Next we speak of a quarrel.

A quarrel.

### Breakout: In twos (4 min)

- id: twos
- groups: pairs
- notes: my group
- heads up: Next we talk in twos.

Talk.

### Worksheet: My plan

- id: plan
- card: yes
- who sees this: I choose (only me, everyone without names)

The first sign: ____

What I do: ____ (only me)

My name for it: ____

- [ ] I notice my feet

### Worksheet: My plan again

- id: plan-again
- from: plan

What I do: ____

What is new: ____

### Reflect: A letter

- id: letter
- who sees this: I choose (everyone without names, only me)
- moderate: yes
- pause before sending: 10 s
- words: 5
- prompt by: drink

Write to it.

#### For: Tea

Dear tea,

#### For: Coffee

Dear coffee,

### Talk: Say it

- id: say

Anything?

### Pause: Breathe (1 min)

- id: breathe
- breathing: in 4, out 6
- bell: yes

Softly.

### Break: Away (5 min)

- id: away

Drink.

### Slide: On the wall only

- id: screen-only
- show on: screen

Look up.

### Check-in: Inside again

- id: inside-after
- series: inside

And now?

### Seed: One seed

- id: seed
- remind: after 1 week, 1 month

Small.

### Resources: For later

- id: later-list
- available: from here

A list for later.
"""
