"""What people call a kind, a setting or a value in their own words and languages: what it is here, and what to say.

Nothing is guessed from these words: a message names what was probably meant, and a Fix writes it.
"""

import re

from .model import Sees
from .words import fold

_POLL, _TALK, _SLIDE, _BREAKOUT = (
    ("Poll", "a Poll"),
    ("Talk", "a Talk"),
    ("Slide", "a Slide"),
    ("Breakout", "a Breakout"),
)
_QUIZ = ("Poll", "a Poll with (x) before the right answer")
_CLOUD = ("Poll", 'a Poll with "- answer: words"')
_SCALE = ("Poll", 'a Poll with "- answer: scale 1 (low) to 5 (high)"')
_NUMBER = ("Poll", 'a Poll with "- answer: number (minutes)"')
_TEXTS = ("Poll", 'a Poll with "- answer: text"')
_RANKS = ("Poll", "a Poll with a list  1. … 2. …")
_DOTS = ("Poll", 'a Poll with "- answer: 3 dots"')
_GRID = ("Poll", 'a Poll with "- answer: grid Effort (little, much) × Effect (small, great)"')
_SPOT = ("Poll", 'a Poll with "- answer: place on media/map.png (a map)"')
_GROUPS = ("Breakout", 'a Breakout with "- groups: groups of 4"')
_PAIRS = ("Breakout", 'a Breakout with "- groups: pairs"')
_REFLECT, _BREAK, _PAUSE, _SEED = (
    ("Reflect", "a Reflect"),
    ("Break", "a Break"),
    ("Pause", "a Pause"),
    ("Seed", "a Seed"),
)
_SHEET, _READ, _WALL = ("Worksheet", "a Worksheet"), ("Resources", "Resources"), ("Wall", "a Wall")
_FILM = ("Slide", 'a Slide with "[Video: what it is](media/film.mp4)"')
_CHECK = ("Check-in", 'a Check-in with "- series: mood" (asked more than once) or a Poll (asked once)')

