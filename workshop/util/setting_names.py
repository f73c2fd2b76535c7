"""Names of settings that are nearly one of ours: each would be left out in silence, with what it is to protect."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

LIKENESS = 0.85  # a letter or two amiss, or exchanged


def misspelt(names: Iterable[str], known: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Each name that is none of the known ones, with the one that it looks like."""
    doubted = sorted({name for name in names if name.startswith("WORKSHOP") and name not in known})
    near = {name: get_close_matches(name, known, 1, LIKENESS) for name in doubted}
    return tuple((name, found[0]) for name, found in near.items() if found)
