"""The command for whoever has a plan already: import."""

from pathlib import Path

import click

from workshop.script import read, render
from workshop.script.files import finder, loader
from workshop.script.settings import KIND_NAMES
from workshop.script.speaking import in_own_language, own_say, say
from workshop.script.words import count, slug

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
        raise click.ClickException(str(problem)) from None
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
    return [f"{plan.title}: {count(len(steps), 'step')}", *map(_row, plan.steps)]


def _row(step: Proposed) -> str:
    kind = KIND_NAMES[step.kind] if step.kind else "Part"
    length = f"{step.minutes} min{' (guessed)' if step.guessed else ''}" if step.minutes else ""
    return f"  line {step.source.n:>4}  {kind:<10} {step.title}  {length}".rstrip()


COMMANDS = [bring]
