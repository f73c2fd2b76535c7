"""Plans that are almost scripts: "Umfrage: …", "- Zeit: 20 Min.", round and square boxes, signs of other keyboards."""

import re
from collections.abc import Iterable

from workshop.script.model import Kind
from workshop.script.settings import BY_SCOPE, KINDS, WORKSHOP
from workshop.script.synonyms import SYNONYMS
from workshop.script.values import Unreadable

from . import times, vocabulary
from .model import Line, Sort

FOREIGN = {
    Kind.SLIDE: "folie|diapositive|diapositiva|dia|スライド",
    Kind.TALK: "gesprach|rederunde|tour de table|charla|conversazione",
    Kind.POLL: "umfrage|abstimmung|frage|sondage|encuesta|sondaggio|peiling|enquete|アンケート|投票",
    Kind.REFLECT: "reflexion|reflexionszeit|schreiben|reflechir|riflessione|reflectie|reflexao",
    Kind.BREAKOUT: "kleingruppen?|gruppen|gruppenarbeit|groupes|sous-groupes|grupos|gruppi|groepen|グループ",
    Kind.BREAK: "kaffeepause|mittagspause|pausa|pauze|descanso|休憩",
    Kind.WORKSHEET: "arbeitsblatt|fiche|ficha|scheda|werkblad",
    Kind.WALL: "wand|mur|muro|bacheca", Kind.PAUSE: "atempause|stille|respiration",
    Kind.RESOURCES: "quellen|ressources|recursos",
    Kind.SEED: "hausaufgabe|devoirs|deberes",
}  # fmt: skip
NAMES = {
    "format": "formato", "time": "zeit|dauer|duree|temps|tiempo|duracion|durata|tempo|tijd|duur",
    "people": "personen|teilnehmer|teilnehmende|leute|personnes|participants|personas|persone|pessoas",
    "language": "sprache|langue|idioma|lingua|taal", "care": "schutz|sorgfalt|soin|cuidado|cura|zorg",
    "groups": "gruppen|groupes|grupos|gruppi|groepen", "choose": "auswahl|choix|elegir|scelta|kies|escolher",
    "answer": "antwort|reponse|respuesta|risposta|antwoord|resposta",
    "who sees this": "wer sieht das|wer sieht es|qui voit cela|qui voit|quien ve esto|chi vede|wie ziet dit|"
    "quem ve isto",
    "results": "ergebnisse?|resultats?|resultados?|risultati|resultaten", "names": "namen|noms|nombres|nomi|nomes",
    "materials": "material|materiel|materiales|materiali|materiaal|materiais",
    "lead": "leitung|animation|dirige|guida|leiding|lideranca",
}  # fmt: skip
VALUES = {
    "only me": "nur ich|moi seulement|solo yo|solo io|alleen ik|so eu",
    "my group": "meine gruppe|mon groupe|mi grupo|mio gruppo",
    "sensitive": "sensibel|sensible|sensitief|sensivel|sensibile",
    "words": "worter|mots|palabras|parole|woorden|palavras",
    "text": "texte|texto|testo|tekst", "yes": "ja|oui|si|sim", "no": "nein|non|nee|nao",
}  # fmt: skip
LABEL = re.compile(r"^[^\w\s]*\s*(?P<label>[^\W\d_][\w \-]{1,24}?)\s*[:：]\s*(?P<title>\S.*)$")
SETTING = re.compile(r"^(?P<name>[^\W\d_][\w ]{1,24}?)\s*[:：]\s*(?P<value>\S.*)$")


def kind_and_title(words: str) -> tuple[Kind, str] | None:
    """Of a heading that names its kind first, in any of our languages."""
    if not (found := LABEL.match(words)):
        return None
    said = vocabulary.plain(found["label"])
    ours = {name.casefold(): kind for name, kind in KINDS.items()}
    meant = ours.get(said) or next((kind for kind, names in FOREIGN.items() if re.fullmatch(names, said)), None)
    meant = meant or (KINDS[SYNONYMS[said][0]] if said in SYNONYMS else None)
    if meant is Kind.PAUSE and vocabulary.kind_of(found["title"]) is Kind.BREAK:
        meant = Kind.BREAK  # "Pause: Kaffee" is a break in half of Europe
    return (meant, found["title"].strip()) if meant else None


def settings(lines: Iterable[Line], scope: str) -> tuple[list[str], list[Line]]:
    """The settings that `lines` begin with and that can stand here, as a script writes them, and their lines."""
    said: dict[str, str] = {}
    used: list[Line] = []
    for line in lines:
        if line.sort is not Sort.ITEM or line.box or not SETTING.match(line.words):
            break
        if setting := _setting(line.words, scope):
            used.append(line)
            name = setting.partition(":")[0]
            if name not in said or setting == "care: sensitive":  # said twice, the stricter one holds
                said[name] = setting
    said.pop("format", None)
    return list(said.values()), used


def workshop_settings(lines: Iterable[Line]) -> tuple[list[str], list[Line]]:
    return settings(lines, WORKSHOP)


def _setting(words: str, scope: str) -> str | None:
    if not (found := SETTING.match(words)):
        return None
    said = vocabulary.plain(found["name"])
    name = next((ours for ours, names in NAMES.items() if re.fullmatch(names, said)), said)
    if not (known := BY_SCOPE[scope].get(name)):
        return None
    for value in _values(name, found["value"].strip()):
        try:
            known.read(value)
        except Unreadable:
            continue
        return f"{name}: {value}"
    return None


def _values(name: str, value: str) -> Iterable[str]:
    """As it stands; in our words; as what it must mean."""
    yield value
    said = vocabulary.plain(value).rstrip(".")
    yield from (ours for ours, names in VALUES.items() if re.fullmatch(names, said))
    if minutes := times.in_minutes(value):
        yield f"{minutes} min"
    if name == "groups":
        yield vocabulary.groups_of(value)
