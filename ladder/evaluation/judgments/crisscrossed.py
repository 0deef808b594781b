"""Crisscrossed Captions: images with captions (SITS) and captions with captions (STS) of COCO's Karpathy splits.

The aggregated files, whose score is the mean of several people. Parekh et al., "Crisscrossed Captions: Extended
Intramodal and Intermodal Semantic Similarity Judgments for MS-COCO", EACL 2021.
"""

import re
from collections.abc import Mapping

from ladder.evaluation.judgments.layout import LineError, LineFormat

_SENTENCE = re.compile(r"COCO_\w+:sentid:(\d+)")  # the number is Karpathy's `sentid` and COCO's annotation id


class _Crisscrossed(LineFormat):
    """Captions are named ``COCO_val2014:sentid:NUMBER``."""

    def item(self, cells: Mapping[str, str], column: str) -> str:
        """An image's file name, or a caption's number."""
        name = super().item(cells, column)
        if not column.startswith("caption"):
            return name
        if not (match := _SENTENCE.fullmatch(name)):
            raise LineError(f"expected a caption id `COCO_val2014:sentid:NUMBER`, got `{name}`", "mend the line")
        return match[1]


LAYOUTS = (
    _Crisscrossed(
        name="crisscrossed-sits",
        looks="Crisscrossed Captions' sits_*.csv: a header with `caption,image,agg_score`",
        kind="image-caption",
        captions="id",
        left="image",
        right="caption",
        scores=("agg_score",),
        low=0,
        high=5,
    ),
    _Crisscrossed(
        name="crisscrossed-sts",
        looks="Crisscrossed Captions' sts_*.csv: a header with `caption1,caption2,agg_score`",
        kind="caption-caption",
        captions="id",
        left="caption1",
        right="caption2",
        scores=("agg_score",),
        low=0,
        high=5,
    ),
)
