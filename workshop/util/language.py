"""The language that a person reads: which ones there are, which is chosen, and our sentences in it.

English sentences are the keys of the catalogues in `workshop/translations`. Which language is spoken belongs to the
app context: pages choose it by the request, everything else says it with `speaking`.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.support import NullTranslations
from flask import Flask, has_app_context
from flask_babel import Babel, Domain, force_locale, get_domain, get_locale, gettext
from jinja2 import Environment

from workshop.util import catalogues

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


def direction(tag: str) -> str:
    """`rtl` for Arabic, Hebrew and the like."""
    try:
        return Locale.parse(tag, sep="-" if "-" in tag else "_").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def current() -> str:
    """The code of the language that is spoken now."""
    locale = get_locale() if has_app_context() else None
    return _code(locale) if locale else ENGLISH


@lru_cache(64)  # asked for every sentence of a page
def _code(locale: Locale) -> str:
    return str(locale).replace("_", "-")


@contextmanager
def speaking(app: Flask, code: str) -> Iterator[None]:
    """In this language, whatever the request would choose, and also outside of one."""
    with app.app_context(), force_locale(code.replace("-", "_")):
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
    return text % places if places else text


def marked(sentence: str) -> str:
    """Marks a sentence for the catalogues where it is only kept; `said` or `_` says it later."""
    return sentence


def _locale() -> Locale:
    code = current()
    return Locale.parse("en_GB" if code == ENGLISH else code.replace("-", "_"))


def long_date(day: date) -> str:
    """28 December 2026, as the language writes it."""
    return format_date(day, "long", _locale())


def listed(parts: list[str]) -> str:
    """“a, b and c”, as the language writes it."""
    return format_list(parts, "standard", _locale())


ROOMS = {"Group": marked("Group %(n)s"), "Table": marked("Table %(n)s"), "Room": marked("Room %(n)s")}


def room_said(room: str) -> str:
    """A group's room as people read it: those that only have a number are named in their language."""
    kind, _, number = room.rpartition(" ")
    return said(ROOMS[kind or "Room"], {"n": number}) if number.isdigit() and (kind or "Room") in ROOMS else room


def nth_said(number: int) -> str:
    """first, second, third, 4th; in other languages 2., as in “2. Mal”."""
    if current() != ENGLISH:
        return f"{number}."
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}{ending}")


def kind_said(kind: str) -> str:
    """The kind of a step as a word by itself. Its key is the word of the script, for Pause is a button too."""
    name = said(kind)
    return name[:1].upper() + name[1:]


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
        return translations(current())


_NOTHING = NullTranslations()


def translations(code: str) -> NullTranslations:
    """What a language says, read when it is first asked for."""
    return _NOTHING if code == ENGLISH else catalogues.read(code, CATALOGUES)


def install(app: Flask, choose: Callable[[], str] | None = None) -> None:
    """The catalogues for this app. `choose` says the language of the request; without it all is English."""

    def selected() -> str:
        return (choose() if choose else ENGLISH).replace("-", "_")

    Babel(app, locale_selector=selected).domain_instance = _Spoken()
    app.jinja_env.globals.update(words_of_templates())


def words_of_templates() -> dict[str, Any]:
    """What every template may call, also one that is rendered without an app."""
    return {
        "N_": marked,
        "told": told,
        "place_name": lambda name: said(name),
        "room_said": room_said,
        "kind_said": kind_said,
        "nth_said": nth_said,
        "long_date": long_date,
        "listed": listed,
        "direction": direction,
        "languages": installed,
        "languages_of_team": of_team,
        "spoken_language": current,
        "read_by_a_native": lambda: current() in READ_BY_A_NATIVE,
        "page_language": lambda script_language=None: script_language or ENGLISH,
        "words_here": lambda: None,
    }


def _one_or_several(one: str, several: str, n: int) -> str:
    """Its places are filled by the template."""
    told: str = get_domain().get_translations().ungettext(one, several, n)
    return told


def into(environment: Environment) -> None:
    """For templates that are rendered without an app."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(said, _one_or_several, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(words_of_templates())
