"""Every sentence that a participant or the shared screen meets can be translated, and is, with its named places."""

import re
import runpy
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from workshop.util import catalogues, language
from workshop.util.language import CATALOGUES, ENGLISH, NAMES, which

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
TOOL = runpy.run_path(str(ROOT / "scripts/catalogues"), run_name="catalogues")
CODES = sorted(path.name.replace("_", "-") for path in CATALOGUES.iterdir() if path.is_dir())
KEPT_WHOLE = [code for code in CODES if code in TOOL["KEPT_WHOLE"]]
DOMAINS = (catalogues.MESSAGES, catalogues.TEAM)
OFFERED = [
    (code, domain) for code in CODES for domain in DOMAINS if catalogues.nearly_whole(catalogues.path(code, domain))
]
WRITTEN = [(code, domain) for code in CODES for domain in DOMAINS if catalogues.path(code, domain).is_file()]
ADDRESSED = [(code, one) for code in CODES for one in catalogues.ADDRESSES if catalogues.path(code, one).is_file()]
# The words for “you” of the catalogues that have another form beside them.
USUAL_YOU = {
    "de": r"\b(du|Du|dich|dir|dein\w*|Dein\w*)\b",
    "es": r"\b(tú|ti|[Tt]us?|te|contigo|tuy[oa]s?)\b",
    "fr": r"\b((?<!Rendez-)[Vv]ous|[Vv]otre|[Vv]os|(?!chez|assez|Assez|Rendez)\w+ez)\b",
    "it": r"\b(tu|ti|te|tuoi?|tua|tue|Tuo|Tua)\b",
    "nl": r"\b([Jj]e|[Jj]ij|jou|[Jj]ouw|jezelf)\b",
}
# Said to more than one person, or by one to the team: the same in both forms.
SEVERAL = re.compile(
    r"[Bb]oth typed?\b|the two of you|thank each other|stay together|one of you for|look in on me|^What you all"
)
# Other names of the phone, the shared screen, a session, a script, a poll, a step, care, help lines.
GIVEN_UP = {
    "de": r"Handy|Leinwand|\bSitzung|Ablaufplan", "fr": "scénario|séance|écran partagé",
    "es": "sondeo|direcciones de ayuda", "it": r"\bmuro\b|numeri di aiuto", "nl": r"\bsessie",
    "pt-BR": r"\btelefone|\betapa",
    "pl": r"[Dd]elikatn|\bsesj|telefonami pomocy", "ja": "アンケート|スマホ|携帯|私のノート|相談窓口",
    "ar": "جلسة|الجلسات|محاك",
}  # fmt: skip
# „So“, « ainsi », «así», “zo”, 「こう」: the marks of the others.
NOT_ITS_QUOTES = {
    "de": '"”«»', "fr": '"“”„', "es": '"“”„', "it": '"“”„', "nl": '"„«»', "pl": '"“«»', "pt-BR": '"„«»', "ja": '"“”«»',
    "ar": '"“”„',
}  # fmt: skip
PLACE = TOOL["PLACE"]

DONE = sorted(TEMPLATES.rglob("*.html"))
SENTENCE = re.compile(r"[A-Za-z’']{2,}[ .,:]|[A-Z][a-z]{2,}|^[a-z]{3,}$")
# A name that is the same in every language.
NO_WORDS = {"Workshop"}


@cache
def _po(code: str, domain: str = catalogues.MESSAGES):
    with catalogues.path(code, domain).open("rb") as file:
        return read_po(file)


@cache
def _template(domain: str = catalogues.MESSAGES):
    """What there is to say. It takes a second to find."""
    return TOOL["template"](domain)


