"""How a message is worded; a key such as `E210.groups` is another wording of E210."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """What is wrong, what to do, and what `workshop explain` says about it. English sentences with named places."""

    says: str
    cure: str
    why: str = ""
