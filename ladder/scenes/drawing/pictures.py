"""The pictures of scenes: drawn when they are first wanted, then kept in the cache."""

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from ladder.datasets.pictures import Pictures, read_picture
from ladder.errors import DataError
from ladder.files import atomic, store
from ladder.files.processes import share_out
from ladder.scenes.drawing.paint import paint
from ladder.scenes.world.graph import Scene

VERSION = 2  # of the drawings: to be raised when any of them changes, so that none is shown that was drawn before
MANY = 200  # drawings take three seconds: more are worth a progress bar, and the other cores
HAND = "ladder.scenes.hand"


class DrawnScenes(Pictures):
    """Pictures that are drawn, each of them once.

    Args:
        names: A name for each scene, unique among those of the same seed.
        scenes: As many scenes.
        seed: The seed that they were made with.
        size: Side of the pictures in pixels.

    Example:
        >>> from ladder.scenes.world.graph import Thing
        >>> scene = Scene("beach", "clear", "day", (Thing("ball", "red"),))
        >>> DrawnScenes(["ball"], [scene], seed=0, size=64).open(0).size
        (64, 64)
    """

    def __init__(self, names: Sequence[str], scenes: Sequence[Scene], seed: int, size: int) -> None:
        self.names = list(names)
        self.scenes = list(scenes)
        self.seed = seed
        self.size = size

    def __len__(self) -> int:
        return len(self.scenes)

    def scene(self, index: int) -> Scene:
        """The graph of what a picture shows."""
        return self.scenes[index]

    def open(self, index: int) -> Image.Image:
        """The picture, RGB and upright; drawn anew where the cache cannot be used."""
        try:
            return read_picture(self._cached(index))
        except (OSError, DataError):
            return paint(self.scenes[index], self.size)

    def path(self, index: int) -> Path:
        """A PNG file in the cache that holds the picture, made now if need be.

        Raises:
            DataError: If the cache cannot be written.
        """
        try:
            return self._cached(index)
        except OSError as error:
            reason = f"the picture of `{self.names[index]}` cannot be kept ({error})"
            raise DataError(f"{reason}; set `LADDER_CACHE` to a folder that can be written") from None

    def prepare(self, *, progress: bool = False) -> None:
        """Draws what is not in the cache yet, about 60 pictures a second and core; where nothing can be kept, nothing.

        Args:
            progress: Show a progress bar on stderr where they are many.
        """
        with contextlib.suppress(OSError):
            missing = [index for index in range(len(self)) if not self._file(index).exists()]
            quiet = not progress or len(missing) < MANY
            with tqdm(total=len(missing), desc="drawing scenes", unit="picture", disable=quiet) as bar:
                if len(missing) >= MANY:
                    drawn = share_out(HAND, [str(self.seed), str(self.size)], [self.names[index] for index in missing])
                    for _ in drawn:
                        bar.update()
                for index in (index for index in missing if not self._file(index).exists()):
                    self._cached(index)
                    bar.update()

    def select(self, rows: np.ndarray) -> "DrawnScenes":
        """The pictures of these rows, in this order."""
        names, scenes = [self.names[row] for row in rows], [self.scenes[row] for row in rows]
        return DrawnScenes(names, scenes, self.seed, self.size)

    def _file(self, index: int) -> Path:
        """The picture's file, there or not; OSError if it can have none."""
        folder = store.folder("scenes", f"drawing{VERSION}-seed{self.seed}-{self.size}")
        return folder / f"{self.names[index]}.png"

    def _cached(self, index: int) -> Path:
        """The picture's file, drawn and written if it is not there; OSError if it cannot be."""
        path = self._file(index)
        if not path.exists():
            file = io.BytesIO()
            paint(self.scenes[index], self.size).save(file, format="PNG", compress_level=1)
            atomic.write_atomically(path, file.getvalue())
        return path
