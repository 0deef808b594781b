"""``ladder evaluate``: the figures of a run."""

import json
from pathlib import Path
from typing import Annotated

import typer

from ladder.cli.quiet import Quiet
from ladder.evaluation.protocols import Protocol
from ladder.search.ranking import ExactMatch


def evaluate(
    context: typer.Context,
    run: Annotated[str | None, typer.Argument(help="the run's folder or name")] = None,
    split: Annotated[str | None, typer.Option(help="split to search; by default the run's validation split")] = None,
    queries: Annotated[str | None, typer.Option(help="another split that asks instead: tail")] = None,
    protocol: Annotated[
        Protocol, typer.Option(help="all captions; the published 1,000 x 1,000; or the mean of five folds of 1,000")
    ] = "all",
    exact_match: Annotated[
        ExactMatch, typer.Option(help="keep a query's own items in its gallery, or hide them")
    ] = "kept",
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge", "--relevance", help="judge of relevance, NAME[,key=value...]; by default the training's"
        ),
    ] = None,
    second: Annotated[str | None, typer.Option(help="second judge, likewise; `none` for none")] = None,
    every: Annotated[bool, typer.Option("--all", help="the top-weighted figures too")] = False,
    stored: Annotated[
        bool, typer.Option("--stored", help="take the vectors that the run kept; the data set may have moved")
    ] = False,
    judgments: Annotated[
        Path | None, typer.Option(help="human judgments: how far the run, or the judge alone, agrees with people")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
    page: Annotated[Path | None, typer.Option("--report", help="write a stand-alone page: report.html")] = None,
    quiet: Quiet = False,
) -> None:
    """Embed a split with the best checkpoint and print how well each kind finds the other, in which order."""
    from ladder import runs
    from ladder.cli.evaluation_table import table
    from ladder.cli.judgments import evaluate_judgments
    from ladder.evaluation import evaluate_run

    if page is not None:
        from ladder import reporting

        reporting.check_name(page)
    if run is None or judgments is not None:
        evaluate_judgments(context, run, judgments, judge, as_json=as_json, quiet=quiet)
        return
    folder = runs.find(run)
    report = evaluate_run(
        folder,
        split or folder.config.data.validation,
        queries=queries,
        judge=judge,
        second=second,
        stored=stored,
        progress=not quiet,
        protocol=protocol,
        exact_match=exact_match,
        figures="all" if every else "default",
    )
    if page is not None:
        reporting.write(page, reporting.evaluation_report(folder, report.view))
    typer.echo(json.dumps(report.as_json(), indent=1) if as_json else table(report))
