"""``ladder map``: a run's images and captions on a plane."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ladder.cli.quiet import Quiet
from ladder.errors import ConfigError, RunError

if TYPE_CHECKING:
    from ladder.runs import RunFolder
    from ladder.runs.maps import Layout, MapSettings

SingleMethod = Literal["umap", "pca"]  # what lays out a single run


def make(
    run: Annotated[str, typer.Argument(help="the run's folder or name")],
    partner: Annotated[
        str | None, typer.Argument(metavar="RUN_B", help="another run on the same items, laid out together with it")
    ] = None,
    split: Annotated[str | None, typer.Option(help="split to lay out; by default the first that the run holds")] = None,
    method: Annotated[SingleMethod, typer.Option(help="pca alone, or umap and pca")] = "umap",
    neighbours: Annotated[int, typer.Option(min=2, help="UMAP's: more show the whole, fewer the detail")] = 15,
    min_distance: Annotated[float, typer.Option(min=0, max=1, help="UMAP's: how closely points may lie")] = 0.1,
    epochs: Annotated[
        bool, typer.Option("--epochs", help="the epochs that the run kept vectors of, laid out together")
    ] = False,
    centred: Annotated[bool, typer.Option("--centred/--as-is", help="take each kind's mean away first")] = False,
    seed: Annotated[int, typer.Option(min=0, help="UMAP's")] = 0,
    quiet: Quiet = False,
    as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False,
) -> None:
    """Lay out a split's images and captions on a plane, and measure how far to trust it.

    The layouts are kept in the run's folder; those of two runs, in both.
    """
    from ladder import runs
    from ladder.runs.maps import MapSettings

    folders = [runs.find(name) for name in (run, partner) if name]
    _check(folders, method, epochs=epochs)
    settings = MapSettings(
        method="epochs" if epochs else "aligned" if partner else method,
        split=split or (folders[0].config.data.validation if epochs else folders[0].first_split),
        centred=centred,
        neighbours=neighbours,
        min_distance=min_distance,
        seed=seed,
    )
    said = []
    for folder, layout in _laid_out(folders, settings, progress=not quiet):
        folder.write_map(layout)
        said.append((folder, layout))
    if as_json:
        typer.echo(json.dumps([_as_json(folder, layout) for folder, layout in said], indent=1))
    else:
        typer.echo("\n".join(text(folder, layout) for folder, layout in said))


def _check(folders: "list[RunFolder]", method: SingleMethod, *, epochs: bool) -> None:
    """The options go together."""
    if epochs and len(folders) > 1:
        raise ConfigError("`--epochs` lays out the epochs of one run; leave the second run out")
    if len(folders) > 1 and folders[0].path.resolve() == folders[1].path.resolve():
        raise ConfigError("a run is not laid out beside itself; name another as the second")
    if method == "pca" and epochs:
        raise ConfigError("epochs are held together by aligned UMAP; leave `--method pca` out")
    if method == "pca" and len(folders) > 1:
        raise ConfigError("two runs are held together by aligned UMAP; leave `--method pca` out, PCA is made anyway")


def _laid_out(
    folders: "list[RunFolder]", settings: "MapSettings", *, progress: bool
) -> "list[tuple[RunFolder, Layout]]":
    """The layouts that the settings ask for, each with the run that keeps it."""
    from ladder.space import layouts

    folder, split = folders[0], settings.split
    if settings.method == "epochs":
        kept = {epoch: folder.epoch(split, epoch) for epoch in folder.epochs(split)}
        if not kept:
            again = f"train with `--set training.keep_epochs=1` and validate on `{split}`"
            raise RunError(f"`{folder.path}` kept no vectors of `{split}` by epoch; {again}")
        return [(folder, layout) for layout in layouts.lay_out_epochs(kept, settings, progress=progress)]
    vectors = [folder.embeddings(split) for folder in folders]
    if settings.method != "aligned":
        return [(folder, layout) for layout in layouts.lay_out(vectors[0], settings, progress=progress)]
    first, second = ((folder.name, own) for folder, own in zip(folders, vectors, strict=True))
    pair = layouts.lay_out_pair(first, second, settings, progress=progress)
    return [(folder, layout) for folder, made in zip(folders, pair, strict=True) for layout in made]


def text(folder: "RunFolder", layout: "Layout") -> str:
    """What was made and how far to trust it, a figure a line."""
    settings, trust = layout.settings, layout.trust
    means = "each kind's mean taken away" if settings.centred else "as they are"
    how = "pca" if settings.method == "pca" else f"umap, {settings.neighbours} neighbours, seed {settings.seed}"
    lines = [
        f"{folder.path}: map {settings.name}: {trust.points:,} distinct vectors, {means}; cosine, {how}",
        f"  true neighbours kept     {trust.recall:.1%} of the {trust.k} nearest; "
        f"{trust.recall_across:.1%} among the other kind",
        f"  trustworthiness          {trust.trustworthiness:.3f}, continuity {trust.continuity:.3f} "
        f"(over {trust.sampled:,} points)",
        f"  modality gap             {trust.gap:.3f} between the means as they are; "
        f"{trust.nearest_across:.1%} of items are nearest to one of the other kind",
    ]
    if trust.seed_noise is not None:
        lines.append(f"  noise of the seed        {trust.seed_noise:.2f} of the layout's spread")
    if trust.moved is not None:
        lines.append(
            f"  against {settings.partner or 'the epoch before'}: moved {trust.moved:.2f} of the spread; "
            f"{trust.shared:.1%} of true neighbours are the same"
        )
    if trust.moved_noise is not None:
        lines.append(f"  noise of the method      95% move less than {trust.moved_noise:.3f} where nothing changes")
    return "\n".join(lines)


def _as_json(folder: "RunFolder", layout: "Layout") -> dict[str, Any]:
    about = {"run": str(folder.path), "name": layout.settings.name, "items": len(layout.places)}
    return about | {"settings": asdict(layout.settings), "trust": asdict(layout.trust), "versions": layout.versions}
