"""Teaches an app, its templates, and those that are rendered without one, to speak."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from babel.support import NullTranslations
from flask import Flask
from flask_babel import Babel, Domain, get_domain
from jinja2 import Environment

from workshop.util import template_words
from workshop.util.phrases import marked
from workshop.util.said_in_english import MarkedTemplate, between_marks

from .cldr import comma, decimal, figure, gap, listed, quoted, whole_date
from .our_words import answer_said, begun, kind_said, lang_of_ours, nth_said, place_called, room_said, told
from .speech import apart, current, direction_here, has, said, speaking, translations_here
from .which import ENGLISH, READ_BY_A_NATIVE, direction, installed, of_team


class _Spoken(Domain):  # type: ignore[misc]
    """The sentences of the language that is spoken now."""

    def get_translations(self) -> NullTranslations:
        return translations_here()


def install(app: Flask, choose: Callable[[], str] | None = None) -> None:
    """The catalogues for this app. `choose` says the language of the request; without it all is English."""

    def selected() -> str:
        return (choose() if choose else ENGLISH).replace("-", "_")

    Babel(app, locale_selector=selected).domain_instance = _Spoken()
    app.jinja_env.template_class = MarkedTemplate
    _teach(app.jinja_env, _in_page, _several_in_page)
    app.jinja_env.globals.update(words_of_templates())


@contextmanager
def speaking_alone(code: str) -> Iterator[None]:
    """The same for a command, which has no app."""
    app = Flask("workshop.alone")
    install(app)
    with speaking(app, code):
        yield


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
        "long_date": whole_date,
        "gap": gap,
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
    return said(sentence) if has(sentence) else between_marks(sentence)


def _several_in_page(one: str, several: str, n: int) -> str:
    told = _one_or_several(one, several, n)
    return told if has(one) else between_marks(told)


def _one_or_several(one: str, several: str, n: int) -> str:
    """Its places are filled by the template."""
    told: str = get_domain().get_translations().ungettext(one, several, n)
    return told


def into(environment: Environment) -> None:
    """For templates that are rendered without an app."""
    environment.add_extension("jinja2.ext.i18n")
    _teach(environment, said, _one_or_several)
    environment.globals.update(words_of_templates())
