"""The command for whoever has a plan already: import."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from workshop.script import read, render
from workshop.script.files import finder, loader
from workshop.script.speaking import chosen, in_own_language, own_say, say
from workshop.script.words import slug
from workshop.util import language
from workshop.util.casing import first_large

from . import plans
from .plans.model import Plan, Proposed


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path("sessions"), show_default=True)
@in_own_language
def bring(path: Path, folder: Path) -> None:
    """Make a script of a plan: a mail, a table, a document, notes. The plan itself is not touched."""
    try:
        plan = plans.propose(plans.text_of(path.read_bytes(), path.name), path.name)
    except plans.Unreadable as problem:
        raise click.ClickException(say(str(problem))) from None
    with language.speaking_alone(language.nearest_of_team(chosen())):
        text = plans.write(plan)
    target = folder / f"{slug(plan.title) or 'workshop'}.md"
    _write(target, text)
    for row in _told(plan):
        click.echo(row)
    click.echo(say("Written: {path}", path=target))
    messages = read(text, str(target), loader(folder), finder(folder)).messages
    click.echo(render(messages, own_say()) or say("Next:  workshop check {path}", path=target))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        why = say("{path} is there already. Name another folder with --to.", path=target)
        raise click.ClickException(why) from None


def _told(plan: Plan) -> list[str]:
    """What was made of which line, so that a wrong guess is seen at once."""
    steps = [step for step in plan.steps if step.kind]
    one, several = say("{title}: 1 step", title=plan.title), say("{title}: {n} steps", title=plan.title, n=len(steps))
    return [one if len(steps) == 1 else several, *_rows(plan.steps)]


def _rows(steps: Sequence[Proposed]) -> Iterator[str]:
    kinds = [_kind(step) for step in steps]
    width = max(10, *map(len, kinds))
    for step, kind in zip(steps, kinds, strict=True):
        length = say("{n} min", n=step.minutes) if step.minutes else ""
        length = say("{length} (guessed)", length=length) if step.guessed and length else length
        place = say("line {line}", line=f"{step.source.n:>4}")
        yield f"  {place}  {kind:<{width}} {step.title}  {length}".rstrip()


def _kind(step: Proposed) -> str:
    name = say(step.kind.value) if step.kind else say("Part")
    return first_large(name, chosen())


COMMANDS = [bring]
