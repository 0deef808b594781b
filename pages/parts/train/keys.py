"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    measure: str = "train_measure"
    name: str = "train_name"
    start: str = "train_start"
    stop: str = "train_stop"
    resume: str = "train_resume"
    error: str = "train_error"
    stopping: str = "train_stopping"
    started: str = "train_started"  # the run that was started a moment ago
    measured: str = "train_measured"  # the configuration as text, and what was measured of it


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    training: str = "train"
    curves: str = "train_curves"
    rungs: str = "train_rungs"
    levels: str = "train_levels"


KEYS = Keys()
VIEW = ViewNames()