def _untold(catalogue) -> list[str | tuple[str, str]]:
    return [m.id for m in catalogue if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


def _told(catalogue) -> dict[str, list[str]]:
    """Both kinds of file, alike: the one keeps plurals in lists, the other in tuples."""
    as_list = {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in catalogue if m.id}
    return {first: [said] if isinstance(said, str) else list(said) for first, said in as_list.items()}


def bare(source: str) -> list[str]:
    """What stands between tags, or in an attribute that is read out, without a call that translates it."""
    source = re.sub(r' class="[^"{]*"', "", source)
    source = re.sub(r"\{#.*?#\}|\{% trans\b.*?%\}.*?\{% endtrans %\}|<svg.*?</svg>", "", source, flags=re.DOTALL)
    said = [m[1] for m in re.finditer(r'(?:aria-label|placeholder|alt)="([^"{]+)"', source)]
    literals = [
        text
        for block in re.findall(r"\{\{.*?\}\}", source, re.DOTALL)
        for text in re.findall(r'"([A-Z][a-z]+ [^"]*)"', re.sub(r'N?_\("(?:[^"\\]|\\.)*"', "", block))
    ]
    either = [m[1] for m in re.finditer(r"\{\{ \"([a-z]{3,})\" if [^}]* == 1 else", source)]
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "\0", source, flags=re.DOTALL)
    between = [part.strip(" \n\0·“”,.:()") for part in re.split(r"<[^>]*>|\0", text)]
    return [part for part in (*said, *literals, *either, *between) if part not in NO_WORDS and SENTENCE.search(part)]


@pytest.mark.parametrize("path", DONE, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_says_what_cannot_be_translated(path):
    assert bare(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Good that you are here.</p>", '<a aria-label="To the start"></a>', '{{ "Keep it" if private else "" }}',
        '<p>{{ name }} is here now</p>', '<b>gone: </b>{{ line }}',
        '<b>{{ n }} {{ "step" if n == 1 else "steps" }}</b>', '<input value="{{ n }}"> min</span>',
    ],
)  # fmt: skip
def test_a_bare_sentence_is_found(source):
    assert bare(source)


JS = sorted(
    path
    for folder in ("phone", "line", "shared", "screen", "console", "editor", "pages")
    for path in (ROOT / "static/js" / folder).glob("*.js")
    if path.name not in {"words.js", "complete.js"}  # the words of scripts, which editors complete, are no sentences
)


@pytest.mark.parametrize("path", JS, ids=lambda path: path.name)
def test_scripts_show_only_sentences_of_the_one_list(path):
    source = re.sub(r"/\*.*?\*/|//[^\n]*|import\([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    source = re.sub(r"(?:throw )?new \w*Error\([^)]*\)", "", source)
    assert re.findall(r'["`]([A-Z][a-z]+ [a-z]+[^"`]*)["`]', source) == []


def test_dates_and_times_are_in_the_language_of_the_page():
    """A browser in another one would write them in its own, among words of ours."""
    of_the_browser = re.compile(r"toLocale\w*String\((?:\[\]|undefined|\))")
    assert [path.name for path in JS if of_the_browser.search(path.read_text("utf-8"))] == []


def test_enter_that_ends_a_composed_word_does_nothing_else():
    """Whoever writes Japanese presses it for every word: `composing` tells, in Safari too."""
    lines = [line for path in JS for line in path.read_text("utf-8").split("\n")]
    asking = [line for line in lines if re.search(r'key [!=]== "Enter"', line)]
    assert asking and [line for line in asking if "composing(event)" not in line] == []


