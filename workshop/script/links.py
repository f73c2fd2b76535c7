"""Pictures, sounds and addresses in the text: described, at hand, and not a placeholder."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from workshop.util.phrases import phrase

from .markup import MEDIA_LINE, is_media
from .messages import Report
from .scanner import Is, Line, scan

Exists = Callable[[str], bool]

IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^\s)>]+)>?(?:\s+[\"'(][^)]*)?\)")
ON_PICTURE = re.compile(r"(?i) {0,3}[-*+] +answer *: *place on +(?P<path>(?!!\[)[^()\s]+)(?: *\((?P<alt>[^()]+)\))? *$")
ADDRESS = re.compile(r"https?://([^\s/)\]>\"'?#]+)", re.IGNORECASE)
PLACEHOLDER = re.compile(r"(?:.*\.)?example\.(?:org|com|net|edu)(?::\d+)?|.*\.example(?::\d+)?", re.IGNORECASE)
ENDINGS = {
    "picture": ("png", "jpg", "jpeg", "gif", "webp", "svg", "avif"),
    "Audio": ("mp3", "ogg", "oga", "opus", "m4a", "wav"),
    "Video": ("mp4", "webm"),
}
CALLED = {"picture": phrase("a picture"), "Audio": phrase("a sound"), "Video": phrase("a film")}


def check(lines: Sequence[Line], help_file: tuple[str, str], exists: Exists | None, report: Report) -> None:
    """`help_file` is path and text of the help lines."""
    _lines(lines, exists, report)
    path, source = help_file
    if source:
        _lines(scan(source, path).lines, exists, report)


def _lines(lines: Iterable[Line], exists: Exists | None, report: Report) -> None:
    for line in lines:
        if found := ON_PICTURE.match(line.text):
            _ground(line, found, exists, report)
        if line.kind is Is.CODE or ("](" not in line.text and "://" not in line.text):
            continue
        for found in IMAGE.finditer(line.text):
            _picture(line, found, exists, report)
        if found_media := MEDIA_LINE.match(line.text.strip()):
            at = line.text.find("](") + 2
            _file(line, at, found_media.group(3), found_media.group(1), exists, report)
        for address in ADDRESS.finditer(line.text):
            if PLACEHOLDER.fullmatch(address.group(1)):
                report.add("W404", line.place(address.start(), address.end()), host=address.group(1))


def _ground(line: Line, found: re.Match[str], exists: Exists | None, report: Report) -> None:
    """The picture of `answer: place on media/map.png`; one that is written as a picture is found as any other."""
    if not found["alt"]:
        report.add("W401", line.place(found.start("path"), found.end("path")), path=found["path"])
    _file(line, found.start("path"), found["path"], "picture", exists, report)


def _picture(line: Line, found: re.Match[str], exists: Exists | None, report: Report) -> None:
    path = found.group(2)
    if not found.group(1).strip():
        report.add("E401", line.place(found.start(), found.end()), path=path)
    _file(line, found.start(2), path, "picture", exists, report)


def _file(line: Line, at: int, path: str, what: str, exists: Exists | None, report: Report) -> None:
    place = line.place(at, at + len(path))
    ending = PurePosixPath(path).suffix.lstrip(".").lower()
    if re.match(r"(?i)(?:https?:)?//|www\.", path):
        report.add("E402.elsewhere", place, path=path)
    elif not is_media(path):
        report.add("E402", place, path=path, name=PurePosixPath(unquote(path)).name or "picture.png")
    elif ending not in ENDINGS[what]:
        report.add("E405", place, path=path, what=CALLED[what], endings=", ".join(ENDINGS[what]))
    elif exists is not None and not exists(unquote(path)):
        report.add("E403", place, path=path)
