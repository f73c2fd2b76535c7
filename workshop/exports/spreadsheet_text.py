"""Which texts a spreadsheet would take for something else: for a formula, a date, or another number."""

import re

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# What comes through unchanged in every program: a whole number without zeros before it, short enough not to be rounded.
_WHOLE = re.compile(r"'*(0|[1-9][0-9]{0,14})")
_MONTHS = (
    "jan jän ene gen sty feb fév fev lut mar mär mrt mars abr apr avr avril kwi may mai maj mei mag maggio "
    "jun juin giu cze jul juil lug lip aug août ago sie sep set wrz okt oct out ott paź nov lis dec dez déc dic gru "
    "يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
)
_JAPANESE = "年|月|日|時|分|秒|円|午前|午後"
_MONEY = r"eur|usd|gbp|jpy|chf|pln|zł|kr|r\$"
_LETTERS = (
    rf"(?:{'|'.join(_MONTHS.split())})[^\W\d_]*+|e\+?|am|pm|a\.m\.|p\.m\.|uhr|de|th|st|nd|rd|{_MONEY}|{_JAPANESE}"
)
# Nothing is tried a second way (++), or a row of months would take seconds.
_GUESSED = re.compile(rf"'*(?=[^\d]*\d)(?:[\d\s.,:/'’()%€$£¥₹₽₩₺₴₪฿₫\-−．，：／－％]|{_LETTERS})++", re.IGNORECASE)
_TRUTH = re.compile(
    r"'*(?:true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|waar|onwaar|prawda|fałsz"
    r"|#n/a|#ref!|#name\?|#div/0!|#value!|#null!|#num!)",
    re.IGNORECASE,
)


def starts_formula(text: str) -> bool:
    return FORMULA.match(text) is not None


def is_guessed_at(text: str) -> bool:
    """`1-2` would become a day, `3/4` too, `0049 …` would lose its zeros, `1e5` is a number."""
    if len(text) > 60 or _WHOLE.fullmatch(text):
        return False
    return bool(_GUESSED.fullmatch(text) or _TRUTH.fullmatch(text))


def needs_guarding(text: str) -> bool:
    return starts_formula(text) or is_guessed_at(text)
