"""More of what nearly reads like machinery: being late in other words, a name before the colon, settings in notes."""

import pytest

from tests.script.lookalikes import HEAD, codes, fixed
from workshop.script import keywords, read

SLIDE = "### Slide: Hello (2 min)\n\nA word.\n\n"
PAGE = "### Poll: Page (3 min)\n\n#### Question: One?\n\n- ( ) a\n- ( ) b\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "If we are late, skip this.", "When late skip it.", "Wenn es spät wird, lassen wir das weg.",
        "Falls die Zeit knapp wird, kürzen.", "Si on est en retard, passer cette étape.", "En cas de retard, sauter.",
        "Si vamos tarde, saltar esto.", "Se siamo in ritardo, saltare.", "Als het laat is, overslaan.",
        "Se for tarde, pular.", "Jeśli jest późno, pominąć.", "إذا تأخرنا، نتجاوز هذا.",
        "時間がないときは飛ばす。", "Weglassen, wenn die Zeit knapp ist.",
        "Say Anna: hello", "Sagen Anna: Hallo", "Watch Ben: he is ill", "Note! Ben is ill.", "Notiz! Ben ist krank.",
    ],
)  # fmt: skip
def test_a_word_for_the_team_without_its_label_is_asked_about(line: str) -> None:
    assert codes(f"{SLIDE}{line}\n") == ["W249"]


@pytest.mark.parametrize(
    "line",
    [
        "If you are late, come in quietly.", "Wenn es spät wird, gehen wir heim.", "Si es tarde, descansa.",
        "Say hello to Anna.", "Say Yes: it costs nothing.", "Sagen Sie: ich bin da.", "Do! It helps.",
        "Bei Verspätung bitte anrufen.", "When short of breath, pause.", "Se sei in ritardo, entra pure.",
    ],
)  # fmt: skip
def test_sentences_of_the_same_words_are_left_alone(line: str) -> None:
    assert "W249.sign" not in {m.key for m in read(f"{HEAD}{SLIDE}{line}\n").messages}


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Write.\n\n", "> who sees this: facilitators"), ("Write.\n\n", "> - who sees this: facilitators"),
        ("", "> Note: names: none"), ("> Say: hello.\n", "> minimum answers: 7"),
        ("Write.\n\n", "> Note: care: sensitive"),
    ],
)  # fmt: skip
def test_a_setting_in_a_note_is_said(body: str, line: str) -> None:
    text = f"{HEAD}### Reflect: Think (3 min)\n\n{body}{line}\n\nMore.\n"
    assert text[: text.index(line)].count("\n") + 1 in {m.line for m in read(text).messages}


def test_a_note_that_speaks_of_results_is_a_note() -> None:
    assert codes(f"{SLIDE}> Say: the results: never mind.\n\n> lead: Ana\n\n> Note: keep 7 days of tea.\n") == []


@pytest.mark.parametrize("code", ["en", *keywords.LANGUAGES])
@pytest.mark.parametrize("shape", ["- {n}\n  {v}", "{n}\n{v}", "{n}:\n{v}", "**{n}**\n\n{v}", "- {n}\n- {v}"])
def test_a_setting_over_two_lines_is_said_in_every_language(code: str, shape: str) -> None:
    line = "- who sees this: facilitators"
    language = f"- language: {code}\n" if code != "en" else ""
    text = f"# T\n\n- format: 1\n{language}\n### Reflect: Think (3 min)\n\n{line}\n\nWrite.\n"
    text = keywords.shown_in(code).text(text) if code != "en" else text
    lines = text.split("\n")
    at = next(n for n, each in enumerate(lines) if n > 5 and each.startswith("- "))
    name, value = (word.strip() for word in lines[at][2:].replace("：", ":").split(":"))
    lines[at] = shape.format(n=name, v=value)
    assert any(at < m.line <= at + 4 for m in read("\n".join(lines)).messages)


@pytest.mark.parametrize(
    "line", ["Question: Two?", "**Question:** Two?", "**Question 2: Two?**", "##### Question: Two?"]
)
@pytest.mark.parametrize("answers", ["- ( ) c\n- ( ) d", "- answer: text"])
def test_a_question_of_a_page_that_lost_its_signs_gets_them_back(line: str, answers: str) -> None:
    text = f"{HEAD}{PAGE}@\n\n{answers}\n"
    assert fixed(text.replace("@", line)) == text.replace("@", "#### Question: Two?")


def test_two_questions_without_signs_are_a_page_and_one_is_prose() -> None:
    two = "### Poll: Page\n\nQuestion: One?\n\n- ( ) a\n- ( ) b\n\nQuestion: Two?\n\n- ( ) c\n- ( ) d\n"
    assert fixed(HEAD + two).count("#### Question: ") == 2
    assert codes("### Poll: Page\n\nQuestion: One?\n\n- ( ) a\n- ( ) b\n") == []


def test_a_second_list_on_a_page_is_a_question_of_it() -> None:
    (message,) = read(f"{HEAD}{PAGE}**Q2: Two?**\n\n- ( ) c\n- ( ) d\n").messages
    assert message.key == "E234.page" and message.fix and message.fix.text == "#### Question: Two?"


@pytest.mark.parametrize("sign", [", ", "; ", " | ", " - ", " / "])
def test_two_settings_on_one_line_are_said_and_set_apart(sign: str) -> None:
    text = f"{HEAD}### Slide: Hello\n\n- lead: Ana{sign}materials: pens\n\nHi.\n"
    assert [m.key for m in read(text).messages] == ["W208.joined"]
    assert fixed(text) == f"{HEAD}### Slide: Hello\n\n- lead: Ana\n- materials: pens\n\nHi.\n"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("### Slide: Hello – optional\n", "E115"), ("### Slide: Hello (00:05:00)\n", "W238"),
        ("### Slide: Hello [5]\n", "W238"), ("### Slide: Hello (1O min)\n", "W238"),
        (f"{SLIDE}*** Poll: How?\n", "W248"), (f"{SLIDE}&#35;&#35;&#35; Poll: How?\n", "W248"),
        ("### Slide: Hello\n\n- “lead”: Ana\n", "W208"),
        ("### Poll: How?\n\n- [ ] Well\n- [ ] Badly\n\n(choose one)\n", "W208"),
        ("### Poll: How?\n\nNur eine Antwort möglich\n\n- [ ] Gut\n- [ ] Schlecht\n", "W208"),
    ],
)  # fmt: skip
def test_small_mistakes_are_said(body: str, code: str) -> None:
    assert codes(body) == [code]


@pytest.mark.parametrize(
    "body",
    [
        "### Slide: Hello [1]\n", "### Slide: The optional – and the rest\n",
        "### Slide: Hello\n\n- lead: Ana, Ben\n\nHi.\n",
        "### Slide: Hello\n\n- materials: pens, paper (size: A4)\n\nHi.\n",
        "### Poll: How?\n\n- ( ) Well\n- ( ) Badly\n\nChoose one.\n",
    ],
)  # fmt: skip
def test_what_is_like_them_is_left_alone(body: str) -> None:
    assert codes(body) == []
