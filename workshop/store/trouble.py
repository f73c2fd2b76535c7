"""What is amiss with what the server stands on, in words for the console, the log and whoever runs the server."""

from dataclasses import dataclass

from workshop.util.phrases import Phrase, joined, phrase

NO_POLLS = "Polls and check-ins cannot be opened just now."
LESS_PROTECTED = "Polls work, with less protection than they could have."
NOT_SAVED = "Nothing can be saved just now."
NO_ANSWER = phrase("PostgreSQL does not answer. Look at WORKSHOP_DATABASE_URL and its server.")
WAITS = "Answers wait on the phones meanwhile, and all goes on by itself."


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is amiss, and its cure. Where it `blocks`, what the `title` says does not work meanwhile."""

    what: str
    cure: str
    blocks: bool = True
    title: str = NO_POLLS

    def __str__(self) -> str:
        return f"{self.what} {self.cure}"

    def whole(self, title: bool = True) -> Phrase:
        """The same, its title before it, for a command that says it in somebody's language."""
        sentences = [phrase(each) for each in ((self.title,) if title else ()) + (self.what, self.cure)]
        return joined(*sentences)


FULL = Trouble("The disk with the database is full.", f"Make room on it. {WAITS}", title=NOT_SAVED)
READ_ONLY = Trouble(
    "The database cannot be written to.",
    f"Look at the owner of the data folder, and whether its disk is read-only. {WAITS}",
    title=NOT_SAVED,
)
FAILING = Trouble(
    "The disk with the database reports errors.",
    f"Look at the disk, and at the system's log. Have a backup at hand. {WAITS}",
    title=NOT_SAVED,
)
DAMAGED = Trouble(
    "The database is damaged.", "Stop the server and start it again: it names the backup to restore.", title=NOT_SAVED
)
HELD = Trouble("Another program holds the database.", f"End that program. {WAITS}", title=NOT_SAVED)
GONE = Trouble("The database does not answer.", f"Start it again, or look at its settings. {WAITS}", title=NOT_SAVED)

_BY_WORDS = (
    ("full", FULL), ("readonly", READ_ONLY), ("read-only", READ_ONLY), ("unable to open", READ_ONLY),
    ("disk i/o", FAILING), ("malformed", DAMAGED), ("not a database", DAMAGED), ("locked", HELD), ("busy", HELD),
)  # fmt: skip


def of_database(error: object) -> Trouble:
    """What an error of the database's driver means for whoever runs the server."""
    words = str(error).lower()
    return next((trouble for word, trouble in _BY_WORDS if word in words), GONE)
