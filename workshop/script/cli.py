"""The commands for people who write scripts: check, new, print, fix, ids, explain."""

import difflib
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from . import files, fixes, printing, samples
from .ids import write_ids
from .includes import Unopened
from .keywords import LANGUAGES, in_english, language_of, table_of, translated
from .message_codes import CODES
from .messages import as_data, explain, render
from .model import Message, Reading
from .reading import is_script, read
from .speaking import chosen, in_own_language, own_say, say
from .words import slug

CANNOT_READ = {"E117", "E120", "E121", "E122", "E123", "E129"}
# What can be said of a piece that scripts include, and that is no script by itself.
OF_A_PIECE = {*CANNOT_READ, "E401", "E402", "E403", "E405", "W404", "W607"}
FILE = click.Path(path_type=Path)


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option("--json", "as_list", is_flag=True, help="Print the messages as JSON.")
@in_own_language
def check(paths: tuple[Path, ...], as_list: bool) -> None:
    """Read scripts and say what is wrong. A folder stands for every script in it."""
    if not (found := _scripts(paths)):
        click.echo(say("There are no scripts in this folder."), err=True)
    readings = [(path, _here(files.read_file(path), path)) for path in found]
    messages = [m for _, found_here in readings for m in found_here]
    if as_list:
        click.echo(json.dumps([as_data(m, own_say()) for m in messages], ensure_ascii=False, indent=2))
    else:
        for path, found_here in readings:
            click.echo(render(found_here, own_say()) or say("{path}: no problems", path=path))
    raise click.exceptions.Exit(_exit_code(messages))


def _here(reading: Reading, path: Path) -> list[Message]:
    """Messages with included files named from where the command was called."""
    said = [m for m in reading.messages if m.code in OF_A_PIECE or not path.name.startswith("_")]
    return [m if m.path == str(path) else replace(m, path=str(path.parent / m.path)) for m in said]


