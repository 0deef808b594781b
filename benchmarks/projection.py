"""UMAP keeps 9 times as many true neighbours of 6,000 items as PCA; started from PCA, it depends less on its seed.

Beside that: what two runs laid out together gain and cost, how near an item that was left out is placed to where it
stood, and exact neighbours by blocks against sorting.
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.timing import medians
from ladder import runs
from ladder.runs.maps import MapSettings
from ladder.space.layouts import lay_out, methods, place
from ladder.space.layouts.neighbours import nearest_in_space
from ladder.space.layouts.points import K, laid_out, points_of
from ladder.space.layouts.trust import displacement, recall

SPLIT, SEEDS, LEFT_OUT = "test", (0, 1, 2), 300
SETTINGS = MapSettings("umap", SPLIT)


def timed(make: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    began = time.perf_counter()
    return make(), time.perf_counter() - began


def from_spectrum(rows: np.ndarray, seed: int) -> np.ndarray:
    """As umap-learn starts by itself."""
    import umap

    return umap.UMAP(metric="cosine", n_neighbors=15, min_dist=0.1, random_state=seed, n_jobs=1).fit_transform(rows)


def by_sorting(rows: np.ndarray) -> np.ndarray:
    """The plain way to the neighbours: the whole table, sorted."""
    falling = -(rows @ rows.T)
    np.fill_diagonal(falling, np.inf)
    return np.argsort(falling, axis=1, kind="stable")[:, :K]


def main() -> None:
    """Prints the claims' figures; every ratio from one run."""
    first, second = (runs.BUNDLED / name for name in ("demo-adaptive", "demo-triplet"))
    spaces = [runs.RunFolder(path).embeddings(SPLIT) for path in (first, second)]
    points, others = points_of(*(laid_out(space, centred=False) for space in spaces))
    rows = points.rows
    np.testing.assert_array_equal(nearest_in_space(rows, None, K), by_sorting(rows))
    ways = {"blocks": partial(nearest_in_space, rows, None, K), "sorting": partial(by_sorting, rows)}
    seconds = medians(ways, repeats=3)
    print(
        f"{len(rows):,} points: neighbours by blocks {seconds['sorting'] / seconds['blocks']:.1f} x faster than sorting"
    )

    methods.umap(rows, SETTINGS, 0)  # compiled
    linear, linear_seconds = timed(partial(methods.pca, rows))
    print(f"pca: recall {recall(points, linear).mean():.3f}, {linear_seconds:.2f} s")
    starts = {"pca": partial(methods.umap, rows, SETTINGS), "the spectrum": partial(from_spectrum, rows)}
    seconds = {}
    for name, start in starts.items():
        layouts, times = zip(*(timed(partial(start, seed)) for seed in SEEDS), strict=True)
        seconds[name] = np.median(times)
        noise = np.round([displacement(other, layouts[0]) for other in layouts[1:]], 2)
        kept = recall(points, layouts[0]).mean()
        print(f"umap from {name}: recall {kept:.3f}, noise of the seed {noise}, {seconds[name]:.1f} s a layout")

    pair, pair_seconds = timed(lambda: np.array(methods.aligned_umap([rows, others.rows], SETTINGS)))
    apart = displacement(methods.umap(others.rows, SETTINGS, 0), methods.umap(rows, SETTINGS, 0))
    together = displacement(pair[0], pair[1])
    longer = pair_seconds / seconds["pca"]
    print(f"two runs together: moved {together:.2f} instead of {apart:.2f}, {longer:.0f} x the time of one")
    left_out()


def left_out() -> None:
    """Places items as if they were new: by the others, on a map that did know them."""
    vectors = runs.RunFolder(runs.BUNDLED / "demo-adaptive").embeddings(SPLIT)
    began = time.process_time()  # all on one thread: what other programs take is not counted
    layout = lay_out(vectors, SETTINGS)[1]
    print(f"all that `ladder map` does, three seeds and trust, once compiled: {time.process_time() - began:.0f} s")
    spread = np.sqrt(layout.places.var(axis=0).sum())
    errors, scatter = [], []
    for item in np.random.default_rng(0).choice(len(vectors.images), LEFT_OUT, replace=False):
        hidden = vectors.images.copy()
        hidden[item] = -hidden[item]  # as far away as can be: never among its own neighbours
        placed = place(vectors.images[item], "image", layout, type(vectors)(**vars(vectors) | {"images": hidden}))
        errors.append(np.hypot(placed.x - layout.places[item, 0], placed.y - layout.places[item, 1]) / spread)
        scatter.append(placed.scatter)
    far = np.array(scatter) > np.median(scatter)
    print(
        f"left out and placed: off by a median of {np.median(errors):.3f} of the spread "
        f"({np.median(np.array(errors)[~far]):.3f} where the neighbours stand together, "
        f"{np.median(np.array(errors)[far]):.3f} where they are scattered)"
    )
