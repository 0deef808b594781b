"""Runs' folders to a comparison: what lines up is compared, what does not is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from ladder.comparison.paired import differences
from ladder.comparison.result import Comparison, Row, Side
from ladder.comparison.settings import config_differences, in_words
from ladder.errors import RunError
from ladder.runs import RunFolder
from ladder.runs.samples import ROWS, Samples
from ladder.words.figures import SECOND, meaning

ROLES = {"judge": "first", "second": "second"}  # of the judges in a report


def compare(
    sides: Sequence[RunFolder | Sequence[RunFolder]],
    view: str,
    figures: Sequence[str] | None = None,
    *,
    queries: Mapping[str, np.ndarray] | None = None,
    resamples: int = 1000,
    permutations: int = 10_000,
    seed: int = 0,
) -> Comparison:
    """Compares each side with the first, query by query.

    Args:
        sides: At least two; a side is a run, or several runs of one recipe with different seeds.
        view: A split, or another view of it, as in the runs' ``evaluation.json``.
        figures: The family that is read together; by default the usual few. All figures are measured.
        queries: By direction, ``(query,)`` bool, which queries are compared; by default all.
        resamples: Of the bootstrap.
        permutations: Of the randomisation test.
        seed: Of both.

    Raises:
        ValueError: If there are fewer than two sides, or one has no run.
        RunError: If a run was not evaluated, the runs' queries are not the same, or they have no such figure.
    """
    if len(sides) < 2 or any(not isinstance(side, RunFolder) and not side for side in sides):
        raise ValueError("`sides` must be at least two, of at least one run each")
    groups = [_read([side] if isinstance(side, RunFolder) else side, view) for side in sides]
    first, rows, notes = groups[0], [], [note for group in groups for note in _oddities(group)]
    for run in (run for group in groups for run in group):
        _check_lines_up(first[0], run)
    if queries is not None:
        groups = [[run.of(queries) for run in group] for group in groups]
        first = groups[0]
    for place, group in enumerate(groups[1:], start=1):
        left_out, why = _left_out([*first, *group])
        a, b = ([_without(left_out, run.samples) for run in side] for side in (first, group))
        found = differences(a, b, resamples=resamples, permutations=permutations, seed=seed)
        if not found:
            pair = f"`{group[0].folder.name}` and `{first[0].folder.name}`"
            raise RunError(f"{pair} have no figure in common{': ' * bool(why)}{'; '.join(why)}")
        rows += [Row(place, difference) for difference in found]
        notes += why
    columns = first[0].samples
    return Comparison(
        view=view,
        sides=tuple(_side(group) for group in groups),
        images=len(np.unique(np.concatenate([queries["image"] for queries in columns.values()]))),
        queries={direction: len(queries["query"]) for direction, queries in columns.items()},
        rows=tuple(rows),
        settings=tuple(_settings(first, group) for group in groups[1:]),
        notes=tuple(dict.fromkeys(notes)),
        resamples=resamples,
        permutations=permutations,
        seed=seed,
    ).choose(figures)


@dataclass(frozen=True)
class _Run:
    """A run's folder with what was measured in a view, and its report."""

    folder: RunFolder
    samples: Samples
    report: dict[str, Any]

    @classmethod
    def read(cls, folder: RunFolder, view: str) -> Self:
        samples, reports = folder.samples(view), folder.evaluation()
        if view not in reports:
            split = view.partition(".")[0]
            raise RunError(
                f"`{folder.path}` has no report of `{view}`; `ladder evaluate {folder.path} --split {split}`"
            )
        return cls(folder, samples, reports[view])

    def of(self, queries: Mapping[str, np.ndarray]) -> Self:
        """The same of some of the queries alone."""
        return replace(
            self,
            samples={
                direction: {name: column[queries[direction]] for name, column in columns.items()}
                for direction, columns in self.samples.items()
            },
        )

    @property
    def fingerprint(self) -> str | None:
        origin = self.folder.config.origin
        return None if origin is None else origin.data_fingerprint


def _read(folders: Sequence[RunFolder], view: str) -> list[_Run]:
    """The runs of one side."""
    if len({folder.path.resolve() for folder in folders}) < len(folders):
        raise RunError(f"a run is named twice on one side: {', '.join(folder.name for folder in folders)}")
    return [_Run.read(folder, view) for folder in folders]


