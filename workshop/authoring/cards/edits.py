"""What a press on a card does to the text: one way in for the browser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workshop.authoring.cards import blocks
from workshop.authoring.cards.blocks import BOM, NOT_THERE, Block, Refusal, cut
from workshop.authoring.cards.changing import NO_TITLE, Answer, Filled, changed
from workshop.authoring.cards.forms import Form, Load, form
from workshop.authoring.cards.title_form import title_changed, title_form
from workshop.script import keywords
from workshop.script.ids import unlike
from workshop.script.own_texts import OneText
from workshop.script.scanner import split

Write = Callable[[str, Form, Filled], str]
PART = re.compile(r"( {0,3}#{1,2} *)(.*?)( \([^()]*\))?")


@dataclass(frozen=True, slots=True)
class Edited:
    """The text as it is then, and the line of the card that it was about; 0 where it is gone."""

    text: str
    line: int


def edited(text: str, edit: Mapping[str, Any], path: str, load: Load | None) -> Edited:
    """`edit`: {do: move, copy, delete, add, change, part or title, line, …}. `head`: the line as the browser saw it.

    Raises Refusal, with the sentence to show.
    """
    do, line = edit.get("do"), _whole_number(edit.get("line"))
    if line and edit.get("head", _line(text, line)) != _line(text, line):
        raise Refusal(NOT_THERE)
    match do:
        case "move":
            return Edited(*blocks.moved(text, line, _whole_number(edit.get("before"))))
        case "copy":
            return _added(text, line, _body(OneText.of(text).english, line))
        case "add":
            return _added(text, line, str(edit.get("block", "")).rstrip("\n"))
        case "delete":
            return Edited(blocks.without(text, line), 0)
        case "part":
            return Edited(_renamed(text, line, str(edit.get("title", ""))), line)
        case "title":
            return Edited(_changed(text, filled(edit), title_changed, lambda own: title_form(own, path, load)), 1)
        case "change":
            return Edited(_changed(text, filled(edit), changed, lambda own: form(own, line, path, load)), line)
    raise Refusal(NOT_THERE)


def _added(text: str, line: int, block: str) -> Edited:
    """A step of ours, or one that is there already; its key words become those of the script."""
    own = OneText.of(text)
    told, at = blocks.added(own.english, line, unlike(block, own.english))
    return Edited(own.written(told), at)


def _changed(text: str, told: Filled, write: Write, read: Callable[[str], Form]) -> str:
    """A form written back into a script that may have key words of its own."""
    own = OneText.of(text)
    words = keywords.shown_in(own.code)
    fields = {name: words.english(name, value) for name, value in told.fields.items()}
    return own.written(write(own.english, read(own.english), replace(told, fields=fields)))


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _line(text: str, number: int) -> str:
    pieces = split(text.removeprefix(BOM))
    return pieces[number - 1][0] if number <= len(pieces) else ""


def _body(text: str, line: int) -> str:
    found = cut(text)
    return found.blocks[found.at(line)].body


def _renamed(text: str, line: int, title: str) -> str:
    """A part by another title; its length and flags stay."""
    told = " ".join(title.split())
    if not told:
        raise Refusal(NO_TITLE)
    found = cut(text)
    at = found.at(line)
    signs, own, behind = part_heading(found.blocks[at])
    if told == own:
        return text
    bodies = [block.body for block in found.blocks]
    bodies[at] = f"{signs}{told}{behind}" + bodies[at][len(found.blocks[at].head) :]
    return blocks.put(found.above, bodies, [block.gap for block in found.blocks])


def part_heading(block: Block) -> tuple[str, str, str]:
    """The signs of a part's heading, its title, and what stands in brackets behind it. Raises Refusal."""
    found = PART.fullmatch(block.head.rstrip()) if block.what == "part" else None
    if found is None:
        raise Refusal(NOT_THERE)
    return found[1], found[2], found[3] or ""


def part_title(text: str, line: int) -> str:
    """The title of the part whose heading stands at this line. Raises Refusal."""
    found = cut(text)
    return part_heading(found.blocks[found.at(line)])[1]


def filled(edit: Mapping[str, Any]) -> Filled:
    """What the browser sends of a form; what is not of the right sort is as if it were not there."""
    return Filled(
        str(edit.get("title", "")),
        str(edit.get("length", "")),
        str(edit.get("flag", "")) if edit.get("flag") in ("optional", "if needed") else "",
        {str(k): str(v) for k, v in _mapping(edit.get("fields")).items()},
        {str(k): str(v) for k, v in _mapping(edit.get("texts")).items()},
        {str(k): [_answer(one) for one in v] for k, v in _mapping(edit.get("answers")).items() if isinstance(v, list)},
        str(edit.get("choose", "")),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _answer(one: object) -> Answer:
    told = _mapping(one)
    return Answer(str(told.get("words", "")), told.get("correct") is True)
