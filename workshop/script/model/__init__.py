"""A script as data: what a facilitator wrote, read and checked. Everything here is frozen.

Times are whole seconds, lines and columns count from 1, HTML is already sanitised.
"""

from .breakouts import Breakout, By, GroupWords, Leftover, Round, Stay
from .details import Detail, Field, Pause, Prose, Reflect, Resources, Seed, Slide, Talk, Tick, Variant, Wall, Worksheet
from .messages import Fix, Message, Reading
from .origins import ONWARD, origin_of
from .polls import OTHER, Axis, Choice, Form, Grid, Ground, Number, Poll, Question, Right, Scale, Show, Solution
from .questions import QUESTIONS, QUESTIONS_ID
from .script import Rules, Script
from .steps import SIGNS, Cue, Kind, Offer, Part, Step
from .visibility import Sees

__all__ = [
    "ONWARD",
    "OTHER",
    "QUESTIONS",
    "QUESTIONS_ID",
    "SIGNS",
    "Axis",
    "Breakout",
    "By",
    "Choice",
    "Cue",
    "Detail",
    "Field",
    "Fix",
    "Form",
    "Grid",
    "Ground",
    "GroupWords",
    "Kind",
    "Leftover",
    "Message",
    "Number",
    "Offer",
    "Part",
    "Pause",
    "Poll",
    "Prose",
    "Question",
    "Reading",
    "Reflect",
    "Resources",
    "Right",
    "Round",
    "Rules",
    "Scale",
    "Script",
    "Seed",
    "Sees",
    "Show",
    "Slide",
    "Solution",
    "Stay",
    "Step",
    "Talk",
    "Tick",
    "Variant",
    "Wall",
    "Worksheet",
    "origin_of",
]
