"""A run as the app opens it. Imports torch: only cached calls import this module."""

from ladder.datasets import CaptionedImages
from ladder.errors import DataError
from ladder.runs import RunFolder
from ladder.search.queries import Run


class OpenedRun(Run):
    """A run that can still be searched where its data set has moved away: without pictures, by the captions it kept.

    Attributes:
        missing: Why the data set's pictures cannot be shown; None while they can.
    """

    def __init__(self, folder: RunFolder) -> None:
        super().__init__(folder)
        self.missing: str | None = None

    def data(self, split: str | None = None) -> CaptionedImages:
        """The split's pictures and captions; the captions alone where the data set is gone, or no longer the same."""
        try:
            data, self.missing = super().data(split), None
        except DataError as error:
            self.missing = str(error)
            return self.captions(split)
        if list(data.image_ids) != self.vectors(split).image_ids:
            mend = f"`ladder evaluate {self.folder.path} --split {split or self.folder.first_split}`"
            self.missing = f"`{data.spec}` has changed since the run embedded it; {mend} does so anew"
            return self.captions(split)
        return data