_BY_KIND = (
    (_QUIZ, "quiz, test, quizz, trivia, wissensfrage, kahoot"),
    (_POLL, "question, vote, voting, survey, umfrage, abstimmung, frage, encuesta, votación, pregunta, sondage, "
            "vote à main levée, sondaggio, votazione, domanda, peiling, stemming, vraag, enquete, votação, "
            "ankieta, live poll, quick poll, multiple choice, menti, mentimeter, slido, アンケート, 投票"),
    (_CLOUD, "word cloud, wordcloud, wortwolke, nuage de mots, nube de palabras, woordwolk, one word"),
    (_SCALE, "rating, scale, scaling, skala, skalenfrage, temperature check, fist of five, likert"),
    (_NUMBER, "number, estimate, guess, how many, zahl, schätzung, schätzfrage, nombre, estimation, número, "
              "estimación, numero, stima, getal, schatting, estimativa, liczba, 数"),
    (_TEXTS, "brainstorm, brainstorming, open question, offene frage, ideas, ideensammlung, lluvia de ideas"),
    (_DOTS, "dot voting, dot vote, dots, punktabfrage, prioritise, prioritize"),
    (_RANKS, "ranking, rank, rank order, rangfolge, rangliste, reihenfolge, classement, clasificación, classifica, "
             "rangorde, classificação, ranqueamento, 順位"),
    (_GRID, "matrix, grid, 2x2, four quadrants, quadrants, prioritisation matrix, prioritization matrix, "
            "impact effort, effort impact, eisenhower, raster, portfolio, matriz, matrice, macierz, マトリクス"),
    (_SPOT, "map, place on a map, pin, pins, hotspot, heat map, heatmap, image map, clickable image, "
            "place on a picture, where are you from, "
            "karte, landkarte, weltkarte, carte, carte du monde, mapa, mappa, kaart, "
            "wereldkaart, 地図"),
    (_TALK, "discussion, plenary, gespräch, diskussion, debrief, sharing, plenum, plenar, austausch, runde, "
            "blitzlicht, round, harvest, q&a, q & a, questions, fragen, questions and answers, conversation, "
            "debate, débat, discussion plénière, discusión, discussione, discussie, discussão, échange, tour de "
            "table, plenaria, gesprek, retrospective, feedback round, talk to all, dialogue, dialog, check-out, "
            "checkout"),
    (_GROUPS, "group work, groups, gruppenarbeit, kleingruppe, kleingruppen, small groups, breakout room, breakout "
              "rooms, breakouts, group, gruppe, gruppen, subgroups, world cafe, world café, travail en groupe, "
              "groupes, trabajo en grupo, grupos, lavoro di gruppo, gruppi, groepswerk, groepjes, trabalho em "
              "grupo, グループワーク"),
    (_PAIRS, "pairs, pair work, partnerarbeit, paararbeit, paare, zu zweit, parejas, binômes, en binôme, coppie, "
             "partner work, partner exercise, partnerübung, dyad, dyads, mirroring, dyade, dyaden, "
             "tweetallen, duplas, think-pair-share, pair share, ペアワーク"),
    (_BREAK, "coffee, lunch, pause café, coffee break, lunch break, tea, tea break, kaffee, kaffeepause, mittag, "
             "mittagspause, mittagessen, biopause, pausa, descanso, almuerzo, pranzo, intervallo, intervalo, "
             "pauze, lunchpauze, déjeuner, recess, przerwa, 休憩"),
    (_REFLECT, "writing, journal, reflection, journaling, reflexion, reflektion, reflektieren, schreiben, silent "
               "writing, write, note, notes, réflexion, écriture, reflexión, riflessione, reflectie, reflexão, "
               "notieren, 書く"),
    (_SHEET, "form, formular, arbeitsblatt, fiche, hoja, hoja de trabajo, scheda, werkblad, ficha, sheet, exercise "
             "sheet, feedback form, template, canvas, karta pracy"),
    (_SEED, "homework, hausaufgabe, hausaufgaben, devoirs, deberes, tarea, compiti, huiswerk, lição de casa, to "
            "take home, commitment, action, vorsatz, 宿題"),
    (_SLIDE, "text, input, folie, lecture, presentation, intro, introduction, welcome, welcoming, opening, "
             "closing, agenda, einführung, begrüßung, begrüssung, willkommen, vortrag, impuls, impulsvortrag, "
             "abschluss, diapositive, diapo, présentation, accueil, exposé, diapositiva, presentación, bienvenida, "
             "presentazione, benvenuto, dia, presentatie, welkom, apresentação, boas-vindas, teach, teaching, "
             "demo, demonstration, theory, theorie, info, information, announcement, story, slides, slajd, スライド"),
    (_FILM, "video, film, movie, clip, vídeo, vidéo"),
    (_PAUSE, "breathing, meditation, stille, silence, mindfulness, achtsamkeit, grounding, body scan, atemübung, "
             "innehalten, respiration, respiración, meditación, respirazione, meditazione, ademhaling, respiração, "
             "瞑想"),
    (_READ, "links, resource, literature, reading, further reading, material, materialien, ressourcen, quellen, "
            "literatur, ressources, recursos, risorse, bronnen, handout, handouts, 資料"),
    (_WALL, "gallery, galerie, board, whiteboard, pinnwand, ideenwand, wand, mur, muro, muur, mural, gallery walk"),
    (_CHECK, "checkin, check in, einchecken, ankommen, stimmung, mood, météo"),
)  # fmt: skip
SYNONYMS = {fold(word): meant for meant, words in _BY_KIND for word in words.split(",")}
# Of these a heading of another level is surely a step: the others may well name a part of a workshop.
SURE = (_QUIZ, _POLL, _CLOUD, _SCALE, _GROUPS, _PAIRS, _BREAK, _REFLECT)
STEPS = [
    *(word for word, meant in SYNONYMS.items() if meant in SURE and word not in ("test", "group", "groups")),
    "discussion", "diskussion", "plenary", "debrief", "gespräch", "homework", "breathing", "meditation",
]  # fmt: skip
# No kind of its own fits: what somebody has in mind decides.
SEVERAL = {
    fold(word): cure
    for words, cure in (
        ("exercise, übung, activity, aktivität, practice, exercice, ejercicio, esercizio, oefening, exercício, "
         "activité",
         "Alone and in writing it is a Reflect or a Worksheet, with others a Breakout, quietly a Pause."),
        ("game, spiel, energizer, icebreaker, ice breaker, warm-up, warmup, jeu, juego, gioco, spel, aufwärmen",
         "With others it is a Breakout or a Talk, with answers to count a Poll."),
        ("feedback, evaluation, auswertung, review, bilan, evaluación, valutazione, evaluatie, avaliação",
         "To count answers take a Poll, in one's own words a Reflect, spoken a Talk."),
        ("role play, roleplay, rollenspiel, jeu de rôle, juego de roles", "In pairs or groups it is a Breakout, with "
         "#### Round: … for each turn."),
    )
    for word in words.split(",")
}  # fmt: skip

