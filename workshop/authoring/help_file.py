"""The help lines of a script, mended in the browser: the file that `help` names, and what is still open in it."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from workshop.authoring import script_files
from workshop.authoring.editable_library import EditableLibrary
from workshop.authoring.library import Library
from workshop.authoring.script_files import Opened
from workshop.script import help_lines
from workshop.script.help_lines import Gap
from workshop.script.includes import Unopened
from workshop.session.errors import Refused
from workshop.util.language import marked

NONE = marked(
    "This script names no file with help lines that can be read here. Write under its title, in the editor:  "
    "- help: _help-lines.md"
)


@dataclass(frozen=True, slots=True)
class HelpFile:
    """`path` is relative to the folder of the scripts."""

    path: str
    opened: Opened

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return help_lines.gaps(self.opened.raw)


def of(library: Library, name: str) -> HelpFile:
    """Raises Refused where the script names none, or it cannot be read."""
    path = library.read(name).script.rules.help_path
    if not path or not PurePosixPath(path).name.startswith("_"):
        raise Refused(NONE, "unknown")
    try:
        return HelpFile(path, script_files.opened(library.folder / path, library.folder))
    except Unopened:
        raise Refused(NONE, "unknown") from None


def save(library: EditableLibrary, file: HelpFile, text: str) -> None:
    """Write over exactly what was opened. Raises Refused, and Changed where the file is another one by now."""
    library.save_piece(file.path, text, file.opened.mark)
