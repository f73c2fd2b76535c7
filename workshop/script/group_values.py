"""Readers for how a breakout makes its groups, and the size that was probably meant."""

import re
from dataclasses import dataclass

from workshop.util.phrases import phrase

from .model import By
from .values import Unreadable, identifier, with_commas
from .words import fold, nearest, straight


@dataclass(frozen=True, slots=True)
class Groups:
    by: By
    n: int = 2
    of: str = ""


GROUPS = (
    "pairs, triads, groups of 4, 5 groups, partners, by choice, by answer to ID, unlike answers to ID, as in ID, "
    "merge ID, rotate ID"
)
NAMING = (
    ("by answer to ", By.ANSWER), ("unlike answers to ", By.UNLIKE), ("as in ", By.AS_IN), ("merge ", By.MERGE),
    ("rotate ", By.ROTATE),
)  # fmt: skip
ROLES = "speaker, listener, witness"


def rooms(value: str) -> str:
    """What the groups are called; a link, or a name, has {group} where the number belongs."""
    known = {word: word for word in ("numbers", "tables")}.get(fold(value))
    if known is None and "{group}" not in value:
        raise Unreadable(near=nearest(value, ("numbers", "tables"), 0.75))
    return known or value.strip()


def groups(value: str) -> Groups:
    plain = straight(" ".join(value.split()))
    fixed = {"pairs": Groups(By.SIZE, 2), "triads": Groups(By.SIZE, 3), "solo": Groups(By.SOLO, 1),
             "partners": Groups(By.PARTNERS), "by choice": Groups(By.CHOICE)}  # fmt: skip
    if plain.casefold() in fixed:
        return fixed[plain.casefold()]
    if found := re.fullmatch(r"(?i)groups of (\d{1,3})|(\d{1,3}) groups", plain):
        return _sized(found)
    for start, by in NAMING:
        if plain.casefold().startswith(start):
            return Groups(by, of=identifier(plain[len(start) :].strip()))
    raise Unreadable("E210.groups", near=_meant_groups(plain.casefold()) or nearest(value, fixed))


def roles(value: str) -> tuple[str, ...]:
    """Names of roles, with commas between them."""
    named = tuple(" ".join(part.split()) for part in value.split(",") if part.strip())
    if not 2 <= len({fold(name) for name in named}) == len(named) <= 12 or any(len(name) > 40 for name in named):
        raise Unreadable(
            "E211.list",
            near=with_commas(value),
            range=phrase("2 to 12 different names of at most 40 letters, with commas between them"),
        )
    return named


NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "zwei": 2, "drei": 3, "vier": 4,
    "fünf": 5, "sechs": 6, "deux": 2, "trois": 3, "quatre": 4, "dos": 2, "tres": 3, "cuatro": 4, "due": 2, "tre": 3,
    "quattro": 4, "twee": 2, "drie": 3, "dois": 2, "duas": 2, "três": 3,
}  # fmt: skip
SMALL = {
    "pair": 2, "couple": 2, "duo": 2, "twos": 2, "trio": 3, "triad": 3, "threes": 3, "fours": 4, "paare": 2, "paar": 2,
    "zweit": 2, "zweiergruppen": 2, "dritt": 3, "dreiergruppen": 3, "viert": 4, "vierergruppen": 4, "binôme": 2,
    "pareja": 2, "coppie": 2, "tweetallen": 2, "drietallen": 3, "dupla": 2, "pares": 2, "partner": 2, "twosome": 2,
}  # fmt: skip


# So many of them, and not so large: two big groups, 4 tables, 3 Kleingruppen
COUNTED = re.compile(
    rf"(\d{{1,3}}|{'|'.join(NUMBERS)}) (?:[^\W\d_]+ ){{0,2}}"
    r"(?:tables?|tische|teams?|rooms?|corners?|halves|hälften|(?:sub|break-?out ?)?groups?|"
    r"(?:klein|unter)?gruppen?|(?:sous-)?groupes?|grupos|gruppi|groep(?:en|jes)|grupy?)"
)


def _meant_groups(plain: str) -> str | None:
    """`random pairs`, `groups of three`, `3er`, `groups of 3-4`: the size that is named, the larger of two."""
    if counted := COUNTED.fullmatch(plain):
        return f"{NUMBERS.get(counted[1], counted[1])} groups"
    if re.fullmatch(
        r"(?:by |after |nach )?(?:topics?|interests?|themen|thema|free choice|choice|self[- ]?chosen)", plain
    ):
        return "by choice"
    sizes = [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", plain)]
    sizes += [number for word, number in NUMBERS.items() if re.search(rf"\b{word}\b", plain)]
    sizes += [number for word, number in SMALL.items() if re.search(rf"\b{word}s?\b", plain)]
    size = max(sizes, default=0)
    return {2: "pairs", 3: "triads"}.get(size, f"groups of {size}") if 2 <= size <= 100 else None


def _sized(found: re.Match[str]) -> Groups:
    number = int(found.group(1) or found.group(2))
    if not 2 <= number <= 100:
        raise Unreadable("E211", range=phrase("from 2 to 100"))
    return Groups(By.SIZE if found.group(1) else By.COUNT, number)
