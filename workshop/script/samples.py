"""The samples that ship with the server, and what a new script takes over from them."""

import base64
import mimetypes
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from .reading import is_script
from .scanner import split

NAMES = "hello, team-look-back, retrospective, world-cafe, lesson, lecture-check, healing-anxious-attachment"
HELP_LINES = {"de": "_hilfe.md"}  # others have them in English
TRANSLATED = {"de": {"hello": "hallo", "healing-anxious-attachment": "heilung-bindungsangst"}}
MEDIA = re.compile(r"(?:\]\(|place on )(media/[\w.-]+)")
SOURCE = re.compile(r'src="/(media/[^"]+)"')


def folder() -> Path:
    from workshop.util.paths import bundled

    return bundled("sessions")


def available() -> dict[str, Path]:
    """Name to file."""
    found = [p for p in sorted(folder().glob("*.md")) if not p.name.startswith("_")]
    return {p.stem: p for p in found if is_script(p.read_text(encoding="utf-8"))}


def in_language(name: str, code: str) -> str:
    """The same sample as it was written in this language, or else itself."""
    return TRANSLATED.get(code, {}).get(name, name)


def help_lines(code: str) -> str:
    """The file of shipped help lines in this language."""
    return HELP_LINES.get(code, "_help-lines.md")


def adapt(text: str, title: str, people: str, sensitive: bool) -> str:
    """The sample under another title, for other people; a sensitive one gets help lines, where it brings none."""
    lines = [raw for raw, _ in split(titled(text, title))]
    head = _head(lines)
    wanted = {"people": people, "care": "sensitive" if sensitive else "standard"}
    if sensitive and not re.search(r"(?m)^- help:", text):
        language = re.search(r"(?m)^- language: (\w+)", text)
        wanted["help"] = help_lines(language[1] if language else "")
    for name, value in wanted.items():
        _set(lines, head, name, value)
    return "\n".join(lines)


def titled(text: str, title: str) -> str:
    """The same script under another title; one that has none stays as it is."""
    lines = [raw for raw, _ in split(text)]
    if (head := _head(lines)) < 0:
        return text
    lines[head] = f"# {title}"
    return "\n".join(lines)


def _head(lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines) if line.startswith("# ")), -1)


def _set(lines: list[str], head: int, name: str, value: str) -> None:
    """Set one of the workshop's settings: its line if it is there, else a line below `format`."""
    end = next((n for n in range(head + 1, len(lines)) if lines[n].startswith("##")), len(lines))
    for n in range(head + 1, end):
        if re.match(rf"- {name}:", lines[n]):
            lines[n] = f"- {name}: {value}"
            return
    after = next(n for n in range(head + 1, end) if lines[n].startswith("- format:"))
    lines.insert(after + 1, f"- {name}: {value}")


def bring_along(text: str, source: Path, target: Path) -> None:
    """Copy the help lines, pieces and pictures that a new script needs, where they are not there yet."""
    for name in [*re.findall(r"(?<![\w/])_[\w.-]+\.md", text), *MEDIA.findall(text)]:
        if (source / name).is_file() and not (target / name).exists():
            (target / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(source / name, target / name)


def with_pictures(html: str, root: Path) -> str:
    """Local pictures put into the page itself, so that it can be sent and printed anywhere."""

    def inline(found: re.Match[str]) -> str:
        path = root / unquote(unescape(found.group(1)))
        if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
            return 'src=""'
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return f'src="data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"'

    return SOURCE.sub(inline, html)
