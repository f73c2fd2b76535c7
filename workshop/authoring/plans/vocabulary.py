"""The words by which a plan says what a step is, and what a column holds. en, de, fr, es, it, nl, pt."""

import re
import unicodedata

from workshop.script.model import Kind

# The first that is found decides, so what is told by a rarer word comes first.
KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.POLL, "poll|vote|voting|survey|quiz|umfrage|abstimmung|abstimmen|blitzlicht per punkt|sondage|vote|encuesta|"
     "votacion|sondaggio|votazione|peiling|stemming|enquete|votacao|temperature check|show of hands|rate|rating|"
     "word cloud|wortwolke|アンケート|投票"),
    (Kind.TALK, "homework review|review (?:of )?(?:the )?homework|hausaufgabenbesprechung|hausaufgaben besprechen"),
    (Kind.BREAKOUT, "world cafe|weltcafe"),
    (Kind.BREAK, "break|coffee|lunch|dinner|tea break|recess|pause|kaffee|kaffeepause|mittag|mittagspause|mittagessen|"
     "essenspause|biopause|pausa|cafe|dejeuner|descanso|almuerzo|pranzo|intervallo|pauze|lunchpauze|almoco|"
     "intervalo|休憩|昼食"),
    (Kind.PAUSE, "breathe|breathing|mindful|mindfulness|meditation|meditate|grounding|silence|stillness|body scan|"
     "atmen|atemubung|achtsamkeit|stille|respiration|respirer|meditacion|respiracion|silencio|respirazione|"
     "meditazione|ademhaling|stilte|respiracao|meditacao|呼吸|瞑想"),
    (Kind.BREAKOUT, "breakout|breakouts|pair|pairs|in couples|(?:with|to) (?:your|a|the|their) partners?|speed.dating|"
     "trio|trios|triads?|small groups?|"
     "groups? of (?:\\d+|two|three|four|five|six)|"
     "group work|subgroups?|1-2-4-all|think-pair-share|in twos|in threes|world cafe|paare|paarweise|zu zweit|zu dritt|"
     "mit (?:dem|der|deine[mr]|ihre[mr]|eine[mr]) partner(?:in)?|\\d{1,2}er[- ]?gruppen?|"
     "zweiergruppen?|dreiergruppen?|vierergruppen?|kleingruppen?|gruppenarbeit|murmelrunde|partnerarbeit|"
     "binomes?|sous-groupes?|petits groupes|en groupes?|parejas|grupos|coppie|gruppi|gruppetti|tweetallen|"
     "drietallen|groepjes|pares|duplas|グループ|ペア"),
    (Kind.SEED, "homework|to take home|until next time|hausaufgaben?|bis zum nachsten mal|devoirs|deberes|"
     "compiti|huiswerk|licao de casa|宿題"),
    (Kind.RESOURCES, "resources|further reading|reading list|literature|links|handouts?|literatur|materialien|"
     "ressources|recursos|risorse|bronnen|参考"),
    (Kind.REFLECT, "reflect|reflection|journal|journaling|write|writes|writing|write down|silent writing|note down|"
     "schreiben|schreibt|einzelarbeit|stillarbeit|individual (?:work|reflection)|on your own|"
     "travail individuel|trabajo individual|lavoro individuale|individueel|trabalho individual|"
     "reflexion|reflektieren|tagebuch|ecrire|ecrit|ecrivent|ecrivez|ecriture|"
     "reflexion individuelle|escribir|escriben?|"
     "escritura|reflexion personal|scrivere|scrive|scrivono|scrittura|riflessione|schrijven|schrijft|reflectie|"
     "escrever|escreve|escrevem|reflexao|書く"),
    (Kind.TALK, "discuss|discussion|plenary|debrief|harvest|sharing|share|round|check-in|check in|checkin|"
     "check-out|checkout|(?:closing|opening|sharing|talking) circle|q&a|questions|feedback|talk|"
     "conversation|retrospective|diskussion|plenum|austausch|"
     "\\w*runde|blitzlicht|fragen|gesprach|auswertung|discussion|echange|tour de table|tour|meteo|questions|debat|"
     "discusion|debate|ronda|preguntas|discussione|giro|domande|discussie|gesprek|rondje|vragen|discussao|perguntas|話し合い|自己紹介|対話|共有|シェア"),
)  # fmt: skip
WRITING = next(words for kind, words in KINDS if kind is Kind.REFLECT)  # in silence, as a rule
COLUMNS = {
    "time": "time|when|clock|start|begin|from|zeit|uhrzeit|wann|beginn|heure|horaire|hora|horario|ora|orario|tijd|"
    "hora|horario|時間|時刻",
    "length": "duration|length|minutes|mins?|how long|dauer|lange|minuten|duree|duracion|durata|duur|duracao|分",
    "title": "title|topic|what|agenda|agenda item|item|activity|step|session|block|subject|theme|exercise|titel|thema|"
    "was|inhalt|programmpunkt|ubung|aktivitat|schritt|titre|sujet|quoi|activite|sequence|titulo|tema|que|actividad|"
    "titolo|argomento|cosa|attivita|onderwerp|wat|activiteit|assunto|o que|atividade|内容|タイトル",
    "text": "description|details|instructions?|content|text|beschreibung|anleitung|details|ablauf|description|"
    "consigne|deroule|descripcion|instrucciones|descrizione|istruzioni|beschrijving|uitleg|descricao|instrucoes|説明",
    "who": "who|lead|facilitator|speaker|owner|trainer|wer|leitung|verantwortlich|qui|animateur|quien|responsable|"
    "chi|conduttore|wie|begeleider|quem|responsavel|担当",
    "materials": "materials?|tools?|equipment|needed|material|medien|werkzeug|materiel|supports?|materiales|materiali|"
    "materiaal|materiais|準備|教材",
    "notes": "notes?|remarks?|comments?|goal|purpose|method|notizen?|anmerkungen?|ziel|methode|bemerkung|remarques?|"
    "objectif|notas|objetivo|note|obiettivo|opmerkingen|doel|observacoes|備考",
    "end": "end(?: time)?|until|finish|finishes|ends|ende|endzeit|jusqu.a|hasta|fine|einde|eindtijd|termino|"
    "koniec|終了",
}  # fmt: skip
# Heads that say so only by themselves: "What to do" is no end.
ALONE = {
    **dict.fromkeys(("von", "ab", "de", "desde", "da", "dalle", "van", "od"), "time"),
    **dict.fromkeys(("to", "bis", "a", "fin", "alle", "tot", "ate", "fim", "do"), "end"),
}
ENDS = "(?:the )?end|finish|ende|schluss|feierabend|fin|fine|einde|fim|koniec|النهاية|終了|終わり|おわり"
# Beside the length of all: no step.
WHOLE = (
    "(?:total |overall |whole )?(?:duration|length|time)(?: needed| required)?|total|sum|all in all|in total|"
    "(?:gesamt)?(?:dauer|zeit)|zeitbedarf|gesamt|insgesamt|summe|(?:duree|temps)(?: totale?)?|total general|"
    "(?:duracion|tiempo)(?: total)?|(?:durata|tempo)(?: totale)?|totale|totaal|(?:totale )?(?:duur|tijd)|"
    "duracao(?: total)?|tempo total|suma|razem|合計|所要時間|全体"
)
# What a mail has before its subject.
SUBJECT = re.compile(
    r"(?i)^(?:(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto|temat|件名|re|fwd?|aw|wg)\s*[:：]\s*)+"
)
SIZES = (
    (r"\b(?:groups?|groupes|grupos|gruppi) (?:of|de|da|di) (\d{1,2})\b", None),
    (r"\b(\d{1,2})er[- ]?gruppen?\b", None),
    (r"\b(?:klein)?(?:gruppen?|groupes?|grupos|gruppi|groepjes|groepen) (?:a|zu|je|von|van|de|da) (\d{1,2})\b", None),
    (r"(\d{1,2}) ?人(?:(?:1|一)?組|グループ|ずつ)", None),
    (r"\bgroups? of two\b", "pairs"), (r"\bgroups? of three\b", "groups of 3"), (r"\bgroups? of four\b", "groups of 4"),
    (r"\bgroups? of five\b", "groups of 5"), (r"\bgroups? of six\b", "groups of 6"),
    (r"\b(?:pairs?|twos|in couples|partners?|partnerin|speed.dating|"
     r"paare|paarweise|zu zweit|zweiergruppen?|partnerarbeit|binomes?|parejas|coppie|tweetallen|"
     r"pares|duplas|think-pair-share)\b|ペア", "pairs"),
    (r"\b(?:trios?|triads?|threes|zu dritt|dreiergruppen?|drietallen)\b", "groups of 3"),
    (r"\b(?:fours|vierergruppen?|zu viert)\b", "groups of 4"),
)  # fmt: skip
COUNTED = re.compile(
    r"\b(?:in|into|auf|en|in|em) ([2-9]|1\d) (?:(?:sub|klein)?gruppen|(?:small |big |sub)?groups|teams|"
    r"(?:sous-)?groupes|grupos|gruppi|groep(?:en|jes))\b(?! (?:of|zu|a|de|van|di|je)\b)"
)
USUAL_GROUPS = "groups of 4"


