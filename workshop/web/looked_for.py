"""What people type who look for a step to add: for each ready-made step the words that mean just this one.

Beside them stand its name in the language of the page, and behind them the script's own table of synonyms.
"""

LOOKED_FOR = {
    "Slide": "video, film, wideo, فيديو, 動画, slajd, شريحة, スライド, text",
    "Poll": "vote, poll, abstimmung, sondage, encuesta, sondaggio, stemming, enquete, głosowanie, ankieta, تصويت, "
            "استطلاع, 投票",
    "Quiz": "quiz, kwiz, اختبار, クイズ, wissenstest, test, prueba, prova, toets",
    "Word cloud": "word cloud, wortwolke, nuage de mots, nube de palabras, nuvola di parole, woordwolk, nuvem de "
                  "palavras, chmura słów, سحابة كلمات, ワードクラウド",
    "Scale": "scale, skala, échelle, escala, scala, schaal, مقياس, スケール, 尺度, rating, bewertungsskala, nps, net "
             "promoter",
    "Number": "number, zahl, nombre, número, numero, getal, liczba, عدد, 数",
    "Estimate": "estimate, guess, schätzen, schätzfrage, estimer, adivinar, stima, schatten, adivinhar, zgadywanie, "
                "تخمين, 推測",
    "Ideas": "ideas, brainstorm, brainstorming, ideen, idées, lluvia de ideas, idee, ideeën, ideias, burza mózgów, "
             "pomysły, عصف ذهني, أفكار, ブレインストーミング, アイデア, sticky notes, post-its, postits, padlet",
    "Dots": "dots, dot voting, dot vote, punkte, klebepunkte, punktabfrage, gommettes, puntos, votación con puntos, "
            "punti, bollini, stippen, pontos, kropki, نقاط, ドット投票, "
            "シール投票, prioritise, prioritize, priorisieren, "
            "prioriser, priorizar, prioriteren",
    "Grid": "grid, matrix, raster, matrice, matriz, macierz, مصفوفة, マトリクス, impact effort, eisenhower, 2x2",
    "Place on a picture": "map, karte, carte, mapa, mappa, kaart, خريطة, 地図, world map, weltkarte",
    "Feedback page": "feedback, feedback page, feedback form, feedbackbogen, evaluation, evaluation form, "
                     "auswertung, rückmeldung, bewertung, évaluation, bilan, retour, satisfaction, evaluación, "
                     "valoración, valutazione, riscontro, evaluatie, terugkoppeling, avaliação, opinião, ewaluacja, "
                     "ocena, informacja zwrotna, تقييم, ملاحظات, رأيكم, "
                     "フィードバック, 評価, 振り返り, ふりかえり, likert, happy "
                     "sheet, exit ticket",
    "Several questions": "questionnaire, survey, fragebogen, cuestionario, questionario, vragenlijst, questionário, "
                         "kwestionariusz, استبيان, アンケート, 質問紙",
    "Check-in": "check-in, mood, stimmung, humeur, météo, ánimo, umore, stemming nu, humor, nastrój, مزاج, 気分, "
                "チェックイン, barometer, temperature check",
    "Talk": "discussion, diskussion, gespräch, débat, discusión, discussione, gesprek, discussie, discussão, "
            "dyskusja, rozmowa, نقاش, 話し合い, ディスカッション, plenum, retrospective, check-out, q&a",
    "Breakout": "pairs, pair work, paare, partnerarbeit, zu zweit, binômes, parejas, coppie, tweetallen, duplas, "
                "pary, w parach, أزواج, ペア, ペアワーク, breakout rooms",
    "Group work": "group work, groups, small groups, gruppenarbeit, gruppen, kleingruppen, travail en groupe, "
                  "groupes, trabajo en grupo, grupos, lavoro di gruppo, gruppi, groepswerk, groepjes, trabalho em "
                  "grupo, praca w grupach, grupy, عمل جماعي, مجموعات, グループワーク, グループ",
    "1-2-4-All": "1-2-4, think pair share, think-pair-share, snowball, schneeball, boule de neige, bola de nieve, "
                 "palla di neve, sneeuwbal, śnieżna kula",
    "World Café": "world cafe, world café, carousel, rotation, stationen, karussell, rotierende tische, ワールドカフェ",
    "Asked again": "peer instruction, before and after, before after, vorher nachher, avant après, antes y después, "
                   "prima e dopo, voor en na, antes e depois, przed i po, قبل وبعد, 前後",
    "Reflect": "writing, journal, reflection, reflexion, schreiben, écrire, réflexion, escribir, reflexión, "
               "scrivere, riflessione, schrijven, reflectie, escrever, reflexão, pisanie, refleksja, كتابة, تأمل, "
               "書く, ジャーナリング, free writing, open question",
    "Worksheet": "worksheet, arbeitsblatt, fiche, hoja de trabajo, scheda, werkblad, ficha, karta pracy, ورقة عمل, "
                 "ワークシート, canvas, template",
    "Wall": "wall, gallery, galerie, pinnwand, wand, mur, muro, muur, mural, ściana, جدار, 壁, whiteboard, board",
    "Pause": "breathing, meditation, mindfulness, atmen, atemübung, stille, respiration, méditation, respiración, "
             "meditación, respiro, meditazione, ademen, meditatie, respiração, meditação, oddech, medytacja, تنفس, "
             "呼吸, 瞑想, quiet, silence",
    "Break": "break, coffee, lunch, tea, pause, pausa, pauze, kaffee, kaffeepause, mittagspause, café, déjeuner, "
             "descanso, almuerzo, caffè, pranzo, koffie, lunchpauze, intervalo, almoço, przerwa, kawa, obiad, "
             "استراحة, قهوة, 休憩, コーヒー, 昼食, recess",
    "Seed": "homework, hausaufgabe, hausaufgaben, devoirs, deberes, tarea, compiti, huiswerk, lição de casa, praca "
            "domowa, zadanie domowe, واجب, 宿題, reminder, erinnerung, rappel, recordatorio, promemoria, herinnering, "
            "lembrete, przypomnienie, تذكير, リマインダー, commitment, action, vorsatz, next step",
    "Resources": "links, reading, literature, material, literatur, liens, enlaces, collegamenti, ligações, linki, "
                 "روابط, リンク, 資料, handout, further reading",
}  # fmt: skip


def looked_for(kind: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in LOOKED_FOR[kind].split(","))
