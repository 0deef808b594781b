"""``ladder export``: a run as one file, or for TensorBoard."""

from pathlib import Path
from typing import Annotated

import typer

from ladder.errors import ConfigError


def export(
    run: Annotated[str, typer.Argument(help="the run's folder or name")],
    file: Annotated[Path | None, typer.Argument(help="the file to write: mine.zip")] = None,
    tensorboard: Annotated[
        Path | None, typer.Option(metavar="DIR", help="write the figures for TensorBoard into a folder of logs")
    ] = None,
) -> None:
    """Write a run as one file, which `ladder runs import` takes in elsewhere.

    The file holds the whole folder: configuration, figures, checkpoints, embeddings with their captions; no pictures.
    """
    from ladder import runs
    from ladder.runs.many import exchange

    if file is None and tensorboard is None:
        raise ConfigError("name a file to write, such as `mine.zip`, or a folder with `--tensorboard DIR`")
    folder = runs.find(run)
    if file is not None:
        written = exchange.export(folder, file)
        typer.echo(f"{written}: {written.stat().st_size / 1e6:.1f} MB")
    if tensorboard is not None:
        from ladder.exporting.tensorboard import export as write_events

        typer.echo(f"{write_events(folder, tensorboard)}: look at it with `tensorboard --logdir {tensorboard}`")
