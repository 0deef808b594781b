"""What can go wrong, and whose it is to mend.

::

    LadderError            the user's: shown as one line, exit code 2, never a traceback
    ├── ConfigError        a configuration or ``--set`` asks for what does not exist
    ├── DataError          a data set is missing, incomplete or not what it says
    ├── RunError           a run's folder is damaged, incomplete or of another version
    ├── QueryError         a search that cannot be answered as asked
    └── MissingExtraError  an optional part of the installation is needed

Everything else (``ValueError``, ``TypeError``) is a mistake in a call: the caller's, with its traceback.
"""

import difflib
from collections.abc import Iterable


class LadderError(Exception):
    """A user's mistake; its text is one line that says what was expected, what came, and what to do."""


class ConfigError(LadderError):
    """A configuration or ``--set`` asks for what does not exist."""


class DataError(LadderError):
    """A data set is missing, incomplete or not what it says."""


class RunError(LadderError):
    """A run's folder is damaged, incomplete or was made by another version."""


class QueryError(LadderError):
    """A search cannot be answered as asked."""


class MissingExtraError(LadderError):
    """An optional part of the installation is needed.

    Args:
        package: The package that could not be imported.
        extra: The extra of this project that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"this needs `{package}`, which is not installed; install it with: pip install 'ladder[{extra}]'"
        )


def hint(wrong: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the nearest known one, else all of them.

    Example:
        >>> hint("margn", ["margin", "hardest"])
        '; did you mean `margin`?'
        >>> hint("xyz", ["margin", "hardest"])
        '; choose from `hardest`, `margin`'
    """
    names = sorted(known)
    close = difflib.get_close_matches(wrong, names, n=1)
    if close:
        return f"; did you mean `{close[0]}`?"
    return "; choose from " + ", ".join(f"`{name}`" for name in names)
