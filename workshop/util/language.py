"""The language that a person reads: which ones there are, which is chosen, and our sentences in it.

English sentences are the keys of the catalogues in `workshop/translations`. Which language is spoken belongs to the
app context: pages choose it by the request, everything else says it with `speaking`.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, TypeVar

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, has_app_context
from flask_babel import Babel, Domain, force_locale, get_domain, get_locale, gettext
from jinja2 import Environment
from markupsafe import Markup

from workshop.util import catalogues, isolation, template_words
from workshop.util.casing import first_large
from workshop.util.phrases import marked as marked
from workshop.util.said_in_english import MarkedTemplate, between_marks

T = TypeVar("T")
CATALOGUES = catalogues.FOLDER
ENGLISH = "en"
# In their own words, as the menu shows them.
NAMES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt-BR": "Português (Brasil)",
    "ar": "العربية",
    "ja": "日本語",
}
# Catalogues that somebody has read who grew up with the language; the others say so on the pages of those who lead.
READ_BY_A_NATIVE = frozenset({ENGLISH})


@cache
def installed() -> Mapping[str, str]:
    """Code → name of every language whose catalogue was nearly whole when this was first asked, English first."""
    return _written_in(catalogues.MESSAGES)


@cache
def of_team() -> Mapping[str, str]:
    """The same of those that the pages and downloads of the team are in. The others are in English there."""
    return _written_in(catalogues.TEAM)


def _written_in(domain: str) -> Mapping[str, str]:
    whole = (code for code in NAMES if catalogues.nearly_whole(catalogues.path(code, domain, CATALOGUES)))
    return {ENGLISH: NAMES[ENGLISH]} | {code: NAMES[code] for code in whole}


@lru_cache(256)  # asked at every answer and every coming
def nearest(*wished: str) -> str:
    """The first of these languages that there is here, or a close one: `de` for `de-AT`, `pt-BR` for `pt`."""
    return _nearest(wished, installed())


@lru_cache(256)
def nearest_of_team(*wished: str) -> str:
    """The same of the languages of the team's pages and downloads."""
    return _nearest(wished, of_team())


def _nearest(wished: tuple[str, ...], here: Mapping[str, str]) -> str:
    for tag in wished:
        code = _same(tag, here) or next((each for each in here if _base(each) == _base(tag)), "")
        if code:
            return code
    return ENGLISH


def _same(tag: str, here: Mapping[str, str]) -> str:
    return next((code for code in here if code.lower() == tag.lower().replace("_", "-")), "")


def _base(tag: str) -> str:
    return tag.lower().replace("_", "-").split("-")[0]


@lru_cache(256)
def direction(tag: str) -> str:
    """`rtl` for Arabic, Hebrew and the like."""
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def direction_here() -> str:
    """The way in which the language that is spoken now runs."""
    return direction(current())


def apart(text: str) -> str:
    """People's words beside ours on one line: by themselves, where they run the other way. `said` does it itself."""
    return isolation.isolated(text, direction_here())


def current() -> str:
    """The code of the language that is spoken now."""
    return _spoken()[0]


def spoken() -> str:
    """The same with its form of address, as `speaking` takes it."""
    return "@".join(filter(None, _spoken()))


def _spoken() -> tuple[str, str]:
    """The language that is spoken now, and which of its two forms of address, or ""."""
    locale = get_locale() if has_app_context() else None
    return _code(locale) if locale else (ENGLISH, "")


@lru_cache(64)  # asked for every sentence of a page
def _code(locale: Locale) -> tuple[str, str]:
    code, _, address = str(locale).partition("@")
    return code.replace("_", "-"), address


@lru_cache(64)  # asked for every page of a phone
def addressing(code: str, address: str) -> str:
    """The language together with how it says “you”, as `speaking` takes it: `de@formal`, where it differs."""
    return f"{code}@{address}" if address and catalogues.path(code, address, CATALOGUES).is_file() else code


def of_script(named: str, address: str) -> str:
    """What participants of a script read that names this language and form of address, as `speaking` takes it."""
    return addressing(nearest(named), address)


@contextmanager
def speaking(app: Flask, code: str) -> Iterator[None]:
    """In this language, whatever the request would choose, and also outside of one. `de@formal` says “Sie”."""
    with app.app_context(), force_locale(code.replace("-", "_")):
        yield


@contextmanager
def speaking_alone(code: str) -> Iterator[None]:
    """The same for a command, which has no app."""
    app = Flask("workshop.alone")
    install(app)
    with speaking(app, code):
        yield


def spoken_in(app: Flask, code: str, pieces: Iterator[T]) -> Generator[T]:
    """What is made piece by piece, each piece in this language."""
    with closing(pieces):  # type: ignore[type-var]  # each is a generator
        while True:
            with speaking(app, code):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece


