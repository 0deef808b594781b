"""What each figure of an evaluation is called and means: in plain words, for experts, and how it is written.

A figure's name in files is a stem and a cut-off, ``cs@100``; ``second/`` before it says that the second judge judges.
Texts hold ``{k}``, the cut-off, and ``{right}``, what is found.
"""

from typing import Literal, NamedTuple

SECOND = "second/"  # before the name of a figure by the second judge


class Meaning(NamedTuple):
    """A figure in words.

    Attributes:
        title: As experts write it, without its cut-off.
        name: In a few plain words.
        plain: What it says, for everybody: a sentence.
        expert: What it is, for experts: a phrase.
        unit: ``share``: from 0 to 1, of queries or of items; ``score``: of about that size; ``rank``: from 1; ``sum``:
            shares in per cent, added.
        better: Which values are; None where it says nothing of how good a model is.
        judged: Whether a judge of relevance has a say, and not the true matches alone.
    """

    title: str
    name: str
    plain: str
    expert: str
    unit: Literal["share", "score", "rank", "sum"] = "score"
    better: Literal["higher", "lower"] | None = "higher"
    judged: bool = True


_RECALL = Meaning(
    "R",
    "right {right} in the first {k}",
    "How often the right one is among the first {k}.",
    "share of queries with an own item among the first {k}",
    unit="share",
    judged=False,
)
FIGURES = {  # by stem, or by the whole name where one cut-off reads otherwise
    "recall": _RECALL,
    "recall@1": _RECALL._replace(name="right {right} first", plain="How often the right one is the very first."),
    "rank": Meaning(
        "rank",
        "place of the right {right}",
        "At which place the right one stands.",
        "rank of the first own item",
        unit="rank",
        better="lower",
        judged=False,
    ),
    "median_rank": Meaning(
        "median rank",
        "place of the right {right} in the middle search",
        "In half of the searches the right one stands at this place or before it.",
        "rank of the first own item, the middle query",
        unit="rank",
        better="lower",
        judged=False,
    ),
    "mean_rank": Meaning(
        "mean rank",
        "place of the right {right}, on average",
        "At which place the right one stands on average: a few bad searches weigh much.",
        "rank of the first own item, the mean",
        unit="rank",
        better="lower",
        judged=False,
    ),
    "r_precision": Meaning(
        "R-Precision",
        "right ones on top",
        "How many of the right ones stand where all of them would fit.",
        "share of own items among the first R, of R own items",
        unit="share",
        judged=False,
    ),
    "map": Meaning(
        "mAP",
        "right ones on top, the first places counting most",
        "How many of the right ones stand where all of them would fit, the more the earlier they stand.",
        "the same, the more the earlier they stand",
        unit="share",
        judged=False,
    ),
    "rsum": Meaning(
        "rsum",
        "right one found, all in all",
        "How often the right one is among the first 1, 5 and 10, both ways: six shares in per cent, added.",
        "the six recalls in per cent, added (0 to 600)",
        unit="sum",
        judged=False,
    ),
    "modality_gap": Meaning(
        "modality gap",
        "gap between images and captions",
        "How far the middle of all images lies from the middle of all captions.",
        "distance of the mean image from the mean caption (0 to 2)",
        better=None,
        judged=False,
    ),
    "cs": Meaning(
        "CS",
        "order of the first {k}",
        "How well the first {k} follow relevance: 1 perfectly, 0 by chance.",
        "order of the first {k}: tau-b of similarity and relevance (-1 to 1)",
    ),
    "somers_d": Meaning(
        "Somers' D",
        "pairs in order among the first {k}",
        "Of two items among the first {k}, how much oftener the more relevant stands first: 1 always, 0 by chance.",
        "the same over pairs that differ in relevance (-1 to 1)",
    ),
    "spearman": Meaning(
        "spearman",
        "places and relevance of the first {k}",
        "How well the places of the first {k} go with their relevance: 1 perfectly, 0 by chance.",
        "rank correlation of similarity and relevance, first {k}",
    ),
    "cs_ideal": Meaning(
        "cs ideal",
        "order of the {k} that fit best",
        "How well the {k} items that fit best follow relevance, wherever they stand: 1 perfectly, 0 by chance.",
        "order of the {k} most relevant items, the same for every model",
    ),
    "ndcg": Meaning(
        "nDCG",
        "best ones on top",
        "How much relevance stands in the first {k}, counting the top most.",
        "relevance among the first {k}, the earlier the better (linear gain)",
    ),
    "relevance": Meaning(
        "relevance",
        "relevance at a rank",
        "How relevant is what stands at each rank?",
        "mean relevance at a rank",
    ),
    "mean_relevance": Meaning(
        "mean relevance",
        "relevance of the first {k}",
        "How relevant the first {k} are on average.",
        "mean relevance of the first {k}",
    ),
    "ideal_relevance": Meaning(
        "ideal relevance",
        "relevance of the best {k}",
        "How relevant the first {k} would be in the best order.",
        "the most that any order could have",
        better=None,
    ),
    "rung_held": Meaning(
        "rung held",
        "rung {k} without a fault",
        "In how many searches all that belongs above rung {k} stands before all that belongs below it.",
        "share of queries whose rung {k} holds whole",
    ),
    "rung_order": Meaning(
        "rung order",
        "pairs in order across rung {k}",
        "Of one item above rung {k} and one below it, how often the upper one stands first: half by chance.",
        "share of pairs across rung {k} that are in order",
    ),
    "rbo": Meaning(
        "rbo",
        "likeness to the best order",
        "How much the list has in common with the best order, counting the top most.",
        "overlap with the ideal order, the top weighing most",
    ),
    "tau_ap": Meaning(
        "tau ap",
        "agreement with the best order",
        "How well the list agrees with the best order, counting the top most: 1 perfectly, 0 by chance.",
        "agreement with the ideal order, the top weighing most (-1 to 1)",
    ),
}
QUESTIONS = {  # what the figures of a group answer
    "match": "Is the right one found?",
    "coherence": "Is the whole list in order?",
    "graded": "Is what stands on top relevant?",
    "ladder": "Do the rungs hold?",
    "top-weighted": "In order, the top weighing most",
}
GROUPS = {  # what they are, for experts
    "match": "where the query's own items stand: R@K, mAP@R from 0 to 1, ranks from 1",
    "coherence": "is the list in the order of relevance: 1 perfect, 0 chance",
    "graded": "is what is relevant found: ndcg 1 is the best order; mean relevance beside the most there could be",
    "ladder": "held: share of queries with all of a level above all below it; order: share of such pairs, 0.5 chance",
    "top-weighted": "agreement with the ideal order, the top weighing most",
}


