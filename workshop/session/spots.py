"""Places on a picture: how finely one is kept, how roughly it is told, and what it is called.

A vote holds the number of a cell. 24 in a row are as fine as a fingertip on the smallest phone, so nothing is kept that
nobody meant. What is told is rougher: how many people in each of 12 times 12 squares; in sensitive care, where a place
could be somebody's own, in nine fields, as answers of which everybody gives one.
"""

SIDE = 24  # cells across, and down; numbered from the top left, row by row
SQUARES = 12  # of which a result tells, across and down
FIELDS = (
    "top left", "top middle", "top right", "middle left", "middle", "middle right", "bottom left", "bottom middle",
    "bottom right",
)  # fmt: skip


def field_of(cell: int) -> str:
    return FIELDS[_coarser(cell, 3)]


def square_of(cell: int) -> int:
    """Numbered as cells are."""
    return _coarser(cell, SQUARES)


def _coarser(cell: int, across: int) -> int:
    size = SIDE // across
    return cell // SIDE // size * across + cell % SIDE // size
