"""`workshop rehearse SCRIPT`: try a script out with simulated people, on a server that is gone afterwards."""

import click

from workshop.script.speaking import chosen, in_own_language


@click.command("rehearse")
@click.argument("script")
@click.option("--people", type=click.IntRange(1, 300), default=12, show_default=True, help="How many take part.")
@click.option("--speed", type=click.FloatRange(1, 100), default=10, show_default=True, help="How many times faster.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--sessions", help="Folder where a script is looked for by its name. [the shipped ones]")
@in_own_language
def rehearse_command(script: str, people: int, speed: float, as_json: bool, sessions: str | None) -> None:
    """Run SCRIPT (a file, or a name) with simulated people and say what to look at.

    Exits with 0 if nothing was lost, with 1 otherwise. Nothing of it is kept.
    """
    from workshop.rehearsal import alone  # the other commands start faster without its clients
    from workshop.util.language import nearest_of_team, speaking_alone

    with speaking_alone(nearest_of_team(chosen())):
        try:
            report = alone.run(script, sessions, people, speed)
        except alone.CannotRehearse as trouble:
            raise click.ClickException(str(trouble)) from None
        click.echo(alone.as_json(report) if as_json else alone.as_text(report))
    if not report.good:
        raise click.exceptions.Exit(1)


COMMANDS = [rehearse_command]
