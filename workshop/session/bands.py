"""Shares in small rooms: bands instead of numbers, wide enough that no count can be told from them.

Rounding is no protection there: of eight people, 40 % are three. So up to `SMALL` answers a share is said in bands
(few, about half, most), and what is shown always fits at least `FEWEST` different counts of every answer, also for
somebody who knows how many answered and adds up all the answers. Where that cannot be, no share is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

SMALL = 20
FEWEST = 3
NOT_TOLD = "not told in so small a round"
WORDS = {3: ("few", "about half", "most"), 2: ("the smaller part", "the larger part")}
DRAWN = {3: (15, 50, 85), 2: (30, 70)}
PROVEN = {"about half": 20, "most": 50, "the larger part": 40}  # percent that a band is at the least, of any n

Cuts = tuple[tuple[int, int], ...]  # the bands as (least, most) counts, lowest first


@dataclass(frozen=True, slots=True)
class Share:
    """How one answer's share is said and drawn (percent)."""

    text: str = NOT_TOLD
    percent: int = 0


def shares(counts: Sequence[int], n: int, total: tuple[int, int]) -> list[Share]:
    """One for every count. `n` people answered; all together they gave `total[0]` to `total[1]` answers."""
    exact = total == (n, n)
    cuts = _cuts(n, len(counts)) if exact else _thirds(n)
    if not cuts or _is_tight(counts, cuts, total):
        return [Share()] * len(counts)
    found = [_band(count, cuts) for count in counts]
    return [Share(WORDS[len(cuts)][band], DRAWN[len(cuts)][band]) for band in found]


def turnout(answered: int, of: int) -> tuple[int, str]:
    """How many have answered, as thirds of those here: the least number of the band, and words for it."""
    third = (3 * answered) // (of + 1)
    return third * of // 3, ("few", "about half", "most")[third]


@lru_cache(maxsize=512)
def _cuts(n: int, answers: int) -> Cuts:
    """The most even bands with which also "not told" fits enough counts. None for a few of the smallest rooms."""
    return next((cuts for cuts in _by_evenness(n) if _holds(n, answers, cuts)), ())


def _by_evenness(n: int) -> Iterator[Cuts]:
    """Three bands first, then two; each of at least `FEWEST` counts."""
    third, half = (n + 1) / 3, (n + 1) / 2
    three = [(a, b) for a in range(FEWEST, n) for b in range(a + FEWEST, n + 2 - FEWEST)]
    for a, b in sorted(three, key=lambda cut: (abs(cut[0] - third) + abs(cut[1] - 2 * third), cut)):
        if abs(a - third) + abs(b - 2 * third) <= third:
            yield (0, a - 1), (a, b - 1), (b, n)
    two = [a for a in range(FEWEST, n + 2 - FEWEST) if abs(a - half) <= 1]
    for a in sorted(two, key=lambda cut: (abs(cut - half), cut)):
        yield (0, a - 1), (a, n)


def _thirds(n: int) -> Cuts:
    return next(_by_evenness(n), ())


def _holds(n: int, answers: int, cuts: Cuts) -> bool:
    """Whether whoever sees that nothing is told still cannot tell the counts."""
    tight = [counts for counts in _partitions(n, answers, n) if _is_tight(counts, cuts, (n, n))]
    return not tight or len({count for counts in tight for count in counts}) >= FEWEST


def _is_tight(counts: Sequence[int], cuts: Cuts, total: tuple[int, int]) -> bool:
    """Whether the bands of these counts, added up, leave fewer than `FEWEST` counts for one of them."""
    bands = [cuts[_band(count, cuts)] for count in counts]
    least, most = sum(low for low, _ in bands), sum(high for _, high in bands)
    return any(min(high, total[1] - least + low) - max(low, total[0] - most + high) + 1 < FEWEST for low, high in bands)


def _band(count: int, cuts: Cuts) -> int:
    return next(i for i, (_, high) in enumerate(cuts) if count <= high)


@lru_cache(maxsize=4096)
def _partitions(n: int, parts: int, most: int) -> tuple[tuple[int, ...], ...]:
    """Every way in which `n` answers fall on `parts`, in falling order; who is first does not matter."""
    if parts == 1:
        return ((n,),) if n <= most else ()
    falling = (first for first in range(min(n, most), -1, -1) if first * parts >= n)
    return tuple((first, *rest) for first in falling for rest in _partitions(n - first, parts - 1, first))
