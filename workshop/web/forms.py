"""The forms people fill in."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import BooleanField, DateField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length


class PageForm(FlaskForm):
    """What a page sends: texts, and files where a field is for files.

    JSON in its place is an empty one: its values would be numbers, lists, anything.
    """

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            if request.is_json:
                return None
            if not request.files:
                return super().wrap_formdata(form, formdata)
            asked = [name for name in request.files if isinstance(form._fields.get(name), FileField)]
            files = MultiDict((name, each) for name in asked for each in request.files.getlist(name))
            return CombinedMultiDict((files, request.form))


class JoinForm(PageForm):
    """Code first; the nickname follows on the next page, beside the promise. How long they may be: `people.join`."""

    code = StringField("Your code")
    nickname = StringField("How shall we call you?")
    partner = StringField("A word you share with somebody here")
    low_trace = BooleanField("Keep nothing on this phone")
    language = HiddenField(validators=[Length(max=20)])


class DoorForm(PageForm):
    key = PasswordField("Your facilitator key", validators=[Length(max=200)])
    next = HiddenField(validators=[Length(max=400)])


class StartForm(PageForm):
    """`all_the_same`: in spite of help lines that are still placeholders."""

    name = HiddenField(validators=[Length(max=200)])
    all_the_same = HiddenField(validators=[Length(max=5)])


class LanguageForm(PageForm):
    """A participant's own language, and the page to go back to."""

    language = HiddenField(validators=[Length(max=20)])
    back = HiddenField(validators=[Length(max=200)])


class ButtonForm(PageForm):
    """A button that changes something: nothing but the CSRF token."""


class KeepForm(PageForm):
    until = DateField("Keep until", validators=[DataRequired()])


class ReturnForm(PageForm):
    """The secret of a private link; `replace` where somebody else's is in this browser, and may go."""

    secret = HiddenField(validators=[Length(max=100)])
    replace = HiddenField(validators=[Length(max=5)])


class MoveForm(PageForm):
    """The secret of a code for another device; `come` once its owner has seen whom it brings."""

    secret = HiddenField(validators=[Length(max=100)])
    come = HiddenField(validators=[Length(max=5)])
    low_trace = BooleanField("Keep nothing on this device")


class MemberForm(PageForm):
    """Somebody who helps to lead."""

    name = StringField("Their name")
    role = StringField("What they do", validators=[Length(max=20)])


class TeamForm(PageForm):
    """The secret of a link of one use."""

    secret = HiddenField(validators=[DataRequired(), Length(max=100)])


class ApiKeyForm(PageForm):
    """A key for a program: what it is called, what it may do."""

    name = StringField("What it is for")


class PlaceForm(PageForm):
    """A place for somebody who leads, or another name for it."""

    name = StringField("Whose place it is")
    host = BooleanField("May look after places, too")


class PlaceLinkForm(PageForm):
    sign_out = BooleanField("Sign out every browser of it")


class PlaceLimitForm(PageForm):
    """Empty: as many as one likes."""

    sessions = StringField("Sessions that have not ended", validators=[Length(max=40)])
    megabytes = StringField("MB of scripts and pictures", validators=[Length(max=40)])


class LookForm(PageForm):
    """A colour; a logo: what it shows, in words, and the file, which may stay away where only the words change."""

    colour = StringField("Your colour")
    ours = BooleanField("Back to the green of Workshop")
    name = StringField("What it shows")
    file = FileField("The file")
    no_logo = BooleanField("Take the logo down")


class TakeOverForm(PageForm):
    """The code of a session that is offered; `name`: as participants shall know whoever takes it over."""

    code = StringField("The code", validators=[Length(max=200)])
    name = StringField("How participants know you")


class ShareForm(PageForm):
    """A script for the shared library. How long the sentence may be: `authoring.shared_library`."""

    sentence = StringField("What it is for")
    licence = StringField("Licence", validators=[Length(max=40)])


class NoteForm(PageForm):
    step = HiddenField(validators=[Length(max=200)])
    field = HiddenField(validators=[Length(max=220)])
    text = TextAreaField()


class QuestionForm(NoteForm):
    named = BooleanField()  # with the name of whoever asks
