"""The language that is spoken now, and our sentences in it.

It belongs to the app context: pages choose it by the request, everything else says it with `speaking`.
"""

from collections.abc import Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from babel import Locale
from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, has_app_context
from flask_babel import force_locale, get_locale, gettext

from workshop.util import catalogues, isolation

from .which import CATALOGUES, ENGLISH, direction

T = TypeVar("T")


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


@contextmanager
def speaking(app: Flask, code: str) -> Iterator[None]:
    """In this language, whatever the request would choose, and also outside of one. `de@formal` says “Sie”."""
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
    if not places:
        return text
    values = {name: _place(value) for name, value in places.items()}
    return isolation.with_places_apart(text, values, direction_here()) % values


def _place(value: Any) -> Any:
    """A sentence of ours (`session.errors.Ours`) in a place is translated, a large number grouped; nothing else."""
    if getattr(value, "is_large", False):
        return format_decimal(int(value), locale=locale())
    return said(str(value)) if getattr(value, "is_ours", False) else value


def locale() -> Locale:
    code = current()
    return Locale.parse("en_GB" if code == ENGLISH else code.replace("-", "_"))


def direction_here() -> str:
    """The way in which the language that is spoken now runs."""
    return direction(current())


def apart(text: str) -> str:
    """People's words beside ours on one line: by themselves, where they run the other way. `said` does it itself."""
    return isolation.isolated(text, direction_here())


def translations(code: str, address: str = "") -> NullTranslations:
    """What a language says, read when it is first asked for."""
    return _NOTHING if code == ENGLISH else catalogues.read(code, CATALOGUES, address)


_NOTHING = NullTranslations()


def translations_here() -> NullTranslations:
    """What the language that is spoken now says."""
    return translations(*_spoken())


def has(sentence: str) -> bool:
    """Whether the language that is spoken now says this; English says everything."""
    known = getattr(translations_here(), "_catalog", None)  # English has none, and lacks nothing
    return not known or sentence in known or (sentence, 0) in known
