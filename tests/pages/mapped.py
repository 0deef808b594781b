"""Maps for the tiny runs: places by PCA under the names of all methods, which takes no umap and no time."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from ladder.runs import RunFolder
from ladder.runs.maps import Layout, MapSettings
from ladder.space.layouts import lay_out

SPLIT = "dev"


def add_maps(root: Path, names: tuple[str, str] = ("alpha", "beta")) -> None:
    """Gives two runs a map by UMAP with two more seeds, aligned ones, and one of them maps of two epochs."""
    for name, partner in (names, names[::-1]):
        folder = RunFolder(root / name)
        (layout,) = lay_out(folder.embeddings(SPLIT), MapSettings("pca", SPLIT))
        seeds = np.stack([layout.places[:, ::-1], -layout.places])
        folder.write_map(_named(layout, "umap", other_seeds=seeds, seed_noise=0.4))
        count = len(layout.places)
        shared = np.linspace(0, 1, count, dtype=np.float32)
        folder.write_map(_named(layout, "aligned", partner=partner, shared=shared, moved=0.3, moved_noise=0.0))
    for epoch in (1, 2):
        folder = RunFolder(root / names[0])
        folder.write_epoch(epoch, folder.embeddings(SPLIT))
        folder.write_map(_named(layout_of(folder, epoch), "epochs", epoch=epoch, moved=0.2))


def layout_of(folder: RunFolder, epoch: int) -> Layout:
    """PCA of the vectors of an epoch."""
    return lay_out(folder.epoch(SPLIT, epoch), MapSettings("pca", SPLIT))[0]


def _named(layout: Layout, method: str, *, partner: str | None = None, epoch: int | None = None, **figures) -> Layout:
    """The layout as another method's."""
    arrays = {name: figures.pop(name) for name in ("other_seeds", "shared") if name in figures}
    settings = replace(layout.settings, method=method, partner=partner, epoch=epoch)
    if "shared" in arrays:
        figures["shared"] = float(arrays["shared"].mean())
    return replace(layout, settings=settings, trust=replace(layout.trust, **figures), **arrays)
