"""E2: the answers of a poll."""

from .wording import Wording

ANSWERS: dict[str, Wording] = {
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
    "E226.again": Wording(
        "This poll asks once more what line {line} names, so it has no answers of its own.",
        "Leave these out, or the setting in line {line}.",
    ),
    "W226": Wording(
        "People put a numbered list in order, and these read like answers to choose from.",
        "Write  - ( )  before each instead of its number; with  - [ ]  people choose several.",
        "`1.` and `1)` before answers make a ranking: every person puts all of them in order.",
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
    "E260": Wording(
        "`right` goes with a number, a scale or words.",
        "In a list put an x before the right answer:  - (x) Tea",
        "`right: 42`, `right: 40 to 50` or `right: 42 ± 5` says which numbers are right; `right: color, colour` which\n"
        "words, the first of them to be shown. It is told like any right answer: see `solution`.",
    ),
    "E260.number": Wording(
        'People answer with a number, and "{value}" is none.',
        "Write:  - right: 42   or  - right: 40 to 50   or  - right: 42 ± 5",
    ),
    "E260.outside": Wording(
        "Nobody can give this answer: the numbers go from {low} to {high}.",
        "Write a number between them, or change the setting in line {line}.",
    ),
    "E260.long": Wording(
        "Nobody can give this answer: a word has at most {most} characters.",
        "Shorten it.",
    ),
    "E261": Wording(
        "Below are questions with answers of their own, so this says how to answer nothing.",
        "Put it under the question that it belongs to:  #### Question: …",
        "Under `#### Question: …` stand the settings and answers of that question. What holds for the whole page (who\n"
        "sees the result, minimum answers, a time limit) stands under the step.",
    ),
    "E262": Wording(
        "This way to answer needs the whole page.",
        "Make it a step of its own:  ### Poll: …",
        "On a page with other questions people choose one or several answers, a number of a scale, or type a number,\n"
        "words or a text. What is put in order, sorted, or marked with dots needs the room of a phone for itself.",
    ),
    "E263": Wording(
        "A page has at most {most} questions.",
        "Leave some out, or begin a second page:  ### Poll: …",
        "All of a page is one sealed vote, as long for everybody, and nobody likes to answer more than that at once.",
    ),
    "E263.texts": Wording(
        "A page asks for at most {most} texts.",
        "Leave this one out, or ask for words:  - answer: words",
    ),
    "E264": Wording(
        'The question "{label}" is there already (line {first}).',
        "Give each question its own words.",
        "Results are told by the words of their question, so no two may be equal.",
    ),
    "E265": Wording(
        "A Check-in compares numbers or answers with those of another time, and a place is neither.",
        "Ask for it in a Poll:  ### Poll: {title}",
        "Of a place on a picture only the whole is told: where many are. Nobody's way from one place to another is "
        "kept.",
    ),
    "E234": Wording(
        "Here begins a second list of answers, and a poll asks one question.",
        "Give the second question a heading of its own:  ### Poll: …",
        "All answers of a step belong to one question. Two questions are two polls, one after the other.",
    ),
    "E234.page": Wording(
        "Here begins a second list of answers, and a poll asks one question.",
        "Give the second question a heading of its own:  #### Question: …",
    ),
}
