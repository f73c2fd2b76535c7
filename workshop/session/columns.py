"""Into which columns numbers fall: ten or so, with round ends."""

MOST = 10


def columns(low: int, high: int) -> list[tuple[int, int]]:
    """First and last number of each column from `low` to `high`; each is as wide as the others: 1, 2 or 5 times 10ⁿ."""
    widths = (w for n in range(11) for w in (10**n, 2 * 10**n, 5 * 10**n))
    width = 1 if high - low <= MOST else next(w for w in widths if _many(low, high, w) <= MOST)
    start = low // width * width if width > 1 else low
    return [(first, first + width - 1) for first in range(start, high + 1, width)]


def _many(low: int, high: int, width: int) -> int:
    return high // width - low // width + 1


def within(column: tuple[int, int], low: int | None, high: int | None) -> tuple[int, int]:
    """The part of it where numbers may be."""
    first, last = column
    return first if low is None else max(first, low), last if high is None else min(last, high)


def column_label(column: tuple[int, int]) -> str:
    """10–19; below zero with a word between, which no sign can be taken for: -19 … -10."""
    first, last = column
    if first == last:
        return str(first)
    return f"{first}–{last}" if first >= 0 else f"{first} … {last}"
