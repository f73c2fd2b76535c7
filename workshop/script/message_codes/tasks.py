"""E2: worksheets, check-ins, walls and what else people fill in."""

from .wording import Wording

TASKS: dict[str, Wording] = {
    "E240": Wording(
        "This worksheet has nothing to fill in.",
        "Write ____ (four underscores) where people write, or [ ] where they tick.",
        "A worksheet is text with blanks: `What helps me: ____`.",
    ),
    "E241": Wording(
        "____ alone on a line is a ruler, not a blank.",
        "Write a word before it:  I notice: ____",
        "Formatters turn four underscores alone on a line into a ruler. With one word beside it, it is a blank.",
    ),
    "E242": Wording(
        'A blank may only narrow the promise "{promise}", and "{value}" would widen it.',
        "Leave it out, or change  - who sees this  under the heading.",
        '"Who sees this" is a promise that stands above the whole sheet.',
    ),
    "E243": Wording(
        "This reads like the setting {name}, but it is not written as one, so it would be text.",
        "Write:  - {name}: …",
        "A setting is a list item right under the heading: a minus, a space, the name, a colon, the value.",
    ),
    "E244": Wording(
        "This looks like a blank to fill in, but a blank takes four lines: ____",
        "Write:  ____",
        "Four low lines in a row make a box on the phone. Anything else stays as it is written.",
    ),
    "E244.quoted": Wording(
        "This blank stands behind a >, so only the team would read it, and nobody could fill it in.",
        "Delete the > at the beginning of the line.",
    ),
    "W244": Wording(
        "Nobody can write into this blank: below the text of a Reflect there is one box.",
        "Leave the ____ out. For several blanks make it a sheet:  ### Worksheet: …",
        "What people fill in on paper is not always something to press or to write into on a phone.",
    ),
    "W244.scale": Wording(
        "Nobody can press these signs: they are text.",
        "People answer on a scale in a Poll with  - answer: scale 1 (low) to 5 (high)   "
        "Other boxes are  - ( )  or ____",
    ),
    "E245": Wording(
        "This looks like a box to tick or to choose ({written}), in a sign that is not read.",
        "Write:  - {sign} and the words.",
        "Answers and ticks are list items: `- ( )` for one of several, `- [ ]` for any number of them.",
    ),
    "W245": Wording(
        "This item stands beside answers, but has no {sign}, so it is text, and nobody can choose it.",
        "Write:  - {sign} {label}   If it is text, put words between it and the answers.",
        "Answers are list items with `( )`, or with `[ ]`. Every other item of a list is text.",
    ),
    "W245.nested": Wording(
        "This answer stands below another one, but people get all of them in one list.",
        "Put all answers at the beginning of their lines. What belongs to another question is a Poll of its own.",
    ),
    "W245.right": Wording(
        "This marks the right answer for everybody to see before they choose.",
        "Write:  - {sign} {label}   It shows with the results.",
    ),
    "E250": Wording(
        'The first check-in of the series "{series}" does not say how to answer.',
        "Write under the heading:  - answer: scale 1 (low) to 7 (high)",
        "The first check-in of a series says how to answer; the later ones inherit it, so that before and\n"
        "after can be compared.",
    ),
    "E251": Wording(
        'This check-in answers differently from the first of the series "{series}" (line {line}).',
        "Leave the answers out here; they are inherited.",
        "Only equal questions can be compared.",
    ),
    "E252": Wording(
        "In line {line} people were promised: {promise}. A wall may not show it.",
        "Change the promise there:  - who sees this: I choose (only me, everyone without names)",
        'A wall is read by everyone. It may only show what people wrote under "everyone".',
    ),
    "E253": Wording(
        "There are no topics to choose from.",
        "Write them as a list:  - ( ) First topic",
        "With `groups: by choice` people pick one of the topics in the text.",
    ),
    "E254": Wording(
        '"prompt by" has no prompts.',
        "Write one for each answer:  #### For: {label}",
        "With `prompt by` everybody gets the text under `#### For:` that fits the own answer.",
    ),
    "E255": Wording(
        "Nobody stays where nobody goes to another table.",
        "Write there:  - groups: rotate ID",
        "`stay: one` belongs to `groups: rotate ID`: one person of each table stays, the others go on.",
    ),
    "E256": Wording(
        'The groups of "{of}" were made by an answer, which only their own people know of each other.',
        "Make new groups here, such as  - groups: groups of 4",
        "The poll promised that an answer is known to the own group. Joined with another, or sent round the tables,\n"
        "people would tell more of it.",
    ),
    "E257": Wording(
        'There is no group for "{label}".',
        "{cure}",
        "`#### Group 1:` counts the groups from 1; `#### For group: Rivers` names a topic of `groups: by choice`.",
    ),
    "E258": Wording(
        '"{id}" (line {line}) cannot be asked again in this way.',
        "Press Fix to copy what it asks to here: both results then stand by themselves, one after the other. "
        "Or choose  Ask again  on the console.",
        "With `again` both results stand side by side: shares of the same answers, or of the same scale.",
    ),
    "E258.page": Wording(
        '"{id}" (line {line}) is a page, and with "again" only one question can be compared.',
        "Press Fix to copy the page to here: both results then stand by themselves, one after the other. To compare "
        "one of its questions, make it a Poll of its own with an id, and name that.",
    ),
}
