"""Whoever looks for a step to add finds first what is called so, in the language of the page."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from workshop.util import language
from workshop.web.blocks import BLOCKS
from workshop.web.looked_for import LOOKED_FOR

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")
LOOK = """
import { readFileSync } from "node:fs";
import { fitting, folded } from "./search-order.mjs";
const { offers, asked } = JSON.parse(readFileSync(0, "utf8"));
const all = Object.fromEntries(Object.entries(offers).map(([code, list]) => [code, list.map((offer) => ({
  kind: offer.kind, own: offer.own.map(folded), like: offer.like.map(folded), told: folded(offer.told),
}))]));
console.log(JSON.stringify(asked.map(([code, typed]) => (fitting(all[code], folded(typed))[0] || {}).kind || "")));
"""
FIRST = {
    "en": "feedback: Feedback page, evaluation: Feedback page, quiz: Quiz, vote: Poll, survey: Several questions, "
          "word cloud: Word cloud, brainstorm: Ideas, group work: Group work, pairs: Breakout, coffee: Break, "
          "pause: Pause, homework: Seed, writing: Reflect, video: Slide, map: Place on a picture, dot voting: "
          "Dots, world cafe: World Café, peer instruction: Asked again, mood: Check-in, feedb: Feedback page, "
          "some feedback at the end: Feedback page",
    "de": "Feedback: Feedback page, Auswertung: Feedback page, Umfrage: Poll, Abstimmung: Poll, Pause: Break, "
          "Kaffee: Break, Gruppenarbeit: Group work, Partnerarbeit: Breakout, Hausaufgabe: Seed, Fragebogen: "
          "Several questions, Punkte: Dots, Atmen: Pause, Stimmung: Check-in, Schreiben: Reflect",
    "fr": "évaluation: Feedback page, sondage: Poll, pause: Break, devoirs: Seed, binômes: Breakout, écrire: "
          "Reflect",
    "es": "evaluación: Feedback page, encuesta: Poll, descanso: Break, tarea: Seed, parejas: Breakout",
    "it": "valutazione: Feedback page, sondaggio: Poll, pausa: Break, compiti: Seed, coppie: Breakout",
    "nl": "evaluatie: Feedback page, pauze: Break, huiswerk: Seed, tweetallen: Breakout, peiling: Poll",
    "pl": "ewaluacja: Feedback page, ankieta: Poll, przerwa: Break, praca domowa: Seed, pary: Breakout, grupy: "
          "Group work",
    "pt_BR": "avaliação: Feedback page, enquete: Poll, intervalo: Break, lição de casa: Seed, duplas: Breakout",
    "ar": "تقييم: Feedback page, تصويت: Poll, استراحة: Break, واجب: Seed, عمل جماعي: Group work",
    "ja": "フィードバック: Feedback page, 投票: Poll, 休憩: Break, 宿題: Seed, ペア: Breakout, 書く: "
          "Reflect",
}  # fmt: skip


def offers(app: Flask, code: str) -> list[dict[str, object]]:
    with language.speaking(app, code):
        return [
            {
                "kind": block.kind,
                "own": [language.kind_said(block.kind.lower()), *block.own],
                "like": block.words,
                "told": language.said(block.hint),
            }
            for block in BLOCKS
        ]


@pytest.mark.skipif(NODE is None, reason="Node is not installed; it only runs the tests of the browser's modules")
def test_what_is_called_so_comes_first_in_every_language(tmp_path: Path) -> None:
    app = Flask("search")
    language.install(app)
    asked = [(code, *pair.rsplit(": ", 1)) for code, pairs in FIRST.items() for pair in pairs.split(", ")]
    asked += [
        ("en", word, block) for block, words in LOOKED_FOR.items() for word in words.split(", ") if word != "pause"
    ]  # in other languages that is a Break
    shutil.copy(ROOT / "static/js/editor/search-order.js", tmp_path / "search-order.mjs")
    with app.app_context():
        given = {
            "offers": {code: offers(app, code) for code in FIRST},
            "asked": [(code, typed) for code, typed, _ in asked],
        }
    (tmp_path / "look.mjs").write_text(LOOK)
    done = subprocess.run(
        [str(NODE), "look.mjs"], cwd=tmp_path, input=json.dumps(given), capture_output=True, text=True
    )
    found = json.loads(done.stdout) if done.returncode == 0 else done.stderr
    assert [(one, kind) for one, kind in zip(asked, found, strict=True) if one[2] != kind] == []


def test_no_word_means_two_of_them() -> None:
    words = re.split(", ", ", ".join(LOOKED_FOR.values()))
    assert sorted({word for word in words if words.count(word) > 1}) == []
