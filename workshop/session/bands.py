"""Shares in small rooms: bands instead of numbers, wide enough that no count can be told from them.

Rounding is no protection there: of eight people, 40 % are three. So up to `SMALL` answers a share is said in bands
(few, about half, most), and what is shown always fits at least `FEWEST` different counts of every answer, also for
somebody who knows how many answered and adds up all the answers. Where that cannot be, no share is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement

SMALL = 20
FEWEST = 3
NOT_TOLD = "not told in so small a round"
UNKNOWN = "–"  # of a turnout
ORDERED = 5  # a ranking of two things by fewer people tells who was first how often
WORDS = {3: ("few", "about half", "most"), 2: ("the smaller part", "the larger part")}
DRAWN = {3: (15, 50, 85), 2: (30, 70)}
PROVEN = {"about half": 20, "most": 50, "the larger part": 40}  # percent that a band is at the least, of any n

Cuts = tuple[tuple[int, int], ...]  # the bands as (least, most) counts, lowest first


@dataclass(frozen=True, slots=True)
class Share:
    """How one answer's share is said and drawn (percent)."""

    text: str = NOT_TOLD
    percent: int = 0


def shares(counts: Sequence[int], n: int, total: tuple[int, int], one_excludes: bool = False) -> list[Share]:
    """One for every count. `n` people answered; all together they gave `total[0]` to `total[1]` answers.

    `one_excludes`: whoever gave a certain one of the answers gave none of the others.
    """
    cuts = _cuts(n, len(counts), total, one_excludes)
    if not cuts or _is_tight(counts, cuts, total):
        return [Share()] * len(counts)
    found = [_band(count, cuts) for count in counts]
    return [Share(WORDS[len(cuts)][band], DRAWN[len(cuts)][band]) for band in found]


def said_in(texts: Sequence[str]) -> int:
    """In how many bands these shares of one answer each are said; 0 where they are numbers, or not told."""
    return next((n for n, words in WORDS.items() if words[0] in texts), 0)


def turnout(answered: int, of: int) -> tuple[int, str]:
    """How many of those here have answered: the least number of the band, and words for it.

    Thirds, where a third has `FEWEST` counts; else halves; in the smallest rooms nothing is told.
    """
    words = ((UNKNOWN,), (UNKNOWN,), ("few", "most"), ("few", "about half", "most"))[min(3, (of + 1) // FEWEST)]
    band = len(words) * min(answered, of) // (of + 1)
    return -(-band * (of + 1) // len(words)), words[band]


def at_least(n: int, k: int) -> int:
    """How many answered, as it may be told: in fives, and from k on `FEWEST` numbers or more together."""
    second = 5 * -(-(k + FEWEST) // 5)
    return 5 * (n // 5) if n >= second else 5 * (k // 5) or k


def in_order(n: int, things: int, dots: int | None = None) -> int:
    """How many of the first places may be told, without any count. `dots`: as many each may give; None: a ranking.

    Of dots there may be too few for a whole order: whoever is last would have one or none. The others share a place.
    """
    if dots is None:
        return things if n >= ORDERED else 0
    fits = (t for t in range(things - 1, 0, -1) if FEWEST * t + t * (t - 1) // 2 + FEWEST - 1 <= n * dots)
    told = next(fits, 0)
    return things if told == things - 1 else told


@lru_cache(maxsize=512)
def _cuts(n: int, answers: int, total: tuple[int, int], one_excludes: bool) -> Cuts:
    """The most even bands with which also "not told" fits enough counts. None for a few of the smallest rooms."""
    fitting = (cuts for cuts in _by_evenness(n) if _holds(answers, cuts, total))
    return next((cuts for cuts in fitting if not one_excludes or _leave_room(n, cuts)), ())


def _leave_room(n: int, cuts: Cuts) -> bool:
    """Whether any two bands of answers that exclude each other leave room in n for enough counts, or cannot be."""
    lows = [low for low, _ in cuts]
    return not any(n - FEWEST + 1 < a + b <= n for a, b in combinations_with_replacement(lows, 2))


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


def _holds(answers: int, cuts: Cuts, total: tuple[int, int]) -> bool:
    """Whether whoever sees that nothing is told still cannot tell the counts. Who is first does not matter."""
    fits = [_fits(bands, total) for bands in combinations_with_replacement(cuts, answers)]
    tight = [each for each in fits if min(high - low + 1 for low, high in each) in range(1, FEWEST)]
    return not tight or len({count for each in tight for low, high in each for count in range(low, high + 1)}) >= FEWEST


def _is_tight(counts: Sequence[int], cuts: Cuts, total: tuple[int, int]) -> bool:
    """Whether the bands of these counts, added up, leave fewer than `FEWEST` counts for one of them."""
    fits = _fits([cuts[_band(count, cuts)] for count in counts], total)
    return any(high - low + 1 < FEWEST for low, high in fits)


def _fits(bands: Sequence[tuple[int, int]], total: tuple[int, int]) -> Cuts:
    """For each of these answers the least and the most that it can have, if all add up to `total`."""
    least, most = sum(low for low, _ in bands), sum(high for _, high in bands)
    return tuple((max(low, total[0] - most + high), min(high, total[1] - least + low)) for low, high in bands)


def _band(count: int, cuts: Cuts) -> int:
    return next(i for i, (_, high) in enumerate(cuts) if count <= high)
