"""E2: the lists of settings."""

from .wording import Wording

SETTINGS: dict[str, Wording] = {
    "E201": Wording(
        "The format of this script is not given.",
        "Write under the title:  - format: 1",
        "The number tells a later server how to read the file, so that a script stays readable for years.",
    ),
    "E202": Wording(
        'This server reads format 1, not "{value}".',
        "Write:  - format: 1   or update the server.",
        "`format` is a whole number. Newer formats need a newer server.",
    ),
    "E203": Wording(
        '"{name}" is not a setting of {scope}.',
        "{belongs}Settings here: {settings}.",
        "Each kind of step has its own settings; they are all in the guide for scripts. A name that begins\n"
        "with x- is left alone.",
    ),
    "E203.near": Wording(
        '"{name}" is not a setting of {scope}.',
        'Did you mean "{near}"?  Write:  - {near}: {value}',
    ),
    "E204": Wording(
        'A {kind} needs "{name}".',
        "Write under the heading:  - {name}: {example}",
        "Some kinds cannot work without one setting: a Breakout needs `groups`, a Check-in `series`, a Wall `from`.",
    ),
    "E205": Wording(
        '"{name}" has no value.',
        "Write it after the colon:  - {name}: {example}",
        "A setting is written `- name: value`. To leave it at its default, delete the line.",
    ),
    "E206": Wording(
        'A list right under a heading holds settings, and "{name}" is not one.',
        "If it is text for the participants, put a sentence before the list. Settings here: {settings}.",
        "The first list under a heading is for settings if its first line looks like `word: value`. One\n"
        "sentence above the list makes it ordinary text.",
    ),
    "E207": Wording(
        '"{name}" is set twice; the first is in line {first}.',
        "Delete one of the two lines.",
        "Of two values for one setting nobody could tell which one counts.",
    ),
    "W208": Wording(
        '"{name}" looks like a setting, but stands in the text, so participants would read it.',
        "Move the line right under the heading. If it is text, begin it with another word.",
        "Settings are one list right under the heading, all with the same sign (-). Further down a list is text.",
    ),
    "W208.colon": Wording(
        '"{name}" looks like a setting without its colon, so participants would read it.',
        "Write:  - {name}: …   If it is text, begin it with another word.",
    ),
    "W208.words": Wording(
        '"{written}" reads like a setting, but it is text, and changes nothing.',
        "{cure}",
    ),
    "W208.note": Wording(
        '"{name}" stands in a note, which only the team reads: there it sets nothing.',
        "Move the line right under the heading, without the >.",
    ),
    "W208.joined": Wording(
        '"{name}" stands behind another setting in the same line, so it is read as part of that value.',
        "Write each setting on a line of its own.",
    ),
    "E208": Wording(
        "Text follows the settings without an empty line.",
        "Put an empty line between them.",
        "In Markdown, text right below a list item belongs to that item.",
    ),
    "E209": Wording(
        "In a list of settings every line has the form  - name: value.",
        "If it is text for the participants, put a sentence before it.",
        "The list under a heading holds settings. A line without a colon there would be lost.",
    ),
    "E210": Wording(
        '"{value}" is not possible for "{name}".',
        "Possible: {possible}.{near}",
        "Each setting takes certain values only. The message lists them.",
    ),
    "E210.either": Wording(
        '"{value}" leaves open whether people see who wrote it.',
        "Write:  - {name}: everyone without names   or:  - {name}: everyone with names",
    ),
    "E210.groups": Wording('I cannot make groups from "{value}".', "Possible: {possible}.{near}"),
    "E210.list": Wording(
        '"{value}" is not possible for "{name}".',
        "Answers to choose from are a list below, without this setting:  - ( ) Yes   With - [ ] people choose several, "
        "with 1. they put them in order.",
    ),
    "E210.grid": Wording(
        '"{value}" is only half a grid.',
        "Two sides with 2 or 3 words each:  - answer: grid Effort (little, much) × Effect (small, great)",
    ),
    "E210.place": Wording(
        '"{value}" names no picture.',
        "Name its file, and what it shows:  - answer: place on media/map.png (a map of the valley)",
    ),
    "E211": Wording(
        '"{name}" must be {range}.',
        "Write a number in that range.",
        "The number is outside of what a workshop can work with.",
    ),
    "E211.list": Wording(
        '"{name}" must be {range}.',
        "Write:  - {name}: …, …{near}",
    ),
    "E212": Wording(
        '"{what}" does not exist here.',
        "{cure}",
        "Nothing stands in for it in silence: it would be read by everybody as it is written, or do something else.",
    ),
}
