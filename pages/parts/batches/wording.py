"""What the views of a batch say, made from their numbers."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ladder.batches import summary
from ladder.batches.lens import Lens, has_levels
from ladder.batches.one_query import QueryView
from ladder.batches.silhouettes import equally_good
from ladder.levels.methods import ByThresholds
from ladder.runs.config import Config
from ladder.words import losses
from ladder.words.directions import DIRECTIONS, candidate, query
from ladder.words.rungs import rung

if TYPE_CHECKING:
    from ladder.batches.looking import Look

ASKS = {way: (query(way), candidate(way)) for way in DIRECTIONS}
STRENGTH = ((0.7, "a clear"), (0.5, "a fair"), (0.25, "a weak"))  # Kaufman and Rousseeuw's reading of the Silhouette
SAID = ("margin", "margins", "hardest")  # options that are told apart from the others


def plural(count: int, word: str) -> str:
    """A number and its word.

    Example:
        >>> plural(1, "level"), plural(1200, "pair")
        ('1 level', '1,200 pairs')
    """
    return f"{count:,} {word}" + ("s" if count != 1 else "")


def loss_of(lens: Lens) -> str:
    """The loss in words, with what a training does to it on its way."""
    said = losses.said(lens.name)
    if lens.warm_up:
        return f"the sum of hinges of the warm-up, {losses.WARM_UP}"
    if lens.strength < 1:
        return f"{said}, its rungs ramped in to {lens.strength:.0%}".replace("%", " %")
    return said


def settings(look: "Look") -> str:
    """The loss and the options that matter, in a line."""
    margins, given = look.loss.margins, look.lens.options
    options = [f"margin{'s' * (len(margins) > 1)} {_list(margins)}"] if margins else []
    options += [f"{name.replace('_', ' ')} {_list(value)}" for name, value in given.items() if name not in SAID]
    return f"{loss_of(look.lens)}: {', '.join(options)}".removesuffix(": ").capitalize() + "."


def row(look: "Look", view: QueryView, direction: str) -> str:
    """How one query stands: pairs out of order, and what they cost."""
    query, candidate = ASKS[direction]
    first = f"{query.capitalize()} {view.query + 1}"
    pairs, misplaced, close = (
        sum(getattr(rung, name) for rung in view.rungs) for name in ("pairs", "misplaced", "close")
    )
    cost = f"It costs {view.cost:.2f} of this batch's {look.report.total:.2f}."
    if not pairs:
        return f"{first} has no {candidate} to be kept apart. {cost}"
    others = int(np.count_nonzero(view.labels > 0))
    order = "every pair that a rung holds apart is in order"
    if misplaced:
        stand = "stands" if misplaced == 1 else "stand"
        order = f"of {plural(pairs, 'pair')} that a rung holds apart {misplaced:,} {stand} the wrong way round"
    if close:
        order += f", {close:,} more " if misplaced else f", but {close:,} "
        order += "is too close" if close == 1 else "are too close"
    return f"{first} has {plural(others, 'other ' + candidate)} in {plural(view.k, 'level')}: {order}. {cost}"


def levels(look: "Look", view: QueryView, direction: str) -> str:
    """Why so many levels."""
    _, candidate = ASKS[direction]
    these = f"these {plural(int(np.count_nonzero(view.labels > 0)), candidate)}"
    method = look.loss.level_method
    if method is None:
        return f"{loss_of(look.lens).capitalize()} knows no levels: {these} are all equally wrong to it."
    if isinstance(method, ByThresholds):
        return (
            f"The thresholds {_list(method.thresholds)} are the same for every query: {these} fall into "
            f"{plural(view.k, 'level')}, wherever their own gaps are."
        )
    if look.search is None:
        cuts = f", cut at {_cuts(view)}" if len(view.cuts) else ""
        return f"{these.capitalize()} fall into {plural(view.k, 'level')}{cuts}."
    known = {int(k): float(view.silhouette[k]) for k in np.flatnonzero(np.isfinite(view.silhouette))}
    floor = look.search.min_silhouette
    if not known:
        return f"No clear levels: {these} are too few, or all equally relevant, to fall into two."
    if view.k == 1 and floor is not None and max(known.values()) < floor:
        return (
            f"No clear levels: the best mean silhouette, {max(known.values()):.3f}, is below the floor of {floor:.2f}. "
            f"What is left is {rung(0)}."
        )
    if view.k not in known:
        return f"{these.capitalize()} are left in {plural(view.k, 'level')}."
    return f"{these.capitalize()} fall into {view.k} levels, {_why(view, known)}"


def _why(view: QueryView, known: dict[int, float]) -> str:
    """The cuts of a query, and the Silhouettes that chose them."""
    strength = next((word for least, word in STRENGTH if known[view.k] > least), "hardly a")
    against = ", ".join(f"{value:.3f} for {k}" for k, value in known.items() if k != view.k)
    ties = equally_good(view.silhouette, view.k)
    tie = f" {_list(ties)} levels tie; the smaller number is taken." if ties else ""
    mean = f"mean silhouette {known[view.k]:.3f}" + (f", against {against}" if against else "")
    return f"cut at {_cuts(view)}: {strength} split, {mean}.{tie}"


def _cuts(view: QueryView) -> str:
    return " and ".join(f"{cut:.2f}" for cut in view.cuts)


def what_if(before: "Look", after: "Look", view: QueryView, other: QueryView) -> str:
    """What another way of finding levels would cost."""
    return (
        f"What if: this query would have {plural(other.k, 'level')} (now {view.k}) and cost {other.cost:.2f} (now "
        f"{view.cost:.2f}), the whole batch {after.report.total:.2f} (now {before.report.total:.2f}). Nothing is saved."
    )


def batch(look: "Look") -> str:
    """Where a batch's loss comes from."""
    size = plural(len(look.batch), "pair")
    shares = summary.cost_shares(look.report)
    if not shares:
        return f"{size} of an image and a caption, and nothing to mend: every margin is kept, the loss is 0."
    said = f"{size} of an image and a caption cost {look.report.total:.2f}: {_percent(shares[0])} by {rung(0)}"
    ladder = sum(shares[1:-1])
    if look.loss.level_method:
        said += f", {_percent(ladder)} by the rungs below"
    if shares[-1] > 0:
        said += f", {_percent(shares[-1])} by the list as a whole"
    if look.search:
        k = np.concatenate([part.k for part in look.report.directions.values()])
        counts = ", ".join(f"{np.count_nonzero(k == level)} into {level}" for level in np.unique(k).tolist())
        said += f". Of the {len(k)} queries of both directions fall {counts}"
    return f"{said}."


