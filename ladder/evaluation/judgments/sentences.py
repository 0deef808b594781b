"""Pairs of sentences with human scores: the STS benchmark and SICK.

Cer et al., "SemEval-2017 Task 1: Semantic Textual Similarity", 2017; Marelli et al., "A SICK cure for the evaluation of
compositional distributional semantic models", LREC 2014.
"""

from ladder.evaluation.judgments.layout import LineFormat

LAYOUTS = (
    LineFormat(
        name="sts-benchmark",
        looks="the STS benchmark's sts-*.csv: `genre<tab>file<tab>year<tab>id<tab>score<tab>sentence<tab>sentence`",
        kind="caption-caption",
        captions="text",
        left="sentence1",
        right="sentence2",
        scores=("score",),
        low=0,
        high=5,
        header=("genre", "file", "year", "id", "score", "sentence1", "sentence2"),
        more_columns=True,  # some lines name their source and licence
    ),
    LineFormat(
        name="sts-benchmark",
        looks="a copy of it with the header `… score<tab>sent1<tab>sent2`",
        kind="caption-caption",
        captions="text",
        left="sent1",
        right="sent2",
        scores=("score",),
        low=0,
        high=5,
        more_columns=True,
    ),
    LineFormat(
        name="sick",
        looks="SICK.txt: a header with `sentence_A<tab>sentence_B<tab>relatedness_score`",
        kind="caption-caption",
        captions="text",
        left="sentence_A",
        right="sentence_B",
        scores=("relatedness_score",),
        low=1,
        high=5,
    ),
)
