"""A whole batch in figures, read from its report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from ladder.losses import BatchReport, DirectionReport


@dataclass(frozen=True)
class Triple:
    """The query, the near and the far candidate that miss a rung's margin by most.

    Attributes:
        rung: 0 for the triplet's.
        query: Row of the query.
        near: The candidate that should be more similar.
        far: The one that should be less.
        needed: The margin asked for.
        had: The margin that is there.
        cost: What the rung adds to the loss for this query.
    """

    rung: int
    query: int
    near: int
    far: int
    needed: float
    had: float
    cost: float


def worst_triples(direction: "DirectionReport") -> list[Triple]:
    """The worst of each rung that is missed at all, rung 0 first."""
    found = []
    for number, rung in enumerate(direction.rungs):
        missing = np.where(rung.exists, rung.margin_needed - rung.margin_had, -np.inf)
        query = int(missing.argmax())
        if missing[query] > 0:
            near, far = int(rung.near_index[query]), int(rung.far_index[query])
            needed, had = float(rung.margin_needed[query]), float(rung.margin_had[query])
            found.append(Triple(number, query, near, far, needed, had, float(rung.cost[query])))
    return found


def cost_shares(report: "BatchReport") -> list[float]:
    """The share of each rung in the loss, both directions added, rung 0 first; what a list costs, last.

    Nothing where the loss is 0.
    """
    rows = report.rows()
    costs = _added([_numbers(row["rung_cost"]) for row in rows])
    costs.append(sum(_numbers([row["list_cost"] for row in rows])))
    total = sum(costs)
    return [cost / total for cost in costs] if total > 0 else []


def alone(report: "BatchReport") -> float:
    """The share of all queries that one level or none leaves with the triplet loss."""
    k = np.concatenate([direction.k for direction in report.directions.values()])
    return float((k < 2).mean())


def table(report: "BatchReport") -> list[dict[str, Any]]:
    """A row a direction and rung, for a file: what it costs, who has it and who misses it."""
    return [
        {
            "direction": row["direction"],
            "rung": rung,
            "cost": cost,
            "queries_with_it": _numbers(row["rung_exists"])[rung],
            "of_them_missing_the_margin": _optional(row["rung_active"])[rung],
        }
        for row in report.rows()
        for rung, cost in enumerate(_numbers(row["rung_cost"]))
    ]


def chosen_silhouettes(direction: "DirectionReport") -> np.ndarray:
    """``(m,)`` the mean Silhouette of each query's own partition, of those that have one."""
    chosen = np.take_along_axis(direction.silhouette, direction.k[:, None], axis=1)[:, 0]
    return chosen[np.isfinite(chosen)]


def _added(lists: list[list[float]]) -> list[float]:
    return [sum(values) for values in zip(*lists, strict=True)]


def _numbers(values: Any) -> list[float]:
    return [float(value) for value in values]


def _optional(values: Any) -> list[float | None]:
    return [None if value is None else float(value) for value in values]
