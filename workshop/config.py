"""Settings: flags, then WORKSHOP_… variables, then `.env`. Each is checked, each failure is a sentence."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from workshop import DISTRIBUTION
from workshop.util.network import is_loopback
from workshop.util.paths import bundled, is_file
from workshop.util.secret_files import in_memory, kept_secret, make_private, memory_folder
from workshop.util.seeding import seeded

ASYNC_MODES = ("eventlet", "gevent", "threading")
FANOUTS = ("hub", "stock")
WILDCARDS = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
T = TypeVar("T")


class SettingsError(Exception):
    """A setting is wrong; the text says which, why and what to do."""


@dataclass(frozen=True)
class Organisation:
    """Where those who lead sign in: an OpenID Connect provider. `repr` leaves the secret out."""

    issuer: str  # its address, under which /.well-known/openid-configuration is
    client: str
    secret: str
    name: str  # as the button says it
    claim: str  # what tells people apart
    new_places: bool  # whoever comes for the first time gets a place
    hosts: str  # the group whose people look after places; empty where the provider does not say

    NAMES: ClassVar = ("url", "client", "secret", "name", "claim", "new", "hosts")  # of WORKSHOP_OIDC_…

    def __repr__(self) -> str:
        return f"Organisation(issuer={self.issuer!r}, …)"


@dataclass(frozen=True)
class Settings:
    """What the person who hosts decides. `repr` leaves the secrets out."""

    host: str
    port: int
    public_url: str | None
    data: Path
    sessions: Path
    key_dir: Path
    key_dir_on_disk: bool
    database_url: str
    redis_url: str | None
    async_mode: str
    fanout: str
    facilitator_key: str
    secret_key: str
    backup_every: int
    backup_keep: int
    log_format: str
    key_given: bool  # the facilitator's key is a setting, and in no file of ours
    proxies: int = 0
    processes: int = 1
    organisation: Organisation | None = None

    def __repr__(self) -> str:
        return f"Settings(host={self.host!r}, port={self.port}, data={str(self.data)!r}, …)"

    @property
    def keys_in_redis(self) -> bool:
        """Several machines share the keys of polls; on one machine a folder in memory is simpler and faster."""
        return self.redis_url is not None and self.database_url.startswith("postgresql")

    @classmethod
    def from_env(
        cls, env: Mapping[str, str] = os.environ, *, dotenv: Path = Path(".env"), **flags: object
    ) -> "Settings":
        """Read, check, and make what the first start needs: the data folder, its secrets, the key folder."""
        given = _Given(env, dotenv, flags)
        data = given.read("data", _data, "data")
        key_dir, on_disk = _key_dir(given.read("key_dir", _folder_path, ""), data)
        database_url = given.read("database_url", _database_url, f"sqlite:///{data / 'workshop.db'}")
        # A dump is closed, what is deleted later stays in it: none is made that nobody asked for.
        every = "24" if database_url.startswith("sqlite") else "0"
        return cls(
            host=given.read("host", _host, "127.0.0.1"),
            port=given.read("port", _port, env.get("PORT") or "8000"),  # platforms say it so
            public_url=given.read("public_url", _public_url, ""),
            data=data,
            sessions=given.read("sessions", _sessions, "") or _own_scripts(data),
            key_dir=key_dir,
            key_dir_on_disk=on_disk,
            database_url=database_url,
            redis_url=given.read("redis_url", _redis_url, ""),
            async_mode=given.read("async_mode", _async_mode, "eventlet"),
            fanout=given.read("fanout", _fanout, "hub"),
            facilitator_key=given.read("facilitator_key", _facilitator_key, "") or _kept(data, "facilitator_key", 16),
            secret_key=given.read("secret_key", _secret_key, "") or _kept(data, "secret_key", 32),
            backup_every=given.read("backup_every", _hours, every),
            backup_keep=given.read("backup_keep", _how_many, "7"),
            log_format=given.read("log_format", _log_format, "text"),
            key_given=bool(given.read("facilitator_key", _facilitator_key, "")),
            proxies=given.read("proxies", _proxies, "0"),
            processes=given.read("processes", _processes, "1"),
            organisation=_organisation(given),
        )


class _Given:
    """Where a setting comes from. An empty value counts as not given."""

    def __init__(self, env: Mapping[str, str], dotenv: Path, flags: Mapping[str, object]) -> None:
        file = dotenv_values(dotenv, interpolate=False) if is_file(dotenv) else {}
        self._layers = [
            {f"WORKSHOP_{name.upper()}": str(value) for name, value in flags.items() if value is not None},
            env,
            {name: value for name, value in file.items() if value},
        ]

    def read(self, field: str, check: Callable[[str], T], default: str) -> T:
        name = f"WORKSHOP_{field.upper()}"
        try:
            text = next((found for layer in self._layers if (found := _value(layer, name))), default).strip()
            return check(text)
        except SettingsError as error:
            raise SettingsError(f"{name}: {error}") from None


def _value(layer: Mapping[str, str], name: str) -> str:
    """The value itself, or what stands in the file that NAME_FILE names: so containers hand over secrets."""
    if layer.get(name) or not layer.get(f"{name}_FILE"):
        return layer.get(name, "")
    path = Path(layer[f"{name}_FILE"])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"The file {path}, which {name}_FILE names, cannot be read. Look at its owner.") from None


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._:-]+", text) or text.startswith("-"):
        raise SettingsError(f"“{text}” is not a host name or address. Give 127.0.0.1, or 0.0.0.0 for every network.")
    return text


def _port(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > 65535:
        raise SettingsError(f"“{text}” is not a port. Give a number from 1 to 65535, or 0 for any free one.")
    return int(text)


def _hours(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise SettingsError(f"“{text}” is not a number of hours. Give for example 24, or 0 for no backups by itself.")
    return int(text)


def _how_many(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) == 0:
        raise SettingsError(f"“{text}” is not a number of backups. Give how many are kept, for example 7.")
    return int(text)


def _log_format(text: str) -> str:
    if text not in ("text", "json"):
        raise SettingsError(f"“{text}” is not known. Choose text or json.")
    return text


def _public_url(text: str) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_site = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        is_bare = PATH.fullmatch(parts.path) and not (parts.query or parts.fragment or "@" in parts.netloc)
    except ValueError:
        is_site, is_bare = False, None
    if not (is_site and is_bare):
        raise SettingsError(
            f"“{text}” is not the address of a site. Give its beginning, like https://workshop.example.org "
            "or https://example.org/workshop"
        )
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _proxies(text: str) -> int:
    if not re.fullmatch(r"[0-9]", text):
        raise SettingsError(f"“{text}” is not a number of proxies. Give 1 for one nginx or Caddy in front, 0 for none.")
    return int(text)


def _processes(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", text):
        raise SettingsError(f"“{text}” is not a number of processes. Give 1, or as many as the machine has cores.")
    return int(text)


def _organisation(given: _Given) -> Organisation | None:
    """None where nobody has named one. Raises SettingsError where half of it is missing."""
    issuer = given.read("oidc_url", _issuer, "")
    if not issuer:
        return None
    needed = {name: given.read(name, str, "") for name in ("oidc_client", "oidc_secret")}
    for name, value in needed.items():
        if not value:
            raise SettingsError(f"WORKSHOP_{name.upper()}: Give what your organisation’s sign-on calls this server.")
    return Organisation(
        issuer, needed["oidc_client"], needed["oidc_secret"],
        given.read("oidc_name", str, urlsplit(issuer).hostname or issuer),
        given.read("oidc_claim", str, "sub"),
        given.read("oidc_new", _yes_or_no, "no"),
        given.read("oidc_hosts", str, ""),
    )  # fmt: skip


def _issuer(text: str) -> str:
    site = _public_url(text)
    parts = urlsplit(site or "")
    if site and parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise SettingsError(f"“{text}” begins with http. Give the address that begins with https.")
    return site or ""


def _yes_or_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise SettingsError(f"“{text}” is not known. Choose yes or no.")
    return text == "yes"


def _folder_path(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


def _data(text: str) -> Path:
    path = Path(text).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"The folder {path} cannot be made ({error.strerror}). Name another.") from None
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise SettingsError(f"The folder {path} cannot be written to. Change its owner or name another.")
    return path


def _sessions(text: str) -> Path | None:
    if not text:
        return None
    path = Path(text).expanduser().absolute()
    if not path.is_dir():
        raise SettingsError(f"There is no folder {path}. Make it, or leave this out for one in the data folder.")
    return path


def _own_scripts(data: Path) -> Path:
    """Scripts are data: the shipped ones are copied once, and no upgrade touches what became of them."""
    try:
        return seeded(data / "scripts", bundled("sessions"))
    except OSError as error:
        raise SettingsError(
            f"WORKSHOP_DATA: The folder {data / 'scripts'} cannot be made ({error.strerror}). Look at its disk."
        ) from None


def _key_dir(asked: Path | None, data: Path) -> tuple[Path, bool]:
    """The folder for the keys of running polls, and whether it would survive a power cut (it should not)."""
    if asked is not None:
        if not make_private(asked):
            raise SettingsError(
                f"WORKSHOP_KEY_DIR: The folder {asked} cannot be made, or is another user’s. Name another."
            )
        return asked, not in_memory(asked)
    found = memory_folder(data)
    if found is not None:
        return found, False
    if not make_private(data / "keys"):
        raise SettingsError(f"WORKSHOP_DATA: The folder {data / 'keys'} cannot be used. Look at its owner.")
    return data / "keys", True


def _database_url(text: str) -> str:
    scheme, colon, rest = text.partition("://")
    if colon and scheme == "sqlite" and rest.startswith("/"):
        return text
    if colon and scheme in ("postgres", "postgresql", "postgresql+psycopg2") and rest:
        _need("psycopg2", "PostgreSQL", "postgres")
        return f"postgresql+psycopg2://{rest}"
    raise SettingsError("This is not a database address. Give postgresql://user:password@host/name or sqlite:////path.")


def _redis_url(text: str) -> str | None:
    if not text:
        return None
    if not re.match(r"(rediss?|unix)://.", text):
        raise SettingsError("This is not a Redis address. Give for example redis://localhost:6379/0")
    _need("redis", "Redis", "redis")
    return text


def _async_mode(text: str) -> str:
    if text not in ASYNC_MODES:
        raise SettingsError(f"“{text}” is not known. Choose eventlet, gevent or threading.")
    if text != "threading":
        _need(text, f"The mode {text}", text)
    return text


def _fanout(text: str) -> str:
    if text not in FANOUTS:
        raise SettingsError(f"“{text}” is not known. Choose hub or stock.")
    return text


def _need(module: str, what: str, extra: str) -> None:
    if find_spec(module) is None:
        raise SettingsError(f"{what} needs a package that is missing. Run: pip install '{DISTRIBUTION}[{extra}]'")


def _facilitator_key(text: str) -> str | None:
    if text and not re.fullmatch(r"[A-Za-z0-9_~.-]{16,200}", text):
        raise SettingsError(
            "Give at least 16 letters, digits or - _ . ~, or leave it out: a key is made at the first start."
        )
    return text or None


def _secret_key(text: str) -> str | None:
    if text and len(text) < 32:
        raise SettingsError("Give at least 32 letters and digits, or leave it out: a key is made at the first start.")
    return text or None


def _kept(data: Path, name: str, size: int) -> str:
    path = data / name
    try:
        secret = kept_secret(path, size)
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"The file {path} cannot be read or made. Look at its owner.") from None
    if len(secret) < 16:
        raise SettingsError(f"The file {path} is damaged. Remove it: a new one is made at the next start.")
    return secret
