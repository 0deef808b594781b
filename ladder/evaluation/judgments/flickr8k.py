"""Flickr8k's judgments of images with captions: three experts, and the votes of a crowd.

Hodosh, Young and Hockenmaier, "Framing Image Description as a Ranking Task", JAIR 47, 2013.
"""

import re
from collections.abc import Mapping

from ladder.evaluation.judgments.layout import LineError, LineFormat, number

_CAPTION_ID = re.compile(r".+#\d+")
ROUNDING = 0.01  # how far a share may be from its votes


class _Flickr8k(LineFormat):
    """Lines of ``IMAGE<tab>IMAGE#NUMBER<tab>…``."""

    def item(self, cells: Mapping[str, str], column: str) -> str:
        """An image's or a caption's id."""
        name = super().item(cells, column)
        if column == self.right and not _CAPTION_ID.fullmatch(name):
            raise LineError(f"expected a caption id `IMAGE#NUMBER`, got `{name}`", "mend the line or take it out")
        return name


class _Crowd(_Flickr8k):
    """Each yes counts as 1, each no as 0."""

    def judged(self, cells: Mapping[str, str]) -> tuple[float, ...]:
        """A score a vote."""
        share, yes, no = (number(cells[column]) for column in ("share", "yes", "no"))
        votes = yes + no
        if min(yes, no) < 0 or yes % 1 or no % 1 or not votes or abs(share - yes / votes) > ROUNDING:
            what = f"expected the share of yes, the yes and the no, got {cells['share']}, {cells['yes']}, {cells['no']}"
            raise LineError(what, "mend the line or take it out")
        return (1.0,) * int(yes) + (0.0,) * int(no)


EXPERTS = ("expert 1", "expert 2", "expert 3")
LAYOUTS = (
    _Flickr8k(
        name="flickr8k-expert",
        looks="Flickr8k's ExpertAnnotations.txt: `IMAGE<tab>IMAGE#NUMBER<tab>1<tab>2<tab>4`",
        kind="image-caption",
        captions="id",
        left="image",
        right="caption_id",
        scores=EXPERTS,
        low=1,
        high=4,
        header=("image", "caption_id", *EXPERTS),
    ),
    _Crowd(
        name="flickr8k-crowd",
        looks="Flickr8k's CrowdFlowerAnnotations.txt: `IMAGE<tab>IMAGE#NUMBER<tab>0.25<tab>1<tab>3`",
        kind="image-caption",
        captions="id",
        left="image",
        right="caption_id",
        scores=("share", "yes", "no"),
        header=("image", "caption_id", "share", "yes", "no"),
    ),
)
