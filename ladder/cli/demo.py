"""``ladder demo``: the bundled runs."""

from typing import TYPE_CHECKING, Annotated

import typer

from ladder.cli import app
from ladder.cli.quiet import Quiet
from ladder.errors import RunError

if TYPE_CHECKING:
    from ladder.runs import RunFolder
    from ladder.search.ranking import Ranking

RECIPES = ("demo-triplet", "demo-ladder", "demo-adaptive")
SHOWN = 20  # pictures of an answer that are judged


def demo(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="train the bundled runs anew, minutes each")] = False,
    queries: Annotated[bool, typer.Option("--queries", help="ask the bundled runs sixty plain queries")] = False,
    quiet: Quiet = False,
) -> None:
    """Open the app on the bundled demo, offline."""
    if queries:
        typer.echo(answers())
        return
    if not rebuild:
        app.app()
    for name in RECIPES:
        make(name, progress=not quiet)
        typer.echo(f"{name}: done")
    lay_out(progress=not quiet)
    typer.echo("maps: done")


def answers() -> str:
    """A line a plain query: the relevance of each run's first pictures, as a share of what its gallery could give."""
    from ladder import load_run
    from ladder.scenes.language.plain import QUERIES

    opened = [load_run(name) for name in RECIPES]
    shares = []
    for query in QUERIES:
        rankings = [run.search(text=query, k=SHOWN, split="test", judge=opened[0]) for run in opened]
        shares.append([_of_the_possible(ranking) for ranking in rankings])
    wide = max(map(len, QUERIES))
    rows = [
        ("mean", [sum(column) / len(QUERIES) for column in zip(*shares, strict=True)]),
        *zip(QUERIES, shares, strict=True),
    ]
    lines = ["  ".join([f"first {SHOWN} pictures".ljust(wide), *RECIPES])]
    for query, of_runs in rows:
        cells = (f"{share:.2f}".rjust(len(name)) for name, share in zip(RECIPES, of_runs, strict=True))
        lines.append("  ".join([query.ljust(wide), *cells]))
    return "\n".join(lines)


def _of_the_possible(ranking: "Ranking") -> float:
    """The relevance of what is shown, as a share of the most that as many pictures could have."""
    if ranking.relevance is None or ranking.ideal is None:
        raise RunError(f"nobody judges `{ranking.query}` in the bundled runs: {ranking.judged_by}")
    return float(ranking.relevance.sum() / ranking.ideal.sum())


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
    """The test scenes by the vectors that are kept, in half their space, and the long tail among them."""
    from ladder.evaluation import evaluate_run

    evaluate_run(folder, "test", resamples=0, progress=progress)
    folder.write_embeddings(folder.embeddings("test"), half=True)
    evaluate_run(folder, "test", stored=True, progress=progress)
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
