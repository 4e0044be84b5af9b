"""Which pages of a scan belong together: a cover sheet begins a paper, the next one ends it."""

from collections.abc import Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Pages that lie together, counted from 1. ``codes``: of the sheet they begin with; ``is_bare``: nothing but the sheet."""

    first: int
    last: int
    codes: tuple[str, ...] = ()
    is_bare: bool = False


def runs(pages: Sequence[tuple[str, ...]]) -> list[Run]:
    """The papers of a scan, by the codes that were read on each page; what lies before the first sheet is one without.

    >>> runs([(), ("A",), (), ("B",), ()])
    [Run(first=1, last=1, codes=(), is_bare=False), Run(first=2, last=3, codes=('A',), is_bare=False), Run(first=4, last=5, codes=('B',), is_bare=False)]

    The same sheet twice on top of each other begins one paper. The one sheet of a scan that lies last was fed from the
    wrong end, and stands for all of it.

    >>> runs([(), (), ("A",)])
    [Run(first=1, last=3, codes=('A',), is_bare=False)]
    """
    found: list[Run] = []
    for number, codes in enumerate(pages, start=1):
        last = found[-1] if found else None
        same_again = last is not None and last.is_bare and codes == last.codes
        if codes and not same_again:
            found.append(Run(number, number, codes, is_bare=True))
        elif last is None:
            found.append(Run(number, number))
        else:
            found[-1] = last._replace(last=number, is_bare=last.is_bare and bool(codes))
    if len(found) == 2 and not found[0].codes and found[1].is_bare:
        return [Run(1, found[1].last, found[1].codes)]
    return found
