"""One ready-made step of the editor's menu: how it is written, in English and in the language that is spoken."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from workshop.script.synonyms import called
from workshop.script.words import slug
from workshop.util.language import said
from workshop.web.looked_for import looked_for

OURS = re.compile(r"\{(?P<id>#?)(?P<sentence>[^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Block:
    kind: str
    icon: str
    hint: str
    written: str
    looks: str  # its small picture: templates/macros/phones.html
    like: tuple[str, ...]  # one word for each thing that it is: all others that mean the same find it, too

    @property
    def own(self) -> tuple[str, ...]:
        """What people type who look for just this."""
        return looked_for(self.kind)

    @property
    def words(self) -> tuple[str, ...]:
        return called(self.kind, self.like)

    @property
    def text(self) -> str:
        """In English, by which the menu knows it."""
        return self._told(str)

    @property
    def text_said(self) -> str:
        """Its sentences in the language that is spoken now, its key words in English."""
        return self._told(said)

    def _told(self, tell: Callable[[str], str]) -> str:
        def place(found: re.Match[str]) -> str:
            sentence = found["sentence"]
            return (slug(tell(sentence)) or slug(sentence)) if found["id"] else tell(sentence)

        return OURS.sub(place, self.written)
