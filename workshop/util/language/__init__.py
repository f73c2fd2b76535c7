"""The language that a person reads: which ones there are, which is chosen, and our sentences in it.

English sentences are the keys of the catalogues in `workshop/translations`.
"""

from workshop.util.phrases import marked

from .cldr import comma, decimal, figure, gap, listed, long_date, quoted, whole_date
from .installing import install, into, speaking_alone
from .our_words import (
    OUR_ANSWERS,
    answer_said,
    kind_said,
    nth_said,
    place_called,
    told,
)
from .speech import apart, current, direction_here, said, speaking, spoken, spoken_in, translations
from .which import (
    CATALOGUES,
    ENGLISH,
    NAMES,
    READ_BY_A_NATIVE,
    addressing,
    direction,
    installed,
    nearest,
    nearest_of_team,
    of_script,
    of_team,
)

__all__ = [
    "CATALOGUES",
    "ENGLISH",
    "NAMES",
    "OUR_ANSWERS",
    "READ_BY_A_NATIVE",
    "addressing",
    "answer_said",
    "apart",
    "comma",
    "current",
    "decimal",
    "direction",
    "direction_here",
    "figure",
    "gap",
    "install",
    "installed",
    "into",
    "kind_said",
    "listed",
    "long_date",
    "marked",
    "nearest",
    "nearest_of_team",
    "nth_said",
    "of_script",
    "of_team",
    "place_called",
    "quoted",
    "said",
    "speaking",
    "speaking_alone",
    "spoken",
    "spoken_in",
    "told",
    "translations",
    "whole_date",
]
