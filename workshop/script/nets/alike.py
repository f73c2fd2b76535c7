"""W247: key words in letters that only look like theirs: bold ones of a chat, wide ones, Cyrillic among Latin ones.

Also with a sign inside that nobody sees. Such a line is text, or a setting that nobody knows; told, it can be mended.
"""

import re
import unicodedata
from collections.abc import Iterable

from ..messages import Report
from ..model import Fix
from ..near_words import AHEAD
from ..scanner import Is, Line
from ..settings import KINDS, SETTINGS
from ..words import fold
from .misspelt import OURS, THEIRS

CYRILLIC = dict(zip("асеорхуіјѕһԁԛԝАВЕКМНОРСТХУІЈЅ", "aceopxyijshdqwABEKMHOPCTXYIJS", strict=True))
GREEK = dict(zip("οανιρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavipABEZHIKMNOPTYX", strict=True))
SMALL = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
ALIKE = str.maketrans({**CYRILLIC, **GREEK, **SMALL})
HANGUL = "\u3164\u115f\u1160\uffa0"  # fillers, which nobody sees
# Between a line's signs and its first colon.
HEAD = re.compile(
    rf"(?P<signs>(?:{AHEAD}|[\u200b-\u200f\u00ad{HANGUL}])*+)(?P<name>[^:：]{{2,60}}?)\s*(?P<sign>[:：])", re.I
)
LABELS = OURS | THEIRS | {"if late"}
SUBS = {"round", "question", "for", "for group"}
KNOWN = {*map(fold, KINDS), *(setting.name for setting in SETTINGS), *LABELS, *SUBS}


def say_alike(lines: Iterable[Line], report: Report) -> None:
    told = {(m.path, m.line) for m in report.messages}
    for line in lines:
        if line.raw.isascii() or line.kind is Is.CODE or (line.path, line.number) in told:
            continue
        found = HEAD.match(line.raw)
        name = plainly(found["name"]) if found else ""
        hidden = bool(found and set(HANGUL) & set(found["signs"]))
        if found and (hidden or name != found["name"]) and fold(name.strip("*_ ")) in KNOWN:
            start, end = found.span("name")
            fix = Fix(line.number, line.number, f"{_bare(line.raw[:start])}{name}{line.raw[end:]}")
            hidden = hidden or any(unseen(letter) for letter in found["name"])
            report.add("W247" if hidden else "W247.letters", line.place(start, end), fix, written=name)


def plainly(words: str) -> str:
    """Words as they were meant: without what nobody sees, and in the letters they look like."""
    bare = _bare(words)
    latin = unicodedata.normalize("NFKC", bare)
    return latin.translate(ALIKE) if re.search("[a-zA-Z]", latin.translate(ALIKE)) else latin


def _bare(words: str) -> str:
    return "".join(letter for letter in words if not unseen(letter))


def unseen(letter: str) -> bool:
    return letter in HANGUL or (unicodedata.category(letter) == "Cf" and letter not in "\u200e\u200f\u061c")
