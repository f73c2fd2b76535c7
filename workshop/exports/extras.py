"""What to say where a download cannot be made, or not now."""

from importlib.util import find_spec

from workshop import DISTRIBUTION
from workshop.session.errors import Ours
from workshop.util.language import marked


class NotMade(Exception):
    """There is no such file; `words`, with what stands in for their `%(name)s`, say why, and what to do."""

    code = "not_made"

    def __init__(self, words: str, **places: object) -> None:
        self.words, self.places = words, places
        super().__init__(words % places if places else words)


class Missing(NotMade):
    """This format needs a package that is not here."""

    code = "not_installed"


class Busy(NotMade):
    """Others are having theirs made."""

    code = "busy"


MISSING = marked(
    "%(what)s needs a package that is not installed here. Run: pip install '%(package)s', or choose another format."
)


def need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        raise Missing(MISSING, what=Ours(what), package=f"{DISTRIBUTION}[{extra}]")
