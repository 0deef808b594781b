"""``ladder features``: image features of a data set by a frozen network."""

from pathlib import Path
from typing import Annotated

import typer

from ladder.cli.quiet import Quiet


def features(
    spec: Annotated[str, typer.Argument(help="the data set, as `ladder data inspect` takes it")],
    backbone: Annotated[str, typer.Option(help="a local transformers directory or hub name of an image model")],
    out: Annotated[
        Path | None, typer.Option(help="folder to keep them in; by default features/DATASET-BACKBONE")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make the image features of a data set, once; going on where an earlier call stopped."""
    from ladder.datasets import open_dataset
    from ladder.models.extraction import make_features

    name = spec.partition(":")[0].partition(",")[0]
    folder = out or Path("features") / f"{name}-{Path(backbone).name}"
    make_features(open_dataset(spec), backbone, folder, progress=not quiet)
    typer.echo(f"{folder}: done; use it as `{spec},features={folder}`")
