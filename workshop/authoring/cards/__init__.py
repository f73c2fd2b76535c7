"""A script as cards: made from its text and written back into it, where every other line stays byte for byte."""

from workshop.authoring.cards.blocks import Refusal as Refusal
from workshop.authoring.cards.edits import edited as edited
from workshop.authoring.cards.listed import listed as listed
