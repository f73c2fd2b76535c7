"""How far a rehearsal is, told while it goes."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` of the whole, from 0 to 1, and what happens now."""

    share: float
    doing: str


Watch = Callable[[Progress], None]
