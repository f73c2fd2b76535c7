"""What people write behind `answer` and `choose` in other words, and what they mean by it."""

import re

from .words import fold

ENDS = r"(?: *\((?P<{}>[^()]{{0,40}})\))?"
RANGE = re.compile(
    rf"(?:scale|slider|rating|skala|échelle|escala|scala|schaal|number|from|von|de|da|van|[:, ])*(?P<low>-?\d{{1,3}})"
    rf"{ENDS.format('below')} *(?:-|–|—|\.\.+|/|to|bis|à|a|tot|until) *(?P<high>-?\d{{1,3}}){ENDS.format('above')}"
)
STEPS = re.compile(
    r"(?P<steps>\d{1,2})[ -]?(?:stars?|sterne?|étoiles?|estrellas?|stelle|sterren|hearts?|smileys?|steps?|stufen|"
    r"point(?: likert)? scale|(?:point )?likert(?: scale)?)"
)
# A list says how these are answered, without this setting.
LISTED = re.compile(
    r"(?:single|multiple)[ -](?:choice|select|answers?)|choices?|check ?boxes|checkbox|radio(?: buttons?)?|buttons?|"
    r"drop ?down|select|options?|quiz|rank(?:ing|ed)?|order(?:ing)?|sort(?:ing)?|true ?(?:/|or) ?false|thumbs?(?: up)?|"
    r"emojis?|smileys|mehrfachauswahl|einfachauswahl|auswahl|rangfolge|reihenfolge|choix multiples?|classement|"
    r"yes ?(?:/|or|,) ?no(?:.*)|ja ?(?:/|oder|,) ?nein(?:.*)|oui ?(?:/|ou|,) ?non(?:.*)|s[ií] ?(?:/|o|,) ?no(?:.*)|"
    r"[^,/|;()]{1,40}(?: ?[,/|;] ?[^,/|;()]{1,40}){1,9}"
)
MEANT = {
    word: meant
    for meant, words in (
        ("text", "open, open text, open question, open answer, free text, freetext, free, long text, short text, "
                 "sentence, sentences, paragraph, essay, ideas, idea, comment, comments, freitext, offen, "
                 "offene frage, texte, texte libre, texto, texto libre, testo, testo libero, tekst, texto livre"),
        ("words", "word, word cloud, wordcloud, cloud, one word, single word, tag cloud, wort, worte, wörter, "
                  "wortwolke, mot, mots, nuage de mots, palabra, palabras, nube de palabras, parola, parole, woord, "
                  "woorden, palavra, palavras"),
        ("scale 0 to 100", "slider, percent, percentage, %, prozent, pourcentage, porcentaje, regler, schieberegler"),
        ("scale 1 (not at all) to 5 (completely)", "scale, likert, likert scale, rating, rate, stars, skala, échelle, "
                                                   "escala, scala, schaal, agreement"),
        ("3 dots", "dots, dot, dot voting, dotmocracy, sticky dots, punkte kleben"),
        ("10 points", "points, point, budget, punkte"),
        ("number", "estimate, guess, zahl, nombre, número, numero, getal, integer, amount"),
        ("place on media/map.png", "place, point, spot, pin, map, picture, image, image map, hotspot, heat map, ort, "
                                   "bild, karte, carte, mapa, mappa, kaart"),
        ("body", "body map, body scan, körper, corps, cuerpo, corpo, lichaam"),
    )
    for word in words.split(", ")
}  # fmt: skip


def meant_answer(value: str) -> str | None:
    """`1-10` → `scale 1 to 10`."""
    plain = fold(value).replace("−", "-")
    if found := RANGE.fullmatch(plain):
        return _scale(found)
    if (found := STEPS.fullmatch(plain)) and int(found["steps"]) > 1:
        return f"scale 1 to {found['steps']}"
    return MEANT.get(plain)


def _scale(found: re.Match[str]) -> str | None:
    ends = [(int(found["low"]), found["below"]), (int(found["high"]), found["above"])]
    if not 1 <= abs(ends[0][0] - ends[1][0]) <= 100:
        return None
    told = [f"{number} ({words})" if words else str(number) for number, words in sorted(ends, key=lambda end: end[0])]
    return f"scale {told[0]} to {told[1]}"


def is_list(value: str) -> bool:
    """`yes/no`, `multiple choice`, or the answers themselves."""
    return LISTED.fullmatch(fold(value)) is not None


def meant_number(value: str) -> str | None:
    """How many to choose: `2 or 3`, `max. 3`, `1-3` → `up to 3`."""
    found = re.fullmatch(
        r"(?:(?:at most|max(?:imum|imal)?\.?|not more than|höchstens|bis zu|jusqu'à|au plus|hasta|fino a|tot|até|"
        r"\d{1,2} ?(?:-|–|or|oder|to|bis|ou|o|of)) ?)?(\d{1,2})(?: (?:answers?|of them|antworten|réponses))?",
        fold(value),
    )
    return f"up to {found[1]}" if found else None
