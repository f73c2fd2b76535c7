"""The help lines that a session holds, mended while people wait: nobody has to begin anew for a number."""

from workshop.authoring.help_file import NONE, HelpFile
from workshop.authoring.script_files import Opened, mark, woven
from workshop.live.submit import CommandResult, Live
from workshop.session.commands import ApplyScript
from workshop.session.errors import Refused
from workshop.session.state import Session
from workshop.store import sessions, state_json


def of(live: Live, session: Session) -> HelpFile:
    """Raises Refused where its script names none."""
    path = session.versions[-1].rules.help_path
    _, included = _held(live, session)
    if path not in included:
        raise Refused(NONE, "unknown")
    return HelpFile(path, Opened(included[path], mark(included[path])))


def save(live: Live, session: Session, file: HelpFile, text: str) -> CommandResult:
    """On every phone at once. Nothing else of the session's script changes."""
    script, included = _held(live, session)
    lines = {**included, file.path: woven(file.opened.raw, text)}
    compiled = state_json.compile_script(script, lines, session.script.rules)
    return live.submit(session.id, ApplyScript(compiled, script, lines), seen=session.v)


def _held(live: Live, session: Session) -> tuple[str, dict[str, str]]:
    with live.database.read() as conn:
        held = sessions.held(conn, session.id)
    assert held is not None, "a session that is there holds its script"
    return held
