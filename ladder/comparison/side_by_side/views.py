"""In which evaluations runs can be compared, in words."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ladder.comparison import config_differences
from ladder.errors import RunError
from ladder.runs import RunFolder
from ladder.runs.samples import view_name
from ladder.search.ranking import ExactMatch

TAIL = "tail"  # the split of withheld combinations
VERSIONS = ("origin.ladder", "origin.python", "origin.torch")


class View(NamedTuple):
    """An evaluation that several runs have.

    Attributes:
        name: See :func:`ladder.runs.samples.view_name`.
        title: Who asks, in words.
        queries: The split that asks; None where it is the one that is searched.
    """

    name: str
    title: str
    queries: str | None


def views(folders: Sequence[RunFolder], split: str, exact_match: ExactMatch, *, every: bool = False) -> list[View]:
    """The evaluations of a split that all runs have, that of its own queries first.

    Where another split asks, no candidate is a query's own, and ``exact_match`` makes no difference.

    Args:
        folders: The runs.
        split: The split that is searched.
        exact_match: As the evaluation took it.
        every: Other protocols and judges too.

    Raises:
        RunError: If there is none; names the run that lacks one and the command that makes it.
    """
    reports = [folder.evaluation() for folder in folders]
    common = [name for name in reports[0] if all(name in report for report in reports)]
    found = [
        View(name, _title(report), report.get("queries"))
        for name, report in ((name, reports[0][name]) for name in common)
        if report.get("split") == split
        and (report.get("queries") or report.get("exact_match", "kept") == exact_match)
        and (every or not _is_special(report))
    ]
    if not found:
        wanted = view_name(split, exact_match=exact_match)
        lacking = next((run for run, report in zip(folders, reports, strict=True) if wanted not in report), folders[0])
        hidden = " --exact-match hidden" if exact_match == "hidden" else ""
        raise RunError(
            f"`{lacking.name}` was not evaluated on `{wanted}`; "
            f"`ladder evaluate {lacking.path} --split {split}{hidden}` does it"
        )
    return sorted(found, key=lambda view: (view.queries is not None, view.name))


def _is_special(report: dict[str, Any]) -> bool:
    """Whether it was made under another protocol, or by another judge than the training's."""
    return report.get("protocol", "all") != "all" or report.get("same_judge") is False


def _title(report: dict[str, Any]) -> str:
    queries = report.get("queries")
    title = "All queries" if not queries else "The long tail" if queries == TAIL else f"Queries of {queries}"
    if report.get("protocol", "all") != "all":
        title += f", {report['protocol']}"
    if report.get("same_judge") is False:
        title += f", by {report['judge']['name']}"
    return title


def seeds_of(folder: RunFolder, others: Sequence[RunFolder]) -> list[RunFolder]:
    """Those of the other runs that differ from a run in nothing but the seed."""
    found = []
    for other in others:
        differences = config_differences(folder.config, other.config)
        if other.path != folder.path and "seed" in differences and set(differences) - set(VERSIONS) == {"seed"}:
            found.append(other)
    return found
