"""The key words of scripts in German, as they are written there."""

from .table import Table

KINDS = {
    "Slide": "Folie", "Talk": "Gespräch", "Poll": "Umfrage", "Reflect": "Schreiben", "Worksheet": "Arbeitsblatt",
    "Breakout": "Kleingruppen", "Wall": "Wand", "Pause": "Innehalten", "Break": "Auszeit", "Seed": "Samen",
    "Resources": "Material",
}  # fmt: skip
SETTINGS = {
    "time": "Zeit", "people": "Personen", "language": "Sprache", "theme": "Aussehen", "care": "Schutz",
    "about": "worum es geht", "names": "Namen", "late joiners": "wer später kommt", "help": "Hilfe",
    "keep": "aufbewahren", "author": "verfasst von", "licence": "Lizenz", "source": "Quelle", "updated": "Stand",
    "rooms": "Räume", "minimum answers": "mindestens Antworten", "repeat": "wiederholen", "id": "Kennung",
    "lead": "Leitung", "heads up": "Vorwarnung", "materials": "Material", "offer": "anbieten", "show on": "zeigen auf",
    "reveal": "aufdecken", "hands": "Handzeichen", "type instead": "stattdessen tippen", "answer": "Antwort",
    "again": "noch einmal", "answers from": "Antworten aus", "choose": "auswählen",
    "results": "Ergebnisse", "solution": "Lösung",
    "change": "ändern", "time limit": "Zeitlimit", "moderate": "moderieren", "shuffle": "mischen",
    "other": "etwas anderes", "series": "Reihe", "compare": "vergleichen", "who sees this": "wer sieht das",
    "prompt by": "Frage nach", "pause before sending": "Bedenkzeit", "words": "Wörter", "card": "Karte", "from": "aus",
    "groups": "Gruppen", "leftover": "Rest", "mix": "Mischung", "size": "Größe", "notes": "Notizen",
    "on your own": "auch allein", "end": "Ende", "roles": "Rollen", "stay": "bleiben", "order": "Reihenfolge",
    "breathing": "Atem", "sound": "Ton", "bell": "Glocke", "remind": "erinnern", "available": "verfügbar",
}  # fmt: skip
SEES = {
    "only me": "nur ich", "my group": "meine Gruppe", "facilitators": "die Leitung",
    "everyone without names": "alle ohne Namen", "everyone with names": "alle mit Namen",
}  # fmt: skip
YES = {"yes": "ja", "no": "nein"}
ON = {"on": "an", "off": "aus"}
LENGTHS = {
    "{n} days": "{n} Tage", "{n} day": "{n} Tag", "{n} weeks": "{n} Wochen", "{n} week": "{n} Woche",
    "{n} months": "{n} Monate", "{n} month": "{n} Monat",
}  # fmt: skip
# What stands for {x} in a value is kept; {n} is a number, {end} one with its label behind it, {id} an id.
VALUES = {
    "people": {"up to {n}": "bis zu {n}"},
    "theme": {"calm": "ruhig", "plain": "schlicht", "contrast": "Kontrast"},
    "care": {"standard": "normal", "sensitive": "sensibel"},
    "about": {"practice": "Übung", "therapy": "Therapie", "training": "Fortbildung"},
    "names": {"nickname": "Spitzname", "none": "keine", "real": "echte"},
    "late joiners": {"welcome": "willkommen", "ask": "fragen", "until {id}": "bis {id}"},
    "signal": ON, "hands": ON, "keep": LENGTHS,
    "rooms": {"numbers": "Nummern", "tables": "Tische"},
    "repeat": {"until stopped": "bis zum Ende"},
    "show on": {"both": "beide", "phones": "Handys", "screen": "Leinwand"},
    "reveal": {"all": "alles", "one by one": "nacheinander"},
    **dict.fromkeys(("type instead", "change", "moderate", "shuffle", "other", "compare", "card", "on your own",
                     "sound", "bell", "pause before sending"), YES),
    "answer": {"words": "Wörter", "text": "Text", "body": "Körper", "scale {end} to {end2}": "Skala {end} bis {end2}",
               "sort into {x}": "sortieren in {x}", "{n} dots": "{n} Klebepunkte", "{n} points": "{n} Punkte"},
    "choose": {"up to {n}": "bis zu {n}"}, "words": {"up to {n}": "bis zu {n}"},
    "results": {"after closing": "nach dem Schließen", "facilitators": "die Leitung", "never": "nie"},
    "solution": {"with results": "mit den Ergebnissen", "by hand": "von Hand", "never": "nie"},
    "who sees this": SEES, "notes": SEES | {"none": "keine"},
    "groups": {"pairs": "Paare", "triads": "Dreiergruppen", "groups of {n}": "Gruppen zu {n}",
               "{n} groups": "{n} Gruppen",
               "partners": "mit Wort", "solo": "allein", "by choice": "nach Wahl",
               "by answer to {id}": "nach Antwort auf {id}",
               "unlike answers to {id}": "ungleiche Antworten auf {id}", "as in {id}": "wie in {id}",
               "merge {id}": "zusammen aus {id}", "rotate {id}": "weiter aus {id}"},
    "leftover": {"bigger group": "größere Gruppe", "smaller group": "kleinere Gruppe", "facilitator": "Leitung",
                 "solo": "allein"},
    "mix": {"new faces": "neue Gesichter", "random": "zufällig"}, "order": {"random": "zufällig"},
    "end": {"by hand": "von Hand", "timer": "nach der Uhr"},
    "stay": {"nobody": "niemand", "one": "eine Person", "one by lot": "eine durch Los"},
    "breathing": {"in {n}": "ein {n}", "hold {n}": "halten {n}", "out {n}": "aus {n}"},
    "remind": {"after {n} days": "nach {n} Tagen", "after {n} day": "nach {n} Tag",
               "after {n} weeks": "nach {n} Wochen",
               "after {n} week": "nach {n} Woche", "after {n} months": "nach {n} Monaten",
               "after {n} month": "nach {n} Monat"} | LENGTHS,
    "available": {"from the start": "von Anfang an", "from here": "ab hier"},
    "offer": {"{id} when {n} or more need a moment": "{id} wenn {n} oder mehr einen Moment brauchen",
              "{id} when {n}% or more answer {x} in {id2}": "{id} wenn {n}% oder mehr {x} antworten in {id2}",
              "{id} when {n} or more answer {x} in {id2}": "{id} wenn {n} oder mehr {x} antworten in {id2}",
              "{id} when average of {id2} is {m} or more": "{id} wenn im Mittel von {id2} {m} oder mehr",
              "{id} when average of {id2} is {m} or less": "{id} wenn im Mittel von {id2} {m} oder weniger"},
}  # fmt: skip

GERMAN = Table(
    kinds=KINDS,
    settings=SETTINGS,
    values=VALUES,
    choose=("I choose ({x})", "ich wähle ({x})"),
    flags={"optional": "optional", "if needed": "bei Bedarf"},
    labels={
        "Say": "Sagen", "Do": "Tun", "Watch": "Achten auf", "If late": "Wenn es spät wird", "Before": "Vorher",
        "Note": "Notiz", "Quote": "Zitat",
    },
    subs={"Round": "Runde", "For group": "Für Gruppe", "For": "Für", "Group {n}": "Gruppe {n}"},
    several={"Pause": ("Innehalten", "Auszeit")},
)  # fmt: skip
