"""What a script says to those who lead only, and words as somebody reads them."""

import re
from html import unescape

from workshop.script.model import Script


def plain(markup: str) -> str:
    """Words only, as one line: no tag and no entity hides a sentence."""
    text = markup.replace("\\n", " ").replace('\\"', '"').replace("\\u0026", "&")
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split()).lower()


def notes_of(script: Script) -> set[str]:
    """Every sentence of every `>` line that the participants' own text does not say as well."""
    owners = (script, *script.parts, *script.steps)
    said = {plain(s) for owner in owners for note in owner.notes for s in re.split(r"(?<=[.!?:])\s|</p>", note.html)}
    public = plain(" ".join(owner.html for owner in owners))
    return {sentence for sentence in said if len(sentence) > 25 and sentence not in public}