def _side(group: Sequence[_Run]) -> Side:
    same_judge = {run.report["same_judge"] for run in group}
    return Side(
        runs=tuple(run.folder.name for run in group),
        seeds=tuple(run.folder.config.seed for run in group),
        judge=group[0].report["judge"],
        second=group[0].report["second"],
        same_judge=same_judge.pop() if len(same_judge) == 1 else None,
    )


def _oddities(group: Sequence[_Run]) -> list[str]:
    """In what the runs of a side are not one recipe with different seeds."""
    first, *others = (run.folder for run in group)
    notes, seen = [], {first.config.seed: first}
    for other in others:
        if (same := seen.setdefault(other.config.seed, other)) is not other:
            notes.append(f"`{other.name}` has the seed of `{same.name}`: their spread is not that of seeds")
        more = config_differences(first.config, other.config)
        more.pop("seed", None)
        if more:
            notes.append(f"`{other.name}` differs from `{first.name}` in more than the seed: {in_words(more)}")
    return notes


def _settings(first: Sequence[_Run], group: Sequence[_Run]) -> dict[str, tuple[Any, Any]]:
    """In what the recipes differ; of several runs the seeds are no difference of recipes."""
    found = config_differences(first[0].folder.config, group[0].folder.config)
    if len(first) > 1 or len(group) > 1:
        found.pop("seed", None)
    return found


def _check_lines_up(first: _Run, run: _Run) -> None:
    """Every run must have answered the same queries of the same data.

    Raises:
        RunError: If it has not.
    """
    both = f"`{run.folder.name}` cannot be compared with `{first.folder.name}`"
    if run.fingerprint != first.fingerprint:
        data = [f"`{one.folder.config.data.spec}` ({one.fingerprint})" for one in (run, first)]
        raise RunError(f"{both}: other data, {data[0]} against {data[1]}; compare runs of one data set")
    if run.report.get("fingerprint") != first.report.get("fingerprint"):
        raise RunError(f"{both}: they were evaluated on other captions; evaluate both again")
    for direction, columns in first.samples.items():
        counts = [len(one.samples[direction]["query"]) for one in (run, first)]
        if any(not np.array_equal(run.samples[direction][name], columns[name]) for name in ROWS):
            what = f"{counts[0]:,} queries against {counts[1]:,}" if counts[0] != counts[1] else "other queries"
            raise RunError(f"{both}: {direction}, {what}; evaluate both again with the same options")


def _left_out(runs: Sequence[_Run]) -> tuple[set[str], list[str]]:
    """The columns that cannot be compared among these runs, and why."""
    columns = [{name for queries in run.samples.values() for name in queries} for run in runs]
    everywhere, anywhere = set.intersection(*columns), set.union(*columns)
    left_out, notes = {name for name in anywhere if meaning(name).better is None}, []
    for role in ROLES:
        judges = [run.report[role] for run in runs]
        odd = next((run for run, judge in zip(runs, judges, strict=True) if judge != judges[0]), None)
        if odd is not None:
            left_out |= {name for name in anywhere if _is_judged_by(role, name)}
            said = " and ".join(f"`{run.folder.name}` by {_judge(run.report[role])}" for run in (runs[0], odd))
            notes.append(f"{ROLES[role]} judges differ, {said}: their figures are not compared")
    if missing := sorted(anywhere - everywhere - left_out):
        notes.append(f"measured of some runs only, and not compared: {', '.join(missing)}; evaluate them again")
    return left_out | (anywhere - everywhere), notes


def _is_judged_by(role: str, name: str) -> bool:
    """Whether the column is a figure of this judge's."""
    return name not in ROWS and meaning(name).judged and name.startswith(SECOND) == (role == "second")


def _judge(judge: dict[str, Any] | None) -> str:
    """All that a judge says of itself, for two may differ in a hash alone."""
    return "nobody" if judge is None else ", ".join(str(value) for value in judge.values())


def _without(left_out: set[str], samples: Samples) -> Samples:
    return {
        direction: {name: column for name, column in columns.items() if name not in left_out}
        for direction, columns in samples.items()
    }