class TestCatalogues:
    @pytest.mark.parametrize("code", CODES)
    def test_it_says_nearly_everything(self, code):
        """Who changes a sentence need not speak all of these; what is missing is said in English meanwhile."""
        own, fresh = _told(_po(code)), {m.id if isinstance(m.id, str) else m.id[0] for m in _template() if m.id}
        assert sum(all(own.get(each, [""])) for each in fresh) >= catalogues.NEARLY * len(fresh)

    @pytest.mark.soak
    @pytest.mark.parametrize(("code", "domain"), OFFERED)
    def test_before_a_release_it_says_everything(self, code, domain):
        self.test_it_is_complete_and_has_nothing_that_is_gone(code, domain)

    @pytest.mark.parametrize("domain", DOMAINS)
    @pytest.mark.parametrize("code", KEPT_WHOLE)
    def test_it_is_complete_and_has_nothing_that_is_gone(self, code, domain):
        own, fresh = _po(code, domain), _template(domain)
        assert _untold(own) == []
        assert {m.id for m in own if m.id} == {m.id for m in fresh if m.id}, "run make catalogues"

    @pytest.mark.parametrize(("code", "domain"), WRITTEN)
    def test_it_keeps_the_named_places_and_the_marks(self, code, domain):
        assert TOOL["lost_places"](_po(code, domain)) == []

    def test_what_lost_a_place_is_said_to_whoever_translates(self):
        own = Catalog(locale="da")
        for asked, told in (
            ("%(n)s here", "her"),
            ("<b>Saved</b>", "<b>Gemt</b>"),
            (("{n} one", "{n} more"), ("", "mere")),
        ):
            own.add(asked, told)
        assert TOOL["lost_places"](own) == ["her", "mere"]

    @pytest.mark.parametrize(("code", "domain"), WRITTEN)
    def test_it_has_the_quotation_marks_of_its_language(self, code, domain):
        """And in French a space that does not break before what stands alone there."""
        said = [text for told in _told(_po(code, domain)).values() for text in told]
        plain = {text: re.sub(r"<[^>]*>|`[^`]*`|ARGS=\"[^\"]*\"|save \"\"|\{\"[^}]*\}", "", text) for text in said}
        assert [text for text in plain if set(plain[text]) & set(NOT_ITS_QUOTES.get(code, ""))] == []
        assert code != "ja" or [text for text in said if re.search(r"。(?:</b>)? \S", text)] == []
        assert code != "fr" or [text for text in said if re.search(r"\w [;:?!»](?:\s|$)|« ", plain[text])] == []

    @pytest.mark.parametrize(("code", "domain"), WRITTEN)
    def test_a_thing_has_one_name(self, code, domain):
        """What was once called in two ways is called in one: nobody looks for a second thing."""
        told = [text for said in _told(_po(code, domain)).values() for text in said]
        assert [text for text in told if code in GIVEN_UP and re.search(GIVEN_UP[code], text)] == []

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_signs_and_spans_of_numbers_stand_in_their_order_in_arabic(self, domain):
        """Without a mark before it “+1” is shown with its sign behind, and “9–10” as “10–9”."""
        bare = re.compile(r"(?<![\u200e\w])[+−]\d|(?<![\u200e\d:])[\d:]+–\d")
        assert [text for told in _told(_po("ar", domain)).values() for text in told if bare.search(text)] == []

    @pytest.mark.parametrize(("code", "domain"), WRITTEN)
    def test_it_has_as_many_forms_as_its_language(self, code, domain):
        """And compiles: a file with a fault in it would silence the whole language."""
        own, rule = _po(code, domain), Catalog(locale=code.replace("-", "_"))
        assert (own.num_plurals, own.plural_expr) == (rule.num_plurals, rule.plural_expr)
        several = [m for m in own if m.id and not isinstance(m.id, str)]
        assert [m.id for m in several if len(m.string) != own.num_plurals] == []
        told = {one: said for one, said in _told(own).items() if all(said)}
        compiled = catalogues._compiled(catalogues.path(code, domain), code)
        assert {each: compiled.ugettext(each) for each, said in told.items() if not said[1:]} == {
            each: said[0] for each, said in told.items() if not said[1:]
        }

    def test_what_is_written_is_what_is_spoken(self):
        """Nothing is compiled beforehand, so nothing can be older than its source."""
        assert list(CATALOGUES.rglob("*.mo")) == []
        spoken = catalogues.read("de")
        for domain in (catalogues.MESSAGES, catalogues.TEAM):
            told = {each: said[0] for each, said in _told(_po("de", domain)).items() if not said[1:]}
            assert {each: spoken.ugettext(each) for each in told} == told

    @pytest.mark.parametrize(("code", "address"), ADDRESSED)
    def test_the_other_form_of_address_keeps_places_and_says_only_what_there_is(self, code, address):
        told, own = _told(_po(code)), _told(_po(code, address))
        assert not set(own) - set(told), "run make catalogues"
        for asked, (said,) in own.items():
            assert sorted(PLACE.findall(said)) == sorted(PLACE.findall(asked)), said
            assert said != told[asked][0], "the same as without"

    @pytest.mark.parametrize(("code", "address"), ADDRESSED)
    def test_nobody_is_addressed_in_both_forms(self, code, address):
        """Nearly: whoever adds a sentence may leave the other form to a translator."""
        assert len(self._mixed(code, address)) <= (1 - catalogues.NEARLY) * len(_told(_po(code, address)))

    @pytest.mark.soak
    @pytest.mark.parametrize(("code", "address"), ADDRESSED)
    def test_before_a_release_in_none(self, code, address):
        assert self._mixed(code, address) == []

    def _mixed(self, code: str, address: str) -> list[str]:
        usual, other = _told(_po(code)), _told(_po(code, address))
        said = {asked: other.get(asked, usual[asked])[0] for asked in usual}
        plain = {asked: re.sub(r"<[^>]*>|%\(\w+\)s", " ", text) for asked, text in said.items()}
        return [t for asked, t in plain.items() if re.search(USUAL_YOU[code], t) and not SEVERAL.search(asked)]

    def test_each_has_a_name_in_its_own_words(self):
        assert set(CODES) <= set(NAMES) - {ENGLISH}


