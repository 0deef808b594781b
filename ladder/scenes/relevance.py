"""Relevance of drawn scenes, exactly: by what their graphs show, not by what their captions say."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from ladder.relevance.base import ALL, RelevanceProvider, checked_indices

if TYPE_CHECKING:
    from ladder.scenes.judging.showing import Showing
    from ladder.scenes.world.graph import Scene

MOST = 8000  # scenes whose table is kept, 256 MB; of more, what is asked for is computed each time


class SceneRelevance(RelevanceProvider):
    """The similarity of the scenes that captions are of, :func:`ladder.scenes.judging.similarity.scene_similarity`.

    All captions of an image are alike to it, however much of the scene each tells. Two scenes with equal graphs have 1.

    Free words are judged by the share of what they say that a scene shows,
    :func:`ladder.scenes.judging.showing.shown`: directed, since they need not tell all of it. Words that are a caption
    are taken for that caption, with all that its scene shows; where several images have it, the mean over them, an
    image itself left out.

    Args:
        data: Drawn scenes.
        scenes: The graph of each image.

    Example:
        >>> from ladder.datasets import open_dataset
        >>> relevance = SceneRelevance.for_data(open_dataset("scenes,train=9,dev=0,test=0,tail=0"))
        >>> relevance.between(np.array([0]), np.array([0, 4, 5, 10])).round(2)
        array([[1.  , 1.  , 0.08, 0.05]], dtype=float32)
        >>> relevance.judge(["a black kitten"], np.array([0, 5, 10])).round(2)
        array([[0.31, 0.72, 0.94]], dtype=float32)
    """

    name = "scenes"
    reads_words = True

    def __init__(self, data: CaptionedImages, scenes: "Sequence[Scene]") -> None:
        super().__init__(data)
        self.scenes = scenes

    @classmethod
    def for_data(cls, data: CaptionedImages) -> Self:
        """Takes the scenes of the data set's images.

        Raises:
            DataError: If they are not drawn, or were drawn by a version that made others of the same names.
        """
        from ladder.scenes.format import scenes_of

        scenes = scenes_of(data)
        if scenes is None:
            others = ", ".join(f"`{name}`" for name in ALL if name != cls.name)
            raise DataError(
                f"relevance `{cls.name}` judges drawn scenes, and `{data.spec}` has none; choose from {others}"
            )
        return cls(data, scenes)

    def describe(self) -> dict[str, Any]:
        """Its name, and the number of the method."""
        from ladder.scenes.judging.similarity import METHOD

        return {"name": self.name, "method": METHOD}

    def judge(self, texts: Sequence[str], columns: np.ndarray) -> np.ndarray:
        """Relevance of free words to captions, as :meth:`RelevanceProvider.judge` says."""
        columns = checked_indices("columns", columns, len(self.data.captions))
        relevance = np.empty((len(texts), len(columns)), dtype=np.float32)
        for row, text in enumerate(texts):
            captions = self._captions.get(text)
            relevance[row] = self._of_words(text, columns) if captions is None else self._of_captions(captions, columns)
        return relevance

    def judge_images(self, texts: Sequence[str], images: np.ndarray) -> np.ndarray:
        """Relevance of free words to images, as :meth:`RelevanceProvider.judge_images` says."""
        return self.judge(texts, self.data.first_caption[checked_indices("images", images, len(self.data))])

    def _of_words(self, text: str, columns: np.ndarray) -> np.ndarray:
        """The share of what words say that the captions' scenes show."""
        from ladder.scenes.language.reading import read

        return self._showing.degrees(read(text))[self.data.caption_image[columns]]

    def _of_captions(self, rows: list[int], columns: np.ndarray) -> np.ndarray:
        """The similarity to equal captions of one image or of several, of which an image itself does not count."""
        image = self.data.caption_image
        others = image[rows][:, None] != image[columns]
        return np.average(self._compare(np.array(rows), columns), axis=0, weights=others | ~others.any(axis=0))

    @cached_property
    def _captions(self) -> dict[str, list[int]]:
        """The rows of each caption."""
        rows: dict[str, list[int]] = {}
        for row, caption in enumerate(self.data.captions):
            rows.setdefault(caption, []).append(row)
        return rows

    @cached_property
    def _showing(self) -> "Showing":
        """What the scenes show."""
        from ladder.scenes.judging.showing import Showing

        return Showing(self.scenes)

    def _compare(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The similarity of the captions' scenes."""
        image = self.data.caption_image
        if len(self.scenes) <= MOST:
            return self._table[np.ix_(image[rows], image[columns])]
        above, row = np.unique(image[rows], return_inverse=True)
        left, column = np.unique(image[columns], return_inverse=True)
        return self._similarity(above, left)[np.ix_(row, column)]

    @cached_property
    def _table(self) -> np.ndarray:
        """``(image, image)`` float32, of all images; 50 ns a pair."""
        every = np.arange(len(self.scenes))
        return self._similarity(every, every)

    def _similarity(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Similarity of these images' scenes, ``(rows, columns)`` float32."""
        from ladder.scenes.judging.all_pairs import similarity_table

        return similarity_table([self.scenes[row] for row in rows], [self.scenes[column] for column in columns])
