"""One mistake, one message, at its true place: a small script for every code there is."""

import json

import pytest

from tests.script.conftest import HEAD, marked, reading_of
from workshop.script import as_json, explain, read, render
from workshop.script.message_codes import CODES

SENSITIVE = HEAD + "- care: sensitive\n- help: _help-lines.md\n"
SHARED = "### Reflect: Say\n\n- id: say\n- who sees this: everyone without names\n\n"
ASK = "### Poll: How?\n\n- id: how\n- ( ) Well\n- ( ) Badly\n\n"

# code: the script (without head unless it begins with "!"), the place of the message between ⟦ ⟧
MISTAKES = {
    "E101": "!⟦### Slide: Hello⟧\n\n- lead: Ana\n",
    "E102": "⟦# Another title⟧\n\n### Slide: Hello\n",
    "E103": "!⟦A word before all.⟧\n\n# Title\n\n- format: 1\n\n### Slide: Hello\n",
    "E104": "⟦##⟧\n\n### Slide: Hello\n",
    "E105": "!⟦---⟧\nformat: 1\ntime: 10 min\n---\n\n# Title\n\n### Slide: Hello\n",
    "E106": "###⟦S⟧lide: Hello\n",
    "E107": "### Slide: Hello\n\nOne thing\n⟦---⟧\n\nAnother\n",
    "E107.equals": "!Title\n⟦=====⟧\n\n- format: 1\n\n### Slide: Hello\n",
    "E108": "### Slide: Hello\n\n⟦```text⟧\nnever closed\n\n### Slide: Next\n",
    "E109": "### Slide: Hello\n\nSome text ⟦<!--⟧ never closed\n\n### Slide: Next\n\n> Say: hi\n",
    "E110": "### ⟦Welcome everybody⟧\n",
    "E110.near": "### ⟦Poll How are you?⟧\n",
    "E111": "### ⟦Quizzzz⟧: Hello\n\n- anything: goes\n",
    "E111.near": "### ⟦Slid⟧: Hello\n",
    "E111.synonym": "### ⟦Discussion⟧: Hello\n",
    "E111.several": "### ⟦Exercise⟧: Hello\n",
    "E112": "### Slide: Hello (⟦5 m⟧, optional)\n",
    "E113": "### ⟦Slide:⟧\n",
    "E114": "### Slide: Hello\n\n⟦•⟧ one\n",
    "E115": "### Slide: Hello (2 min, ⟦optinal⟧)\n",
    "E116": "### Slide: Hello\n\n#### ⟦For: Ana⟧\n\nText\n",
    "E118": "\n".join(f"### Slide: Hello {n}\n" for n in range(500)) + "\n### ⟦Slide: One too many⟧\n",
    "E119": "### Slide: Hello\n⟦" + "word " * 3400 + "end⟧\n",
    "E121": "[Include: outside](⟦../secret.md⟧)\n\n### Slide: Hello\n",
    "E123": "[Include: nothing](⟦_nothing.md⟧)\n\n### Slide: Hello\n",
    "E124": "[Include: steps](⟦steps.md⟧)\n\n### Slide: Hello\n",
    "E127": "### Slide: Hello\n\nText right above\n⟦[Include: steps](_steps.md)⟧\n",
    "E130": "!⟦# Title⟧\n\n- format: 1\n",
    "E132": "## ⟦Arrive: hello⟧\n\n### Slide: Hello\n".replace("Arrive: hello", "Poll: How are you?"),
    "E132.lost": "### Slide: Hello\n\n⟦Poll: How are you? (3 min)⟧\n",
    "E133": "### Slide: Hello\n\n⟦＃＃＃ Poll: How are you?⟧\n",
    "E134": "### Breakout: Talk\n\n- groups: pairs\n\n#### ⟦Round One speaks⟧\n\nListen.\n",
    "E135": "### Slide: Hello\n\n⟦    ### Poll: How are you?⟧\n",
    "E137": "!# T\n\n⟦- format: 1⟧\n- Zeit: 5 min\n\n### Folie: Hallo\n\n### Umfrage: Wie?\n\n- Antwort: Wörter\n",
    "E136": "!# T\n\n- format: 1\n- language: de\n\n### Folie: Hallo\n\n### ⟦Pause⟧: Tee\n",
    "E201": "!⟦# Title⟧\n\n### Slide: Hello\n",
    "E202": "!# Title\n\n- format: ⟦2⟧\n\n### Slide: Hello\n",
    "E203": "### Slide: Hello\n\n- id: hello\n- ⟦groups⟧: pairs\n",
    "E203.near": "### Slide: Hello\n\n- ⟦reveel⟧: all\n",
    "E204": "### ⟦Breakout: Talk⟧\n",
    "E205": "### Slide: Hello\n\n- ⟦lead⟧:\n",
    "E206": "### Slide: Hello\n\n- ⟦Colour⟧: red\n- Size: large\n",
    "E207": "### Slide: Hello\n\n- lead: Ana\n- ⟦lead⟧: Ben\n",
    "W208": "### Slide: Hello\n\nSome words.\n\n- ⟦lead⟧: Ana\n",
    "W208.words": ASK + "⟦(anonymous)⟧\n",
    "W208.colon": "### Slide: Hello\n\n- ⟦lead⟧ Ana\n",
    "W208.note": "### Reflect: Say\n\nWrite.\n\n> ⟦who sees this: facilitators⟧\n",
    "W208.joined": "### Slide: Hello\n\n- lead: Ana⟦, materials: pens⟧\n",
    "E208": "### Slide: Hello\n\n- lead: Ana\n⟦Some words⟧\n",
    "E209": "### Slide: Hello\n\n- lead: Ana\n- ⟦one more thing⟧\n",
    "E210": "### Slide: Hello\n\n- reveal: ⟦slowly⟧\n",
    "E210.either": "### Reflect: Say\n\n- who sees this: ⟦everyone⟧\n",
    "E210.groups": "### Breakout: Talk\n\n- groups: ⟦anyhow⟧\n",
    "E211": "### Breakout: Talk\n\n- groups: ⟦groups of 1⟧\n",
    "E211.list": "### Breakout: Talk\n\n- groups: pairs\n- roles: ⟦speaker⟧\n",
    "E212": "### Poll: How?\n\n- answer: ⟦matrix of effort and effect⟧\n",
    "E220": "### ⟦Poll: How?⟧\n\nTell us.\n",
    "E220.bullets": "### Poll: How?\n\n- ⟦Well⟧\n- Badly\n",
    "E221": "### Poll: How?\n\n- ⟦( ) Well⟧\n",
    "E222": "### Poll: How?\n\n- [ ] Well\n- ⟦( ) Badly⟧\n",
    "E223": "### Slide: Hello\n\nChoose.\n\n- ⟦( ) Well⟧\n- ( ) Badly\n",
    "E224": "### Poll: How?\n\n- ( ) Well\n- ⟦( ) well — or better⟧\n",
    "W224": "### Poll: How?\n\n- other: yes\n- ( ) Well\n- ⟦( ) something else⟧\n",
    "E225": f"### Poll: How?\n\n- ( ) Well\n- ⟦( ) {'x' * 301}⟧\n",
    "W225": "### Poll: How?\n\n- ( ) Well\n- ( ) As ⟦[here](https://x.test)⟧\n",
    "W226": "### Poll: How?\n\n1) ⟦Yes⟧\n2) No\n",
    "E226": "### Poll: How?\n\n- answer: words\n\n- ⟦( ) Well⟧\n- ( ) Badly\n",
    "E226.texts": "### Reflect: A\n\n- id: a\n- who sees this: everyone without names\n\nWrite.\n\n"
    "### Poll: How?\n\n- answers from: a\n\n- ⟦( ) Well⟧\n- ( ) Badly\n",
    "E226.form": "### Reflect: A\n\n- id: a\n- who sees this: everyone without names\n\nWrite.\n\n"
    "### Poll: How?\n\n- answers from: a\n- answer: ⟦words⟧\n",
    "E227": "### Poll: How?\n\n- choose: ⟦up to 3⟧\n\n- [ ] Well\n- [ ] Badly\n",
    "E228": "### Poll: How?\n\n- ( ) Well\n- ⟦( )⟧\n- ( ) Badly\n",
    "E229": "### ⟦Poll: Sort⟧\n\n- answer: sort into mine, yours\n",
    "E229.spread": "### ⟦Poll: Which?⟧\n\n- answer: 5 dots\n",
    "E229.rows": "### Poll: How?\n\n- answer: ⟦scale 0 to 100⟧\n\n1. One\n2. Two\n",
    "E261": "### Poll: How?\n\n- ⟦answer⟧: words\n\n#### Question: Well?\n\n- answer: text\n",
    "E262": "### Poll: How?\n\n#### ⟦Question: Which?⟧\n\n- answer: 5 dots\n\n1. One\n2. Two\n",
    "E263": "### Poll: How?\n\n"
    + "".join(
        f"#### {'⟦' * (n == 9)}Question: Number {n}{'⟧' * (n == 9)}\n\n- answer: words\n\n" for n in range(1, 10)
    ),
    "E263.texts": "### Poll: How?\n\n"
    + "".join(f"#### {'⟦' * (n == 4)}Question: Text {n}{'⟧' * (n == 4)}\n\n- answer: text\n\n" for n in range(1, 5)),
    "E265": "### Check-in: How?\n\n- series: how\n- answer: ⟦place on media/a.png (a map)⟧\n",
    "E264": "### Poll: How?\n\n#### Question: Well?\n\n- answer: text\n\n#### Question: ⟦well?⟧\n\n- answer: words\n",
    "E230": "### Slide: Hello\n\n> Say: hello\n> ⟦Do⟧: wave\n",
    "E231": "### Slide: Hello\n\nText\n\n- ⟦> a note in a list⟧\n- another\n",
    "W232": "### Slide: Hello\n\n⟦Say:⟧ welcome them\n",
    "E232": "!" + SENSITIVE + "\n### Slide: Hello\n\n⟦**Say:**⟧ welcome them\n",
    "W232.alone": "### Slide: Hello\n\nHi.\n\n⟦**Facilitator notes**⟧\n\nSlowly.\n",
    "E232.alone": "!" + SENSITIVE + "\n### Slide: Hello\n\nHi.\n\n#### ⟦Notes for the team⟧\n\nSlowly.\n",
    "W233": "## Arrive\n\n⟦Some words.⟧\n\n### Slide: Hello\n",
    "E234": "### Poll: How?\n\n- ( ) Well\n- ( ) Badly\n\nAnd the evening?\n\n- ⟦( ) Good⟧\n- ( ) Long\n",
    "E234.page": "### Poll: How?\n\n#### Question: A?\n\n- ( ) Well\n- ( ) Badly\n\nB?\n\n- ⟦( ) Good⟧\n- ( ) Long\n",
    "W235": "### Slide: Hello\n\nOne ⟦<br>⟧ two\n",
    "W236": "### Slide: Hello (⟦5-10 min⟧)\n",
    "W237": "### Slide: Hello\n\n⟦**Arrive (20 min)**⟧\n",
    "W237.turn": "### Breakout: Talk\n\n- groups: pairs\n\n⟦2 min: A speaks⟧\n",
    "W235.callout": "### Slide: Hello\n\n> ⟦[!NOTE] Bring a chair.⟧\n",
    "W238.middle": "### Slide: Hello (⟦5 min⟧) Anna\n",
    "W238.clock": "### Slide: ⟦10:00⟧ Hello\n",
    "W248": "### Slide: Hello\n\nA word.\n\n⟦Poll: How?⟧\n",
    "W249": "### Slide: Hello\n\n⟦Goal:⟧ they know one another\n",
    "W249.sign": "### Slide: Hello\n\n⟦@anna⟧ opens the door\n",
    "W249.brackets": "### Slide: Hello\n\n⟦[slide change]⟧\n",
    "W250": "### Slide: Hello\n\nRoom: ⟦TBD⟧\n",
    "W238": "### Slide: Hello (⟦5 min each⟧)\n",
    "W238.line": "### Slide: Hello\n\nHi.\n\n⟦Duration: 5 min⟧\n",
    "W239": "### Slide: Hello\n\n⟦// Anna had a hard week⟧\n",
    "E239": "!" + SENSITIVE + "\n### Slide: Hello\n\n⟦<!— Anna had a hard week —>⟧\n",
    "W246": "### ⟦Pause: Coffee (10 min)⟧\n",
    "W247.letters": "### Slide: Hello\n\n⟦Sаy⟧: she was ill\n",  # with a Cyrillic letter
    "W247": "### Slide: Hello⟦\u200b⟧you\n",
    "E240": "### ⟦Worksheet: Plan⟧\n\nText\n",
    "E241": "### Worksheet: Plan\n\nText\n\n⟦____⟧\n",
    "E242": "### Worksheet: Plan\n\nMy word: ____ (⟦my group⟧)\n",
    "E243": "### Reflect: Say\n\n⟦who sees this: facilitators⟧\n\nWrite.\n",
    "E244": "### Worksheet: Plan\n\nWhat: ____\n\nWhen: ⟦..........⟧\n",
    "E244.quoted": "### Worksheet: Plan\n\nWhat: ____\n\n⟦> When: ____⟧\n",
    "W244": "### Reflect: Think\n\nWhat helped: ⟦____⟧\n",
    "W244.scale": "### Worksheet: Plan\n\nWhat: ____\n\nLow ⟦1 2 3 4⟧ 5 high\n",
    "W245.nested": "### Poll: How?\n\n- ( ) Well\n  - ⟦( ) Very⟧\n- ( ) Badly\n",
    "W245": ASK + "- ⟦Neither⟧\n",
    "W245.right": ASK + "- ⟦( ) Neither (correct)⟧\n",
    "E245": "### Worksheet: Plan\n\nWhat: ____\n\n- ⟦☐⟧ I told somebody\n",
    "E210.list": "### Poll: How?\n\n- answer: ⟦yes/no⟧\n",
    "E210.place": "### Poll: How?\n\n- answer: ⟦place on our map⟧\n",
    "E210.grid": "### Poll: How?\n\n- answer: ⟦grid Effort × Effect⟧\n\n1. a\n2. b\n",
    "E260": ASK.replace("- ( ) Well", "- ⟦right⟧: 1\n- ( ) Well"),
    "E260.number": "### Poll: How long?\n\n- answer: number (minutes)\n- right: ⟦a while⟧\n",
    "E260.outside": "### Poll: How long?\n\n- answer: scale 0 to 10\n- right: ⟦12 ± 1⟧\n",
    "E260.long": "### Poll: What?\n\n- answer: words\n- right: ⟦" + "long " * 12 + "word⟧\n",
    "E250": "### ⟦Check-in: Now⟧\n\n- series: inside\n",
    "E251": "### Check-in: Now\n\n- series: inside\n- answer: scale 1 to 7\n\n"
    "### ⟦Check-in: Again⟧\n\n- series: inside\n- answer: words\n",
    "E252": "### Reflect: Write\n\n- id: write\n\n### Wall: Show\n\n- from: ⟦write⟧\n",
    "E253": "### Breakout: Talk\n\n- groups: ⟦by choice⟧\n",
    "E254": ASK + "### Reflect: Write\n\n- prompt by: ⟦how⟧\n",
    "E255": "### Breakout: Talk\n\n- groups: pairs\n- ⟦stay⟧: one\n",
    "E256": ASK + "### Breakout: Talk\n\n- id: talk\n- groups: by answer to how\n\n"
    "### Breakout: More\n\n- groups: ⟦merge talk⟧\n",
    "E257": "### Breakout: Talk\n\n- groups: 3 groups\n\nTalk.\n\n#### ⟦Group 4: Rivers⟧\n\nSwim.\n",
    "E226.again": ASK + "### Poll: And now?\n\n- again: how\n\n- ⟦( ) Well⟧\n- ( ) Badly\n",
    "E258.page": "### Poll: How?\n\n- id: how\n\n#### Question: Was it good?\n\n- ( ) Yes\n- ( ) No\n\n"
    "#### Question: Was it long?\n\n- ( ) Yes\n- ( ) No\n\n### Poll: And now?\n\n- again: ⟦how⟧\n",
    "E258": "### Poll: How?\n\n- id: how\n- answer: words\n\n### Poll: And now?\n\n- again: ⟦how⟧\n",
    "E301": ASK + "### Slide: Other\n\n- id: ⟦how⟧\n",
    "E302": "### Wall: Show\n\n- from: ⟦nothing-like-it⟧\n",
    "E303": "### ⟦Poll: How?⟧\n\n- ( ) Well\n- ( ) Badly\n\n### Reflect: Write\n\n- prompt by: how\n\n"
    "#### For: well\n\nGood.\n\n#### For: badly\n\nOh.\n",
    "E304": "### Slide: Hello\n\n- id: ⟦My Hello⟧\n",
    "E305": "### Slide: Hello\n\n- id: hello\n\n### Wall: Show\n\n- from: ⟦hello⟧\n",
    "E306": ASK + "### Reflect: Write\n\n- prompt by: how\n\n#### For: well\n\nA\n\n#### For: badly\n\nB\n\n"
    "#### For: ⟦Purple elephants⟧\n\nC\n",
    "E306.near": ASK + "### Reflect: Write\n\n- prompt by: how\n\n#### For: well\n\nA\n\n#### For: ⟦Bady⟧\n\nB\n",
    "W306": ASK + "### ⟦Reflect: Write⟧\n\n- prompt by: how\n\n#### For: well\n\nA\n",
    "E307": "### Wall: Show\n\n- from: ⟦later⟧\n\n### Reflect: Write\n\n- id: later\n"
    "- who sees this: everyone without names\n",
    "E308": ASK + "### Reflect: Write\n\n- prompt by: how\n\n#### For: well\n\nA\n\n#### For: badly\n\nB\n\n"
    "#### For: ⟦Well⟧\n\nC\n",
    "E401": "### Slide: Hello\n\nSee ⟦![](media/a.png)⟧ here\n",
    "E402": "### Slide: Hello\n\n![A wood](⟦pictures/a.png⟧)\n",
    "E402.elsewhere": "### Slide: Hello\n\n![A wood](⟦https://pictures.test/a.png⟧)\n",
    "W401": "### Poll: Where?\n\n- answer: place on ⟦media/a.png⟧\n",
    "E403": "### Slide: Hello\n\n![A wood](⟦media/missing.png⟧)\n",
    "W404": "### Slide: Hello\n\n[More](⟦https://www.example.org⟧/more)\n",
    "E405": "### Slide: Hello\n\n[Audio: A bell](⟦media/bell.doc⟧)\n",
    "W407": "### Slide: Hello\n\n⟦[a bell](media/bell.png)⟧\n",
    "W407.link": "### Slide: Hello\n\n[More](⟦www.w3.org/more⟧)\n",
    "W406": "### ⟦Slide: Hello⟧\n\n" + "A line of words that one reads.\n\n" * 11,
    "W501": "!# Test\n\n- format: 1\n- time: 10 min\n\n### Slide: Hello (2 min)\n\n### ⟦Slide: Next⟧\n",
    "W502": "!# Test\n\n- format: 1\n- time: ⟦10 min⟧\n\n### Slide: Hello (12 min)\n",
    "W504": "## ⟦Arrive (5 min)⟧\n\n### Slide: Hello (6 min)\n",
    "W505": "### ⟦Breakout: Talk (5 min)⟧\n\n- groups: pairs\n\n#### Round: You (3 min)\n\n#### Round: I (3 min)\n",
    "E601": "!⟦# Test⟧\n\n- format: 1\n- care: sensitive\n\n### Slide: Hello\n",
    "E602.number": "!" + SENSITIVE + "\n### Poll: How long?\n\n- answer: ⟦number (minutes)⟧\n",
    "E602": "!" + SENSITIVE + "\n### Poll: How?\n\n- results: ⟦live⟧\n- ( ) Well\n- ( ) Badly\n",
    "W603": "!# Test\n\n- format: 1\n- people: ⟦2-9⟧\n\n" + ASK,
    "W604": ASK + "### Breakout: Talk\n\n- groups: by answer to ⟦how⟧\n",
    "E605": "!" + SENSITIVE + "- minimum answers: ⟦2⟧\n\n### Slide: Hello\n",
    "W606": SHARED + "### Wall: All\n\n- from: say\n- minimum answers: ⟦1⟧\n",
}
# told in test_files.py, test_includes.py and test_help_lines.py
FILES = {"E117", "E120", "E122", "E125", "E126", "E128", "E129", "W607"}


