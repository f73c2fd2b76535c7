"""The languages that there are: their codes and names, and which of them is nearest to what somebody wishes."""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from babel.core import UnknownLocaleError

from workshop.util import catalogues

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


@lru_cache(64)  # asked for every page of a phone
def addressing(code: str, address: str) -> str:
    """The language together with how it says “you”, as `speaking` takes it: `de@formal`, where it differs."""
    return f"{code}@{address}" if address and catalogues.path(code, address, CATALOGUES).is_file() else code


def of_script(named: str, address: str) -> str:
    """What participants of a script read that names this language and form of address, as `speaking` takes it."""
    return addressing(nearest(named), address)
