"""How long the words of whoever leads may be, in characters. The boxes name the same numbers (`data-limit`)."""

MESSAGE = 500  # to all phones, or to one
LINE = 200  # that goes with a text that is given back
STEP_TITLE = 300
STEP_ANSWERS = 6000  # all of them together
STEP_TEXT = 12_000
STEP_WRITTEN = 16_384  # as in a script
