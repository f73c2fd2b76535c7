"""A script as data: what a facilitator wrote, read and checked. Everything here is frozen.

Times are whole seconds, lines and columns count from 1, HTML is already sanitised.
"""

from .details import (
    OTHER,
    Breakout,
    By,
    Choice,
    Detail,
    Field,
    Form,
    Leftover,
    Pause,
    Poll,
    Prose,
    Reflect,
    Resources,
    Round,
    Scale,
    Seed,
    Show,
    Slide,
    Solution,
    Talk,
    Tick,
    Variant,
    Wall,
    Worksheet,
)
from .messages import Fix, Message, Reading
from .script import Rules, Script
from .steps import Cue, Kind, Offer, Part, Step
from .visibility import Sees

__all__ = [
    "OTHER",
    "Breakout",
    "By",
    "Choice",
    "Cue",
    "Detail",
    "Field",
    "Fix",
    "Form",
    "Kind",
    "Leftover",
    "Message",
    "Offer",
    "Part",
    "Pause",
    "Poll",
    "Prose",
    "Reading",
    "Reflect",
    "Resources",
    "Round",
    "Rules",
    "Scale",
    "Script",
    "Seed",
    "Sees",
    "Show",
    "Slide",
    "Solution",
    "Step",
    "Talk",
    "Tick",
    "Variant",
    "Wall",
    "Worksheet",
]
