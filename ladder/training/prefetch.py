"""Makes things one ahead of their use."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def one_ahead(make: Callable[[Item], Made], items: Iterable[Item]) -> Iterator[Made]:
    """``make`` of each item in turn, the next one being made in the background while one is in use.

    An error in ``make`` is raised where its result would have come.

    Example:
        >>> list(one_ahead(lambda number: number**2, range(4)))
        [0, 1, 4, 9]
    """
    with ThreadPoolExecutor(max_workers=1) as background:
        coming = None
        for item in items:
            present, coming = coming, background.submit(make, item)
            if present is not None:
                yield present.result()
        if coming is not None:
            yield coming.result()
