"""What may stand in a setting: each check takes its text and returns its value, or says in a sentence what to give."""

import os
import re
from errno import ENOENT
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from workshop import DISTRIBUTION
from workshop.util.network import is_loopback
from workshop.util.paths import is_folder
from workshop.util.phrases import marked, phrase

ASYNC_MODES = ("eventlet", "gevent", "threading")
FANOUTS = ("hub", "stock")
NO_SITE = marked(
    "“{text}” is not the address of a site. Give its beginning, like https://workshop.example.org "
    "or https://example.org/workshop"
)
NOT_MADE = marked("The folder {path} cannot be made ({why}). Name another.")
NO_DATABASE = marked("There is no database {path} yet. Start the server once, or name its folder.")
NO_FOLDER = marked("There is no folder {path}. Make it, or leave this out for one in the data folder.")
NO_DATABASE_URL = marked(
    "This is not a database address. Give postgresql://user:password@host/name or sqlite:////path."
)
NO_PACKAGE = marked("{what} needs a package that is missing. Run: {command}")
SHORT_KEY = marked("Give at least 16 letters, digits or - _ . ~, or leave it out: a key is made at the first start.")
SHORT_SECRET = marked("Give at least 32 letters and digits, or leave it out: a key is made at the first start.")
PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


class SettingsError(Exception):
    """A setting is wrong; the text says which, why and what to do."""


def _is_name(host: str) -> bool:
    """Whether anybody can be asked where it is: whatever looks up another one fails in words of its own."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._:-]+", text) or text.startswith("-") or not _is_name(text):
        raise SettingsError(
            phrase("“{text}” is not a host name or address. Give 127.0.0.1, or 0.0.0.0 for every network.", text=text)
        )
    return text


def port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        raise SettingsError(
            phrase("“{text}” is not a port. Give a number from 1 to 65535, or 0 for any free one.", text=text)
        )
    return int(text)


def hours(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise SettingsError(
            phrase("“{text}” is not a number of hours. Give for example 24, or 0 for no backups by itself.", text=text)
        )
    return int(text)


def how_many(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) == 0:
        raise SettingsError(
            phrase("“{text}” is not a number of backups. Give how many are kept, for example 7.", text=text)
        )
    return int(text)


def yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise SettingsError(phrase("“{text}” is not known. Choose yes or no.", text=text))
    return text == "yes"


def log_format(text: str) -> str:
    if text not in ("text", "json"):
        raise SettingsError(phrase("“{text}” is not known. Choose text or json.", text=text))
    return text


def async_mode(text: str) -> str:
    if text not in ASYNC_MODES:
        raise SettingsError(phrase("“{text}” is not known. Choose eventlet, gevent or threading.", text=text))
    if text != "threading":
        need(text, phrase("The mode {mode}", mode=text), text)
    return text


def fanout(text: str) -> str:
    if text not in FANOUTS:
        raise SettingsError(phrase("“{text}” is not known. Choose hub or stock.", text=text))
    return text


def public_url(text: str) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_site = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        netloc = parts.netloc.encode("idna").decode("ascii")  # as browsers say it, whatever script it is written in
        is_bare = PATH.fullmatch(parts.path) and not (parts.query or parts.fragment or "@" in parts.netloc)
    except ValueError:
        is_site, is_bare, netloc = False, None, ""
    if not (is_site and is_bare):
        raise SettingsError(phrase(NO_SITE, text=text))
    return f"{parts.scheme}://{netloc.lower()}{parts.path.rstrip('/')}"


def issuer(text: str) -> str:
    site = public_url(text)
    parts = urlsplit(site or "")
    if site and parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise SettingsError(phrase("“{text}” begins with http. Give the address that begins with https.", text=text))
    return site or ""


def proxies(text: str) -> int:
    if not re.fullmatch(r"[0-9]", text):
        raise SettingsError(
            phrase(
                "“{text}” is not a number of proxies. Give 1 for one nginx or Caddy in front, 0 for none.", text=text
            )
        )
    return int(text)


def processes(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", text):
        raise SettingsError(
            phrase("“{text}” is not a number of processes. Give 1, or as many as the machine has cores.", text=text)
        )
    return int(text)


def _absolute(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:  # ~somebody, whom this machine does not know
        raise SettingsError(phrase(NOT_MADE, path=text, why=os.strerror(ENOENT))) from None


def folder_path(text: str) -> Path | None:
    return _absolute(text) if text else None


def data_path(text: str) -> Path:
    return _absolute(text)


def data(text: str) -> Path:
    path = _absolute(text)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(phrase(NOT_MADE, path=path, why=error.strerror)) from None
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise SettingsError(
            phrase("The folder {path} cannot be written to. Change its owner or name another.", path=path)
        )
    return path


def sessions(text: str) -> Path | None:
    if not text:
        return None
    path = _absolute(text)
    if not is_folder(path):
        raise SettingsError(phrase(NO_FOLDER, path=path))
    return path


def database_url(text: str) -> str:
    scheme, colon, rest = text.partition("://")
    if colon and scheme == "sqlite" and re.match(r"/[^:?]", rest):  # a file: what is in memory is gone after a restart
        return text
    if colon and scheme in ("postgres", "postgresql", "postgresql+psycopg2") and rest:
        need("psycopg2", "PostgreSQL", "postgres")
        return f"postgresql+psycopg2://{rest}"
    raise SettingsError(phrase(NO_DATABASE_URL))


def _leads_somewhere(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.port != 0 and _is_name(parts.hostname or "")
    except ValueError:  # a port that is none
        return False


def redis_url(text: str) -> str | None:
    if not text:
        return None
    if not re.match(r"(rediss?|unix)://.", text) or not _leads_somewhere(text):
        raise SettingsError(phrase("This is not a Redis address. Give for example redis://localhost:6379/0"))
    need("redis", "Redis", "redis")
    return text


def need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        raise SettingsError(phrase(NO_PACKAGE, what=what, command=f"pip install '{DISTRIBUTION}[{extra}]'"))


def facilitator_key(text: str) -> str | None:
    if text and not re.fullmatch(r"[A-Za-z0-9_~.-]{16,200}", text):
        raise SettingsError(phrase(SHORT_KEY))
    return text or None


def secret_key(text: str) -> str | None:
    if text and len(text) < 32:
        raise SettingsError(phrase(SHORT_SECRET))
    return text or None
