"""Scripts in the key words of their own language: read as English ones are, and translated back byte for byte."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from workshop.cli import main
from workshop.script import keywords, read
from workshop.script.fixes import apply_all
from workshop.script.ids import write_ids
from workshop.script.keywords import in_english, table_of, translated
from workshop.script.model import Kind, Sees
from workshop.script.reading import read_step
from workshop.script.settings import KINDS, SETTINGS

SHIPPED = sorted((Path(__file__).parents[2] / "sessions").glob("[a-z]*.md"))
HEAD = "# Ankommen\n\n- Sprache: de\n- format: 1\n"
GERMAN = (
    HEAD
    + """- Zeit: 20 min
- Schutz: normal

> Vorher: Stühle stellen.

## Erster Teil (12 min)

### Folie: Hallo (2 min, bei Bedarf)

Willkommen.

> Sagen: Schön, dass ihr da seid.

### Umfrage: Wie geht es? (3 min)

- Kennung: wie
- Ergebnisse: nach dem Schließen
- ( ) Gut
- ( ) Schlecht

### Schreiben: Für dich (3 min)

- wer sieht das: ich wähle (nur ich, alle ohne Namen)

Schreib etwas.

### Kleingruppen: Zu viert (4 min)

- Gruppen: Gruppen zu 4

#### Runde: Eine spricht (2 min)

