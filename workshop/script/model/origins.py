"""From which breakout the groups of another one come."""

from collections.abc import Callable

from .breakouts import Breakout, By

ONWARD = (By.AS_IN, By.MERGE, By.ROTATE)  # made from the groups of an earlier breakout


def origin_of(detail: Breakout, named: Callable[[str], object]) -> Breakout:
    """The breakout that made the groups from which these come; itself, where none is named. `named`: id → detail."""
    seen: set[str] = set()
    while detail.by in ONWARD and detail.of not in seen:
        seen.add(detail.of)
        before = named(detail.of)
        if not isinstance(before, Breakout):
            break
        detail = before
    return detail
