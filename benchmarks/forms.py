"""The forms that ``benchmarks.trials`` trains: each is a recipe but for what stands here."""

from typing import Any

# "recipe": by default flickr8k-triplet; "loss": another one; "training", "image", "text": what changes of these tables
Overrides = dict[str, Any]

HARD = {"ramp_epochs": 1.0, "image_relevance": "mean"}
# without the hardest pair nothing collapses: no warm-up, twice the rate, and dropout
SOFT = HARD | {"learning_rate": 2e-3, "warm_up_epochs": 0.0, "intra_modal": 1.0}
DROPOUT: Overrides = {"image": {"dropout": 0.3}, "text": {"dropout": 0.2, "word_dropout": 0.1}}


def soft(loss: str, training: dict[str, Any] | None = None, **options: Any) -> Overrides:
    """A loss whose rung 0 counts all pairs, asked for across and within modalities."""
    return {"loss": {"name": loss, "match": "soft"} | options, "training": SOFT | (training or {})} | DROPOUT


def soft_ladder(weight: float, training: dict[str, Any] | None = None, **options: Any) -> Overrides:
    """The soft ladder: four to six levels, a rung the heavier the deeper it lies, without a margin below the first."""
    weights = [1.0, *(round(weight * depth, 3) for depth in (1, 1.5, 2, 2.5, 3))]
    rungs = {"k_min": 4, "k_max": 6, "margins": [0.2, 0, 0, 0, 0, 0], "weights": weights, "temperature": 0.1}
    return soft("adaptive", training, pairs="soft", **rungs | options)


def coarse(weight: float, training: dict[str, Any] | None = None, **options: Any) -> Overrides:
    """The soft ladder with two to four levels, its rungs below the first of equal weight."""
    rungs = {"k_min": 2, "k_max": 4, "margins": [0.2, 0, 0, 0], "weights": [1.0, weight, weight, weight]}
    return soft_ladder(weight, training, **rungs | options)


def hard(loss: str, **options: Any) -> Overrides:
    """A loss on the hardest pair, its other parts ramped in after the warm-up."""
    return {"loss": {"name": loss} | options, "training": HARD}


FORMS: dict[str, Overrides] = {
    "triplet": {},  # the recipe itself
    "ladder, published": hard("ladder", thresholds=[0.4], weights=[1.0, 0.25], compat="published"),
    "adaptive ladder, published": hard("adaptive", compat="published"),
    **{f"soft ladder, weight {weight}": soft_ladder(weight) for weight in (0.08, 0.2, 0.5)},
    **{f"listwise, target temperature {t}": soft("listwise", target_temperature=t) for t in (0.1, 0.2, 0.3, 0.5)},
    **{f"soft rank, weight {weight}": soft("soft_rank", temperature=0.1, weight=weight) for weight in (0.3, 1.0)},
    **{f"coarse soft ladder, weight {weight}": coarse(weight) for weight in (0.3, 0.8, 1.5, 2.5)},
    **{
        f"coarse soft ladder, temperature 0.05, weight {w}": coarse(w, temperature=0.05)
        for w in (0.3, 0.7, 0.8, 1.5, 2.5)
    },
    "soft ladder, equal weights 0.4": soft_ladder(0.4, weights=[1.0, *[0.4] * 5]),
    "soft ladder, steeper weights 0.15": soft_ladder(0.15, weights=[1.0, 0.15, 0.3, 0.45, 0.6, 0.75]),
    **{
        f"soft ladder, three or four levels, weight {w}": coarse(w, k_min=3, weights=[1.0, round(w / 5, 2), w, 2 * w])
        for w in (0.7, 1.5)
    },
    "coarse soft ladder, temperature 0.2": coarse(0.8, temperature=0.2),
    "coarse soft ladder, within modalities 3": coarse(0.8, {"intra_modal": 3.0}, temperature=0.05),
    "listwise, weight 0.3": soft("listwise", weight=0.3),
    "triplet, rate 0.002": {"training": {"learning_rate": 2e-3}},
    "triplet, dropout": {"training": {"warm_up_epochs": 2.0}} | DROPOUT,
    "triplet, dropout, 12 epochs": {"training": {"warm_up_epochs": 2.0, "epochs": 12}} | DROPOUT,
    "soft ladder, 12 epochs": soft_ladder(0.2, {"epochs": 12}),
    "soft ladder, no dropout": soft_ladder(0.2) | {"image": {}, "text": {}},
    "soft match alone": soft("ladder", {"intra_modal": 0.0}, thresholds=[]),
    "soft ladder, thresholds": {"recipe": "flickr8k-ladder"},
    **{f"clip-{loss}": {"recipe": f"clip-{loss}"} for loss in ("triplet", "ladder", "adaptive")},
    "clip-adaptive, weight 0.05": {"recipe": "clip-adaptive", "loss": soft_ladder(0.05)["loss"]},
    "clip-ladder, weights 0.05, 0.1, 0.15": {
        "recipe": "clip-ladder",
        "loss": soft(
            "ladder",
            thresholds=[0.4, 0.25, 0.1],
            pairs="soft",
            temperature=0.1,
            margins=[0.2, 0, 0, 0],
            weights=[1.0, 0.05, 0.1, 0.15],
        )["loss"],
    },
    "clip-adaptive, coarse": {"recipe": "clip-adaptive", "loss": coarse(0.1, temperature=0.05)["loss"]},
    "listwise, hardest match": hard("listwise", weight=0.5),
    "soft rank, hardest match": hard("soft_rank"),
}
