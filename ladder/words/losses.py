"""What losses are called, and the runs that they trained."""

SPOKEN = {"adaptive": "adaptive ladder", "soft_rank": "soft-rank"}  # where it is not what a configuration says
TRIPLET, LADDERS = "triplet", ("ladder", "adaptive")
AS_RUNS = (TRIPLET, *LADDERS)  # known well enough to stand for a run without that word
WARM_UP = "a triplet loss over all pairs"  # whatever the loss is to be


def name(loss: str) -> str:
    """A loss by itself, one that somebody made up too.

    Args:
        loss: As a configuration has it.

    Example:
        >>> name("triplet"), name("adaptive"), name("cubic_hinge")
        ('triplet', 'adaptive ladder', 'cubic hinge')
    """
    return SPOKEN.get(loss, loss.replace("_", " "))


def said(loss: str) -> str:
    """A loss within a sentence.

    Example:
        >>> said("adaptive"), said("soft_rank"), said("cubic_hinge")
        ('the adaptive ladder loss', 'the soft-rank loss', 'the cubic hinge loss')
    """
    return f"the {name(loss)} loss"


def run(loss: str) -> str:
    """A run by the loss that trained it, in plain words.

    Example:
        >>> run("triplet"), run("adaptive"), run("cubic_hinge")
        ('the triplet', 'the adaptive ladder', 'the cubic hinge run')
    """
    return f"the {name(loss)}" + ("" if loss in AS_RUNS else " run")


def pair(a: str, b: str) -> tuple[str, str]:
    """Two runs that stand beside each other, told apart in as few plain words as that takes.

    Args:
        a: The loss of the first, as a configuration has it.
        b: That of the second.

    Example:
        >>> pair("triplet", "adaptive"), pair("ladder", "adaptive"), pair("triplet", "triplet")
        (('the triplet', 'the ladder'), ('the ladder', 'the adaptive ladder'), ('run A', 'run B'))
    """
    if a == b:
        return "run A", "run B"
    if a in LADDERS and b in LADDERS:
        return run(a), run(b)
    plain = [run("ladder" if loss in LADDERS else loss) for loss in (a, b)]
    return plain[0], plain[1]
