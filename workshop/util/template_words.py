"""The sentences of a template with their places filled: what stands in one apart where it runs the other way."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from workshop.util.isolation import with_places_apart
from workshop.util.said_in_english import BEGIN


def filled(
    one: Callable[[str], str], several: Callable[[str, str, int], str], way: Callable[[], str]
) -> dict[str, Callable[..., str]]:
    """`gettext` and `ngettext` for templates. `way`: that of the language that is spoken when they are called."""

    def gettext(sentence: str, **places: Any) -> str:
        return _in_page(one(sentence), places, way())

    def ngettext(singular: str, plural: str, num: int, **places: Any) -> str:
        return _in_page(several(singular, plural, num), {"num": num, **places}, way())

    return {"gettext": gettext, "ngettext": ngettext}


def _in_page(text: str, places: Mapping[str, Any], way: str) -> str:
    """Whatever is escaped already (Markup) knows itself what stands in it; a sentence that is missing is in English."""
    way = "ltr" if text.startswith(BEGIN) else way
    values = {name: value for name, value in places.items() if not isinstance(value, Markup)}
    return Markup(with_places_apart(text, values, way)) % places  # noqa: S704 - a sentence of ours
