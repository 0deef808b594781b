"""The forms of the losses that ``benchmarks.trials`` trains: all of the triplet's recipe but its loss, and a ramp."""

from typing import Any

RAMPED = {"ramp_epochs": 3.0}


def rungs(**options: Any) -> dict[str, Any]:
    """An adaptive ladder whose three rungs below the first weigh alike, ramped in."""
    weight = options.pop("weight")
    loss = {"name": "adaptive", "weights": [1.0, weight, weight, weight], "margins": [0.2, 0.1, 0.1, 0.1]} | options
    return {"loss": loss, "training": RAMPED}


FORMS: dict[str, dict[str, Any]] = {
    "triplet": {"loss": {"name": "triplet", "margin": 0.2, "hardest": True}},
    "ladder, published": {
        "loss": {
            "name": "ladder",
            "thresholds": [0.4],
            "margins": [0.2, 0.01],
            "weights": [1.0, 0.25],
            "compat": "published",
        }
    },
    "adaptive, published": {"loss": {"name": "adaptive", "compat": "published"}},
    "listwise": {"loss": {"name": "listwise", "weight": 0.5}},
    "soft rank": {"loss": {"name": "soft_rank"}},
    **{f"all pairs, weight {weight}": rungs(pairs="all", weight=weight) for weight in (0.25, 0.5, 1.0, 2.0)},
    **{
        f"soft pairs, temperature {temperature}, weight {weight}": rungs(
            pairs="soft", temperature=temperature, weight=weight
        )
        for temperature in (0.05, 0.1)
        for weight in (0.1, 0.25, 0.5)
    },
    **{
        f"all pairs, weight 0.5, {name}": rungs(pairs="all", **({"weight": 0.5} | more))
        for name, more in {
            "near above": {"near": "above"},
            "cumulative": {"form": "cumulative"},
            "one K a batch": {"scope": "batch"},
            "silhouette of 0.6": {"min_silhouette": 0.6},
            "two levels": {"k_max": 2, "weights": [1.0, 0.5], "margins": [0.2, 0.1]},
        }.items()
    },
}