def plain(text: str) -> str:
    """Small letters without accents; the signs of other scripts stay whole."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", parted)).split())


def kind_of(*texts: str) -> Kind | None:
    """By the first text that says it: the title before the words below it."""
    for text in texts:
        for kind, words in KINDS:
            if _has(plain(text), words):
                return Kind.REFLECT if kind is Kind.PAUSE and _has(plain(text), WRITING) else kind
    return None


def column_of(head: str) -> str | None:
    whole = (name for name, words in COLUMNS.items() if re.fullmatch(rf"(?:{words})", plain(head)))
    inside = (name for name, words in COLUMNS.items() if _has(plain(head), words))
    return ALONE.get(plain(head)) or next(whole, None) or next(inside, None)


def is_end(title: str) -> bool:
    return bool(re.fullmatch(ENDS, plain(title).strip(" .!")))


def is_whole(title: str) -> bool:
    return bool(re.fullmatch(WHOLE, plain(title).strip(" .!:–-*")))


def groups_of(*texts: str) -> str:
    for text in texts:
        if counted := COUNTED.search(plain(text)):
            return f"{counted[1]} groups"
        for pattern, said in SIZES:
            if found := re.search(pattern, plain(text)):
                number = said or f"groups of {found[1]}"
                return "pairs" if number == "groups of 2" else number
    return USUAL_GROUPS


def _has(text: str, words: str) -> bool:
    """Words stand apart; where a script writes none between them, anywhere."""
    unspaced = "|".join(word for word in words.split("|") if ord(word[0]) > 0x2E80)
    apart = rf"(?<![^\W_])(?:{words})(?![^\W_])"
    return bool(re.search(apart, text) or (unspaced and re.search(unspaced, text)))
