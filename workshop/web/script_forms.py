"""What people fill in to get a new script."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

from workshop.util.language import marked
from workshop.web.forms import PageForm

SAMPLES = (
    ("", marked("An almost empty plan"), marked("A title and one slide. You add the steps.")),
    ("hello", marked("Hello in ten minutes"), marked("A question, a talk in pairs, a word, a breath.")),
    ("team-look-back", marked("Team look-back"), marked("An hour: keep, stop, try, and who does what.")),
    ("retrospective", marked("Wind and anchor"), marked("A look back: texts put together, and dots on them.")),
    ("world-cafe", marked("World Café"), marked("Alone, in pairs, in fours, round three tables.")),
    ("lesson", marked("Why does it fall?"), marked("A lesson: answer, convince each other, answer again.")),
    ("lecture-check", marked("Did that arrive?"), marked("Questions for a lecture or a class.")),
    (
        "healing-anxious-attachment",
        marked("Coming home to yourself"),
        marked("Ninety minutes with care, private writing, pairs."),
    ),
)


class NewForm(PageForm):
    title = StringField(
        marked("What is your workshop called?"),
        validators=[DataRequired(marked("Please give your workshop a name.")), Length(max=200)],
    )
    sample = RadioField(marked("Begin with"), choices=[(name, title) for name, title, _ in SAMPLES], default="")
    people = StringField(
        marked("How many people will come?"), default="6-24",
        validators=[Regexp(r"\s*\d{1,3}\s*([-–]\s*\d{1,3})?\s*$", message=marked("Please write it like 6-24."))],
    )  # fmt: skip
    sensitive = BooleanField(marked("People will write private things"))


class UploadForm(PageForm):
    file = FileField(
        marked("A text file from your computer"), validators=[FileRequired(marked("Please choose a file first."))]
    )


class MediaForm(PageForm):
    """A picture, sound or film, and what it shows in words."""

    file = FileField(
        marked("A file from your device"), validators=[FileRequired(marked("Please choose a file first."))]
    )
    words = StringField(
        marked("What does one see or hear?"),
        validators=[DataRequired(marked("Please say in a few words what one sees or hears."))],
    )


class PlanForm(PageForm):
    """Pasted, or a file: one of the two."""

    text = TextAreaField(marked("Paste it here"))
    file = FileField(marked("Or choose its file"))

    def validate_text(self, field: Field) -> None:
        if not (field.data or "").strip() and not self.file.data:
            raise ValidationError(marked("Please paste your plan, or choose its file."))
