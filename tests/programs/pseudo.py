"""`workshop` in a language that nobody speaks: each sentence accented, 40 % longer, and written from right to left.

It takes the place of the catalogues that Workshop brings. What stands on a screen in plain letters was never
translated; what is cut or overlaps there would be cut in a language with long words. python pseudo.py serve
"""

import re
import runpy
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from workshop import cli
from workshop.util import catalogues, language

CODE = "he"  # a real one, written from right to left, so that CLDR and browsers know it
TOOL = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "catalogues"), run_name="catalogues")
PLACE = re.compile(r"(%\(\w+\)s|\{\w+\}|<[^>]*>|“Blue Heron”|--host 0\.0\.0\.0)")
ACCENTED = str.maketrans(
    "abcdefghijklmnoprstuwyzABCDEFGHIJKLMNOPRSTUWYZ", "åƀçðéƒĝĥîĵķļɱñöþŕšţûŵýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛŴÝŽ"
)
LONGER = 0.4


def pseudo(sentence: str) -> str:
    said = "".join(part if PLACE.fullmatch(part) else part.translate(ACCENTED) for part in PLACE.split(sentence))
    letters = sum(map(str.isalpha, re.sub(PLACE, "", sentence)))
    filling = "".join("ẍẍẍẍ ẍẍẍẍẍẍ "[i % 12] for i in range(round(letters * LONGER)))
    return f"{said} {filling}".rstrip() if filling else said


def catalogue(domain: str) -> Catalog:
    made = Catalog(locale=CODE, fuzzy=False)
    for message in TOOL["template"](domain):
        if isinstance(message.id, tuple):
            made.add(message.id, tuple(pseudo(message.id[1]) for _ in range(made.num_plurals)))
        elif message.id:
            made.add(message.id, pseudo(message.id))
    return made


def speak() -> None:
    folder = Path(tempfile.mkdtemp()) / CODE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain in (catalogues.MESSAGES, catalogues.TEAM):
        with (folder / f"{domain}.po").open("wb") as file:
            write_po(file, catalogue(domain))
    language.CATALOGUES = folder.parents[1]
    language.NAMES = {language.ENGLISH: "English", CODE: "Ƥšéûðö"}


if __name__ == "__main__":
    speak()
    cli.main()
