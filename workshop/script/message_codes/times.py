"""W5: the plan."""

from .wording import Wording

TIMES: dict[str, Wording] = {
    "W501": Wording(
        "This step has no length, so the plan cannot be checked{many}.",
        "Write it behind the title:  (5 min)",
        "With a length behind each title the console can tell how late you are.",
    ),
    "W502": Wording(
        "The steps need {needed}, {over} more than planned.",
        "{cure}",
        "`time` is the planned length of the workshop. Steps kept for need (in the drawer) do not count.",
    ),
    "W504": Wording(
        "The steps of this part need {needed}, {over} more than its heading says.",
        "Change the time in the heading, or shorten a step.",
        "The time behind a ## heading is the plan for the whole part.",
    ),
    "W505": Wording(
        "The rounds need {needed}, {over} more than the step.",
        "Write behind the title:  ({needed})",
        "Rounds run one after the other inside the time of the step.",
    ),
}
