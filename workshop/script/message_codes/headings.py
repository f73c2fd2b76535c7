"""E1: headings, and what stands around them."""

from .wording import Wording

HEADINGS: dict[str, Wording] = {
    "E101": Wording(
        "This file has no title.",
        "Begin the file with:  # The name of your workshop",
        "A script begins with one line such as `# Hello in ten minutes`. People see the title when they join.",
    ),
    "E102": Wording(
        "This is a second title; the first is in line {first}.",
        "A part of the workshop takes two signs:  ## {title}",
        "A file holds one workshop, so it has one `#` title. Parts begin with `##`, steps with `###`.",
    ),
    "E103": Wording(
        "Nothing may stand above the title.",
        "Move this text under the line that begins with #.",
        "Text under the title is the invitation. Above the title nobody would ever see it.",
    ),
    "E104": Wording(
        "This heading is empty.",
        "Write its text after the {signs}, or delete the line.",
        "Headings are the structure of a script: `#` workshop, `##` part, `###` step. Each needs some words.",
    ),
    "E105": Wording(
        "This file starts with a settings block between --- lines. Settings go in a list under the title.",
        "Press Fix to move them, or delete lines down to the second ---.",
        "Other programs keep settings between two `---` lines. Here they are a list under the title:\n\n"
        "    # My workshop\n\n    - format: 1\n    - time: 60 min",
    ),
    "E106": Wording(
        "Put a space after {signs}.",
        "Write: {fixed}",
        "Without the space the line is ordinary text for every Markdown program, and the step would vanish.",
    ),
    "E107": Wording(
        "A line of dashes right under text turns that text into a heading.",
        "Put an empty line between, or leave the dashes out: steps need no separator.",
        "In Markdown, text with `---` directly below is a heading. Alone between empty lines `---` is only a line.",
    ),
    "E107.equals": Wording(
        "A line of equals signs right under text turns that text into a heading.",
        "Leave the line out. A title begins with #:  # {title}",
    ),
    "E108": Wording(
        "This code block is never closed.",
        "Put {fence} on a line of its own where it ends.",
        "Text between two lines of ``` is shown exactly as written. Without the second one it would swallow\n"
        "the rest of the file.",
    ),
    "E109": Wording(
        "This comment is never closed.",
        "Write --> where it ends.",
        "Text between `<!--` and `-->` is for authors only and never leaves the server. Without the end it\n"
        "would swallow the rest of the file.",
    ),
    "E110": Wording(
        "A step begins with its kind and a colon.",
        "Write:  ### Slide: {title}   Kinds: {kinds}.",
        "Every step names its kind in its heading, for example `### Poll: How are you? (2 min)`, so that\n"
        "nothing has to be guessed.",
    ),
    "E110.near": Wording("A step begins with its kind and a colon.", "Write:  ### {kind}: {title}"),
    "E111": Wording(
        '"{kind}" is not a kind of step.',
        "Kinds: {kinds}. If it belongs to the title, write:  ### Slide: {whole}",
        "The kinds are Slide, Talk, Poll, Check-in, Reflect, Worksheet, Breakout, Wall, Pause, "
        "Break, Seed and\n"
        "Resources. The kind stands before the first colon of a ### heading.",
    ),
    "E111.near": Wording(
        '"{kind}" is not a kind of step.',
        'Did you mean "{near}"? If it belongs to the title, write:  ### Slide: {whole}',
    ),
    "E111.synonym": Wording(
        '"{kind}" is no kind of step here, but {meant} does it.',
        "Press Fix, or write the kind before the colon.",
    ),
    "E111.several": Wording(
        '"{kind}" is no kind of step here: it may be one of several.',
        "{cure} If it belongs to the title, write:  ### Slide: {whole}",
    ),
    "E112": Wording(
        'I cannot read "{value}" as a length of time.',
        "Write it like (3 min), (90 s) or (1 h 10 min).{hint}",
        "Lengths of time are written with h, min and s: (90 s), (5 min), (1 h 10 min). The m alone could\n"
        "mean minutes or months, so it is not used.",
    ),
    "E113": Wording(
        "This step has no title.",
        "Write some words after the colon:  ### {kind}: …",
        "The title is what people read first, on the phone and on the big screen.",
    ),
    "E114": Wording(
        "This bullet was pasted from another program{many}.",
        "Write - instead of {sign}. Press Fix to change {which}.",
        "Word processors use signs such as • for lists. In a text file a list item begins with a plain -.",
    ),
    "E115": Wording(
        'I do not know "{value}" behind a title.',
        "Possible: a length such as 5 min, optional, if needed.{near}",
        "Behind the title, in brackets, stand the length of a step and whether it is `optional` "
        "(may be left\n"
        "out when time is short) or `if needed` (kept in the drawer).",
    ),
    "E116": Wording(
        "{what} has no place here.",
        "{where}",
        "`#### For: answer` belongs under a step with `prompt by`, `#### Round: name (3 min)` and "
        "`#### Group 1:` under a\nBreakout, `#### Question: …` under a Poll.",
    ),
    "E132": Wording(
        "This looks like a step, but a step takes three signs; {signs} makes something else of it.",
        "Write:  ### {kind}: …",
        "`#` is the title, `##` a part, `###` a step. With another number of signs the step would not happen.",
    ),
    "E132.lost": Wording(
        "This looks like the heading of a step that lost its signs, so everybody would read it as text.",
        "Write:  ### {kind}: …",
    ),
    "E133": Wording(
        "This sign comes from another keyboard ({sign}), so the line is no heading.",
        "Write it with #.",
        "Headings begin with the plain sign #. The wide one looks alike and means nothing here.",
    ),
    "E134": Wording(
        "This looks like the heading of a {what}, but it would be read as text.",
        "Write:  #### {what}: …",
        "Rounds and prompts by answer take four signs and a colon: `#### Round: name (3 min)`, `#### For: answer`.",
    ),
    "E135": Wording(
        "Something stands before the {signs}, so this is no heading: spaces, a sign that cannot be seen, or stars.",
        "Write the line from the {signs} on, at the very beginning.",
        "A heading begins its line. What stands before it makes ordinary text of it, which everybody reads.",
    ),
    "E136": Wording(
        '"{word}" means two things here: {one}, a quiet minute that all spend together, or {other}, time away.',
        "Write:  ### {one}: …   or:  ### {other}: …",
        "In a script with key words of its own language a word with two meanings is never guessed. The English\n"
        "words are Pause and Break.",
    ),
    "E137": Wording(
        "Key words stand here in a language that the script does not name.",
        "Write under the title:  - language: {code}",
        "English key words always work. Those of another language are read where the script names it, so that a\n"
        "word never means something that nobody meant.",
    ),
}
