"""Somebody's own plan, however it was written, as a script: read, proposed, corrected, written. Nothing is lost."""

from .proposing import propose
from .sources import Unreadable, text_of
from .writing import write

__all__ = ["Unreadable", "propose", "text_of", "write"]
