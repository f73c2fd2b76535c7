"""A step from a small form, written as the script's text: for whoever needs a poll while people wait."""

from collections.abc import Sequence

FORMS = {
    "slide": ("Slide", ""),
    "talk": ("Talk", ""),
    "one": ("Poll", "- ( ) "),
    "several": ("Poll", "- [ ] "),
    "words": ("Poll", "- answer: words"),
    "scale": ("Poll", "- answer: scale 1 to 7"),
    "reflect": ("Reflect", ""),
}


def write_step(form: str, title: str, text: str, answers: Sequence[str] = (), minutes: str = "") -> str:
    """The step in the script's format. An unknown `form` is taken for the name of a kind, and read as such."""
    kind, mark = FORMS.get(form, (form, ""))
    given = [_line(answer) for answer in answers if answer.strip()]
    asked = [mark] if form in ("words", "scale") else []
    choices = [f"{mark}{answer}" for answer in given] if form in ("one", "several") else []
    planned = f" ({minutes} min)" if minutes else ""
    blocks = [f"### {kind}: {_line(title)}{planned}", "\n".join(asked), _body(text), "\n".join(choices)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _body(text: str) -> str:
    """Nothing typed here begins another step."""
    lines = text.strip().replace("\r\n", "\n").split("\n")
    return "\n".join(f"\\{line}" if line.startswith("#") else line for line in lines)
