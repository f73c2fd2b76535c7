"""Settings: flags, then WORKSHOP_… variables, then `.env`. Each is checked, each failure is a sentence."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

from workshop.util import setting_values as values
from workshop.util.paths import bundled, is_file, is_folder
from workshop.util.phrases import Phrase, marked, phrase
from workshop.util.secret_files import in_memory, kept_secret, make_private, memory_folder
from workshop.util.seeding import seeded
from workshop.util.setting_names import misspelt
from workshop.util.setting_values import SettingsError

USUAL_HOST, USUAL_PORT = "127.0.0.1", 8000
WILDCARDS = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
NAMED_FILE = marked("The file {path}, which {name} names, cannot be read. Look at its owner.")
NO_TEXT = marked("The file {path} cannot be read. Look at its owner, and save it as plain text in UTF-8.")
DISK = marked("The folder {path} cannot be made ({why}). Look at its disk.")
ANOTHERS = marked("The folder {path} cannot be made, or is another user’s. Name another.")
DAMAGED = marked("The file {path} is damaged. Remove it: a new one is made at the next start.")
NO_DATA_FOLDER = marked("There is no data folder {path} yet. Start the server once, or name its folder.")
T = TypeVar("T")


class NothingThere(SettingsError):
    """No server ran with these settings so far, and the command needs one that did."""


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
    misspelt: tuple[tuple[str, str], ...] = ()  # names that do nothing, each with the one that may be meant

    def __repr__(self) -> str:
        return f"Settings(host={self.host!r}, port={self.port}, data={str(self.data)!r}, …)"

    @property
    def keys_in_redis(self) -> bool:
        """Several machines share the keys of polls; on one machine a folder in memory is simpler and faster."""
        return self.redis_url is not None and self.database_url.startswith("postgresql")

    @classmethod
    def from_env(
        cls,
        env: Mapping[str, str] = os.environ,
        *,
        dotenv: Path = Path(".env"),
        existing: bool = False,
        **flags: object,
    ) -> "Settings":
        """Read, check, and make what the first start needs: the data folder, its secrets, the key folder.

        All that can be wrong by itself is looked at before anything is made. `existing` is for commands about what is
        there: where no server ran they make nothing, and NothingThere is raised.
        """
        given = _Given(env, dotenv, flags)
        at = given.read("data", values.data_path, "data")
        key = given.read("facilitator_key", values.facilitator_key, "")
        database_url = given.read("database_url", values.database_url, f"sqlite:///{at / 'workshop.db'}")
        # A dump is closed, what is deleted later stays in it: none is made that nobody asked for.
        every = "24" if database_url.startswith("sqlite") else "0"
        plain = _plain(given, every, env.get("PORT") or str(USUAL_PORT))  # platforms say it so
        sessions, secret = given.read("sessions", values.sessions, ""), given.read("secret_key", values.secret_key, "")
        if existing:
            _refuse_nothing(at, database_url, key)
        data = given.read("data", values.data, "data")
        key_dir, on_disk = _key_dir(given.read("key_dir", values.folder_path, ""), data)
        return cls(
            data=data,
            sessions=sessions or _own_scripts(data),
            key_dir=key_dir,
            key_dir_on_disk=on_disk,
            database_url=database_url,
            facilitator_key=key or _kept(data, "facilitator_key", 16),
            secret_key=secret or _kept(data, "secret_key", 32),
            key_given=bool(key),
            **plain,
        )


class _Given:
    """Where a setting comes from. An empty value counts as not given."""

    def __init__(self, env: Mapping[str, str], dotenv: Path, flags: Mapping[str, object]) -> None:
        try:
            file = dotenv_values(dotenv, interpolate=False) if is_file(dotenv) else {}
        except (OSError, UnicodeDecodeError):
            raise SettingsError(phrase(NO_TEXT, path=dotenv.absolute())) from None
        self._layers = [
            {f"WORKSHOP_{name.upper()}": str(value) for name, value in flags.items() if value is not None},
            env,
            {name: value for name, value in file.items() if value},
        ]

    def names(self) -> set[str]:
        return {name for layer in self._layers for name in layer}

    def read(self, field: str, check: Callable[[str], T], default: str) -> T:
        name = f"WORKSHOP_{field.upper()}"
        try:
            text = next((found for layer in self._layers if (found := _value(layer, name))), default).strip()
            return check(text)
        except SettingsError as error:
            raise _of(name, error.args[0]) from None


def _known() -> set[str]:
    """All names that are read, and those of files that hold what they would."""
    fields = {*Settings.__dataclass_fields__, *(f"oidc_{name}" for name in Organisation.NAMES)}
    names = {f"WORKSHOP_{field.upper()}" for field in fields}
    return names | {f"{name}_FILE" for name in names}


def _of(name: str, why: Phrase) -> SettingsError:
    return SettingsError(Phrase("{name}: {why}", {"name": name, "why": why}))


def _value(layer: Mapping[str, str], name: str) -> str:
    """The value itself, or what stands in the file that NAME_FILE names: so containers hand over secrets."""
    if layer.get(name) or not layer.get(f"{name}_FILE"):
        return layer.get(name, "")
    path = Path(layer[f"{name}_FILE"])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise SettingsError(phrase(NAMED_FILE, path=path, name=f"{name}_FILE")) from None


def _organisation(given: _Given) -> Organisation | None:
    """None where nobody has named one. Raises SettingsError where half of it is missing."""
    issuer = given.read("oidc_url", values.issuer, "")
    if not issuer:
        return None
    needed = {name: given.read(name, str, "") for name in ("oidc_client", "oidc_secret")}
    for name, value in needed.items():
        if not value:
            raise _of("WORKSHOP_" + name.upper(), phrase("Give what your organisation’s sign-on calls this server."))
    return Organisation(
        issuer, needed["oidc_client"], needed["oidc_secret"],
        given.read("oidc_name", str, urlsplit(issuer).hostname or issuer),
        given.read("oidc_claim", str, "sub"),
        given.read("oidc_new", values.yes_or_no, "no"),
        given.read("oidc_hosts", str, ""),
    )  # fmt: skip


def _plain(given: _Given, backup_every: str, port: str) -> dict[str, Any]:
    """Those for which nothing has to be made."""
    return {
        "host": given.read("host", values.host, USUAL_HOST),
        "port": given.read("port", values.port, port),
        "public_url": given.read("public_url", values.public_url, ""),
        "redis_url": given.read("redis_url", values.redis_url, ""),
        "async_mode": given.read("async_mode", values.async_mode, "eventlet"),
        "fanout": given.read("fanout", values.fanout, "hub"),
        "backup_every": given.read("backup_every", values.hours, backup_every),
        "backup_keep": given.read("backup_keep", values.how_many, "7"),
        "log_format": given.read("log_format", values.log_format, "text"),
        "proxies": given.read("proxies", values.proxies, "0"),
        "processes": given.read("processes", values.processes, "1"),
        "organisation": _organisation(given),
        "misspelt": misspelt(given.names(), _known()),
    }


def _refuse_nothing(data: Path, database_url: str, key: str | None) -> None:
    """A folder with a letter amiss has nothing, and gets nothing: its keys would fit no server."""
    scheme, _, rest = database_url.partition(":///")
    if scheme == "sqlite" and not Path(rest).exists() and not (data / "backups").exists():
        raise NothingThere(phrase(values.NO_DATABASE, path=rest))
    if scheme != "sqlite" and not (key or is_folder(data)):
        raise NothingThere(phrase(NO_DATA_FOLDER, path=data))


def _own_scripts(data: Path) -> Path:
    """Scripts are data: the shipped ones are copied once, and no upgrade touches what became of them."""
    try:
        return seeded(data / "scripts", bundled("sessions"))
    except OSError as error:
        why = phrase(DISK, path=data / "scripts", why=error.strerror)
        raise _of("WORKSHOP_DATA", why) from None


def _key_dir(asked: Path | None, data: Path) -> tuple[Path, bool]:
    """The folder for the keys of running polls, and whether it would survive a power cut (it should not)."""
    if asked is not None:
        if not make_private(asked):
            raise _of("WORKSHOP_KEY_DIR", phrase(ANOTHERS, path=asked))
        return asked, not in_memory(asked)
    found = memory_folder(data)
    if found is not None:
        return found, False
    if not make_private(data / "keys"):
        why = phrase("The folder {path} cannot be used. Look at its owner.", path=data / "keys")
        raise _of("WORKSHOP_DATA", why)
    return data / "keys", True


def _kept(data: Path, name: str, size: int) -> str:
    path = data / name
    try:
        secret = kept_secret(path, size)
    except (OSError, UnicodeDecodeError):
        raise SettingsError(phrase("The file {path} cannot be read or made. Look at its owner.", path=path)) from None
    if len(secret) < 16:
        raise SettingsError(phrase(DAMAGED, path=path))
    return secret
