"""What the tables of all languages have in common, so that each says a word once."""

from collections.abc import Mapping

from .table import Table

Words = Mapping[str, str]
YES_OR_NO = (
    "type instead", "change", "moderate", "shuffle", "other", "compare", "card", "on your own", "sound", "bell",
    "pause before sending",
)  # fmt: skip


def built(
    *, kinds: Words, settings: Words, sees: Words, none: str, yes: tuple[str, str], on: tuple[str, str],
    lengths: Words, after: Words | str, values: Mapping[str, Words], choose: tuple[str, str], flags: Words,
    labels: Words, subs: Words, several: Mapping[str, tuple[str, ...]] | None = None,
) -> Table:  # fmt: skip
    """`none`: no notes of groups. `after`: “after {}”, of a length of time; for each where it bends them."""
    later = {ours: after.format(theirs) if isinstance(after, str) else after[ours] for ours, theirs in lengths.items()}
    yes_no, on_off = dict(zip(("yes", "no"), yes, strict=True)), dict(zip(("on", "off"), on, strict=True))
    remind = {f"after {ours}": theirs for ours, theirs in later.items()} | dict(lengths)
    common = {
        **dict.fromkeys(YES_OR_NO, yes_no), "signal": on_off, "questions": on_off, "hands": on_off, "keep": lengths,
        "remind": remind,
        "who sees this": sees, "notes": {**sees, "none": none},
    }  # fmt: skip
    return Table(
        {"Check-in": "Check-in", **kinds},
        {"format": "format", **settings},
        {**values, **common},
        choose,
        flags,
        labels,
        subs,
        several or {},
    )