def meaning(figure: str) -> Meaning:
    """All that is known of a figure, its texts with blanks; of one that another version measured, its title."""
    bare, stem, _ = _parts(figure)
    return FIGURES.get(bare) or FIGURES.get(stem) or Meaning(stem.replace("_", " "), "", "", "")


def title(figure: str) -> str:
    """The figure as experts write it.

    Example:
        >>> title("recall@5"), title("second/cs@100"), title("mean_relevance@10")
        ('R@5', 'CS@100, 2nd judge', 'mean relevance@10')
    """
    bare, _, k = _parts(figure)
    return meaning(figure).title + ("@" if "@" in bare else "") + k.replace("r", "R") + _judge(figure)


def plain_name(figure: str, right: str = "one") -> str:
    """The figure in a few plain words.

    Args:
        figure: Its name in files.
        right: What is found: ``image``, ``caption``, or either.

    Example:
        >>> plain_name("recall@1", "image"), plain_name("cs@1000"), plain_name("second/cs@10")
        ('right image first', 'order of the first 1,000', 'order of the first 10, 2nd judge')
    """
    return meaning(figure).name.format(k=_cut(figure), right=right) + _judge(figure)


def plain(figure: str) -> str:
    """What a figure says, for everybody.

    Example:
        >>> plain("recall@5")
        'How often the right one is among the first 5.'
    """
    return meaning(figure).plain.format(k=_cut(figure))


def expert(figure: str) -> str:
    """What a figure is, for experts.

    Example:
        >>> expert("second/recall@5")
        'share of queries with an own item among the first 5'
    """
    return meaning(figure).expert.format(k=_cut(figure))


def lower_is_better(figure: str) -> bool:
    """Whether a smaller value is the better one.

    Example:
        >>> lower_is_better("median_rank"), lower_is_better("ndcg@10")
        (True, False)
    """
    return meaning(figure).better == "lower"


def decimals(figure: str) -> int:
    """How many decimals are shown: ranks and sums are large."""
    return 1 if meaning(figure).unit in ("rank", "sum") else 3


def _parts(figure: str) -> tuple[str, str, str]:
    """A name without its judge, its stem and its cut-off."""
    bare = figure.removeprefix(SECOND)
    stem, _, k = bare.partition("@")
    return bare, stem, k


def _cut(figure: str) -> str:
    """The cut-off as it stands in a sentence."""
    k = _parts(figure)[2]
    return f"{int(k):,}" if k.isdigit() else k


def _judge(figure: str) -> str:
    return ", 2nd judge" if figure.startswith(SECOND) else ""