SETTINGS = {
    fold(word): name
    for name, words in (
        ("time", "zeit, dauer, duration, length, total time, durée, duración, durata, duur, duração, temps, "
                 "tiempo, tempo, tijd, 時間"),
        ("people", "participants, teilnehmer, teilnehmende, personen, leute, number of people, group size, personnes, "
                   "personas, persone, mensen, pessoas, attendees, size of group"),
        ("language", "sprache, lang, langue, idioma, lingua, taal, locale, 言語"),
        ("address", "anrede, form of address, you, du oder sie, tutoiement, vouvoiement, tuteo, "
                    "aanspreekvorm, pronoun"),
        ("care", "sorgfalt, schutz, vertraulichkeit, privacy, sensitivity, care level, soin, soins, cuidado, cuidados, "
                 "cura, attenzione, zorg, opieka, troska, achtsamkeit, protection level, confidentialité, "
                 "sensitive, sensibel, vertraulich, confidential, sensible, confidentiel"),
        ("names", "namen, noms, nombres, nomi, anonymity"),
        ("help", "hilfe, help lines, helplines, aide, ayuda, aiuto, hulp, ajuda, emergency"),
        ("author", "autor, autorin, auteur, autore, by, von, facilitator"),
        ("licence", "license, lizenz, licencia, licenza"),
        ("groups", "group, gruppen, gruppe, groupes, grupos, gruppi, groepen, group size, in groups of"),
        ("who sees this", "visible, visibility, visible to, anonymous, anonym, sees, who sees, who can see this, "
                          "shared with, share with, wer sieht das, sichtbar, sichtbarkeit, sichtbar für, qui voit "
                          "ceci, qui voit, qui voit cela, qui lit ceci, wer sieht es, "
                          "wer liest das, wer liest mit, visible pour, quién ve esto, chi lo vede, wie ziet dit, "
                          "quem vê isto, privacy, audience, private, public"),
        ("answer", "answers, antwort, antworten, réponse, respuesta, risposta, antwoord, resposta, type, answer "
                   "type, scale, options, choices, optionen, auswahlmöglichkeiten, antwortmöglichkeiten, opciones"),
        ("results", "result, ergebnis, ergebnisse, show results, résultats, resultados, risultati, uitslag, "
                    "resultaten"),
        ("time limit", "timer, countdown, zeitlimit, limit"),
        ("choose", "pick, max, select, auswahl, votes, max answers"),
        ("rooms", "room, räume, raum, salles, tables"),
        ("materials", "material, materialien, needs, matériel, materiales, materiali, materiaal, materiais"),
        ("lead", "leader, led by, leitung, facilitator, who leads, host, moderator, animateur, begeleider"),
        ("series", "serie, reihe, série"), ("from", "source, von, aus, texts from, de, desde, da, van"),
        ("breathing", "breath, atem, atmen, rhythm"), ("remind", "reminder, erinnern, erinnerung"),
        ("moderate", "moderated, moderation, moderiert"), ("shuffle", "random order, mischen"),
        ("keep", "delete after, aufbewahren, keep for"), ("solution", "lösung"),
        ("right", "correct, right answer, correct answer, the right answer, truth, richtige antwort, bonne réponse, "
                  "respuesta correcta, risposta giusta, juiste antwoord, resposta certa, 正解"),
    )
    for word in words.split(",")
}  # fmt: skip

