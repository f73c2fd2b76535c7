"""What `workshop audit` says in more than a few words."""

from workshop.util.phrases import marked

SECRETS = {
    "facilitator_key": marked(
        "The file {name} would let a thief open every console: after a theft, remove it and restart."
    ),
    "secret_key": marked(
        "The file {name} would let a thief forge a facilitator's cookie: after a theft, remove it and restart."
    ),
}
KEY_INSIDE = marked("The key of a running poll is in {name}: its votes can be read.")
KEYS_ALONG = marked(
    "The folder of the keys lies in the data folder, so a copy of one takes the other along. "
    "Set WORKSHOP_KEY_DIR to a folder in memory."
)
ORPHANS = marked("Keys that have outlived their polls: {n}. Start the server once: it destroys them.")
SECRET_INSIDE = marked("Somebody's secret is in {name}: with it they can be played, and their notes read.")
SEALED = marked(
    "A poll is open, with sealed votes: {n}. They open only with the key, which is not in these files, and which will "
    "be destroyed."
)
COLUMNS = marked("The table {table} has columns that Workshop did not make: {names}.")
NUMBERED = marked("The table {table} numbers its rows, which tells in which order people came.")
TOO_MUCH = marked(
    "A result of the workshop “{title}” holds more than it may show: fewer than k votes, or exact numbers."
)
MORE_BESIDE = marked("A text that was promised to be for “{sees}” has more beside it than it may.")
THIEF_WORKSHOPS = marked("A thief would learn of workshops, with their scripts and published results: {n}.")
THIEF_NICKNAMES = marked("A thief would learn nicknames, but not when people came or from where: {n}.")
THIEF_HELPERS = marked("A thief would learn names and roles of people who help to lead: {n}.")
THIEF_TEXTS = marked("A thief would learn texts that people chose to show to others: {n}, with a nickname: {named}.")
LATE = marked("Workshops that should have been deleted by now: {n}. Run: {command}")
HOLDS_KEY = marked("{name} holds the server's key. Delete it, and the key's file too: a new one is made.")
CLEAN_LOGS = marked("The logs (files: {n}) hold no address, browser, name, code or text.")
OTHERS_READ = marked("Other accounts of this machine can read {name}. Run: {command}")
MEMORY = marked("{name} is a copy of the server's memory. Delete it.")
SWAPS = marked(
    "This machine swaps, so memory may reach the disk while a poll is open. Where that matters, run: {command}"
)
UNREAD = marked("The database cannot be read. Run `workshop doctor`, or restore a backup.")
IN_REDIS = marked("The key of the open poll “{step}” of “{title}” is in Redis, until the poll closes.")
ORPHANS_IN_REDIS = marked(
    "Keys in Redis that belong to no open poll: {n}. With one, votes in an old copy could be read. "
    "Start the server once: it destroys them."
)
FOLDER_CLOSED = marked(
    "Not looked at: the folder of Redis, {path}, which is closed to you. No file of Redis may be in it."
)
FOLDER_AWAY = marked(
    "Not looked at: the folder of Redis, which is on another machine, or which it hides. No file of Redis may be in it."
)
ON_ITS_DISK = marked(
    "Redis has written to its disk, and keys of polls may be in there: {path}. Delete it once Redis is set up to write "
    "nothing."
)
STILL_BEAR = marked(
    "Groups of “{title}” still bear the answers that formed them, after the end. Start the server once: they go."
)
CAME_LATER = marked(
    "Groups of “{title}” do not tell who came later: whoever was put into one could read its older texts. "
    "Delete that workshop when you can."
)
ROUNDED = marked(
    "A result of “{title}” is rounded, of so few people that the exact numbers can be told from it. "
    "Delete that workshop when you can."
)
ALIKE = marked(
    "Two results of one question in “{title}” differ by few people, and so tell what these answered. "
    "Delete that workshop when you can."
)
ONE_MARK = marked(
    "Notes that lie under one mark for all steps, which may lead to a name: of {n} people. "
    "Delete that workshop when you can."
)
FEW_WRITERS = marked(
    "Texts without a name that are of one or two people in their box: {n}. No page tells them; whoever opens the "
    "database reads them."
)
MAY_WRITE = marked(
    "PostgreSQL may write what people send into its log ({setting}). Set {good} in postgresql.conf and reload."
)
ARCHIVES = marked("PostgreSQL archives its WAL ({setting}): deleted texts stay in there.")
REPLICAS = marked("PostgreSQL has replicas ({n}): each holds all that is here.")
DUMPS = marked("Dumps in the data folder: {n}. What was deleted since is still in them.")
ORDER = marked(
    "PostgreSQL marks rows with their transactions: a thief may tell in which order people came and answered, but not "
    "what."
)
LINGERS = marked(
    "Its WAL keeps deleted rows for a while. No sealed vote can be read there, but texts that were shown to others, "
    "and answers that decided groups, which are kept with their people until the end."
)
UNSEEN = marked("Not looked at: PostgreSQL's own files, WAL, archives, replicas, backups and log; the inside of dumps.")
