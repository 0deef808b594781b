"""``ladder evaluate``: the figures of a run."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ladder.evaluation import Report


def evaluate(
    run: Annotated[str, typer.Argument(help="the run's folder or name")],
    split: Annotated[str | None, typer.Option(help="split to evaluate; by default the run's validation split")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="no progress bar")] = False,
) -> None:
    """Embed a split with the best checkpoint and print recall, median rank, rsum and coherent score, both ways."""
    from ladder import runs
    from ladder.evaluation import evaluate_run

    folder = runs.find(run)
    report = evaluate_run(folder, split or folder.config.data.validation, progress=not quiet)
    typer.echo(json.dumps(report.as_json(), indent=1) if as_json else table(report))


def table(report: "Report") -> str:
    """The figures of both directions beside each other, with their intervals."""
    lines = [
        f"split {report.split}: {report.images:,} images, {report.captions:,} captions; 95 % intervals over images",
        f"relevance judged by {report.judge['name']}; an image's is the mean over its captions",
        f"{'':14}{'image -> caption':>28}{'caption -> image':>28}",
    ]
    parts = [name.split("/")[1] for name in report.figures if name.startswith("image_to_caption/")]
    for part in parts:
        cells = [_cell(report, f"{direction}/{part}") for direction in ("image_to_caption", "caption_to_image")]
        lines.append(f"{part:14}" + "".join(f"{cell:>28}" for cell in cells))
    lines.append(f"{'rsum':14}{_cell(report, 'rsum'):>28}")
    lines += [
        f"note: {share:.2%} of queries have no {name.replace('/', ' ')}: all retrieved are equally relevant"
        for name, share in report.undefined.items()
        if share
    ]
    return "\n".join(lines)


def _cell(report: "Report", name: str) -> str:
    figure = report.figures[name]
    form = ".1f" if name.endswith(("median_rank", "rsum")) else ".3f"
    interval = "" if figure.low is None else f" [{figure.low:{form}}, {figure.high:{form}}]"
    return f"{figure.value:{form}}{interval}"
