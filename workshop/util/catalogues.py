"""The catalogues as translators write them: read when first spoken, and kept. Nothing is compiled beforehand.

A language has two: `messages`, what participants and the shared screen read, and `team`, what those who lead read.
Where it has a formal and an informal “you”, a third one, `formal` or `informal`, says anew those sentences to
participants that differ in the form that `messages` does not use.
"""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from workshop.util.prepared import Prepared

FOLDER = Path(__file__).resolve().parents[1] / "translations"
MESSAGES, TEAM = "messages", "team"
ADDRESSES = ("formal", "informal")
AT_ONCE = 400  # lines of a file, before others have their turn
NEARLY = 0.97  # of its sentences; what it lacks of the last ones is in English, and marked so
_SAYS_NOTHING = re.compile(r'^msgstr(?:\[\d\])? ""\n(?!")', re.MULTILINE)
_SENTENCE = re.compile(r'^msgid (?!""\n(?!"))', re.MULTILINE)


def path(code: str, domain: str = MESSAGES, folder: Path = FOLDER) -> Path:
    return folder / code.replace("-", "_") / "LC_MESSAGES" / f"{domain}.po"


def nearly_whole(file: Path) -> bool:
    """Whether people may be offered to read in it. One that is being filled is not there for them yet."""
    if not file.is_file():
        return False
    text = file.read_text("utf-8").partition("\n\n")[2]  # after its head
    sentences = len(_SENTENCE.findall(text))
    return sentences > 0 and len(_SAYS_NOTHING.findall(text)) <= (1 - NEARLY) * sentences


_read: dict[tuple[str, Path, str], NullTranslations] = {}
_kept: list[Prepared] = []  # at most one: where a server keeps what they become


def keep(kept: Prepared) -> None:
    _kept[:] = [kept]


def prepare(code: str, pause: Callable[[], object]) -> None:
    """All of a language's catalogues compiled and kept beforehand, with a `pause` every few milliseconds for others."""
    if (code, FOLDER, "") in _read:
        return
    for file in (path(code, domain) for domain in (MESSAGES, TEAM, *ADDRESSES)):
        if file.is_file():
            pause()
            _made(file, code, pause)


def read(code: str, folder: Path = FOLDER, address: str = "") -> NullTranslations:
    """The catalogues of a language in one; empty where there is none. A tenth of a second, the first time."""
    key = code, folder, address
    if key not in _read:
        _read[key] = _merged(code, folder, address)
    return _read[key]


def _merged(code: str, folder: Path, address: str) -> NullTranslations:
    domains = (MESSAGES, TEAM, address) if address else (MESSAGES, TEAM)
    files = [file for domain in domains if (file := path(code, domain, folder)).is_file()]
    return reduce(Translations.merge, [_compiled(file, code) for file in files]) if files else NullTranslations()


def _compiled(file: Path, code: str) -> Translations:
    return Translations(io.BytesIO(_made(file, code)))


def _made(file: Path, code: str, pause: Callable[[], object] = int) -> bytes:
    """As gettext reads it."""
    written = file.read_bytes()
    name = f"catalogue {code} {hashlib.sha256(written).hexdigest()}"
    for kept in _kept:
        if (found := kept.get(name)) is not None:
            return found
    compiled = io.BytesIO()
    write_mo(compiled, read_po(_lines(written, pause), locale=code.replace("-", "_")))
    for kept in _kept:
        kept.put(name, compiled.getvalue())
    return compiled.getvalue()


def _lines(written: bytes, pause: Callable[[], object]) -> Iterator[bytes]:
    """What Babel reads of a file: its lines."""
    for number, line in enumerate(io.BytesIO(written)):
        if number % AT_ONCE == 0:
            pause()
        yield line
