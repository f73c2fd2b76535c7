"""E3: one step that names another."""

from .wording import Wording

REFERENCES: dict[str, Wording] = {
    "E301": Wording(
        'The id "{id}" is taken by line {first}.',
        "Choose another one:  - id: {free}",
        "Ids tie answers to steps, so each is used once.",
    ),
    "E302": Wording(
        'No step has the id "{id}".',
        "{near}",
        "A reference names the `id` of another step.",
    ),
    "E303": Wording(
        "Line {line} refers to this step, so it needs an id that stays when you change the title.",
        "Write under the heading:  - id: {id}",
        "Without `id` a step is known by its title. If the title changes, the reference would break.",
    ),
    "E304": Wording(
        '"{value}" cannot be an id.',
        "Use a-z, 0-9 and single dashes:  - id: {better}",
        "Ids appear in downloads and references, so they are kept plain.",
    ),
    "E305": Wording(
        '"{id}" (line {line}) is a {kind}. "{name}" needs {needs}.',
        "Name another step.",
        "Not every step can be referred to for everything: prompts and groups need a poll with "
        "answers, walls\n"
        "need texts, `as in` needs a Breakout.",
    ),
    "E306": Wording(
        '"{label}" is not an answer of "{id}".',
        "Possible: {labels}.",
        "Labels are the words before the dash of an answer.",
    ),
    "E306.near": Wording('"{label}" is not an answer of "{id}".', 'Did you mean "{near}"?'),
    "W306": Wording(
        "No prompt for: {labels}.",
        "People who answered so see only the text before the first #### For.",
        "With `prompt by` each answer may have its own text. Where one is missing, the general text is shown.",
    ),
    "E307": Wording(
        '"{id}" comes later, in line {line}.',
        "Move that step before this one.",
        "A step can only build on what people have done already.",
    ),
    "E308": Wording(
        '"{label}" has two prompts; the first is in line {first}.',
        "Join them under one #### For: {label}",
        "Each answer has one prompt.",
    ),
}
