"""`workshop audit` on PostgreSQL: what its server writes and keeps beside the rows, and what is not seen from here."""

from collections.abc import Iterator

from workshop.hosting.stolen_copy import Finding, StolenCopy

# With any other value the server's log may hold statements, and so the words of people. What is "default" for
# PostgreSQL is not harmless: a statement that fails is written down whole, and so is the row it failed on.
HARMLESS = {
    "log_statement": ("none",),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "debug_print_parse": ("off",),
    "debug_print_rewritten": ("off",),
    "debug_print_plan": ("off",),
    "auto_explain.log_min_duration": ("-1",),  # these two are there only where they are loaded
    "pgaudit.log": ("none", ""),
}  # fmt: skip


def written_by_server(loot: StolenCopy) -> Iterator[Finding]:
    """What the server's log may hold."""
    if not loot.on_postgres:
        return
    found = dict(loot.rows("SELECT name, setting FROM pg_settings"))
    wrong = [name for name, good in HARMLESS.items() if found.get(name, good[0]) not in good]
    for name in wrong:
        cure = f"Set {name} = {HARMLESS[name][0]} in postgresql.conf and reload."
        yield Finding("leak", f"PostgreSQL may write what people send into its log ({name} = {found[name]}). {cure}")
    if not wrong:
        yield Finding("ok", "PostgreSQL writes no statement and no row into its log.")


def kept_elsewhere(loot: StolenCopy) -> Iterator[Finding]:
    """Where deleted rows may live on."""
    if not loot.on_postgres:
        return
    [(archiving,)] = loot.rows("SELECT setting FROM pg_settings WHERE name = 'archive_mode'")
    if archiving != "off":
        text = f"PostgreSQL archives its WAL (archive_mode = {archiving})"
        yield Finding("knows", f"{text}: deleted texts stay in there.")
    [(slots,)] = loot.rows("SELECT count(*) FROM pg_replication_slots")
    [(replicas,)] = loot.rows("SELECT count(*) FROM pg_stat_replication")
    if slots or replicas:
        text = f"PostgreSQL has replicas ({max(slots, replicas)})"
        yield Finding("knows", f"{text}: each holds all that is here.")
    dumps = len([path for path in loot.data.rglob("*.dump") if path.is_file()])
    if dumps:
        yield Finding("knows", f"{dumps} dumps are in the data folder. What was deleted since is still in them.")


def not_looked_at(loot: StolenCopy) -> Iterator[Finding]:
    if not loot.on_postgres:
        return
    order = "PostgreSQL marks rows with their transactions"
    yield Finding("knows", f"{order}: a thief may tell in which order people came and answered, but not what.")
    lingers = "Its WAL keeps deleted rows for a while"
    yield Finding("knows", f"{lingers}. No sealed vote can be read there, but texts that were shown to others,")
    yield Finding("knows", "and answers that decided groups, which are kept with their people until the end.")
    unseen = "PostgreSQL's own files, WAL, archives, replicas, backups and log; the inside of dumps"
    yield Finding("knows", f"Not looked at: {unseen}.")
