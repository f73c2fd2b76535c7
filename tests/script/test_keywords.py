"""Scripts in the key words of their own language: read as English ones are, and translated back byte for byte."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from workshop.cli import main
from workshop.script import keywords, read
from workshop.script.fixes import apply_all
from workshop.script.ids import write_ids
from workshop.script.keywords import in_english, table_of, translated
from workshop.script.keywords.table import said
from workshop.script.model import Kind, Sees
from workshop.script.reading import read_step
from workshop.script.settings import KINDS, SETTINGS
from workshop.util.language import NAMES

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

    def test_settings_stand_under_a_question_of_a_page_too(self):
        page = "#### Frage: Gut?\n\n- Antwort: Skala 1 bis 5\n\n#### Question: Und?\n\n- Antwort: Text\n"
        read_as = read(f"# T\n\n- format: 1\n- Sprache: de\n\n### Umfrage: Wie? (2 min)\n\n{page}")
        assert read_as.messages == ()
        assert [each.poll.form.value for each in read_as.script.steps[0].detail.questions] == ["scale", "text"]

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
            "# T\n\n- format: 1\n- language: tlh\n\n### Umfrage: Hej\n\n- ( ) A\n- ( ) B\n"
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


FRENCH = """# Début

- langue : fr
- format : 1

### Diapo : Bonjour (2 min, si besoin)

Texte.

> Dire : Bienvenue.

### Sondage : Ça va ? (3 min)

- résultats : après la clôture
- ( ) Oui
- ( ) Non

### Écriture : Pour vous (3 min)

- qui lit ceci : je choisis (moi uniquement, tout le monde sans noms)

### Groupes : À quatre (4 min)

- groupes : groupes de 4

#### Tour : Chacun (2 min)

Écoutez.

### Graine : À emporter (1 min)

- rappeler : après 1 semaine, 2 mois
"""
ARABIC = """# البداية

- \u200fاللغة\u200f: ar
- format: 1

### \u200fشريحة: أهلا (٢ دقائق، عند الحاجة)

نص.

> \u200fقل: أهلا بكم.

### استطلاع: كيف حالك؟ (٣ دقائق)

- النتائج: بعد الاغلاق
- ( ) جيد
- ( ) متعب

### كتابة: لك (3 دقائق)

- من يقرأ هذا: أنا أختار (أنا وحدي، الجميع من دون أسماء)

### مجموعات: رباعيات (4 دقائق)

- المجموعات: مجموعات من ٤

#### جولة: الأول (2 دقائق)

استمع.

### بذرة: للبيت (1 دقيقة)

- التذكير: بعد أسبوع، شهرين
"""
JAPANESE = """# はじめに

- 言語：ja
- format：1

### スライド：ようこそ（２分、必要なら）

本文。

> 言うこと：来てくれてうれしいです。

### 投票：気分は？（３分）

- 結果：締め切り後
- ( ) 良い
- ( ) 疲れた

### 振り返り：自分へ（3 分）

- 誰が読む：自分で選ぶ（自分だけ、全員に名前なしで）

### グループ：四人で（4分）

- グループ：４ 人ずつ

#### ラウンド：一人ずつ（2分）

聞く。

### 種：持ち帰り（1分）

