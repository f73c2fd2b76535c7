"""`workshop audit` on PostgreSQL: what its server writes and keeps beside the rows, and what is not seen from here."""

from collections.abc import Iterator

from workshop.hosting.audit_words import ARCHIVES, DUMPS, LINGERS, MAY_WRITE, ORDER, REPLICAS, UNSEEN
from workshop.hosting.stolen_copy import Finding, StolenCopy
from workshop.util.phrases import phrase

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
        good = f"{name} = {HARMLESS[name][0]}"
        yield Finding("leak", phrase(MAY_WRITE, setting=f"{name} = {found[name]}", good=good))
    if not wrong:
        yield Finding("ok", phrase("PostgreSQL writes no statement and no row into its log."))


def kept_elsewhere(loot: StolenCopy) -> Iterator[Finding]:
    """Where deleted rows may live on."""
    if not loot.on_postgres:
        return
    [(archiving,)] = loot.rows("SELECT setting FROM pg_settings WHERE name = 'archive_mode'")
    if archiving != "off":
        yield Finding("knows", phrase(ARCHIVES, setting=f"archive_mode = {archiving}"))
    [(slots,)] = loot.rows("SELECT count(*) FROM pg_replication_slots")
    [(replicas,)] = loot.rows("SELECT count(*) FROM pg_stat_replication")
    if slots or replicas:
        yield Finding("knows", phrase(REPLICAS, n=max(slots, replicas)))
    dumps = len([path for path in loot.data.rglob("*.dump") if path.is_file()])
    if dumps:
        yield Finding("knows", phrase(DUMPS, n=dumps))


def not_looked_at(loot: StolenCopy) -> Iterator[Finding]:
    if not loot.on_postgres:
        return
    yield from (Finding("knows", phrase(each)) for each in (ORDER, LINGERS, UNSEEN))
