"""Ready-made steps come in the language of the script: key words and sentences, and say “you” as the script does."""

import re

import pytest
from flask import Flask
from PIL import Image

from workshop.authoring import cards
from workshop.authoring.editable_library import EditableLibrary, blank, from_sample
from workshop.authoring.media.shelf import MediaShelf, ground_of
from workshop.script import keywords, read
from workshop.script.model import Rules
from workshop.script.words import slug
from workshop.util import language
from workshop.web import blocks
from workshop.web.blocks import BLOCKS, texts_in, with_picture
from workshop.web.editor_words import editor_words

CODES = sorted({*language.NAMES} - {language.ENGLISH})


@pytest.fixture(scope="module")
def app():
    made = Flask("blocks")
    language.install(made)
    with made.app_context():
        yield made


def has_key_words(code: str) -> bool:
    """A language may have none of its own yet: then a script in it has English ones."""
    return code.partition("-")[0] in keywords.LANGUAGES


def head(code: str, more: str = "") -> str:
    return f"# T\n\n- format: 1\n- language: {code}\n{more}\n"


def words(code: str, more: str = "") -> dict[str, str]:
    reading = read(head(code, more))
    return editor_words(head(code, more), reading.script.rules)["blocks"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_each_checks_clean_and_is_the_step_that_it_is_in_english(app, code, block):
    own, english = read(f"{head(code)}{words(code)[block.text]}"), read(f"{head('en')}{block.text}")
    assert own.messages == ()
    assert [step.kind for step in own.script.steps] == [step.kind for step in english.script.steps]
    assert [type(step.detail) for step in own.script.steps] == [type(step.detail) for step in english.script.steps]
    assert {step.title for step in own.script.steps}.isdisjoint(step.title for step in english.script.steps)


@pytest.mark.parametrize("code", CODES)
def test_all_of_them_stand_together(app, code):
    whole = read(head(code) + "\n".join(words(code).values()))
    assert whole.messages == ()


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_of_ours_is_left_in_english(app, code):
    ours = [sentence for sentence in blocks.sentences() if " " in sentence]
    written = "\n".join(words(code).values())
    assert [sentence for sentence in ours if sentence in written] == []
    if not has_key_words(code):
        return
    assert not re.search(r"(?m)^### (Poll|Talk|Reflect|Wall|Break|Breakout)\b", written)  # “Slide” is Brazilian, too


def test_a_language_without_key_words_of_its_own_has_english_ones(app):
    """Klingon, so that whoever adds a language need not change it."""
    assert words("tlh")[BLOCKS[0].text] == BLOCKS[0].text


def test_it_says_you_as_the_script_does(app):
    seed = next(block.text for block in BLOCKS if block.kind == "Seed")
    assert "probierst du" in words("de")[seed]
    assert "probieren Sie" in words("de", "- Anrede: förmlich\n")[seed]


def test_ids_are_made_of_words_and_where_they_cannot_be_of_english_ones(app):
    wall = next(block.text for block in BLOCKS if block.kind == "Wall")
    assert "- Kennung: gedanken\n" in words("de")[wall]
    assert "- aus: gedanken\n" in words("de")[wall]
    assert ": thoughts\n" in words("ja")[wall]
    assert slug("考え") == ""


@pytest.mark.parametrize("kind", ["1-2-4-All", "World Café", "Asked again", "Wall"])
@pytest.mark.parametrize("code", ["en", "de", "ar"])
def test_twice_on_the_cards_each_names_its_own(app, code, kind):
    """A card is added by the server, whose copy names the steps that came with it."""
    text = head(code) + "### Slide: X (1 min)\n\nX\n"
    block = texts_in(code)[next(block.text for block in BLOCKS if block.kind == kind)]
    for _ in range(2):
        text = cards.edited(text, {"do": "add", "line": 0, "block": block}, "t.md", None).text
    reading = read(text)
    assert reading.messages == ()
    one, two = (re.findall(r"(?m)^- [^:]+: (?:\D* )?([a-z-]+-2)$", text), reading.script.steps)
    assert len(one) == 2, text
    assert len({step.id for step in two}) == len(two)


class TestNew:
    @pytest.mark.parametrize("code", CODES)
    def test_it_is_in_the_words_of_whoever_begins_it(self, app, code):
        with language.speaking(app, code):
            text = from_sample("", "T", "4-9", sensitive=True)
        reading = read(text, "t.md", lambda path: "# Help\n")
        assert reading.messages == ()
        assert reading.script.rules.language == code
        assert reading.script.rules.sensitive
        if has_key_words(code):
            assert keywords.language_of(text) == code.partition("-")[0]
            assert "language" not in text and "> Say" not in text

    def test_in_english_it_is_as_it_was(self, app):
        assert from_sample("", "A workshop without a name yet", "6-24", sensitive=False) == blank().replace(
            "- people: 6-24\n", "- care: standard\n- people: 6-24\n"
        )

    def test_a_sample_that_was_written_in_german_comes_so(self, app):
        with language.speaking(app, "de"):
            assert "- language: de" in from_sample("hello", "T", "4-9", sensitive=False)
            assert "- language" not in from_sample("world-cafe", "T", "4-9", sensitive=False)


def test_rules_without_a_language_are_spoken_in_english(app):
    assert editor_words(head("")[:10], Rules())["code"] == "en en"


def test_a_step_to_point_at_comes_with_a_picture_that_is_there(app, tmp_path):
    """The newest, and one that has words before one that has none: as it comes it checks clean."""
    library = EditableLibrary(tmp_path, tmp_path / "versions")
    block = next(block for block in BLOCKS if "place on" in block.text).text
    assert with_picture(block, ground_of(library)) == block
    for name in ("old (1).png", "new.png"):
        Image.new("RGB", (8, 8)).save(picture := tmp_path / name)
        with picture.open("rb") as file:
            MediaShelf(library).add(name, file, f"What {name} (of ours) shows")
    text = head("en") + with_picture(block, ground_of(library))
    assert "- answer: place on media/new.png (What new.png [of ours] shows)\n" in text
    assert read(text, exists=lambda path: (tmp_path / path).is_file()).messages == ()