def _scripts(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += [p for p in sorted(path.glob("*.md")) if not p.name.startswith("_") and _is_script(p)]
        else:
            found.append(path)
    return found


def _is_script(path: Path) -> bool:
    try:
        return is_script(files.readable(path))
    except Unopened:
        return True  # so that check says why


def _exit_code(messages: Iterable[Message]) -> int:
    errors = {m.code for m in messages if m.severity == "error"}
    return 2 if any(m.code in CANNOT_READ and m.line == 1 and not m.source for m in messages) else int(bool(errors))


@click.command("new")
@click.argument("title", required=False)
@click.option("--from", "sample", help=f"The sample to begin with: {samples.NAMES}.")
@click.option("--people", help="How many people, such as 6-24.")
@click.option("--sensitive/--standard", default=None, help="Whether people will write private things.")
@click.option("--to", "folder", type=FILE, default=Path("sessions"), show_default=True, help="The folder.")
@in_own_language
def new(title: str | None, sample: str | None, people: str | None, sensitive: bool | None, folder: Path) -> None:
    """Write a new script from a sample. Asks four questions where no flag answers them."""
    title = title or click.prompt(say("What is your workshop called"))
    known = samples.available()
    choice = click.Choice(sorted(known))
    first = samples.in_language("hello", chosen().partition("-")[0])
    sample = sample or click.prompt(say("Which sample do you want to begin with"), type=choice, default=first)
    if sample not in known:
        raise click.ClickException(
            say("There is no sample {name}. Samples: {known}.", name=repr(sample), known=", ".join(sorted(known)))
        )
    people = people or click.prompt(say("How many people will come"), default="6-24")
    if sensitive is None:
        sensitive = click.confirm(say("Will people write private things"), default=False)
    text = samples.adapt(known[sample].read_text(encoding="utf-8"), title, people, sensitive)
    path = _write_new(folder / f"{slug(title) or 'workshop'}.md", text)
    samples.bring_along(text, known[sample].parent, folder)
    click.echo(say("Written: {path}", path=path))
    told = render(_here(files.read_file(path), path), own_say())
    click.echo(told or say("Next:  workshop check {path}", path=path))


def _write_new(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise click.ClickException(say("{path} is there already. Choose another title or folder.", path=path)) from None
    return path


@click.command("print")
@click.argument("path", type=FILE)
@click.option("--start", help="When the workshop begins, such as 14:30.")
@click.option("--output", type=FILE, help="The HTML file to write. [beside the script]")
@in_own_language
def print_sheet(path: Path, start: str | None, output: Path | None) -> None:
    """Write the run sheet and the worksheets as one HTML page for printing."""
    reading = _readable(path)
    if start and not _is_time(start):
        raise click.ClickException(say("{start} is not a time of day. Write it like 14:30.", start=repr(start)))
    target = output or path.with_suffix(".html")
    sheet = printing.page(printing.run_sheet(reading.script, start))
    target.write_text(samples.with_pictures(sheet, path.parent), encoding="utf-8")
    if reading.errors:
        click.echo(say("{path} has mistakes; see  workshop check {path}", path=path), err=True)
    click.echo(say("Written: {path}. Open it in a browser and print it.", path=target))


def _is_time(text: str) -> bool:
    hours, _, minutes = text.partition(":")
    plain = hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2
    return plain and int(hours) < 24 and int(minutes) < 60


@click.command("fix")
@click.argument("path", type=FILE)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--keywords", "code", type=click.Choice(["en", *LANGUAGES]), help="Write key words in this language.")
@in_own_language
def fix(path: Path, yes: bool, code: str | None) -> None:
    """Repair what can be repaired without guessing. Shows every change first."""
    text = _text(path)
    if code:
        new = _in_key_words(path, text, code)
        if _were_mixed(text, new, code):
            click.echo(_no_way_back(path))
        _change(path, text, new, yes, say("Nothing was changed."))
        return
    fixed = fixes.apply_all(text, lambda t: _read_text(path, t).messages)
    _change(path, text, fixed, yes, say("Nothing to repair."))
    rest = _read_text(path, fixed).errors
    if rest:
        one = say("1 error left to you; see  workshop check {path}", path=path)
        several = say("{n} errors left to you; see  workshop check {path}", n=len(rest), path=path)
        click.echo(one if len(rest) == 1 else several)


def _in_key_words(path: Path, text: str, code: str) -> str:
    named = language_of(text)
    if named == "" or (code != "en" and code != named):
        known = ", ".join(LANGUAGES)
        asked = known if code == "en" else code
        why = say(
            "{path} does not say this language. Write under the title:  - language: {code}   (possible: {known})",
            path=path, code=asked, known=known,
        )  # fmt: skip
        raise click.ClickException(why)
    return in_english(text, named).text if code == "en" else translated(text, table_of(code)).text


def _were_mixed(text: str, new: str, code: str) -> bool:
    """Whether no way back leads to this text: some of its key words are in the one language, some in the other."""
    named = language_of(text)
    back = translated(new, table_of(named)).text if code == "en" else in_english(new, code).text
    return new != text and back != text


def _no_way_back(path: Path) -> str:
    return say(
        "Key words stand in two languages in {path}. This writes all of them in one, and the way back would write "
        "all of them in the other. If you want them mixed again later, keep a copy.",
        path=path,
    )


@click.command("ids")
@click.argument("path", type=FILE)
@click.option("--yes", is_flag=True, help="Write without asking.")
@in_own_language
def ids(path: Path, yes: bool) -> None:
    """Write an id under every step that has none."""
    text = _text(path)
    loaded = write_ids(text, str(path), files.loader(path.parent))
    _change(path, text, loaded, yes, say("Every step has an id."))


@click.command("explain")
@click.argument("code")
@in_own_language
def explain_code(code: str) -> None:
    """Say more about a message, for example: workshop explain E203."""
    text = explain(code, own_say())
    if text is None:
        codes = ", ".join(key for key in CODES if "." not in key)
        raise click.ClickException(say("There is no message {code}. Messages: {codes}.", code=repr(code), codes=codes))
    click.echo(text)


def _change(path: Path, old: str, new: str, yes: bool, nothing: str) -> None:
    if old == new:
        click.echo(nothing)
        return
    click.echo(_diff(path, old, new))
    if not yes and not click.confirm(say("Write these changes"), default=True):
        click.echo(say("Nothing was changed."))
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(new)
    click.echo(say("Written: {path}", path=path))


def _diff(path: Path, old: str, new: str) -> str:
    lines = difflib.unified_diff(
        old.splitlines(),
        new.splitlines(),
        say("{path} now", path=path),
        say("{path} repaired", path=path),
        n=1,
        lineterm="",
    )
    return "\n".join(lines)


def _text(path: Path) -> str:
    try:
        return files.readable(path)
    except Unopened as problem:
        click.echo(render(files.failed(path, problem).messages, own_say()), err=True)
        raise click.exceptions.Exit(2) from None


def _readable(path: Path) -> Reading:
    return _read_text(path, _text(path))


def _read_text(path: Path, text: str) -> Reading:
    return read(text, str(path), files.loader(path.parent), files.finder(path.parent))


COMMANDS = [check, new, print_sheet, fix, ids, explain_code]
