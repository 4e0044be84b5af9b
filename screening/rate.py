"""How often one visitor may try something. Counted in the shared cache (decision 9): a brake, not a ledger."""

from django.core.cache import cache


def too_often(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Whether ``who`` has now tried ``what`` more than ``most`` times within ``seconds`` of the first try."""
    key = f"rate:{what}:{who}"
    if cache.add(key, 1, timeout=seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ran out in between
        return False
