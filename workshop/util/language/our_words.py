"""Words of ours that stand among people's own: names of groups and places, answers, kinds, counts, sizes."""

from markupsafe import Markup

from workshop.util.casing import first_large
from workshop.util.phrases import marked

from .speech import current, said
from .which import ENGLISH

ROOMS = {"Group": marked("Group %(n)s"), "Table": marked("Table %(n)s"), "Room": marked("Room %(n)s")}


def room_said(room: str) -> str:
    """A group's room as people read it: those that only have a number are named in their language."""
    kind, _, number = room.rpartition(" ")
    return said(ROOMS[kind or "Room"], {"n": number}) if number.isdigit() and (kind or "Room") in ROOMS else room


FIRST_PLACE = marked("The first place")  # as the database calls it until it is renamed


def place_called(name: str) -> str:
    """The place of somebody who leads: the name that was given, or ours in the language that is spoken."""
    return said(name) if name == FIRST_PLACE else name


# For translators: as in “4th time”, with the ending that “time” asks for: German “4.”, Spanish “4.ª”.
NTH = marked("%(n)sth")


def nth_said(number: int) -> str:
    """first, second, third, 4th; in other languages as they count times: 2. Mal, 2e keer, 2回目."""
    if current() != ENGLISH:
        return said(NTH, {"n": number})
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}{ending}")


# Labels of ours among the answers of a poll: for one's own words, and where whoever wrote one took it back.
OUR_ANSWERS = (marked("Something else"), marked("(taken back)"))


def answer_said(label: str) -> str:
    """An answer as people read it: the team's words as they are, one of ours in the language that is spoken."""
    return said(label) if label in OUR_ANSWERS else label


def lang_of_ours(text: str) -> str:
    """For an element whose words mostly are the script's: says that these are ours, where they are."""
    ours = text in OUR_ANSWERS or getattr(text, "is_ours", False)
    return Markup(' lang="{}"').format(current()) if ours else ""


def begun(text: str) -> str:
    """Words of ours as they begin a line."""
    return first_large(text, current())


def kind_said(kind: str) -> str:
    """The kind of a step as a word by itself. Its key is the word of the script, for Pause is a button too."""
    return begun(said(kind))


SHARES = tuple(
    marked(share)
    for share in (
        "few", "about half", "most", "the smaller part", "the larger part", "not told in so small a round",
        "under 10 %", "fewer than k votes",
    )
)  # fmt: skip


# Where shares are rounded to tens they are said as sizes: digits that do not add up to a hundred look like a mistake.
SIZES = {
    "under 10 %": marked("very few"),
    "10 %": marked("about one in ten"),
    "20 %": marked("about one in five"),
    "30 %": marked("nearly a third"),
    "40 %": marked("about two in five"),
    "50 %": marked("about half"),
    "60 %": marked("about three in five"),
    "70 %": marked("a good two thirds"),
    "80 %": marked("about four in five"),
    "90 %": marked("about nine in ten"),
    "over 90 %": marked("almost everyone"),
}


def told(text: str, rounded: bool = False) -> str:
    """A share as it is said: one that was rounded as a size, one that is words already in the reader's language."""
    words = SIZES.get(text, text) if rounded else text
    return said(words) if words in SHARES or words in SIZES.values() else words