def training(rows: list[dict[str, Any]], kept: int, config: Config) -> str:
    """What a training's levels did from their first logged batch to their last.

    Args:
        rows: What was logged, a row a batch.
        kept: How many batches were kept whole.
        config: The run's.
    """
    found = [line for line in rows if line["mean_silhouette"] is not None]
    logged = len({line["step"] for line in rows})
    opening = f"{logged:,} batches were logged, {kept} of them kept whole."
    if not found and has_levels(config):
        return f"{opening} The cuts are fixed, so that no level adapts; the rungs' share of the loss does change."
    if not found:
        return f"{opening} {losses.said(config.loss.name).capitalize()} has no levels that could change."
    ends = [found[0]["step"], found[-1]["step"]]
    (k, silhouette), (last_k, last_silhouette) = (_levels_at(found, step) for step in ends)
    return (
        f"{opening} From step {ends[0]:,} to step {ends[1]:,} a query's mean number of levels went from {k:.2f} to "
        f"{last_k:.2f}, its mean silhouette from {silhouette:.2f} to {last_silhouette:.2f}."
    )


def _levels_at(rows: list[dict[str, Any]], step: int) -> tuple[float, float]:
    """The mean number of levels and the mean Silhouette of a step."""
    here = [line for line in rows if line["step"] == step]
    counts = np.sum([line["k_histogram"] for line in here], axis=0)
    mean = float((counts * np.arange(len(counts))).sum() / counts.sum())
    return mean, float(np.mean([line["mean_silhouette"] for line in here]))


def _list(values: Any) -> str:
    """Numbers with commas between; anything else as it is."""
    if not isinstance(values, list | tuple):
        return str(values)
    return ", ".join(f"{value:g}" for value in values)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")
