"""What the rungs of a ladder and the levels between them are called."""

FIRST = "own pair"  # what rung 0 holds above all else: a triplet loss has no other rung
NOT_RELEVANT = "not relevant"
LIST = "the list as a whole"  # what a loss of lists costs beside its rungs


def rung(number: int) -> str:
    """A rung's name.

    Example:
        >>> rung(0), rung(2)
        ('rung 0: own pair', 'rung 2')
    """
    return f"rung {number}" if number else f"rung 0: {FIRST}"


def level(label: int) -> str:
    """A level's name: 0 holds the query's own items, -1 what is not relevant at all.

    Example:
        >>> level(0), level(3), level(-1)
        ('own pair', 'level 3', 'not relevant')
    """
    return {0: FIRST, -1: NOT_RELEVANT}.get(label, f"level {label}")
