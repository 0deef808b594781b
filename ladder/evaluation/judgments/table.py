"""Judgments of one's own: a table whose header names the columns. Scores are any numbers, higher is nearer."""

from ladder.evaluation.judgments.layout import LineFormat

JUDGE = "judge"  # with this column a pair may stand in several lines, a judge each
LAYOUTS = (
    LineFormat(
        name="table",
        looks="a table with the header `image,caption_id,score` and, as you like, `judge`",
        kind="image-caption",
        captions="id",
        left="image",
        right="caption_id",
        scores=("score",),
    ),
    LineFormat(
        name="table",
        looks="the same with the caption's words: `image,caption,score`",
        kind="image-caption",
        captions="text",
        left="image",
        right="caption",
        scores=("score",),
    ),
    LineFormat(
        name="table",
        looks="pairs of sentences: `sentence1,sentence2,score`",
        kind="caption-caption",
        captions="text",
        left="sentence1",
        right="sentence2",
        scores=("score",),
    ),
)
