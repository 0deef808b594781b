"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    view: str = "batch_view"
    loss: str = "batch_loss"
    sort: str = "batch_sort"
    query: str = "batch_query"
    of: str = "batch_of"
    source: str = "batch_from"
    count: str = "batch_count"
    seed: str = "batch_seed"
    items: str = "batch_items"
    # of the session only
    playing: str = "batch_playing"
    adaptive: str = "batch_adaptive"
    twin: str = "batch_twin"
    worst: str = "batch_worst"
    ladder: str = "batch_ladder"
    play: str = "batch_play"
    previous: str = "batch_previous"
    next: str = "batch_next"
    redraw: str = "batch_redraw"
    rewind: str = "batch_rewind"
    turned: str = "batch_turned"
    method: str = "batch_method"
    k: str = "batch_k"
    between: str = "batch_between"
    floor: str = "batch_floor"
    scope: str = "batch_scope"
    thresholds: str = "batch_thresholds"
    percentiles: str = "batch_percentiles"

    def triple(self, rung: int) -> str:
        """Of the button that leads to the costliest pair of a rung."""
        return f"batch_triple_{rung}"


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    row: str = "batch_row"
    chain: str = "batch_chain"
    matrix: str = "batch_matrix"
    levels: str = "batch_levels"
    strips: str = "batch_strips"
    by_k: str = "batch_by_k"
    knife: str = "batch_knife"
    summary: str = "batch_summary"
    stack: str = "batch_stack"
    k_counts: str = "batch_k_counts"
    activity: str = "batch_activity"
    sizes: str = "batch_sizes"
    silhouettes: str = "batch_silhouettes"
    training: str = "batch_training"
    over_k: str = "batch_over_k"
    over_cost: str = "batch_over_cost"
    over_silhouette: str = "batch_over_silhouette"


KEYS = Keys()
VIEW = ViewNames()
