"""The layouts of a run's vectors on disk, with their settings and how far to trust them: a safetensors file a map."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from ladder.errors import RunError
from ladder.files.atomic import write_atomically
from ladder.runs.embeddings import Embeddings

Method = Literal["pca", "umap", "aligned", "epochs"]
ENDING = ".safetensors"


@dataclass(frozen=True)
class MapSettings:
    """How a layout is made; its name says method, centring, split, and partner or epoch.

    Attributes:
        method: ``pca``, ``umap``, ``aligned`` for one of two layouts that were made together, or ``epochs`` for one of
            those of a run's epochs.
        split: The split whose images and captions are laid out.
        centred: Whether each kind's mean was subtracted first.
        neighbours: UMAP's; not read by PCA.
        min_distance: UMAP's least distance between points; not read by PCA.
        seed: UMAP's; not read by PCA.
        partner: The name of the other run of an aligned layout.
        epoch: The epoch, from 1, of one of the layouts of a run's epochs.

    Example:
        >>> MapSettings("umap", "test", centred=True).name, MapSettings("aligned", "test", partner="triplet").name
        ('umap-centred.test', 'aligned.test.triplet')
        >>> MapSettings("epochs", "dev", epoch=3).name
        'epochs.dev.003'
    """

    method: Method
    split: str
    centred: bool = False
    neighbours: int = 15
    min_distance: float = 0.1
    seed: int = 0
    partner: str | None = None
    epoch: int | None = None

    @property
    def name(self) -> str:
        """What the map is called in the run's folder."""
        kind = f"{self.method}-centred" if self.centred else self.method
        epoch = None if self.epoch is None else f"{self.epoch:03d}"
        return ".".join(part for part in (kind, self.split, self.partner, epoch) if part)


@dataclass(frozen=True)
class Trust:
    """How far a layout can be trusted. Shares are fractions; items with one vector are one point.

    Attributes:
        k: How many nearest neighbours are looked at.
        points: The distinct vectors.
        recall: Mean share of an item's k true (cosine) neighbours that are among its k nearest on the map.
        recall_across: The same among the items of the other kind alone.
        trustworthiness: 1 where neighbours on the map are true ones (Venna & Kaski 2001), over ``sampled`` points.
        continuity: 1 where true neighbours are neighbours on the map: trustworthiness with the spaces' roles swapped.
        sampled: How many points, drawn with a fixed seed, these two are counted over.
        gap: Distance between the means of images and captions in the run's space, before centring, in [0, 2].
        nearest_across: Share of items whose nearest neighbour is of the other kind, in the space that was laid out.
        seed_noise: UMAP: how much of a layout changes with its seed, in [0, 1]: the root-mean-square distance of the
            points from their places under other seeds, fitted by Procrustes, over their root-mean-square distance from
            the centre. None where there is no other seed.
        moved: Aligned: the same from the partner's layout to this one; over epochs, from the one before.
        shared: Aligned: mean share of an item's true neighbours that are its neighbours in the partner's space too.
        moved_noise: Aligned: 95 % of the points move less than this, in spreads of the layout, between two layouts of
            one and the same space that are made together: what the method moves where nothing has changed.
    """

    k: int
    points: int
    recall: float
    recall_across: float
    trustworthiness: float
    continuity: float
    sampled: int
    gap: float
    nearest_across: float
    seed_noise: float | None = None
    moved: float | None = None
    shared: float | None = None
    moved_noise: float | None = None


@dataclass(frozen=True)
class Layout:
    """Where the N images and M captions of a split stand on the plane.

    Attributes:
        settings: How it was made.
        trust: How far it can be trusted.
        images: N; the images stand first.
        places: ``(N + M, 2)`` float32.
        recall: ``(N + M,)`` float32, each item's neighbour recall.
        recall_across: ``(N + M,)`` float32, the same among the other kind.
        other_seeds: ``(S, N + M, 2)`` float32, the layouts of other seeds fitted to this one; S may be 0.
        shared: ``(N + M,)`` float32, aligned: each item's share of true neighbours that both runs have.
        fingerprint: Of the vectors that it was made from.
        versions: Of the packages that made it.
    """

    settings: MapSettings
    trust: Trust
    images: int
    places: np.ndarray
    recall: np.ndarray
    recall_across: np.ndarray
    other_seeds: np.ndarray
    shared: np.ndarray | None
    fingerprint: str
    versions: dict[str, str]


def fingerprint(vectors: Embeddings) -> str:
    """64 hexadecimal digits that change with any vector, their order or their number."""
    digest = hashlib.sha256()
    for rows in (vectors.images, vectors.captions):
        digest.update(f"{rows.shape}{rows.dtype}".encode() + np.ascontiguousarray(rows).tobytes())
    return digest.hexdigest()


def write(folder: Path, layout: Layout) -> None:
    """Keeps a layout under its name."""
    from safetensors.numpy import save

    folder.mkdir(exist_ok=True)
    arrays = {name: value for name, value in vars(layout).items() if isinstance(value, np.ndarray)}
    said = {name: value for name, value in asdict(layout).items() if name not in arrays and value is not None}
    path = folder / f"{layout.settings.name}{ENDING}"
    write_atomically(path, save(arrays, {"map": json.dumps(said)}))


def read(folder: Path, name: str) -> Layout:
    """The layout of this name.

    Raises:
        RunError: If its file is damaged or of another version.
    """
    import safetensors

    path = folder / f"{name}{ENDING}"
    try:
        with safetensors.safe_open(path, framework="numpy") as file:
            arrays = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a dict
            said = json.loads(file.metadata()["map"])
        settings, trust = MapSettings(**said.pop("settings")), Trust(**said.pop("trust"))
        return Layout(settings=settings, trust=trust, **{"shared": None} | arrays | said)
    except (OSError, safetensors.SafetensorError, KeyError, TypeError, ValueError) as error:
        again = f"{command(folder.parent, name)} makes it again"
        raise RunError(f"{path} is damaged or of another version ({error}); {again}") from None


def names(folder: Path) -> list[str]:
    """The maps that are there, by the alphabet."""
    return sorted(path.name.removesuffix(ENDING) for path in folder.glob(f"*{ENDING}"))


def command(run: Path, name: str) -> str:
    """The command that makes the map of this name.

    Example:
        >>> command(Path("runs/first"), "umap-centred.test")
        '`ladder map runs/first --split test --centred`'
        >>> command(Path("runs/first"), "aligned.test.second")
        '`ladder map runs/first second --split test`'
        >>> command(Path("runs/first"), "epochs.dev.003")
        '`ladder map runs/first --split dev --epochs`'
    """
    kind, _, split = name.partition(".")
    method, _, centred = kind.partition("-")
    split, _, partner = split.partition(".") if method == "aligned" else (split, "", "")
    split = split.rpartition(".")[0] if method == "epochs" else split
    words = [f"ladder map {run}", partner, f"--split {split}" if split else ""]
    words += [f"--{method}" if method == "epochs" else "", "--method pca" if method == "pca" else ""]
    words += ["--centred" if centred else ""]
    return f"`{' '.join(word for word in words if word)}`"
