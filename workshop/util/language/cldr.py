"""Dates, numbers, lists and quotation marks as the language that is spoken writes them."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

from .speech import current, locale, said

WITHOUT_SPACES = ("ja", "zh")


def long_date(day: date) -> str:
    """28 December 2026, as the language writes it."""
    return format_date(day, "long", locale())


def whole_date(day: date) -> str:
    """The same for a page: no line ends between day and month, nor within a date where words have no spaces."""
    told = long_date(day)
    return told.replace(" ", "\N{NO-BREAK SPACE}", 1) if " " in told else Markup('<span class="whole">%s</span>') % told


def gap() -> str:
    """Between two sentences in a row: nothing where a language has no spaces."""
    return "" if current() in WITHOUT_SPACES else " "


def decimal(number: float) -> str:
    """With one digit behind the point or comma of the language."""
    return format_decimal(number, "#,##0.0", locale())


def figure(number: float | str) -> str:
    """A number of a result with the digits that it has: 1.4 is 1,4 in German."""
    whole, point, digits = str(number).partition(".")
    if not (point and digits.isdecimal() and whole.lstrip("-").isdecimal()):
        return str(number)
    return format_decimal(Decimal(str(number)), f"0.{'0' * len(digits)}", locale())


def comma() -> str:
    """Between things that stand in a row: “a, b, c”. CLDR has it of all but Arabic, which has “and” there."""
    between = str(locale().list_patterns["standard"]["middle"]).partition("{0}")[2].partition("{1}")[0]
    return "، " if current() == "ar" else between


def quoted(text: str) -> str:
    """In the quotation marks of the language."""
    return said("“%(title)s”", {"title": text})


def listed(parts: list[str]) -> str:
    """“a, b and c”, as the language writes it."""
    return format_list(parts, "standard", locale())