def said(sentence: str, places: Mapping[str, Any] | None = None) -> str:
    """One of our sentences in the language that is spoken now, its named places filled."""
    text: str = gettext(sentence) if has_app_context() else sentence
    if not places:
        return text
    values = {name: _place(value) for name, value in places.items()}
    return isolation.with_places_apart(text, values, direction_here()) % values


def _place(value: Any) -> Any:
    """A sentence of ours (`session.errors.Ours`) in a place is translated, a large number grouped; nothing else."""
    if getattr(value, "is_large", False):
        return format_decimal(int(value), locale=_locale())
    return said(str(value)) if getattr(value, "is_ours", False) else value


def _locale() -> Locale:
    code = current()
    return Locale.parse("en_GB" if code == ENGLISH else code.replace("-", "_"))


def long_date(day: date) -> str:
    """28 December 2026, as the language writes it."""
    return format_date(day, "long", _locale())


def decimal(number: float) -> str:
    """With one digit behind the point or comma of the language."""
    return format_decimal(number, "#,##0.0", _locale())


def figure(number: float | str) -> str:
    """A number of a result with the digits that it has: 1.4 is 1,4 in German."""
    whole, point, digits = str(number).partition(".")
    if not (point and digits.isdecimal() and whole.lstrip("-").isdecimal()):
        return str(number)
    return format_decimal(Decimal(str(number)), f"0.{'0' * len(digits)}", _locale())


def comma() -> str:
    """Between things that stand in a row: “a, b, c”. CLDR has it of all but Arabic, which has “and” there."""
    between = str(_locale().list_patterns["standard"]["middle"]).partition("{0}")[2].partition("{1}")[0]
    return "، " if current() == "ar" else between


def quoted(text: str) -> str:
    """In the quotation marks of the language."""
    return said("“%(title)s”", {"title": text})


def listed(parts: list[str]) -> str:
    """“a, b and c”, as the language writes it."""
    return format_list(parts, "standard", _locale())


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


class _Spoken(Domain):  # type: ignore[misc]
    """The sentences of the language that is spoken now."""

    def get_translations(self) -> NullTranslations:
        return translations(*_spoken())


_NOTHING = NullTranslations()


def translations(code: str, address: str = "") -> NullTranslations:
    """What a language says, read when it is first asked for."""
    return _NOTHING if code == ENGLISH else catalogues.read(code, CATALOGUES, address)


def install(app: Flask, choose: Callable[[], str] | None = None) -> None:
    """The catalogues for this app. `choose` says the language of the request; without it all is English."""

    def selected() -> str:
        return (choose() if choose else ENGLISH).replace("-", "_")

    Babel(app, locale_selector=selected).domain_instance = _Spoken()
    app.jinja_env.template_class = MarkedTemplate
    _teach(app.jinja_env, _in_page, _several_in_page)
    app.jinja_env.globals.update(words_of_templates())


def words_of_templates() -> dict[str, Any]:
    """What every template may call, also one that is rendered without an app."""
    return {
        "N_": marked,
        "told": told,
        "place_name": lambda name: said(name),
        "place_called": place_called,
        "room_said": room_said,
        "kind_said": kind_said,
        "answer_said": answer_said,
        "lang_of_ours": lang_of_ours,
        "nth_said": nth_said,
        "long_date": long_date,
        "decimal": decimal,
        "figure": figure,
        "listed": listed,
        "quoted": quoted,
        "comma": comma,
        "direction": direction,
        "apart": apart,
        "begun": begun,
        "languages": installed,
        "languages_of_team": of_team,
        "spoken_language": current,
        "read_by_a_native": lambda: current() in READ_BY_A_NATIVE,
        "page_language": lambda script_language=None: script_language or ENGLISH,
        "words_here": lambda: None,
    }


def _teach(environment: Environment, one: Callable[[str], str], several: Callable[[str, str, int], str]) -> None:
    """The words by which templates speak."""
    environment.install_gettext_callables(one, several, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(template_words.filled(one, several, direction_here))


def _in_page(sentence: str) -> str:
    """In a template of the app: where the language lacks the sentence, it is marked as English."""
    return said(sentence) if _has(sentence) else between_marks(sentence)


def _several_in_page(one: str, several: str, n: int) -> str:
    told = _one_or_several(one, several, n)
    return told if _has(one) else between_marks(told)


def _has(sentence: str) -> bool:
    known = getattr(translations(*_spoken()), "_catalog", None)  # English has none, and lacks nothing
    return not known or sentence in known or (sentence, 0) in known


def _one_or_several(one: str, several: str, n: int) -> str:
    """Its places are filled by the template."""
    told: str = get_domain().get_translations().ungettext(one, several, n)
    return told


def into(environment: Environment) -> None:
    """For templates that are rendered without an app."""
    environment.add_extension("jinja2.ext.i18n")
    _teach(environment, said, _one_or_several)
    environment.globals.update(words_of_templates())
