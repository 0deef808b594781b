"""``ladder demo``: the bundled runs."""

from typing import Annotated

import typer

from ladder.cli import app
from ladder.errors import RunError

RECIPES = ("demo-triplet", "demo-adaptive")


def demo(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="train the bundled runs anew, minutes each")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="no progress bar")] = False,
) -> None:
    """Open the app on the bundled demo, offline."""
    if not rebuild:
        app.app()
    for name in RECIPES:
        make(name, progress=not quiet)
        typer.echo(f"{name}: done")


def make(name: str, *, progress: bool) -> None:
    """Trains a recipe and puts the run in place of the bundled one, without what only a training needs.

    Raises:
        RunError: If the training was stopped; the bundled run stays as it was.
    """
    import shutil

    from ladder import config as configuration
    from ladder import runs
    from ladder.evaluation import evaluate_run
    from ladder.training import train

    made, bundled = runs.root() / f"{name}-new", runs.BUNDLED / name
    shutil.rmtree(made, ignore_errors=True)
    folder = train(configuration.read(app.ROOT / "configs" / f"{name}.toml"), made, progress=progress)
    if folder.status()["state"] != "finished":
        raise RunError(f"the training of `{name}` was stopped; the bundled run stays as it was")
    evaluate_run(folder, "test", progress=progress)
    shutil.rmtree(folder.checkpoint("last"))
    shutil.rmtree(bundled, ignore_errors=True)
    bundled.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder.path, bundled)
