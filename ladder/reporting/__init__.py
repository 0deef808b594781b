"""Evaluations and comparisons as stand-alone HTML pages: offline, in both themes, fit for print."""

from pathlib import Path

from ladder.errors import ConfigError
from ladder.files.atomic import write_atomically
from ladder.reporting.comparison import comparison_report
from ladder.reporting.evaluation import evaluation_report

__all__ = ["check_name", "comparison_report", "evaluation_report", "write"]


def check_name(path: Path) -> None:
    """Refuses a file that no report can be written to, before any work is done.

    Raises:
        ConfigError: If it is no .html file or there is no such folder.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise ConfigError(f"`--report {path}`: a report is an .html file")
    if not path.absolute().parent.is_dir():
        raise ConfigError(f"`--report {path}`: there is no folder `{path.parent}`; make it first")


def write(path: Path, page: str) -> None:
    """Writes a report whole or not at all."""
    write_atomically(path, page.encode("utf-8", "replace"))
