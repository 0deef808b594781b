"""The names of all figures, in the groups in which they are shown."""

from typing import Literal

from ladder.words.directions import DIRECTIONS

RECALL_AT = (1, 5, 10)
RECALLS = {f"recall@{k}": k for k in RECALL_AT}
CUTS = {  # of the figures that have a value at every cut-off
    "cs": (10, 50, 100, 200, 500, 1000),
    "somers_d": (100, 1000),
    "ndcg": (10, 50, 100),
    "mean_relevance": (10, 100),
    "ideal_relevance": (10, 100),
}
SPEARMAN_AT = (100, 1000)
IDEAL_AT = 100
RUNGS = (1, 2, 3, 4)

_AT = {name: tuple(f"{name}@{k}" for k in cuts) for name, cuts in CUTS.items()}
RANKS = (*RECALLS, "median_rank", "mean_rank")  # follow from the rank of the first own item
TOP_WEIGHTED = ("rbo", "tau_ap")  # on request
GROUPS = {
    "match": (*RANKS, "r_precision", "map@r"),
    "coherence": (*_AT["cs"], *_AT["somers_d"], *(f"spearman@{k}" for k in SPEARMAN_AT), f"cs_ideal@{IDEAL_AT}"),
    "graded": (*_AT["ndcg"], *_AT["mean_relevance"], *_AT["ideal_relevance"]),
    "ladder": (*(f"rung_held@{rung}" for rung in RUNGS), *(f"rung_order@{rung}" for rung in RUNGS)),
    "top-weighted": TOP_WEIGHTED,
}
SHORT = (*RANKS, *_AT["cs"])  # what a training asks of every epoch

Figures = Literal["short", "default", "all"]


def parts(figures: Figures = "default") -> tuple[str, ...]:
    """The names of a direction's figures.

    Args:
        figures: ``short``: what a training asks of every epoch; ``all``: those on request too.
    """
    if figures == "short":
        return SHORT
    every = tuple(name for group in GROUPS.values() for name in group)
    return every if figures == "all" else tuple(name for name in every if name not in TOP_WEIGHTED)


def figure_names(figures: Figures = "default") -> list[str]:
    """The names of a report's figures by the first judge.

    Example:
        >>> figure_names("short")[:3]
        ['rsum', 'image_to_caption/recall@1', 'image_to_caption/recall@5']
    """
    whole = ["rsum"] if figures == "short" else ["rsum", "modality_gap"]
    return [*whole, *(f"{direction}/{part}" for direction in DIRECTIONS for part in parts(figures))]
