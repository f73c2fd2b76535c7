"""All that anybody can look at of a room, and for each text whether who finds it there may read it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import Any

from ear import CANARY
from random_room import Room
from watcher import unpacked

from tests.support.server import KEY

K = 3
NAMELESS = ("facilitators", "everyone without names")
EXPORTS = ("html", "md", "csv", "json", "json")
ON_PAPER = ("xlsx", "pdf")
OUTSIDERS = ("", "neighbour")
OF_A_GUEST = (
    "/my/{id}", "/s/{id}", "/s/{id}/here", "/my/{id}/download/html", "/my/{id}/download/md", "/my/{id}/download/ics",
    "/my/{id}/card/lines", "/my/{id}/write/among", "/my/{id}/write/more", "/kept/{id}", "/s/{id}/state",
    "/s/{id}/questions", "/my/{id}/move/state", "/",
)  # fmt: skip
OF_THE_TEAM = (
    *[f"/host/sessions/{{id}}{page}" for page in ("", "/state", "/results", "", "/state", "/results")],
    *[f"/host/sessions/{{id}}/{page}" for page in ("invite", "changes", "script.md", "help-lines", "hand-over")],
    *[f"/host{page}" for page in ("", "/place", "/place/log", "/places", "/places/log", "/scripts/room")],
    "/host/scripts/room/across", "/host/scripts/room/versions", "/host/scripts/care/across",
    "/host/sessions/{id}/phone", "/host/sessions/{id}/download/json", "/host/sessions/{id}/download/md",
)  # fmt: skip
OF_A_HELPER = ("/team/{id}/state", "/team/{id}/console", "/team/{id}")
BY_THE_KEY = ("/sessions", "/sessions/{id}", "/sessions/{id}/results", "/scripts", "/places")
OF_NOBODY = (
    "/", "/metrics", "/health/ready", "/health/size", "/service-worker.js", "/shell",
    "/api/sessions", "/api/sessions/{id}",
    "/api/sessions/{id}/results", "/api/sessions/{id}/export/json", "/projector/{id}", "/projector/{id}/state",
)  # fmt: skip


class WatchedRoom(Room):
    """`judged` looks: a guest, a stranger, a helper, the screen and who leads; `stolen` is the thief.

    `kinds`: of downloads. What needs a process of its own costs as much as half a room, so not each has it.
    """

    kinds: tuple[str, ...] = EXPORTS

    def do(self, command: str, **more: Any) -> bool:
        done = super().do(command, **more)
        if done and command == "repeat":  # every box was left, and the first of the part is open again
            self.over |= {*self.texts}
        return done

    def told(self, who: str, paths: Iterable[str]) -> dict[str, str]:
        return {path: self.get(who, path.format(id=self.id)).text for path in paths}

    def surfaces_of(self, name: str) -> dict[str, str]:
        page = [self.dice.choice(OF_A_GUEST)] if self.dice.random() < 0.5 else []
        return self.told(name, ["/s/{id}/state", *page])

    def surfaces_of_outsiders(self, who: str) -> dict[str, str]:
        """Somebody without any key, and who leads in another place of this server."""
        return self.told(who, self.dice.sample([*OF_A_GUEST, *OF_THE_TEAM, *OF_A_HELPER, *OF_NOBODY], 2))

    def surfaces_of_the_team(self) -> dict[str, str]:
        kind = self.dice.choice(self.kinds)
        made = self.api("GET", f"/sessions/{self.id}/export/{kind}")
        asked = self.dice.choice(BY_THE_KEY).format(id=self.id)
        files = {kind: unpacked(made.content), f"/api{asked}": self.api("GET", asked).text}
        return files | self.told("facilitator", [self.dice.choice(OF_THE_TEAM)])

    def surfaces_of_the_screen(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {KEY}"}
        return {"state": self.http.get(f"{self.server.url}/projector/{self.id}/state", headers=headers).text}

    def surfaces_of_helper(self, role: str) -> dict[str, str]:
        """Also what is the facilitator's alone."""
        return self.told(role, [*OF_A_HELPER, self.dice.choice(OF_THE_TEAM)])

    def surfaces(self, whole: bool) -> dict[str, dict[str, str]]:
        """By who looks. Not `whole`: some of them, by chance: a page costs as much as all that one does and is told."""
        looks = {
            **{who: partial(self.surfaces_of_outsiders, who) for who in OUTSIDERS},
            self.helper: partial(self.surfaces_of_helper, self.helper),
            **{name: partial(self.surfaces_of, name) for name in self.guests},
            "team": self.surfaces_of_the_team, "screen": self.surfaces_of_the_screen,
        }  # fmt: skip
        chosen = looks if whole else {*self.dice.sample([*looks, "team"], 2)} if self.dice.random() < 0.3 else ()
        return {who: looks[who]() for who in looks if who in chosen}

    def judged(self, whole: bool = False) -> None:
        told = self.surfaces(whole)
        self.writing_is_over()
        for who, pages in told.items():
            for page, text in pages.items():
                for canary in set(CANARY.findall(text)):
                    self.may_read(canary, who, page)
                    self.seen[f"told in {page}"] += page in self.kinds
        for who, line in self.all_lines():
            line.drain()
            for canary in line.heard:
                self.may_read(canary, who, "the line")
            line.heard.clear()
        self.names_are_told_to_nobody_else(told)
        self.lots_are_large("".join(told.get("team", {}).values()))

    def may_read(self, canary: str, who: str, where: str) -> None:
        found = (canary, who, where)
        if canary in self.private:
            assert who in (self.private[canary], "team", "support"), found
            return
        text = self.texts.get(canary)
        if text is None:
            assert canary in self.gone or not canary.startswith(f"kanari-{self.tag}-"), found
            return
        self.seen[f"{text.sees} by {'writer' if who == text.writer else 'guest' if who in self.guests else who}"] += 1
        assert who not in OUTSIDERS, found
        if who == text.writer:
            return
        assert canary not in self.waiting, (*found, text)
        assert who not in self.outside(), (*found, text)
        match text.sees:
            case "only me":
                raise AssertionError((*found, text))
            case "my group":
                assert who in text.readers, (*found, text)
            case "facilitators" | "facilitators with names":
                assert who == "team", (*found, text)
            case "team first":
                assert who in ("team", "moderator"), (*found, text)
        if canary in self.words:
            asked = self.words[canary]
            assert len(self.voters[asked]) >= K, (*found, text)

    def outside(self) -> set[str]:
        """Who waits at the door or was asked out, where that can be known at this moment."""
        return set()

    def names_are_told_to_nobody_else(self, told: dict[str, dict[str, str]]) -> None:
        names = [f"{chr(65 + n)}{self.tag}" for n in range(len(self.guests))]
        named = {text.writer for text in self.texts.values() if text.sees == "everyone with names"}
        for who in (*OUTSIDERS, "moderator"):
            pages = " ".join(told.get(who, {}).values())
            shown = [n for n in names if f"Vogel {n}" in pages and (who in OUTSIDERS or f"Vogel {n}" not in named)]
            assert shown == [], (who, shown)

    def lots_are_large(self, files: str) -> None:
        """Without a name nothing comes by itself: k people at a time, or what was first for the facilitators."""
        new = {c: self.texts[c] for c in set(CANARY.findall(files)) - self.out if c in self.texts}
        nameless = {canary: text for canary, text in new.items() if text.sees in (*NAMELESS, "words")}
        if not nameless:
            return
        lots = defaultdict(set)
        for canary, text in nameless.items():
            assert canary in self.over, (canary, text)
            if text.sees != "words":
                lots[text.step, text.field, text.sees].add(canary)
        for lot, canaries in lots.items():
            self.lot_is_large(*lot, {self.texts[c].writer for c in canaries} | self.missed.pop(lot, set()))
        self.out |= set(nameless)

    def lot_is_large(self, step: str, blank: str, sees: str, writers: set[str]) -> None:
        for_the_team = sees == "facilitators"
        first = for_the_team and (step, blank) not in self.first
        assert len(writers) >= K or first or (for_the_team and self.phase == "ended"), (step, blank, sees, writers)
        if for_the_team:
            self.first.add((step, blank))

    def writing_is_over(self) -> None:
        """Of which texts it was, at some time: what was let out then is out, also where the box opens again."""
        if self.last and self.last["phase"] == "open":
            self.last = None  # a poll that closes counts by itself, three seconds later
        step = self.step()
        for canary, text in self.texts.items():
            is_open = text.step == step["id"] and step["phase"] == "open"
            if not is_open or self.words.get(canary, (text.step, self.asking[text.step]))[1] < self.asking[text.step]:
                self.over.add(canary)

    def stolen(self, loot: bytes) -> None:
        """Whoever has the disk reads neither what was for its writer alone, nor what was written to one of them."""
        sealed = {c for c, t in self.texts.items() if t.sees == "only me"} | set(self.private)
        sealed |= {c for c, asked in self.words.items() if len(self.voters[asked]) < K}
        assert [c for c in sealed if c.encode() in loot] == []
        self.seen["shared by thief"] += sum(c.encode() in loot for c in {*self.texts} - sealed)
