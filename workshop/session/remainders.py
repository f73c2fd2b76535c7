"""What several results of one question tell together, of those who gave some of them and not others."""

from collections import Counter
from collections.abc import Iterable, Set
from itertools import compress, product

FEW = 4  # different audiences of which every combination is looked at
MOST = 2  # how often one of them may have to be taken, for of four sums no more is needed to leave out all but few


def isolates(before: Iterable[Set[str]], now: Set[str], k: int) -> bool:
    """Whether results of these audiences, added and subtracted in any way, tell of one to k - 1 people.

    A result is a sum over its people, and those who took part in the same ones always come together. What leaves out
    as many of them as can be solves equations between at most three audiences, so its factors are determinants of
    three rows of zeros and ones: 2 at the most. From the fifth audience on it is the stricter rule, that those who
    took part in the same ones are nobody or `k`: then nothing tells more than sums of `k` people.
    """
    audiences = {frozenset(audience) for audience in before} - {frozenset(now)}
    all_of_them = [frozenset(now), *sorted(audiences, key=sorted)]
    together = Counter(tuple(person in each for each in all_of_them) for person in frozenset().union(*all_of_them))
    if len(all_of_them) == 1:
        return False
    if len(all_of_them) > FEW:
        return any(people < k for people in together.values())
    factors = product(range(1, MOST + 1), *[range(-MOST, MOST + 1)] * len(audiences))
    return any(0 < sum(n for who, n in together.items() if sum(compress(each, who))) < k for each in factors)
