"""What sealed ballots, tables and results would tell: no length, column, number or count that gives a vote away."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from workshop.hosting.audit_words import COLUMNS, NUMBERED, SEALED, TOO_MUCH
from workshop.hosting.stolen_copy import Finding, StolenCopy, either
from workshop.util.phrases import phrase

SEALED_MORE = 12 + 16  # bytes a sealed vote is longer than its room: nonce and seal
COUNTED = ("n", "bars", "average", "texts", "kept_back", "set_aside", "sorted", "ranks", "movement", "parts", "spots")


def ballots(loot: StolenCopy) -> Iterator[Finding]:
    running = loot.running()
    rooms = {poll: room for poll, room, _ in running}
    leaks = []
    for poll, length in loot.rows("SELECT DISTINCT poll, length(sealed) FROM ballot"):
        if poll not in rooms:
            leaks.append(phrase("There are ballots of a poll that is closed. Start the server once: it deletes them."))
        elif length != rooms[poll] + SEALED_MORE:
            leaks.append(phrase("The ballots of a poll differ in length, and a length can tell a choice."))
    yield from either(leaks, phrase("All ballots of a poll are of one length, and closed polls have none."))
    for _, _, count in running:
        yield Finding("knows", phrase(SEALED, n=count))


def tables(loot: StolenCopy) -> Iterator[Finding]:
    """A column too many could be a time, an address or a name."""
    from workshop.store.models import Base

    look, leaks = inspect(loot.held), []
    for table in [known for known in Base.metadata.sorted_tables if look.has_table(known.name)]:
        more = sorted({column["name"] for column in look.get_columns(table.name)} - set(table.columns.keys()))
        if more:
            leaks.append(phrase(COLUMNS, table=table.name, names=", ".join(more)))
        unnumbered = table.dialect_options["sqlite"]["with_rowid"] is False
        if unnumbered and not loot.on_postgres and _numbered(loot, table.name):
            leaks.append(phrase(NUMBERED, table=table.name))
    yield from either(leaks, phrase("No row of a person or a vote has a time, an address, a device or a number."))


def _numbered(loot: StolenCopy, table: str) -> bool:
    [(made,)] = loot.rows("SELECT sql FROM sqlite_master WHERE name = :table", table=table)
    return "WITHOUT ROWID" not in made


def counts(loot: StolenCopy) -> Iterator[Finding]:
    leaks = [
        phrase(TOO_MUCH, title=title)
        for title, state in loot.states()
        if any(_too_much(result) for result in results(state))
    ]
    yield from either(leaks, phrase("No result holds counts of fewer than k votes."))


def results(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for run in state.get("polls", {}).values():
        yield from [r for r in (run.get("result"), *run.get("earlier", ())) if r]


def _too_much(result: dict[str, Any]) -> bool:
    n, exact = result.get("n"), any(bar.get("count") is not None for bar in result.get("bars") or ())
    if result.get("hidden"):
        return any(result.get(name) for name in COUNTED)
    return (n is not None and n < result["k"]) or (bool(result.get("rounded")) and (n is not None or exact))