- 思い出させる：1週間後、2か月
"""


class TestAsPeopleWrite:
    """With the signs of their keyboards: spaces before colons, wide ones, other digits, unseen marks of direction."""

    @pytest.mark.parametrize("text", [FRENCH, ARABIC, JAPANESE], ids=["fr", "ar", "ja"])
    def test_it_is_read(self, text):
        reading = read(text)
        slide, poll, reflect, groups, seed = reading.script.steps
        assert [(m.code, m.line) for m in reading.messages] == []
        assert (slide.kind, slide.seconds, slide.if_needed) == (Kind.SLIDE, 120, True)
        assert [cue.label for cue in slide.notes] == ["say"] and poll.seconds == 180
        assert reflect.detail.sees == (Sees.ONLY_ME, Sees.WITHOUT_NAMES)
        assert groups.detail.n == 4 and groups.detail.rounds[0].seconds == 120
        assert seed.detail.remind_days == (7, 60)

    @pytest.mark.parametrize("text", [FRENCH, ARABIC, JAPANESE], ids=["fr", "ar", "ja"])
    def test_it_is_translated_and_back_byte_for_byte(self, text):
        code = keywords.language_of(text)
        english = in_english(text, code).text
        assert english != text and translated(english, table_of(code)).text.replace("الإغلاق", "الاغلاق") == text

    def test_an_apostrophe_of_either_kind(self):
        for sign in "'’":
            text = f"# T\n\n- langue: fr\n- format: 1\n- personnes: jusqu{sign}à 12\n\n### Diapo: A\n\nB\n"
            assert read(text).messages == () and read(text).script.rules.people == (1, 12)

    def test_marks_of_direction_within_words_stay(self):
        step = read("# T\n\n- format: 1\n\n### Slide: a\u200fb (1 min)\n\nc\u200fd\n").script.steps[0]
        assert step.title == "a\u200fb" and "c\u200fd" in step.html


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

    @given(language=st.sampled_from(TABLES), text=st.deferred(lambda: scripts()))
    def test_whatever_a_script_says(self, language, text):
        code, table = language
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

    @pytest.mark.parametrize("code", ["en", "de"])
    def test_of_words_in_two_languages_it_says_before_that_no_way_leads_back(self, tmp_path, code):
        path = tmp_path / "s.md"
        path.write_text(GERMAN.replace("### Umfrage:", "### Poll:", 1), "utf-8")
        run = CliRunner().invoke(main, ["fix", str(path), "--keywords", code], input="n\n")
        assert "keep a copy" in run.output.partition("---")[0] and "Nothing was changed." in run.output
        run = CliRunner().invoke(main, ["fix", str(path), "--keywords", code, "--yes"])
        assert "keep a copy" in run.output
        run = CliRunner().invoke(main, ["fix", str(path), "--keywords", "de" if code == "en" else "en", "--yes"])
        assert "keep a copy" not in run.output and "Written" in run.output

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


def words_that_are_possible() -> set[tuple[str, str]]:
    """(setting, value) of all that is written with a word of ours."""
    told = {(s.name, each.strip()) for s in SETTINGS for each in re.split(r", (?![^(]*\))", s.possible)}
    free = {"id", "series", "prompt by", "from", "again", "answers from", "roles", "materials", "author", "licence",
            "source", "updated", "lead", "heads up", "time", "time limit", "language", "help"}  # fmt: skip
    words = {(name, re.sub(r"^or ", "", value)) for name, value in told if name not in free}
    plain = re.compile(r"[^\W\d_]{2,}(?!.*(such as|of your own|link with|letters|dashes|I choose))")
    return {(name, value) for name, value in words if plain.match(value.lstrip("0123456789 %")) and value != "B"}


class TestHelp:
    """The help of commands is in the language of `--lang`, or of LANG."""

    def test_of_a_command(self):
        told = CliRunner().invoke(main, ["fix", "--lang", "de", "--help"]).output
        assert told.startswith("Aufruf:") and "Schreiben, ohne zu fragen." in told and "Options" not in told

    def test_of_all(self, monkeypatch):
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        told = CliRunner().invoke(main, ["--help"]).output
        assert "Befehle:" in told and "Liest Skripte und sagt, was nicht stimmt." in told and "Run live" not in told

    def test_no_option_of_any_command_is_explained_in_english(self, monkeypatch):
        monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
        english = {text for command in _all_commands(main) for text in _explained(command)}
        assert len(english) > 60
        for path in _paths(main):
            told = " ".join(CliRunner().invoke(main, [*path, "--help"], terminal_width=1000).output.split())
            assert [text for text in english if " ".join(text.split()) in told and text not in SAME_IN_GERMAN] == []


class TestTables:
    @pytest.mark.parametrize(("code", "table"), TABLES)
    def test_every_value_has_a_word(self, code, table):
        lacking = {
            (name, value)
            for name, value in words_that_are_possible()
            if said(value.replace("LABEL", "x"), table.values.get(name, {}), False) is None
        }
        assert lacking == set()

    def test_each_is_a_language_that_is_offered(self):
        """A language may be offered before it has key words of its own."""
        assert {*keywords.LANGUAGES} <= {code.partition("-")[0] for code in NAMES}

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


SAME_IN_GERMAN = {"eventlet, gevent, threading. [eventlet]"}


def _paths(group: click.Group) -> Iterator[list[str]]:
    for name in group.list_commands(None):
        yield [name]
        below = group.get_command(None, name)
        if isinstance(below, click.Group):
            yield from ([name, *path] for path in _paths(below))


def _all_commands(group: click.Group) -> Iterator[click.Command]:
    for path in _paths(group):
        found = group
        for name in path:
            found = found.get_command(None, name)
        yield found


def _explained(command: click.Command) -> Iterator[str]:
    yield from filter(None, (getattr(param, "help", "") for param in command.params))
    yield from filter(None, [command.help])
