"""``ladder compare``: runs against each other, with intervals and tests."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Format = Literal["text", "csv", "json", "markdown", "latex"]  # ladder.comparison.FORMATS, which is slow to load


def compare(
    sides: Annotated[
        list[str], typer.Argument(metavar="RUN", help="at least two, each against the first; a-0,a-1: seeds as one")
    ],
    split: Annotated[str | None, typer.Option(help="evaluated split; by default the first that A holds")] = None,
    view: Annotated[str | None, typer.Option(help="another view of a split, such as test.hidden")] = None,
    figures: Annotated[str | None, typer.Option(help="these figures: recall@1,cs@100")] = None,
    everything: Annotated[bool, typer.Option("--all", help="all figures")] = False,
    form: Annotated[Format, typer.Option("--format", help="how it is written")] = "text",
    out: Annotated[Path | None, typer.Option(help="write to this file instead of stdout")] = None,
    page: Annotated[Path | None, typer.Option("--report", help="write a stand-alone page: report.html")] = None,
) -> None:
    """Compare runs query by query: differences, 95 % intervals, randomisation tests, better and worse queries."""
    from ladder import comparison, runs
    from ladder.errors import ConfigError
    from ladder.files.atomic import write_atomically

    if len(sides) < 2:
        raise ConfigError("one run is nothing to compare with; name at least two: `ladder compare RUN_A RUN_B`")
    if (split and view) or (figures and everything):
        raise ConfigError("`--split` and `--view` exclude each other, and so do `--figures` and `--all`")
    if page is not None:
        from ladder import reporting

        reporting.check_name(page)
    groups = [[runs.find(name) for name in side.split(",")] for side in sides]
    found = comparison.compare(
        groups, view or split or groups[0][0].first_split, figures.split(",") if figures else None
    )
    found = found.choose(found.figures) if everything else found
    if page is not None:
        reporting.write(page, reporting.comparison_report(found, groups))
    written = comparison.FORMATS[form](found)
    if out is None:
        typer.echo(written, nl=False)
        return
    if not out.parent.is_dir():
        raise ConfigError(f"no folder `{out.parent}` for `{out.name}`; make it first")
    write_atomically(out, written.encode())
    typer.echo(f"wrote {out}", err=True)