class TestOneThatIsBeingFilled:
    """Translators work for days: until then nobody is offered a page that is half in their language."""

    @pytest.fixture
    def filled(self, tmp_path, monkeypatch):
        def to(share: float) -> None:
            own = Catalog(locale="fr", fuzzy=False)
            for n in range(100):
                own.add((f"{n} tree", f"{n} trees"), ("a", "b", "c")) if n == 50 else own.add(f"Sentence {n}.")
            for n, message in enumerate(m for m in own if m.id):
                if n < share * 100 and isinstance(message.id, str):
                    message.string = "Dit\nen deux lignes." if n % 2 else "Dit."
            path = catalogues.path("fr", catalogues.TEAM, tmp_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                TOOL["write_po"](file, own, no_location=True, width=0)

        monkeypatch.setattr(which, "CATALOGUES", tmp_path)
        return to

    @pytest.mark.parametrize(("share", "offered"), [(0, []), (0.5, []), (0.96, []), (0.97, ["fr"]), (1, ["fr"])])
    def test_it_is_offered_when_it_is_nearly_whole(self, filled, share, offered):
        filled(share)
        assert list(which._written_in(catalogues.TEAM)) == [ENGLISH, *offered]

    def test_what_the_server_counts_is_what_translators_see(self):
        """It only looks at the text, for it is asked when a page is shown."""
        for code, domain in WRITTEN:
            own = _po(code, domain)
            whole = len(_untold(own)) <= (1 - catalogues.NEARLY) * len(own)
            assert catalogues.nearly_whole(catalogues.path(code, domain)) == whole, (code, domain)


def test_who_has_read_a_language_is_said_the_same_everywhere():
    rows = re.findall(r"^\| ([a-zA-Z-]+) \|.*\| ([^|]+) \|$", (ROOT / "docs/translating.md").read_text("utf-8"), re.M)
    told = {code: read for code, read in rows if code in NAMES}
    assert set(told) == set(CODES)
    assert {code for code, read in told.items() if read != "not yet"} == language.READ_BY_A_NATIVE - {ENGLISH}


# What a button of a phone's bar is called, and what stands on it, in fewer words.
CALLED = re.compile(
    r'class="unseen">{% trans %}([^{]+){% endtrans %}</span><small aria-hidden="true">{% trans %}([^{]+){% endtrans %}'
)


@pytest.mark.parametrize("code", CODES)
def test_a_button_is_called_what_stands_on_it(code):
    """Whoever steers by voice says what they see (WCAG 2.5.3)."""
    pairs = {pair for path in DONE for pair in CALLED.findall(path.read_text())}
    assert len(pairs) >= 4
    said = {
        word: _po(code)[word].string.lower().replace("\u0307", "") for pair in pairs for word in pair
    }  # of a Turkish İ
    assert not [(said[long], said[short]) for long, short in pairs if said[short] not in said[long]]


@pytest.mark.parametrize("path", DONE, ids=lambda path: path.name)
def test_between_two_sentences_stands_a_space(path):
    """The end of a line after a block is none (`trim_blocks`): it has to be written."""
    joined = r"[.?](?:\s*\{% end(?:trans|if) %\})+\n\s*(?:\{% if [^%]*%\})?(?:<span[^>]*>)?\{% trans"
    assert not re.search(joined, path.read_text("utf-8"))
