"""Several processes over one Redis: one channel, on which each tells the others. Redis itself keeps nothing of it.

Every word is sealed under the servers' secret, so that whoever listens on the wire or in Redis reads nothing, and
nobody else can say one; nor say one again, for each has a number and a time.

Where Redis is away what would be told is dropped, but for a word a second that tries: each process finds what is new in
the database within a beat, and all tell anew who is with them once it is back.
"""

import hashlib
import hmac
import json
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import redis
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from redis.backoff import NoBackoff
from redis.retry import Retry

from workshop import engine
from workshop.sharing.peers import Alone, Body, Hear
from workshop.util.padding import size_class

log = logging.getLogger("workshop.sharing")
PATIENCE = 2.0  # seconds for an answer
TRY_AGAIN = 1.0
SILENCE = 12.0  # seconds without a word, not even our own: then the line is dead
NONCE = 12
AGE = 60.0  # seconds that the clocks of two servers may be apart; an older word is somebody's recording
MOST_WAITING = 10_000  # words to the others; what is more is dropped, oldest first


class PeersInRedis:
    """Those who share our database, our secret and this Redis."""

    def __init__(self, url: str, secret: str) -> None:
        self.name = secrets.token_hex(8)
        self._redis = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
        # A listener waits for as long as nothing is said.
        self._ears = redis.Redis.from_url(url, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))
        self._channel = "workshop:" + hmac.new(secret.encode(), b"peers", "sha256").hexdigest()[:32]
        self._seal = AESGCM(hmac.new(secret.encode(), b"peers seal", "sha256").digest())
        self._hear: dict[str, list[Hear]] = {}
        self._number = 0  # of our last word
        self._heard: dict[str, tuple[int, float]] = {}  # process → number and time of its last word
        self._clocks_differ = False
        self._waiting: deque[bytes] = deque(maxlen=MOST_WAITING)
        self._sending = False
        self._stopped = False
        self._try_at = 0.0  # while Redis is away: when a word goes out all the same
        self._alone = Alone()
        self.away = False

    def hear(self, kind: str, by: Hear) -> None:
        self._hear.setdefault(kind, []).append(by)

    def tell(self, kind: str, **body: Any) -> None:
        if self._stopped:
            return
        self._number += 1
        word = json.dumps([self.name, self._number, self._now(), kind, body], ensure_ascii=False).encode()
        word = word.ljust(size_class(len(word)))  # its length does not tell what kind it is, nor of how many
        nonce = secrets.token_bytes(NONCE)
        self._waiting.append(nonce + self._seal.encrypt(nonce, word, None))
        if not self._sending:
            self._sending = True
            engine.spawn(self._send)

    def _send(self) -> None:
        try:
            while self._waiting:
                word = self._waiting.popleft()
                if not self.away or self._stopped or time.monotonic() >= self._try_at:
                    self._publish(word)
        finally:
            self._sending = False

    def _publish(self, word: bytes) -> None:
        try:
            self._redis.publish(self._channel, word)
        except redis.RedisError:
            self._lost()

    def once(self, mark: str, seconds: int) -> bool:
        """While Redis is away or full, the first on this process alone."""
        name = f"{self._channel}:once:{hashlib.sha256(mark.encode()).hexdigest()[:32]}"
        try:
            return bool(self._redis.set(name, b"1", nx=True, ex=seconds))
        except redis.ResponseError:  # its memory is full, which the facilitator's pages say; words still go through
            return self._alone.once(mark, seconds)
        except redis.RedisError:
            self._lost()
            return self._alone.once(mark, seconds)

    def start(self, came_back: Callable[[], None]) -> None:
        engine.spawn(self._listen, came_back)

    def stop(self) -> None:
        self._stopped = True
        for _ in range(50):
            if not self._sending:
                return
            engine.sleep(0.01)

    def _listen(self, came_back: Callable[[], None]) -> None:
        while not self._stopped:
            try:
                with self._ears.pubsub() as pubsub:  # type: ignore[no-untyped-call]
                    pubsub.subscribe(self._channel)
                    self._hear_until_silence(pubsub, came_back)
            except (redis.RedisError, OSError):
                self._lost()
                engine.sleep(TRY_AGAIN)

    def _hear_until_silence(self, pubsub: Any, came_back: Callable[[], None]) -> None:
        heard = time.monotonic()
        while not self._stopped:
            said = pubsub.get_message(timeout=SILENCE / 4)
            if said is not None:
                heard = time.monotonic()
                self._on_word(said, came_back)
            elif time.monotonic() - heard > SILENCE:
                raise redis.ConnectionError("nothing is heard, not even ourselves")

    def _on_word(self, said: dict[str, Any], came_back: Callable[[], None]) -> None:
        """Whatever is heard shows that Redis is there: what was dropped since a question failed is told anew."""
        was_away, self.away = self.away, False
        if was_away:
            log.info("Redis answers again: the servers hear one another.")
        if was_away or said["type"] == "subscribe":
            engine.attempt(came_back)
        if said["type"] == "message":
            engine.attempt(self._pass_on, said["data"])

    def _pass_on(self, word: bytes) -> None:
        """What this version does not know is another version's, which serves beside us while all are restarted."""
        try:
            said = self._seal.decrypt(word[:NONCE], word[NONCE:], None)
        except (InvalidTag, ValueError):
            return  # somebody who has not our secret speaks on our channel
        by, number, at, kind, body = json.loads(said)
        if by != self.name and self._is_new(by, number, at) and kind in self._hear:
            told = _checked(body)
            for hear in self._hear[kind]:
                engine.attempt(hear, by, told)

    def _is_new(self, by: str, number: int, at: float) -> bool:
        """Whether it was said just now, and not before: each process counts its words."""
        now = self._now()
        if abs(now - at) > AGE:
            if not self._clocks_differ:
                log.warning("A word of another server is %d s old. Are the clocks of all servers right?", now - at)
            self._clocks_differ = True
            return False
        if number <= self._heard.get(by, (0, 0.0))[0]:
            return False
        self._heard = {name: last for name, last in self._heard.items() if now - last[1] < 2 * AGE}
        self._heard[by] = number, at
        return True

    def _now(self) -> float:
        return time.time()

    def _lost(self) -> None:
        if not self.away and not self._stopped:
            log.warning("Redis does not answer, so the servers do not hear one another. Steps come late until it does.")
        self.away, self._try_at = True, time.monotonic() + TRY_AGAIN


def _checked(body: Any) -> Body:
    if not isinstance(body, dict):
        raise ValueError("a word that is no object")
    return body
