"""Where each place has its scripts, and what becomes of a name there: every place has folders of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workshop.authoring.editable_library import UNLIMITED, EditableLibrary, Limits
from workshop.store.places import FIRST
from workshop.util.paths import bundled
from workshop.util.seeding import seeded


@dataclass(frozen=True, slots=True)
class Shelves:
    """The first place's folders are those that a server of one place has; the others' lie below `others`."""

    scripts: Path
    versions: Path
    others: Path

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Shelves":
        return cls(config["SESSIONS_FOLDER"], config["VERSIONS_FOLDER"], config["PLACES_FOLDER"])

    def library(self, place_id: str, limits: Limits = UNLIMITED) -> EditableLibrary:
        """The scripts of this place and of no other. Without `limits` it is for reading alone."""
        return EditableLibrary(self.folder(place_id), self._versions(place_id), place_id, limits)

    def folder(self, place_id: str) -> Path:
        """A new place begins with the scripts that Workshop brings. Raises OSError where they cannot be copied."""
        if place_id == FIRST:
            return self.scripts
        own = self.others / place_id
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        return seeded(own / "scripts", bundled("sessions"))

    def _versions(self, place_id: str) -> Path:
        return self.versions if place_id == FIRST else self.others / place_id / "versions"
