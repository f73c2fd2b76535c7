"""The keys of running polls: small files outside the database, the only way into its ballots.

A key is born before its poll opens and dies after the count. Without it the ballots are noise.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol

from workshop.session.errors import Ours, Refused
from workshop.store.database import StoreUnavailable
from workshop.store.trouble import LESS_PROTECTED, Trouble
from workshop.util.secret_files import in_memory, make_private

SIZE = 32


ON_DISK = Trouble(
    "The keys of polls are on a disk, not in memory. Whoever copies it while a poll runs could open its votes.",
    "Set WORKSHOP_KEY_DIR to a folder on tmpfs, and start the server again.",
    blocks=False,
    title=LESS_PROTECTED,
)
UNUSABLE = Trouble(
    "The folder with the keys of polls cannot be written to, or is another user’s.",
    "Look at WORKSHOP_KEY_DIR: make the folder, or give it to the server’s user. All goes on by itself.",
)
FULL = Trouble(
    "The memory for the keys of polls is full.",
    "Make room in the folder WORKSHOP_KEY_DIR, or name another. All goes on by itself.",
)


def unopened(trouble: Trouble) -> Refused:
    why, cure = Ours(trouble.what), Ours(trouble.cure)
    return Refused("Polls and check-ins cannot be opened. %(why)s %(cure)s", "unsafe_keys", why=why, cure=cure)


class KeyStore(Protocol):
    """What the ballots need of it. On one machine a folder (`Keys`), on several a Redis (`keys_in_redis`)."""

    def create(self, poll: bytes) -> None: ...
    def get(self, poll: bytes) -> bytes | None: ...
    def destroy(self, poll: bytes) -> None: ...
    def all(self) -> set[bytes]: ...
    def trouble(self) -> Trouble | None: ...


class Keys:
    """Keys in a private folder, best one in memory. A poll is named by its 16-byte id (`ballots.poll_id`)."""

    def __init__(self, folder: Path) -> None:
        if not make_private(folder):
            raise OSError(f"The folder for the keys of polls, {folder}, cannot be used. Look at its owner.")
        self.folder = folder
        self._known: dict[bytes, bytearray] = {}

    @cached_property
    def survives_reboot(self) -> bool:
        """True where the folder lies on a disk: keys may then leave remnants, and backups may take them."""
        return not in_memory(self.folder)

    def trouble(self) -> Trouble | None:
        if not self._usable():
            return UNUSABLE
        if not os.statvfs(self.folder).f_bavail:
            return FULL
        return ON_DISK if self.survives_reboot else None

    def _usable(self) -> bool:
        """A folder that somebody's clean-up took away is made anew."""
        return os.access(self.folder, os.W_OK | os.X_OK) or make_private(self.folder)

    def create(self, poll: bytes) -> None:
        """Make sure that `poll` has a key, safe when this returns. A key that exists is kept.

        Raises Refused where it cannot be made.
        """
        if self.get(poll) is not None:
            return
        try:
            self._usable()
            with self._alone():  # between our look and our write another process may have made it
                if self.get(poll) is None:
                    self._remove_file(self._path(poll))  # half destroyed: zeros are no key
                    self._write(poll, secrets.token_bytes(SIZE))
        except OSError:
            raise unopened(self.trouble() or FULL) from None

    def get(self, poll: bytes) -> bytes | None:
        """The key, or None. The file decides: another process may have destroyed it."""
        if not os.path.exists(f"{self.folder}/{poll.hex()}"):  # noqa: PTH110 - asked at every vote, and faster
            self._forget(poll)
            return None
        if poll not in self._known:
            key = self._read(poll)
            if key is None:
                return None
            self._known[poll] = bytearray(key)
        return bytes(self._known[poll])

    def destroy(self, poll: bytes) -> None:
        """Overwrite and remove the key, on the disk and here. Nothing happens where there is none.

        Raises StoreUnavailable where it is still there, on a disk that became read-only.
        """
        self._forget(poll)
        try:
            for path in (self._path(poll), *self.folder.glob(f".{poll.hex()}.*")):
                self._remove_file(path)
            self._sync_folder()
        except FileNotFoundError:
            return  # the whole folder is gone
        except OSError as error:
            raise StoreUnavailable from error

    def all(self) -> set[bytes]:
        """The polls that have a key, or the remains of one."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        names = (path.name.lstrip(".").partition(".")[0] for path in found)
        return {bytes.fromhex(name) for name in names if len(name) == 32 and _is_hex(name)}

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One maker of keys at a time, over all processes. Nothing may yield in here."""
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)  # which lets go of the lock

    def _path(self, poll: bytes) -> Path:
        return self.folder / poll.hex()

    def _read(self, poll: bytes) -> bytes | None:
        try:
            key = self._path(poll).read_bytes()
        except FileNotFoundError:
            return None
        return key if len(key) == SIZE and any(key) else None

    def _write(self, poll: bytes, key: bytes) -> None:
        """Linking a finished file lets the first of several processes win, and no one reads half a key."""
        draft = self.folder / f".{poll.hex()}.{secrets.token_hex(4)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, self._path(poll))
        except FileExistsError:
            self._remove_file(draft)  # another process was first: its key is the one
        else:
            draft.unlink()  # not overwritten: it is the same file
        self._sync_folder()

    def _remove_file(self, path: Path) -> None:
        try:
            with os.fdopen(os.open(path, os.O_WRONLY), "wb") as file:
                file.write(bytes(SIZE))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        path.unlink(missing_ok=True)

    def _sync_folder(self) -> None:
        handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _forget(self, poll: bytes) -> None:
        held = self._known.pop(poll, None)
        if held is not None:
            held[:] = bytes(len(held))


def _is_hex(name: str) -> bool:
    return all(c in "0123456789abcdef" for c in name)
