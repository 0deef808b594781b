"""What the views of a batch are, in plain words and for experts."""

from pages.parts.batches.keys import VIEW
from pages.parts.shell import frame

WHAT = {
    VIEW.row: (
        "On the left the candidates hang on shelves, those that fit best on top. On the right the same candidates "
        "stand as the model sees them. Had the model understood the order, no line would cross into another shelf; red "
        "lines are those that cost something, the thicker the more.",
        "Left axis: relevance, a shelf a level, the cuts dashed; the height of a shelf follows its span of relevance, "
        "with a least height, and the last one is condensed. Right axis: similarity. A rung's cost is split over the "
        "pairs that miss its margin in proportion to their hinges where the loss takes all pairs, over all pairs in "
        "proportion to their parts in its gradient where it is soft, else the hard-contrastive pair has all of it; a "
        "line is as thick as the cost of its candidate's pairs. A bracket joins the least similar near and the most "
        "similar far candidate of a rung.",
    ),
    VIEW.chain: (
        "Each line is one demand: this candidate must be nearer to the query than that one, by so much. The loss adds "
        "up what is missing.",
        "s(q, i) - s(q, j) ≥ α of each rung, for its hard-contrastive pair: the least similar near candidate i and the "
        "most similar far candidate j. The violation is that of the pair, or the mean, sum or log-sum-exp over all "
        "pairs where the loss takes them all; the cost is weighted by the rung's β and the ramp of the training.",
    ),
    VIEW.matrix: (
        "Each row is one query, each column one candidate. On the left a judge says how well they fit, on the right "
        "the model says how near they are. Where the model has understood, both pictures look alike.",
        "Relevance R(q, c) and similarity s(q, c) of the batch in one order. The lines are the boundaries of the "
        "levels: staircases where each row is sorted by relevance (the rows then by their number of levels and the "
        "size of the first), else round what belongs to level 1. Each table has a scale of its own from its lowest "
        "to its highest value, the positives apart.",
    ),
    VIEW.levels: (
        "Candidates that fit about equally well belong together on one shelf. How many shelves there are is read from "
        "the gaps: a good number leaves each candidate much nearer to its own shelf than to the next.",
        "Exact 1-D k-means of the candidates' relevance (positives apart) for each K; K is the one with the largest "
        "mean Silhouette (b - a) / max(a, b), the smaller at a tie. The scope whole batch pools the values of all "
        "queries. A what-if is the loss of the same similarities under other levels, with this loss's margins and "
        "weights.",
    ),
    VIEW.summary: (
        "The loss is a sum of complaints. Rung 0 complains where another item is nearer than the query's own; the "
        "rungs below where something that fits less is nearer than something that fits more.",
        "The rows of BatchReport: cost of each rung, weighted and summed over the queries; levels of each query; share "
        "of queries that miss a rung's margin with their hard-contrastive pair, of those that have the rung. A triple "
        "is the query whose pair misses by most.",
    ),
    VIEW.training: (
        "The loss looks at the relevance of each batch afresh. These pictures show whether the number of levels really "
        "changes, how clear they are, and which rung still complains as the model learns.",
        "levels.parquet: a row a logged batch and direction. During the warm-up the loss is a triplet with one level; "
        "the ramp raises the rungs' weight after it. Relevance does not depend on the model, so that K changes with "
        "the batches drawn and not with the model; the cost of the rungs does.",
    ),
}


def what_is_this(view: str) -> None:
    """The explanation of a view."""
    layman, expert = WHAT[view]
    frame.what_is_this(view, layman, expert)