def load(name):
    if name != "_help-lines.md":
        raise FileNotFoundError(name)
    return "Call somebody."


def read_mistake(key):
    body, place = marked(MISTAKES[key] if key[0] != "!" else MISTAKES[key][1:])
    if body.startswith("!"):
        place = (place[0], place[1] - (place[0] == 1), place[2] - (place[0] == 1))
        reading = read(body[1:], "t.md", load, exists=lambda path: path == "media/a.png")
    else:
        place = (place[0] + HEAD.count("\n") + 1, place[1], place[2])
        reading = reading_of(body, load=load, exists=lambda path: path in ("media/a.png", "media/bell.doc"))
    return reading, place


BESIDE = {"E256": "W604"}  # what groups by an answer are told in any case


@pytest.mark.parametrize("key", MISTAKES)
def test_one_mistake_gives_one_message_at_its_place(key):
    reading, place = read_mistake(key)
    messages = [m for m in reading.messages if m.code != BESIDE.get(key)]
    assert [m.code for m in messages] == [key.partition(".")[0]], render(reading.messages)
    message = messages[0]
    assert (message.line, message.column, message.end_column) == place
    assert message.suggestion
    assert message.severity == ("error" if key.startswith("E") else "warning")


FIXABLE = (
    "E102", "E105", "E106", "E107", "E107.equals", "E110.near",
    "E111.near", "E112", "E114", "E115", "E137", "E201", "E203.near",
    "E303", "E601",
)  # fmt: skip