Die anderen hören zu.
"""
)
TABLES = [(code, keywords.table_of(code)) for code in keywords.LANGUAGES]


def told(text: str) -> list[tuple[str, str]]:
    return [(m.code, m.source[m.column - 1 : m.end_column - 1]) for m in read(text).messages]


class TestReading:
    def test_a_script_in_german_key_words_runs(self):
        reading = read(GERMAN)
        assert reading.messages == ()
        assert [step.kind for step in reading.script.steps] == [Kind.SLIDE, Kind.POLL, Kind.REFLECT, Kind.BREAKOUT]
        assert reading.script.rules.seconds == 1200 and reading.script.steps[0].if_needed
        assert reading.script.steps[2].detail.sees == (Sees.ONLY_ME, Sees.WITHOUT_NAMES)
        assert reading.script.steps[3].detail.rounds[0].title == "Eine spricht"
        assert [cue.label for cue in reading.script.steps[0].notes] == ["say"]

    def test_english_always_works_and_both_may_be_mixed(self):
        mixed = GERMAN.replace("### Umfrage", "### Poll").replace("- wer sieht das: ich", "- who sees this: ich")
        assert read(mixed).script == read(GERMAN).script

    def test_capitals_make_no_difference(self):
        assert (
            read(GERMAN.replace("### Umfrage", "### umfrage").replace("- Zeit:", "- zeit:")).script
            == read(GERMAN).script
        )

    def test_a_script_of_another_language_has_only_english_words(self):
        assert ("E111", "Umfrage") in told(
            "# T\n\n- format: 1\n- language: sv\n\n### Umfrage: Hej\n\n- ( ) A\n- ( ) B\n"
        )

    def test_text_that_people_read_stays_as_it_is(self):
        step = read(HEAD + "\n### Folie: Zeit: jetzt\n\nZeit: keine.\n\n- Zeit: 3\n- ja\n").script.steps[0]
        assert step.title == "Zeit: jetzt" and "Zeit: 3" in step.html and "ja" in step.html

    def test_a_step_that_is_written_live(self):
        rules = read(GERMAN).script.rules
        step, messages = read_step("### Umfrage: Noch?\n\n- Ergebnisse: nie\n- ( ) Ja\n- ( ) Nein\n", rules)
        assert not messages and step.kind is Kind.POLL

    def test_files_that_it_includes_too(self):
        piece = "### Folie: Von nebenan\n\nText\n"
        text = HEAD + "\n[Include: Anfang](_anfang.md)\n"
        assert read(text, load=lambda path: piece).script.steps[0].title == "Von nebenan"


class TestMessages:
    def test_they_stand_where_the_author_wrote(self):
        assert told(GERMAN.replace("Schutz: normal", "Schutz: sehr")) == [("E210", "sehr")]
        assert told(GERMAN.replace("(3 min)", "(3m)", 1)) == [("E112", "3m")]

    def test_they_name_the_words_of_the_language(self):
        message = read(GERMAN.replace("Schutz: normal", "Schutz: sehr")).messages[0]
        assert "Schutz" in message.message and "sensibel" in message.suggestion

    @pytest.mark.parametrize(("wrong", "right"), [("Ergebnise", "Ergebnisse"), ("Umfrgae", "Umfrage")])
    def test_a_word_that_is_nearly_one_is_told(self, wrong, right):
        assert any(right in m.suggestion for m in read(GERMAN.replace(right, wrong)).messages)

    def test_a_word_with_two_meanings_is_an_error_with_both(self):
        found = read(GERMAN + "\n### Pause: Tee (5 min)\n\nText\n").messages
        error = next(m for m in found if m.code == "E136")
        assert "Innehalten" in error.message and "Auszeit" in error.message

    def test_a_repair_writes_the_words_of_the_script(self):
        fixed = apply_all(GERMAN.replace("(3 min)", "(3m)", 1), lambda text: read(text).messages)
        assert fixed == GERMAN

    def test_ids_are_written_beside_them(self):
        with_ids = write_ids(GERMAN)
        assert "### Folie: Hallo (2 min, bei Bedarf)\n\n- Kennung: hallo\n" in with_ids
        assert "- Ergebnisse: nach dem Schließen" in with_ids and read(with_ids).messages == ()


class TestTranslating:
    @pytest.mark.parametrize("code", keywords.LANGUAGES)
    @pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
    def test_there_and_back_byte_for_byte(self, path, code):
        text = path.read_text(encoding="utf-8")
        own = translated(text, table_of(code)).text
        assert own != text and in_english(own, code).text == text
        assert read(in_english(own, code, loose=True).text).script == read(text).script

    @pytest.mark.parametrize(("code", "table"), TABLES)
    @given(data=st.data())
    def test_whatever_a_script_says(self, code, table, data):
        text = data.draw(scripts())
        own = translated(text, table)
        back = in_english(own.text, code)
        assert back.text == text
        assert translated(back.text, table).text == own.text

    def test_from_the_command_line_and_back(self, tmp_path):
        path = tmp_path / "s.md"
        path.write_bytes(GERMAN.encode())
        run = CliRunner().invoke(main, ["fix", str(path), "--keywords", "en", "--yes", "--lang", "de"])
        assert (
            run.exit_code == 0 and "Geschrieben" in run.output and "### Poll: Wie geht es?" in path.read_text("utf-8")
        )
        CliRunner().invoke(main, ["fix", str(path), "--keywords", "de", "--yes"])
        assert path.read_bytes() == GERMAN.encode()

    def test_a_script_that_names_no_language_is_asked_for_it(self, tmp_path):
        path = tmp_path / "s.md"
        path.write_text("# T\n\n- format: 1\n\n### Slide: A\n", "utf-8")
        run = CliRunner().invoke(main, ["fix", str(path), "--keywords", "de", "--yes"])
        assert run.exit_code == 1 and "- language: de" in run.output


ANY = st.text(st.sampled_from("abzÄß :,-()#>*„0123\t\\`"), max_size=14)


def lines() -> st.SearchStrategy[str]:
    """Lines as they stand in scripts, with our words in their places and anything around them."""
    names = st.sampled_from([s.name for s in SETTINGS])
    values = st.sampled_from(sorted({each for s in SETTINGS for each in [*s.possible.split(", "), s.possible]})) | ANY
    kinds = st.sampled_from([*KINDS, "Pause", "Anything"])
    flags = st.sampled_from(["", " (3 min)", " (3 min, if needed)", " (optional)", " ( if needed )"])
    labels = st.sampled_from(["Say", "If late", "Note", "say"])
    return st.one_of(
        ANY, st.just(""), st.builds("- {}: {}".format, names, values), st.builds("* {} :{}".format, names, values),
        st.builds("### {}: {}{}".format, kinds, ANY, flags), st.builds("## {}{}".format, ANY, flags),
        st.builds("#### {}: {}".format, st.sampled_from(["Round", "For", "For group", "Group 3"]), ANY),
        st.builds("> {}: {}".format, labels, ANY), st.just("```"),
    )  # fmt: skip


def scripts() -> st.SearchStrategy[str]:
    ending = st.sampled_from(["\n", "\r\n"])
    return st.builds(lambda told, end: "# T" + end + end.join(told), st.lists(lines(), max_size=12), ending)


class TestTables:
    @pytest.mark.parametrize(("code", "table"), TABLES)
    def test_every_word_has_one(self, code, table):
        same = {"format", "signal", "Check-in"}
        assert set(table.kinds) | same >= set(KINDS)
        assert set(table.settings) | same >= {s.name for s in SETTINGS}
        assert table.values["who sees this"].keys() == {str(sees) for sees in Sees}

    @pytest.mark.parametrize(("code", "table"), TABLES)
    def test_each_of_them_means_one_thing(self, code, table):
        for words in (table.kinds, table.settings, table.flags, table.labels, table.subs, *table.values.values()):
            assert len({word.casefold() for word in words.values()}) == len(words)
        own = {word.casefold() for word in table.settings.values()}
        english = {s.name for s in SETTINGS}
        assert {name for name in own & english if table.settings.get(name, "").casefold() != name} == set()
        kinds = {name.casefold(): name for name in KINDS}
        assert [w for w in table.kinds.values() if kinds.get(w.casefold(), w) != w] == []
        assert not set(table.several) & set(table.kinds.values())
