"""Who may read what a person wrote."""

from enum import StrEnum


class Sees(StrEnum):
    """Who may read what a person wrote: the promise above every box. Narrowest first."""

    ONLY_ME = "only me"
    MY_GROUP = "my group"
    FACILITATORS = "facilitators"
    TEAM_WITH_NAMES = "facilitators with names"
    WITHOUT_NAMES = "everyone without names"
    WITH_NAMES = "everyone with names"

    @property
    def for_all(self) -> bool:
        """Whether the whole room reads it, with or without the name."""
        return self in (Sees.WITHOUT_NAMES, Sees.WITH_NAMES)

    @property
    def for_team(self) -> bool:
        """Whether the team reads it too: what is for all, and what is meant for the facilitators."""
        return self.for_all or self.for_team_alone

    @property
    def for_team_alone(self) -> bool:
        """Whether it is meant for those who lead, and for nobody else."""
        return self in (Sees.FACILITATORS, Sees.TEAM_WITH_NAMES)

    @property
    def nameless(self) -> bool:
        """Whether others read it and must not learn whose it is: so it is never released by itself."""
        return self in (Sees.FACILITATORS, Sees.WITHOUT_NAMES)

    @property
    def named(self) -> bool:
        """Whether its readers see who wrote it."""
        return self in (Sees.MY_GROUP, Sees.TEAM_WITH_NAMES, Sees.WITH_NAMES)

    def within(self, other: "Sees") -> bool:
        """Whether this promises no less than `other`: a name for the team is more than everyone without one learns."""
        return self.narrowed(other) is self

    def narrowed(self, other: "Sees") -> "Sees":
        """What both promises allow."""
        if {self, other} == {Sees.TEAM_WITH_NAMES, Sees.WITHOUT_NAMES}:
            return Sees.FACILITATORS
        return min(self, other, key=list(Sees).index)
