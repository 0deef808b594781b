"""``ladder demo``: the bundled runs."""

from typing import TYPE_CHECKING, Annotated

import typer

from ladder.cli import app
from ladder.cli.quiet import Quiet
from ladder.errors import RunError

if TYPE_CHECKING:
    from ladder.runs import RunFolder

RECIPES = ("demo-triplet", "demo-ladder", "demo-adaptive")


def demo(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="train the bundled runs anew, minutes each")] = False,
    quiet: Quiet = False,
) -> None:
    """Open the app on the bundled demo, offline."""
    if not rebuild:
        app.app()
    for name in RECIPES:
        make(name, progress=not quiet)
        typer.echo(f"{name}: done")
    lay_out(progress=not quiet)
    typer.echo("maps: done")


def make(name: str, *, progress: bool) -> None:
    """Trains a recipe and puts the run in place of the bundled one, without what only a training needs.

    Raises:
        RunError: If the training was stopped; the bundled run stays as it was.
    """
    import shutil

    from ladder import runs
    from ladder.runs import config as configuration
    from ladder.runs import finding
    from ladder.training.loop import train

    made, bundled = runs.root() / f"{name}-new", finding.BUNDLED / name
    shutil.rmtree(made, ignore_errors=True)
    folder = train(configuration.read(app.ROOT / "configs" / f"{name}.toml"), made, progress=progress)
    if folder.status()["state"] != "finished":
        raise RunError(f"the training of `{name}` was stopped; the bundled run stays as it was")
    evaluate(folder, progress=progress)
    shutil.rmtree(folder.checkpoint("last"))
    folder.forget_split(folder.config.data.validation)
    shutil.rmtree(bundled, ignore_errors=True)
    bundled.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder.path, bundled)


def evaluate(folder: "RunFolder", *, progress: bool) -> None:
    """The test scenes, and the long tail among them."""
    from ladder.evaluation import evaluate_run

    evaluate_run(folder, "test", progress=progress)
    evaluate_run(folder, "test", queries="tail", progress=progress)


def lay_out(*, progress: bool) -> None:
    """The maps of the test scenes: each bundled run's own, and one of the triplet and the adaptive ladder together."""
    from ladder import runs
    from ladder.runs import finding
    from ladder.runs.maps import MapSettings
    from ladder.space import layouts

    folders = {name: runs.find(str(finding.BUNDLED / name)) for name in RECIPES}
    vectors = {name: folder.embeddings("test") for name, folder in folders.items()}
    for name, folder in folders.items():
        for layout in layouts.lay_out(vectors[name], MapSettings(method="umap", split="test"), progress=progress):
            folder.write_map(layout)
    first, second = ((name, vectors[name]) for name in ("demo-triplet", "demo-adaptive"))
    together = layouts.lay_out_pair(first, second, MapSettings(method="aligned", split="test"), progress=progress)
    for (name, _), made in zip((first, second), together, strict=True):
        for layout in made:
            folders[name].write_map(layout)
