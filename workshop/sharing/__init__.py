"""What the processes that serve one database tell one another. With one process there is nobody to tell."""

from workshop.config import Settings
from workshop.sharing.peers import Alone, Peers

__all__ = ["Alone", "Peers", "peers_of"]


def peers_of(settings: Settings) -> Peers:
    """Several processes need one Redis beside one PostgreSQL; without both there is one process alone."""
    if not settings.keys_in_redis:
        return Alone()
    from workshop.sharing.peers_in_redis import PeersInRedis  # its package is an extra

    return PeersInRedis(settings.redis_url or "", settings.secret_key)
