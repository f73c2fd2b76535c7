"""Pictures, sounds and films of a place: what comes in, what is there, and which scripts show it."""

from workshop.authoring.media.shelf import Item, MediaShelf

__all__ = ["Item", "MediaShelf"]
