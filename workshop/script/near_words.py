"""What the nets for nearly recognised lines share: which signs stand around a word, and how near it is to another."""

import unicodedata

CLOCK = r"\(?\d{1,2}[:.h]\d\d(?: ?[-–—] ?\d{1,2}[:.h]\d\d)?\)?(?= )|\(?\d{1,3} ?(?:min\.?|['′])\)?"
ENTITY = r"&(?:amp;)?(?:[a-z]{2,6}|#x?[0-9a-f]{2,6});|gt;"
TAG = r"</?(?:b|i|u|em|strong|mark|p|span|font|div|small)>"
# Also the bullet of a word processor: o Say: …
NUMBER = r"\d{1,2}(?:\.\d{1,2})*[.)]?(?= )|o(?=[\t ])|[a-hivx]{1,3}[.)](?= )"
# To be repeated with *+ or ++ only: what one of them could read, several can, in thousands of ways.
# Of an agenda its clock, a number, a letter with its bracket, a tick, and any sign at all.
AHEAD = rf"{ENTITY}|\[[xX]\]|{CLOCK}|{NUMBER}|{TAG}|ℹ|[^\w\s]|_|\s"
CLOSES = r"(?:[*_`~”“\"'’»)\]}>】』」]|</[a-z]{1,6}>|&gt;|&nbsp;)*"
COLON = r"(?:[:：;﹕꞉∶︰]|&#58;|&colon;)"
SHORT, LONG = 3, 10


def bare(words: str) -> str:
    """Small letters without accents: what a keyboard of another language leaves out."""
    kept = unicodedata.normalize("NFKD", " ".join(words.casefold().split()).replace("ß", "ss").replace("ł", "l"))
    return "".join(letter for letter in kept if not unicodedata.combining(letter))


def is_near(words: str, meant: str) -> bool:
    """A letter lost, doubled, added or swapped with its neighbour; of a long word another letter too, or two."""
    if len(meant) < SHORT or abs(len(meant) - len(words)) > 2:
        return False
    slips = _slips(words, meant)
    if len(meant) == SHORT:
        return slips == 1 and sorted(set(words)) == sorted(set(meant))
    another = len(words) == len(meant) and sorted(words) != sorted(meant)
    return slips <= (2 if len(meant) >= LONG else 1) and (not another or len(meant) > 5)


def _slips(one: str, other: str) -> int:
    """How many letters were lost, added, changed, or swapped with the next."""
    rows = [list(range(len(other) + 1))]
    for n, letter in enumerate(one, 1):
        row = [n]
        for m, meant in enumerate(other, 1):
            best = min(rows[-1][m] + 1, row[-1] + 1, rows[-1][m - 1] + (letter != meant))
            swapped = n > 1 and m > 1 and (letter, one[n - 2]) == (other[m - 2], meant)
            row.append(min(best, rows[-2][m - 2] + 1) if swapped else best)
        rows.append(row)
    return rows[-1][-1]
