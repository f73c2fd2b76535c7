"""What every column of the tables means: the data dictionary, shipped inside each download."""

from workshop.util.language import ENGLISH, current, marked, said

DICTIONARY: dict[str, dict[str, str]] = {
    "session": {
        "id": "The session's id. It opens nothing.",
        "title": "Title of the workshop.",
        "day": "The day it was held (year-month-day). No times are exported.",
        "language": "Language of the script (BCP 47).",
        "phase": "lobby, live or ended: whether this is all, or what there was so far.",
        "end_settled": "Whether its end can’t be taken back any more. Until then what came late for the facilitators "
        "is not in here: download it once more, a few seconds after the end.",
        "rehearsal": "Whether the people were simulated.",
        "sensitive": "Whether the script asks for sensitive care: shares rounded or in words, no counts.",
        "joined": "How many people joined, or “fewer than k”.",
        "left": "How many were not connected any more when it ended, “fewer than k” or “more than n”. Empty: not told.",
        "k": "The least number of answers that may be shown.",
        "delete_on": "The day the session is deleted from the server.",
    },
    "results": {
        "number": "Place of the step in the running order, from 1.",
        "step": "Id of the step in the script.",
        "kind": "poll or check-in.",
        "title": "Title of the step.",
        "asked": "1 for the first time it was asked, 2 for the second, and so on. Results are kept apart.",
        "measure": "What the row tells: answer, text, mean place, sorted, place, average, median, right answer, "
        "movement, empty, hidden.",
        "thing": "What was ranked or sorted, or the statement or question of a page.",
        "answer": "The answer, the word, the bin, the median; of a place on a picture, how many twelfths from the "
        "left and from the top; for movement: higher, same or lower than the first time.",
        "correct": "yes where the script marks the answer as correct; of numbers, where the right one lies in it.",
        "count": "How many people; of dots or points, how many of those. Empty where only shares are told.",
        "percent": "The share of those who answered (or of all dots), in whole percent (tens in sensitive care).",
        "share": "The share as it was shown, for example “under 10 %”.",
        "value": "The average, or the mean place (1 is first).",
        "n": "How many answered, those who passed left out. Empty in sensitive care.",
        "answered": "What may be told of n, for example “10+”.",
        "k": "The least number of answers for this poll.",
        "reason": "Why there is no result, or what one must know to read it.",
    },
    "reflections": {
        "number": "Place of the step in the running order, from 1.",
        "step": "Id of the step in the script.",
        "title": "Title of the step.",
        "field": "Name of the worksheet's blank; empty where the step has one box.",
        "prompt": "The words around that blank.",
        "sees": "The promise: everyone with names, everyone without names, facilitators, or facilitators with names.",
        "name": "The name it was shared with. Always empty unless the promise says with names.",
        "text": "What was written. Rows stand in random order.",
        "me_too": "Of a question from the room: how many others joined in, where that may be told.",
        "reason": "Why the texts under this prompt are kept back.",
    },
    "timing": {
        "number": "Place of the step in the running order, from 1.",
        "step": "Id of the step in the script.",
        "kind": "Kind of the step.",
        "part": "Title of its part.",
        "title": "Title of the step.",
        "time": "The first, the second … time, in a part that repeats. One row for each.",
        "planned_seconds": "Seconds in the plan. Empty where it came oftener than planned.",
        "real_seconds": "Seconds the step was on that time, all visits together. Nothing finer is kept.",
        "reached": "yes or no.",
    },
}

OURS = {"id", "day", "language", "delete_on", "joined", "left", "share", "answered"}  # never anybody's words

NOTE = (
    "A cell that would begin with = + - @ or a tab begins with an apostrophe (') instead, so that no "
    "spreadsheet takes it for a formula; so does what people wrote where a spreadsheet would make a date or another "
    "number of it (1-2, 3/4, 0049). Take that one apostrophe away to have the text as it was written."
)


COLUMNS = ("file", "column", "meaning")
IN_ENGLISH = "in English"  # what the column is called in JSON, and in the tables of an English session


def columns() -> list[str]:
    return [*COLUMNS, *([] if current() == ENGLISH else [IN_ENGLISH])]


def rows() -> list[dict[str, str]]:
    listed = [
        {"file": f"{table}.csv", "column": said(column), "meaning": said(meaning), IN_ENGLISH: column}
        for table, columns in DICTIONARY.items()
        for column, meaning in columns.items()
    ]
    return [*listed, {"file": said(marked("all files")), "column": "", "meaning": said(NOTE), IN_ENGLISH: ""}]
