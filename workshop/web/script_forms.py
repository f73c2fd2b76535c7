"""What people fill in to get a new script."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp, ValidationError

SAMPLES = (
    ("", "An almost empty plan", "A title and one slide. You add the steps."),
    ("hello", "Hello in ten minutes", "A question, a talk in pairs, a word, a breath."),
    ("team-look-back", "Team look-back", "An hour: keep, stop, try, and who does what."),
    ("lecture-check", "Lecture check", "Questions for a lecture or a class."),
    ("healing-anxious-attachment", "Healing anxious attachment", "Ninety minutes with care, private writing, pairs."),
)


class NewForm(FlaskForm):
    title = StringField(
        "What is your workshop called?", validators=[DataRequired("Please give your workshop a name."), Length(max=200)]
    )
    sample = RadioField("Begin with", choices=[(name, title) for name, title, _ in SAMPLES], default="")
    people = StringField(
        "How many people will come?", default="6-24",
        validators=[Regexp(r"\s*\d{1,3}\s*([-–]\s*\d{1,3})?\s*$", message="Please write it like 6-24.")],
    )  # fmt: skip
    sensitive = BooleanField("People will write private things")


class UploadForm(FlaskForm):
    file = FileField("A text file from your computer", validators=[FileRequired("Please choose a file first.")])


class PlanForm(FlaskForm):
    """Pasted, or a file: one of the two."""

    text = TextAreaField("Paste it here")
    file = FileField("Or choose its file")

    def validate_text(self, field: Field) -> None:
        if not (field.data or "").strip() and not self.file.data:
            raise ValidationError("Please paste your plan, or choose its file.")
