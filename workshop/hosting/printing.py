"""What `doctor` says of PDFs: for which languages, and pictures, this machine has no font."""

from collections.abc import Iterator
from pathlib import Path

from workshop.exports import letters, pdf
from workshop.script.files import read_file
from workshop.util.language import NAMES
from workshop.util.phrases import Phrase, marked, phrase

ALL_THERE = marked("PDFs have the letters of every language of this server, and emoji")
NEEDED = marked(
    "No font here has all letters of {languages}, in which there are scripts. A PDF of them says so first, "
    "and offers HTML. Install {packages} (as Debian calls it)"
)
NOT_NEEDED = marked(
    "No font here has all letters of {languages}: a PDF with them says so first, and offers HTML. "
    "No script here is in one of them. {packages} (as Debian calls it) has them"
)
NO_EMOJI = marked(
    "No font here has emoji: a PDF with some says so first, and offers HTML. {packages} (as Debian calls it) has them"
)


def lacking(scripts: Path) -> Iterator[tuple[bool, Phrase]]:
    """Each a sentence, and whether a script here needs what it names. Nothing where no PDFs are made."""
    if not pdf.can_be_made():
        return
    own = _languages(scripts)
    missing = letters.cannot_be_printed({**NAMES, **dict.fromkeys(own)})
    needed, others = [c for c in missing if c in own], [c for c in missing if c not in own]
    if needed:
        yield True, _sentence(NEEDED, needed)
    if others:
        yield False, _sentence(NOT_NEEDED, others)
    if letters.lacking(letters.EMOJI):
        yield False, phrase(NO_EMOJI, packages=letters.FONTS_OF_EMOJI)
    elif not missing:
        yield False, phrase(ALL_THERE)


def _sentence(sentence: str, codes: list[str]) -> Phrase:
    names = ", ".join(NAMES.get(code, code) for code in codes)
    packages = ", ".join(sorted(set(map(letters.package_of_language, codes))))
    return phrase(sentence, languages=names, packages=packages)


def _languages(scripts: Path) -> list[str]:
    """In which the scripts of this folder are; one that cannot be read is not this one's business."""
    found = (read_file(path).script for path in sorted(scripts.glob("*.md")))
    return list(dict.fromkeys(script.rules.language for script in found if script.rules.language))