VALUES = {
    fold(word): str(sees)
    for sees, words in (
        (Sees.ONLY_ME, "only for me, for me only, just for me, nur für mich, pour moi seul, solo para mí, "
                        "only for you, nur für dich, me, myself, only myself, private, nobody, no one, just me, "
                        "nur ich, ich, niemand, moi, moi "
                       "seul, sólo yo, solo yo, yo, solo io, io, alleen ik, ik, só eu, eu, 自分だけ"),
        (Sees.MY_GROUP, "group, the group, our group, small group, my pair, partner, my partner, meine gruppe, "
                        "gruppe, mon groupe, mi grupo, il mio gruppo, mijn groep, meu grupo"),
        (Sees.FACILITATORS, "facilitator, team, trainer, trainers, the team, host, hosts, therapist, coach, "
                            "teacher, leitung, die leitung, trainerin, animateurs, facilitadores, facilitatori, "
                            "begeleiders, staff, me and the facilitator"),
        (Sees.TEAM_WITH_NAMES, "facilitator with name, facilitators with name, facilitator with names, "
                               "team with names, trainer with names, the facilitators with names, "
                               "teacher with names, leitung mit namen, team mit namen"),
        (Sees.WITHOUT_NAMES, "anonymous, anonymously, everyone anonymously, all anonymously, everyone anonymous, "
                             "anonym, alle anonym, alle ohne namen, without names, no names, everyone without "
                             "name, tous sans noms, todos sin nombres, tutti senza nomi, iedereen zonder namen, "
                             "todos sem nomes, anonyme"),
        (Sees.WITH_NAMES, "with names, everyone by name, named, alle mit namen, mit namen, tous avec noms, todos "
                          "con nombres, tutti con nomi, iedereen met namen, todos com nomes"),
    )
    for word in words.split(",")
}  # fmt: skip
# Values that say who reads, or that nobody is named: whatever stands before them, somebody meant it.
_YES = "yes, ja, oui, sí, si, true, on, all, alle, tous, tout le monde, everyone, everybody, todos, tutti"
WHO = {*map(str, Sees), *VALUES, *map(fold, _YES.split(", "))}
# These would decide for somebody who signs what they wrote: the question goes back.
EITHER = {
    fold(word)
    for word in [
        "everyone",
        " everybody",
        " all",
        " public",
        " alle",
        " tous",
        " todos",
        " tutti",
        " iedereen",
        " yes",
        " ja",
    ]
}


def synonym(name: str) -> tuple[str, str] | None:
    """(kind, what to say) for a word that people use instead."""
    return SYNONYMS.get(fold(name))


def called(name: str, like: tuple[str, ...]) -> tuple[str, ...]:
    """All words for what each of `like` means, after `name`; and those of which no kind of its own fits."""
    meant = {SYNONYMS[fold(word)] for word in like}
    kinds = {kind for kind, _ in meant}
    unsure = (word for word, cure in SEVERAL.items() if kinds & set(re.split(r"[ ,.]+", cure)))
    return tuple(dict.fromkeys([fold(name), *(word for word, what in SYNONYMS.items() if what in meant), *unsure]))
