"""A run as the app opens it. Imports torch: only cached calls import this module."""

from collections.abc import Callable

from ladder.datasets import CaptionedImages
from ladder.errors import DataError
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.search.queries import Run


class OpenedRun(Run):
    """A run that can still be searched where its data set has moved away: without pictures, by the captions it kept.

    Args:
        folder: The run's folder.
        split_of: Gives a split of a data set, by the data set's specification and the split's name.
        embeddings: Gives the unit vectors of a run's split.

    Attributes:
        missing: Why the data set's pictures cannot be shown; None while they can.
    """

    def __init__(
        self,
        folder: RunFolder,
        split_of: Callable[[str, str], CaptionedImages],
        embeddings: Callable[[RunFolder, str], Embeddings],
    ) -> None:
        super().__init__(folder)
        self._split_of, self._embeddings = split_of, embeddings
        self.missing: str | None = None

    def vectors(self, split: str | None = None) -> Embeddings:
        """The unit vectors of a split."""
        return self._embeddings(self.folder, split or self.folder.first_split)

    def data(self, split: str | None = None) -> CaptionedImages:
        """The split's pictures and captions; the captions alone where the data set is gone, or no longer the same."""
        split = split or self.folder.first_split
        try:
            data, self.missing = self._split_of(self.folder.config.data.spec, split), None
        except DataError as error:
            self.missing = str(error)
            return self.captions(split)
        if list(data.image_ids) != self.vectors(split).image_ids:
            mend = f"`ladder evaluate {self.folder.path} --split {split}`"
            self.missing = f"`{data.spec}` has changed since the run embedded it; {mend} does so anew"
            return self.captions(split)
        return data
