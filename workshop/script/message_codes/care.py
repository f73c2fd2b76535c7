"""E6, W6: sensitive workshops, and what protects the few."""

from .wording import Wording

CARE: dict[str, Wording] = {
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
    "E602.number": Wording(
        "In a sensitive workshop a number needs its bounds.",
        "Write them:  - answer: number 0 to 120{unit}",
        "Without bounds the result would show how far the largest number lies from the others.",
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
