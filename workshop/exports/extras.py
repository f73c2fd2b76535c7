"""What to say where a download cannot be made, or not now."""

from importlib.util import find_spec

from workshop import DISTRIBUTION


class NotMade(Exception):
    """There is no such file; the text says why, and what to do."""

    code = "not_made"


class Missing(NotMade):
    """This format needs a package that is not here."""

    code = "not_installed"


class Busy(NotMade):
    """Others are having theirs made."""

    code = "busy"


def need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        raise Missing(
            f"{what} needs a package that is not installed here. "
            f"Run: pip install '{DISTRIBUTION}[{extra}]', or choose another format."
        )
