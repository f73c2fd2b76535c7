"""Pictures, sounds and addresses in the text: described, at hand, and not a placeholder."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from workshop.util.phrases import phrase

from .fixes import swap
from .markup import MEDIA_LINE, is_media
from .messages import Report
from .model import Fix
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
FILE = r"(?:\./)?[\w./% -]+?\.(?:" + "|".join(ending for each in ENDINGS.values() for ending in each) + r")"
# A picture, a sound or another file as people write it from memory; none of these is shown or put in.
LINKED = re.compile(rf"(?i)(?<!!)\[(?P<words>[^\[\]]*)\]\(\s*(?P<path>(?!\w+:|//){FILE})\s*\)")
APART = re.compile(r"!\[(?P<words>[^\[\]]*)\] +\((?P<path>[^()\s]+)\)")
OTHERWISE = re.compile(
    rf"(?i)!?\([^()]*\)\[{FILE}\]|!?\({FILE}\)\[[^\[\]]*\]|"
    r"^(?:picture|image|photo|bild|foto|video|film|audio|sound|ton)[:：] *(?!https?:)\S+\.\w{3,4}$|"
    r"^[!{\[]*include\b[^\n]{0,60}\b_?[\w/-]+\.md\b.*$|^\[include\b[^\[\]]*\]\([^()]*\).*$"
)
NO_ADDRESS = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<path>(?!media/|_)(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,8}(?:/[^\s()]*)?)\)",
    re.IGNORECASE,
)
MAYBE = re.compile(r"(?i)\.\w.*[\])]|[:：].*\.\w|include")
NO_FILES = ("md", "txt", "pdf", "docx")
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
        if (
            line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER)
            and "." in line.text
            and not report.told(line.path, line.number)
        ):
            _nearly(line, report)
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


def _nearly(line: Line, report: Report) -> None:
    """W407: what reads like a file to show, and like an address, and is text."""
    if report.told(line.path, line.number):
        return
    words = re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), line.text)
    if MEDIA_LINE.match(words.strip()):
        return
    if found := LINKED.search(words) or APART.search(words):
        report.add("W407", line.place(found.start(), found.end()), _as_file(line, found), written=found[0])
    elif found := OTHERWISE.search(words.strip()):
        report.add("W407", line.place(), written=found[0][:60])
    elif (found := NO_ADDRESS.search(words)) and found["path"].rpartition(".")[2].lower() not in NO_FILES:
        better = f"[{found['words']}](https://{found['path']})"
        fix = swap(line, found.start(), found.end(), better)
        report.add("W407.link", line.place(found.start("path"), found.end("path")), fix, better=better)


def _as_file(line: Line, found: re.Match[str]) -> Fix | None:
    path = found["path"].strip()
    kind = next((what for what, endings in ENDINGS.items() if path.rpartition(".")[2].lower() in endings), "")
    if kind == "picture" and found["words"].strip():
        return swap(line, found.start(), found.end(), f"![{found['words']}]({path})")
    alone = line.text.strip() == found[0]
    label = re.sub(r"(?i)^(?:video|film|audio|sound|ton)\b[:：]? *", "", found["words"]).strip()
    return Fix(line.number, line.number, f"[{kind}: {label}]({path})") if kind and alone and label else None
