"""Where the keys of running polls are, by the settings: a folder of this machine, or the Redis of several."""

from workshop.config import Settings
from workshop.store.keys import Keys, KeyStore


def keys_of(settings: Settings) -> KeyStore:
    """A folder in memory on one machine; Redis where several share a database."""
    if not settings.keys_in_redis:
        return Keys(settings.key_dir)
    from workshop.store.keys_in_redis import KeysInRedis  # its package is an extra

    return KeysInRedis(settings.redis_url or "")
