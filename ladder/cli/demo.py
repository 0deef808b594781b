"""``ladder demo``: the bundled runs."""

from pathlib import Path
from typing import Annotated

import typer

RECIPES = ("demo-triplet", "demo-adaptive")


def demo(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="train the bundled runs anew, minutes each")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="no progress bar")] = False,
) -> None:
    """Open the app on the bundled demo, offline."""
    from ladder.cli import app

    if not rebuild:
        return app.app()

    import shutil

    from ladder import config as configuration
    from ladder import runs
    from ladder.evaluation import evaluate_run
    from ladder.training import train

    for name in RECIPES:
        made = runs.root() / f"{name}-new"
        shutil.rmtree(made, ignore_errors=True)
        settings = configuration.read(app.ROOT / "configs" / f"{name}.toml")
        folder = train(settings, made, progress=not quiet)
        evaluate_run(folder, "test", progress=not quiet)
        keep(folder.path, runs.BUNDLED / name)
        typer.echo(f"{runs.BUNDLED / name}: done")
    return None


def keep(made: Path, bundled: Path) -> None:
    """Puts a finished run in place of the bundled one, without what only a training needs."""
    import shutil

    shutil.rmtree(made / "checkpoints" / "last")
    shutil.rmtree(bundled, ignore_errors=True)
    bundled.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, bundled)
