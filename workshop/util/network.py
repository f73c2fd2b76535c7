"""What an address means: whether it leads anywhere but to this very machine."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`, a name or an address without a port."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
