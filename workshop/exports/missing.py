"""What to say where an extra is not installed."""

from importlib.util import find_spec


class Missing(Exception):
    """This format needs a package that is not here; the text says which and what to do."""


def need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        raise Missing(
            f"{what} needs a package that is not installed here. "
            f"Run: pip install 'workshop[{extra}]', or choose another format."
        )
