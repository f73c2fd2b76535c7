"""The catalogues as translators write them: read when first spoken, and kept. Nothing is compiled beforehand.

A language has two: `messages`, what participants and the shared screen read, and `team`, what those who lead read.
"""

import io
import re
from functools import lru_cache, reduce
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

FOLDER = Path(__file__).resolve().parents[1] / "translations"
MESSAGES, TEAM = "messages", "team"
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


@lru_cache(64)
def read(code: str, folder: Path = FOLDER) -> NullTranslations:
    """Both catalogues of a language in one; empty where there is none. A tenth of a second, the first time."""
    files = [file for domain in (MESSAGES, TEAM) if (file := path(code, domain, folder)).is_file()]
    return reduce(Translations.merge, [_compiled(file, code) for file in files]) if files else NullTranslations()


def _compiled(file: Path, code: str) -> Translations:
    compiled = io.BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=code.replace("-", "_")))
    compiled.seek(0)
    return Translations(compiled)
