"""E2, W2: what would be read as something else than it looks like."""

from .wording import Wording

LOOKALIKES: dict[str, Wording] = {
    "E230": Wording(
        "Two labels stand in one note.",
        'Put a line with only > between them, or leave "{label}:" out.',
        "Formatters join the lines of one paragraph. One `>` paragraph carries one label.",
    ),
    "E231": Wording(
        "A note for the team stands at the beginning of a line.",
        "Move the > to the beginning of its own line, without a list sign before it.",
        "Lines with > are never sent to participants. Inside a list item the end of the note is uncertain,\n"
        "so it is kept back.",
    ),
    "W232": Wording(
        '"{label}:" begins like a note for the team, but everybody reads this line.',
        "Put a > in front of it; or, if it is meant for everybody, begin with another word.",
        "Only lines that begin with `>` are for the team. Everything else stands on the phones.",
    ),
    "E232": Wording(
        '"{label}:" begins like a note for the team, but everybody would read this line.',
        "Put a > in front of it; or, if it is meant for everybody, begin with another word.",
        "Only lines that begin with `>` are for the team. In a sensitive workshop nothing is left to chance here.",
    ),
    "W232.alone": Wording(
        '"{label}" reads like a heading for the team, but everybody reads it, and what stands below it.',
        "Put a > in front of this line and of each line below it that is for the team.",
    ),
    "E232.alone": Wording(
        '"{label}" reads like a heading for the team, but everybody would read it, and what stands below it.',
        "Put a > in front of this line and of each line below it that is for the team.",
    ),
    "W233": Wording(
        "Words under a part are shown nowhere.",
        "Move them under a step, for example  ### Slide: {title}  or begin them with > for the team.",
        "A part (`##`) has a title, a length and notes. What people see stands under its steps (`###`).",
    ),
    "W235": Wording(
        "This is {what}, which another program understands. People would read the signs themselves: {written}",
        "Write it in plain words, or delete the signs.",
        "Scripts know plain Markdown: **bold**, lists, quotes, pictures and links.",
    ),
    "W235.callout": Wording(
        "This is a box of another editor ({written}). It begins with >, so only the team would read it.",
        "If it is for everybody, delete the > before each of its lines; for the team, delete {written} alone.",
    ),
    "W236": Wording(
        "This length of time was read as {meant}.",
        "Write:  ({meant})",
        "Lengths are written with h, min and s. Of a range the longer end counts, so that a plan never runs short.",
    ),
    "W237": Wording(
        "This looks like a heading with its length, but it is ordinary text: the minutes are not counted.",
        "Write ## in front of it for a part, or ### and a kind for a step.",
        "Only lines that begin with # are headings. Bold words are text, whatever stands in brackets behind them.",
    ),
    "W237.turn": Wording(
        "This reads like one turn of the talk with its length, but it is text: no phone counts these minutes.",
        "Write it as a round:  #### Round: A speaks (2 min)",
    ),
    "W238": Wording(
        'This looks like a length of time ("{value}"), but I cannot tell how many minutes are meant.',
        "Write it like (3 min), (90 s) or (1 h 10 min).",
        "What cannot be read stays in the title, where everybody sees it, and is not counted in the plan.",
    ),
    "W238.line": Wording(
        "This reads like the length of the step ({value}), but it is text, and is not counted.",
        "Write it in brackets behind the title, and delete this line.",
    ),
    "W238.middle": Wording(
        "A length counts at the end of a heading only; this one ({value}) stands in its middle, and is not counted.",
        "Move it to the end:  {title} ({value})   Words for the team stand below, behind a >.",
    ),
    "W238.clock": Wording(
        "A time of the clock ({clock}) is not read. Everybody would see it, and the plan counts minutes.",
        "Write how long it takes behind the title:  {title} (15 min)",
        "The console shows by the clock when each step is due, from the lengths. So the plan still holds\n"
        "when you begin ten minutes late.",
    ),
    "W239": Wording(
        "This looks like a comment of another program ({written}), but everybody reads it.",
        "Write it between <!-- and -->, or begin the line with > for the team.",
        "Comments for authors stand between `<!--` and `-->`, with plain minus signs. Anything else is text\n"
        "on the phones.",
    ),
    "E239": Wording(
        "This looks like a comment of another program ({written}), but everybody would read it.",
        "Write it between <!-- and -->, or begin the line with > for the team.",
        "Comments for authors stand between `<!--` and `-->`. In a sensitive workshop nothing is left to chance here.",
    ),
    "W246": Wording(
        "A Pause is a quiet minute that all spend together. This reads as if people go away.",
        "For time away write:  ### Break: {title}",
        "In some languages a break is called Pause. Here a Pause has a breathing circle and silence, a Break says when "
        "you go on.",
    ),
    "W247": Wording(
        "There is a sign in this line that nobody can see. Other programs leave such signs behind.",
        "Press Fix to take it away, or write the line anew.",
        "Zero-width spaces and their like keep signs and words from being recognised.",
    ),
    "W247.letters": Wording(
        'Letters of "{written}" only look like those of the key word, so it is not read as one.',
        "Press Fix to write it in plain letters, or write the line anew.",
    ),
    "W248": Wording(
        "This reads like the heading of a step, but it is text of the step above, which everybody reads.",
        "For a step of its own write:  ### {title}   If it is text, begin with another word.",
        "Only a line that begins with ### is a step. A Poll without them has no answers, and no minutes.",
    ),
    "W249": Wording(
        'Is "{label}:" meant for the team? Everybody reads this line.',
        "If it is for the team, put a > in front of it; if it is for everybody, begin with another word.",
        "Only lines that begin with `>` are for the team. Everything else stands on the phones.",
    ),
    "W249.sign": Wording(
        'Is "{written}" meant for the team? Everybody reads this line.',
        "If it is for the team, put a > in front of it; if it is for everybody, say it in other words.",
    ),
    "W249.brackets": Wording(
        "Words in brackets alone on a line read like a direction, or like a gap: {written}. Everybody reads them.",
        "If it is for the team, put a > in front of it; if it is for everybody, take the brackets away.",
    ),
    "W250": Wording(
        'This looks unfinished ("{written}"), and everybody reads it.',
        "Finish it, or write it between <!-- and --> until you know.",
        "Gaps such as TBD or [NAME] are filled in by nobody: phones show them as they are written.",
    ),
}
