"""``ladder runs``: the runs in a table; names, tags, notes, the trash."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ladder.words.figures import decimals, title

if TYPE_CHECKING:
    from ladder.runs.many.table import Entry

app = typer.Typer(help="List runs; show, rename, tag, delete, restore, import one.", invoke_without_command=True)
Name = Annotated[str, typer.Argument(metavar="RUN", help="the run's folder or name")]
AsJson = Annotated[bool, typer.Option("--json", help="for machines")]


@app.callback()
def runs_table(context: typer.Context, as_json: AsJson = False, trash: Annotated[
    bool, typer.Option("--trash", help="what was deleted")] = False) -> None:  # fmt: skip
    """List all runs, your own first, the newest first."""
    from ladder.runs.many import table
    from ladder.runs.many.trash import thrown

    if context.invoked_subcommand is not None:
        return
    if trash:
        found = thrown()
        rows = [{"name": one.name, "deleted": one.when, "folder": str(one.path), "size": one.size} for one in found]
        lines = [f"{one.name}  deleted {one.when}  {_megabytes(one.size)}  {one.path}" for one in found]
        typer.echo(json.dumps(rows, indent=1) if as_json else "\n".join(lines) or "the trash is empty")
        return
    entries = table.entries()
    if as_json:
        typer.echo(json.dumps([entry.as_json() for entry in entries], indent=1, ensure_ascii=False))
    else:
        typer.echo(text(entries) if entries else "no runs yet; `ladder train` makes one")


@app.command()
def show(run: Name, as_json: AsJson = False) -> None:
    """Show all that is known of a run."""
    from ladder import runs
    from ladder.runs.many import table
    from ladder.training.schedule import kept_too_early

    folder = runs.find(run)
    entry = table.entry(folder)
    if as_json:
        typer.echo(json.dumps(entry.as_json(), indent=1, ensure_ascii=False))
        return
    figures = ", ".join(f"{title(name)} {_figure(value, decimals(name))}" for name, value in entry.figures.items())
    state = entry.state if entry.state == "finished" or not entry.message else f"{entry.state}: {entry.message}"
    rows = {
        "folder": entry.path, "state": state, "loss": entry.loss,
        "relevance": entry.relevance, "data": entry.data, "seed": entry.seed, "made": entry.created,
        "epochs": f"{entry.epochs[0]} of {entry.epochs[1]}, best {entry.best_epoch or '-'}",
        "warm-up": entry.best_epoch and kept_too_early(folder.config, entry.best_epoch),
        "figures": figures, "size": _megabytes(entry.size), "tags": ", ".join(entry.tags), "note": entry.note,
        "warning": entry.warning,
    }  # fmt: skip
    typer.echo("\n".join(f"{label:10} {value}" for label, value in rows.items() if value not in ("", None)))


@app.command()
def rename(run: Name, name: Annotated[str, typer.Argument(help="its new name")]) -> None:
    """Give a run another name."""
    from ladder import runs
    from ladder.runs.many.names import rename as give

    typer.echo(give(runs.find(run), name).path)


@app.command()
def tag(
    run: Name,
    tags: Annotated[list[str], typer.Argument(metavar="TAG", help="one or more")],
    remove: Annotated[bool, typer.Option("--remove", help="take these away instead")] = False,
) -> None:
    """Add tags to a run."""
    from ladder import runs
    from ladder.runs.many import about

    folder = runs.find(run)
    noted = about.tag(folder, remove=tags) if remove else about.tag(folder, add=tags)
    _warn(noted.problem)
    typer.echo(", ".join(noted.tags) or "no tags")


@app.command()
def note(run: Name, text: Annotated[str, typer.Argument(help='what is to be kept in mind; "" takes it away')]) -> None:
    """Replace the note of a run."""
    from ladder import runs
    from ladder.runs.many import about

    _warn(about.write(runs.find(run), note=text).problem)


@app.command()
def delete(run: Name) -> None:
    """Move a run into the trash."""
    from ladder import runs
    from ladder.runs.many import trash

    gone = trash.delete(runs.find(run))
    typer.echo(f"{gone.path}: `ladder runs restore {gone.name}` brings it back")


@app.command()
def restore(
    name: Annotated[str, typer.Argument(help="the run's name, or that of its folder in the trash")],
    new_name: Annotated[str | None, typer.Option("--name", help="another name to give it")] = None,
) -> None:
    """Bring a run back from the trash, the newest of its name."""
    from ladder.runs.many import trash

    typer.echo(trash.restore(name, name=new_name).path)


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="a file that `ladder export` wrote")],
    name: Annotated[str | None, typer.Option(help="another name to give it")] = None,
) -> None:
    """Bring in a run from one file, checked."""
    from ladder.runs.many import exchange

    typer.echo(exchange.take_in(file, name=name).path)


def _warn(problem: str) -> None:
    if problem:
        typer.echo(f"warning: {problem}", err=True)


def text(entries: "list[Entry]") -> str:
    """A line a run."""
    from ladder.runs.many.table import FIGURES

    header = ("name", "state", "loss", "relevance", "epochs", "best", *map(title, FIGURES), "size", "tags")
    rows = [header, *(_row(entry, FIGURES) for entry in entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    right = range(5, 10)
    lines = (
        "  ".join(cell.rjust(width) if column in right else cell.ljust(width)
                  for column, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in lines)


def _row(entry: "Entry", names: Iterable[str]) -> tuple[str, ...]:
    figures = entry.figures.get
    return (
        entry.name, entry.state, entry.loss, entry.relevance, f"{entry.epochs[0]}/{entry.epochs[1]}",
        str(entry.best_epoch or "-"), *(_figure(figures(name), decimals(name)) for name in names),
        _megabytes(entry.size), ",".join(entry.tags),
    )  # fmt: skip


def _figure(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
