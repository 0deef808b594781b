"""The part of ``ladder evaluate`` that holds a run or a relevance provider against human judgments."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ladder.errors import ConfigError

if TYPE_CHECKING:
    from ladder.evaluation.judgments.report import AgreementReport

MEASURES = {
    "tau_c": "tau-c, every judgment",
    "tau_b": "tau-b, judges' mean",
    "pearson": "Pearson's r",
    "spearman": "Spearman's rho",
}
SUBSETS = {"all": "all pairs", "without_own": "without own pairs"}
OPTIONS = {"run", "judgments", "judge", "as_json", "quiet"}  # of `ladder evaluate`
NAME, CELL = 26, 26  # columns of text


def evaluate_judgments(
    context: typer.Context, run: str | None, file: Path | None, judge: str | None, *, as_json: bool, quiet: bool
) -> None:
    """Prints how far a run, or a relevance provider alone, agrees with people.

    Args:
        context: The command's; its other options are refused.
        run: The run's folder or name; None for the provider alone.
        file: The judgments; None where they are missing.
        judge: The provider; by default the run's own.
        as_json: For machines.
        quiet: No progress bars.

    Raises:
        ConfigError: If an option does not go with judgments, or there is no run, and not a provider with judgments.
    """
    from ladder import runs
    from ladder.evaluation.judgments.scoring import provider_agreement, run_agreement

    if file is None:
        raise ConfigError("name a run, or judge a relevance provider alone by `--relevance NAME --judgments FILE`")
    for option in context.command.params:
        source = context.get_parameter_source(option.name or "")
        if option.name not in OPTIONS and source is not None and source.name != "DEFAULT":
            raise ConfigError(f"`{option.opts[0]}` does not go with `--judgments`, whose file names the pairs")
    if run is not None:
        report = run_agreement(runs.find(run), file, judge=judge, progress=not quiet)
    elif judge is not None:
        report = provider_agreement(judge, file, progress=not quiet)
    else:
        raise ConfigError("`--judgments` needs a run, or `--relevance NAME[,key=value...]` for a provider alone")
    typer.echo(json.dumps(report.as_json(), indent=1) if as_json else table(report))


def table(report: "AgreementReport") -> str:
    """The figures with their intervals, and what they rest on."""
    over = "images" if report.kind == "image-caption" else "pairs"
    own = f", {report.own:,} of them own pairs" if report.own else ""
    groups = f" of {report.groups:,} images" if over == "images" else ""
    subsets = [subset for subset in SUBSETS if any(f"/{subset}/" in name for name in report.figures)]
    lines = [
        f"{report.file} ({report.format}): {report.pairs:,} pairs{groups}{own}; {report.judgments:,} judgments",
        f"in brackets: 95 % jackknife interval over {over}",
        f"{'':{NAME}}" + "".join(f"{SUBSETS[subset]:>{CELL}}" for subset in subsets),
    ]
    for who in dict.fromkeys(name.partition("/")[0] for name in report.figures):
        lines += ["", "model" if who == "model" else f"relevance provider {(report.relevance or {})['name']}"]
        for measure, said in MEASURES.items():
            cells = [_cell(report, f"{who}/{subset}/{measure}") for subset in subsets]
            if any(cells):
                lines.append(f"  {said:{NAME - 2}}" + "".join(f"{cell:>{CELL}}" for cell in cells))
    lines += [""] if report.left_out.pairs or report.notes else []
    lines += [f"left out: {line}" for line in report.left_out.lines()]
    return "\n".join([*lines, *(f"note: {note}" for note in report.notes)])


def _cell(report: "AgreementReport", name: str) -> str:
    """A figure with its interval; empty where the report has none of this name."""
    if (figure := report.figures.get(name)) is None:
        return ""
    interval = "" if figure.low is None else f" [{figure.low:.3f}, {figure.high:.3f}]"
    return f"{figure.value:.3f}{interval}"