@pytest.mark.parametrize("key", FIXABLE)
def test_pressing_fix_cures_the_mistake(key):
    from workshop.script import fixes

    text, _ = marked(MISTAKES[key])
    text = text[1:] if text.startswith("!") else f"{HEAD}\n{text}"
    code = key.partition(".")[0]
    fixed = fixes.apply_all(text, lambda t: read(t, "t.md", load).messages)
    assert code not in [m.code for m in read(fixed, "t.md", load).messages]


def test_every_message_there_is_has_its_story():
    assert set(CODES) == set(MISTAKES) | FILES


@pytest.mark.parametrize("code", [key for key in CODES if "." not in key])
def test_explain_tells_more_about_every_message(code):
    told = explain(code.lower())
    assert told.startswith(f"{code}: ")
    assert "{" not in told


def test_explain_knows_no_other_codes():
    assert explain("E999") is None


def test_no_message_shouts():
    assert not [key for key, w in CODES.items() if "!" in (w.says + w.why).replace("![", "").replace("<!--", "")]


def test_json_has_the_agreed_keys():
    reading = reading_of("### Slid: Hello\n")
    (entry,) = json.loads(as_json(reading.messages))
    assert list(entry) == [
        "path", "line", "column", "end_column", "severity", "code", "message", "suggestion", "fix",
    ]  # fmt: skip
    assert entry["fix"] == {"line": 5, "end_line": 5, "text": "### Slide: Hello"}


def test_carets_stand_under_wide_letters_and_in_long_lines():
    drawn = render(reading_of(f"### Slide: 你好 (2m) {'x' * 10}\n\n### Slide: 你好 (2m)\n").messages)
    line, carets = drawn.split("\n")[1:3]
    assert line.endswith("(2m)")
    assert carets.index("^") == line.index("2m") + 2
    long = render(reading_of("word " * 60 + "\n\n### Slide: Hello\n\n" + "w " * 200 + "![](media/a.png)\n").messages)
    assert max(map(len, long.split("\n")[:3])) < 130
