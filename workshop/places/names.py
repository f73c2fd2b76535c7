"""Names that those who lead and host give to places and keys: readable, and told apart."""

import re
import unicodedata

from workshop.session.errors import Refused
from workshop.util.language import marked

LETTERS = 80
LONG = marked("This name is a little long. Up to %(n)s letters, please.")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def tidy(name: str, none: str) -> str:
    """The name as it is kept. Raises Refused; with the sentence `none` where there is nothing to read."""
    told = " ".join(re.sub(r"\s", " ", "".join(c for c in name if unicodedata.category(c) not in _UNSEEN)).split())
    if not any(unicodedata.category(c)[0] in "LNS" for c in told):
        raise Refused(none, "name")
    if len(told) > LETTERS:
        raise Refused(LONG, "name", n=LETTERS)
    return told


def plain(name: str) -> str:
    """The same for names that are typed a little differently."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
