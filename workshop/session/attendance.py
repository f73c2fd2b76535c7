"""How many were gone by the end: a count that tells of k people or of nobody. Who they were is never known."""


def left_count(joined: int, here: int, k: int) -> str:
    """A number, "fewer than k" or "more than n"; empty where any of these would tell of too few.

    Not only the few who left are protected, also the few who stayed.
    """
    left = max(0, joined - here)
    if joined < 2 * k:
        return ""
    if left < k:
        return f"fewer than {k}"
    return str(left) if joined - left >= k else f"more than {joined - k}"
