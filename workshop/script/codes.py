"""Every message there is: what is wrong, what to do, and what `workshop explain` says about it.

A key such as `E210.groups` is another wording of E210. E codes are errors, W codes are warnings.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    says: str
    cure: str
    why: str = ""


CODES: dict[str, Wording] = {
    # E1: the structure of the file
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
        "`#### Group 1:` under a\nBreakout.",
    ),
    "E117": Wording(
        "This file is larger than 512 KB.",
        "Move long texts into files that the script includes:  [Include: name](_file.md)",
        "A script may have 512 KB, which is about 200 printed pages.",
    ),
    "E118": Wording(
        "This script has more than 500 steps.",
        "Split it into several workshops.",
        "A script may have 500 steps. This one would keep people for days.",
    ),
    "E119": Wording(
        "The text of this step is longer than 16 KB.",
        "Split the step, or shorten the text: nobody reads that much on a phone.",
        "The text under one heading may have 16 KB, about six printed pages.",
    ),
    "E120": Wording(
        "This file is not plain text in UTF-8.",
        "Open it in a text editor and save it as plain text, encoding UTF-8.",
        "Word processors save other kinds of files. A script is a plain text file.",
    ),
    "E121": Wording(
        '"{name}" lies outside the folder of the scripts.',
        "Copy the file into the folder and name it without ../ or a leading /.",
        "A script reads files from its own folder only, so that a script from somebody else cannot read\n"
        "anything private of yours.",
    ),
    "E122": Wording(
        '"{name}" is not an ordinary file.',
        "Name a text file.",
        "Folders, devices and pipes cannot be read as a script.",
    ),
    "E123": Wording(
        'There is no file "{name}".',
        "Look at the spelling; capital letters count.",
        "The name must be exactly the file's, below the folder of the scripts.",
    ),
    "E124": Wording(
        'The name of an included file begins with _, and "{name}" does not.',
        "Rename the file:  {better}",
        "The _ tells that the file is a piece of scripts and no workshop of its own.",
    ),
    "E125": Wording(
        "Included files cannot be read here.",
        "Paste the steps in, or open the script from its folder.",
        "An include needs the folder of the scripts, which is not at hand for a single text.",
    ),
    "E126": Wording(
        "Files include each other more than 3 deep.",
        "Move the steps of {name} into this file.",
        "An included file may include another, three deep at most, and never itself.",
    ),
    "E127": Wording(
        "An include stands in a paragraph of its own.",
        "Put an empty line above and below it.",
        "Formatters join lines of one paragraph, and the include would become ordinary text.",
    ),
    "E128": Wording(
        "An included file has no title.",
        "Delete this line, or make it a part:  ## {title}",
        "The including script has the title already.",
    ),
    "E129": Wording(
        'I cannot open "{name}".',
        "Check that you are allowed to read the file.",
        "The computer refused to hand out the file.",
    ),
    "E130": Wording(
        "This workshop has no steps yet.",
        "Begin one:  ### Slide: Welcome (2 min)",
        "A step is a heading with three signs that names its kind.",
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
    # E2: settings and steps
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
    "E211": Wording(
        '"{name}" must be {range}.',
        "Write a number in that range.",
        "The number is outside of what a workshop can work with.",
    ),
    "E212": Wording(
        '"{what}" does not exist here.',
        "{cure}",
        "Nothing stands in for it in silence: it would be read by everybody as it is written, or do something else.",
    ),
    "E220": Wording(
        "This {kind} has nothing to answer.",
        "Write each answer like this:  - ( ) Coffee   or set  - answer: words",
        "A poll has answers with ( ) for one, [ ] for several, a numbered list to put in order, or the\n"
        "setting `answer`: scale, words, text, body, sort.",
    ),
    "E220.bullets": Wording("These answers have no ( ) in front.", "Write:  - ( ) {label}"),
    "E221": Wording(
        "A poll has 2 to 20 answers, and this one has {number}.",
        "{cure}",
        "With one answer there is nothing to choose; more than twenty nobody can read on a phone.",
    ),
    "E222": Wording(
        "This list mixes ( ) and [ ].",
        "( ) lets people choose one answer, [ ] lets them choose several. Use the same in every line.",
        "The sign decides how many answers a person may give, so it must be the same in the whole poll.",
    ),
    "E223": Wording(
        "{scope} has no answers to choose from.",
        "Begin the step with:  ### Poll: …   or leave out the {mark}.",
        "( ) and [ ] make answers. They belong to a Poll or Check-in; [ ] also to a Worksheet, ( ) to the\n"
        "topics of a Breakout with `groups: by choice`.",
    ),
    "E224": Wording(
        'The answer "{label}" is there twice.',
        "Give each answer its own words before the dash.",
        "The text before the dash names the answer in charts and groups, so no two may be equal.",
    ),
    "W224": Wording(
        '"{label}" will stand there twice: "other: yes" adds it by itself.',
        "Delete this answer, or the setting in line {line}.",
        "With `other: yes` the last answer is Something else, with a line for one's own words.",
    ),
    "E225": Wording(
        "This answer is longer than 300 characters.",
        "Shorten it, or move the explanation into the text above.",
        "An answer must be readable on a phone at a glance.",
    ),
    "W225": Wording(
        "A link in an answer cannot be pressed: people see its words only.",
        "Put the link into the text above the answers.",
        "Pressing an answer chooses it, so nothing inside it can be pressed as well.",
    ),
    "E226": Wording(
        'This poll says twice how to answer: "answer: {answer}" and a list.',
        "Delete the list, or the setting in line {line}.",
        "A list of answers needs no `answer` setting, and a scale, words, text or body needs no list.",
    ),
    "E226.texts": Wording(
        "This poll takes its answers from texts (line {line}), and has a list too.",
        "Delete the list, or the setting in line {line}.",
    ),
    "E226.form": Wording(
        'Texts can be chosen, or take dots or points: "answer: {answer}" does not fit.',
        "Delete this line, or write:  - answer: 5 dots",
    ),
    "E227": Wording(
        '"choose" does not fit: {why}',
        "Use [ ] for several answers, and a number no larger than the list is long.",
        "`choose: 2` or `choose: up to 3` limits how many answers a person gives.",
    ),
    "E228": Wording(
        "This answer has no words.",
        "Write them after the {mark}.",
        "An empty answer cannot be chosen or counted.",
    ),
    "E229": Wording(
        "There is nothing to sort.",
        "Write the things as a numbered list:  1. A late reply",
        "With `answer: sort into A, B` people put the things of a numbered list into the named boxes.",
    ),
    "E229.spread": Wording(
        "There is nothing to put the {what} on.",
        "Write the answers as a list:  1. Fresh paint",
    ),
    "E229.rows": Wording(
        "A list of statements takes a scale of at most 11 numbers, and this one has {number}.",
        "Write:  - answer: scale 1 (not at all) to 5 (completely)",
        "With a scale and a numbered list people give a number to each statement, all on one page.",
    ),
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
    "E234": Wording(
        "Here begins a second list of answers, and a poll asks one question.",
        "Give the second question a heading of its own:  ### Poll: …",
        "All answers of a step belong to one question. Two questions are two polls, one after the other.",
    ),
    "W235": Wording(
        "This is {what}, which another program understands. People would read the signs themselves: {written}",
        "Write it in plain words, or delete the signs.",
        "Scripts know plain Markdown: **bold**, lists, quotes, pictures and links.",
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
    "W238": Wording(
        'This looks like a length of time ("{value}"), but I cannot tell how many minutes are meant.',
        "Write it like (3 min), (90 s) or (1 h 10 min).",
        "What cannot be read stays in the title, where everybody sees it, and is not counted in the plan.",
    ),
    "W238.line": Wording(
        "This reads like the length of the step ({value}), but it is text, and is not counted.",
        "Write it in brackets behind the title, and delete this line.",
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
    "E245": Wording(
        "This looks like a box to tick or to choose ({written}), in a sign that is not read.",
        "Write:  - {sign} and the words.",
        "Answers and ticks are list items: `- ( )` for one of several, `- [ ]` for any number of them.",
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
    # E3: references
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
    # E4: pictures, sounds, links
    "E401": Wording(
        "This picture has no description for people who cannot see it.",
        "Write it between the brackets:  ![A path through a wood]({path})",
        "The description is read aloud by screen readers and shown where the picture cannot load.",
    ),
    "E402": Wording(
        '"{path}" does not lie in the media folder.',
        "Copy the file there and write:  media/{name}",
        "Pictures and sounds are taken from `media/` beside the scripts only. A file from "
        "elsewhere on the net\n"
        "would tell a stranger who takes part.",
    ),
    "E403": Wording(
        'There is no file "{path}".',
        "Look at the spelling; capital letters count.",
        "The file must lie in `media/` beside the script.",
    ),
    "W404": Wording(
        "This address is a placeholder: {host}.",
        "Put the real address before the workshop, or take it out.",
        "example.org and its sisters belong to nobody and lead nowhere.",
    ),
    "E402.elsewhere": Wording(
        "This lies elsewhere on the net, and nothing is fetched from there while people take part.",
        "Copy the file to media/ and name it here, or write a link that people may touch:  [Watch it]({path})",
    ),
    "E405": Wording(
        '"{path}" is not {what} that browsers play.',
        "Possible endings: {endings}.",
        "Browsers show and play a few kinds of files only.",
    ),
    # W5: time
    "W501": Wording(
        "This step has no length, so the plan cannot be checked{many}.",
        "Write it behind the title:  (5 min)",
        "With a length behind each title the console can tell how late you are.",
    ),
    "W502": Wording(
        "The steps need {needed}, {over} more than planned.",
        "{cure}",
        "`time` is the planned length of the workshop. Steps kept for need (in the drawer) do not count.",
    ),
    "W504": Wording(
        "The steps of this part need {needed}, {over} more than its heading says.",
        "Change the time in the heading, or shorten a step.",
        "The time behind a ## heading is the plan for the whole part.",
    ),
    "W505": Wording(
        "The rounds need {needed}, {over} more than the step.",
        "Write behind the title:  ({needed})",
        "Rounds run one after the other inside the time of the step.",
    ),
    # E/W6: care
    "E601": Wording(
        "A sensitive workshop needs help lines.",
        "Write under the title:  - help: _help-lines.md",
        "With `care: sensitive` a Help button is always there. It shows the file that `help` names.",
    ),
    "E602": Wording(
        "A sensitive workshop shows no results while people still answer.",
        "Write:  - results: after closing",
        "While bars move, people near by can guess who answered what.",
    ),
    "W603": Wording(
        "With fewer than {k} people no poll result would ever show.",
        'Write:  - people: {k}-…   or lower "minimum answers".',
        "Results are shown from a certain number of answers on, to protect the few.",
    ),
    "W604": Wording(
        "These groups are made from the answers in line {line}, so that poll is no secret to the group.",
        'The poll will say beforehand: "your answer decides your group".',
        "Groups made by an answer tell everybody in the group something about it. People must know before.",
    ),
    "E605": Wording(
        "In a sensitive workshop the smallest number of answers is 3.",
        "Write:  - minimum answers: 3   or more.",
        "With one or two answers everybody in the room knows whose they are.",
    ),
    "W606": Wording(
        "People were promised that texts show from {k} people on, so a smaller number here changes nothing.",
        'Leave this line out; or lower "minimum answers" under the title, which holds for the whole workshop.',
        "What stands above the box when people write holds for every wall that their texts hang on.",
    ),
    "W607": Wording(
        "This help line is still a placeholder: {text}.",
        "Put the real name, number and hours there, or take the line out.",
        "People read this file when they touch Help. Somebody in need must not find a gap there. In the browser the "
        "page *Help lines* of the script asks for what is missing.",
    ),
}
