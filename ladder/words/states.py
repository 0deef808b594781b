"""How a run stands: what its status says, and what people read."""

SHOWN = {  # by what the status says; in the order of a training
    "starting": "starting",
    "running": "training",
    "finished": "finished",
    "stopped": "stopped",
    "failed": "failed",
    "dead": "broken off",
    "damaged": "damaged",
    "prepared": "not trained",
}


def shown(state: str) -> str:
    """A state as people read it; one that another version wrote as it is.

    Example:
        >>> shown("dead"), shown("finished"), shown("resting")
        ('broken off', 'finished', 'resting')
    """
    return SHOWN.get(state, state)
