"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    queries: str = "compare_queries"
    by: str = "compare_by"
    tab: str = "compare_tab"
    # of the session only
    curve: str = "compare_curve"
    sort: str = "compare_sort"
    levels: str = "compare_levels"
    export_html: str = "compare_export_html"
    slices_table: str = "compare_slices_table"
    parts_figure: str = "compare_parts_figure"
    parts_by: str = "compare_parts_by"
    settings: str = "compare_settings"
    family: str = "compare_family"
    table: str = "compare_table"
    woven: str = "compare_woven"

    def part(self, by: str) -> str:
        """Of the part looked at, where queries are sliced by something."""
        return f"compare_part_{by.partition(' ')[0]}"

    def seeds(self, letter: str) -> str:
        """Of the other seeds of a side."""
        return f"compare_seeds_{letter}"

    def export(self, form: str) -> str:
        """Of the button that saves a comparison in a form."""
        return f"compare_export_{form}"

    def page(self, view: str) -> str:
        """Of the list of a view's queries."""
        return f"{view}_page"


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    verdict: str = "compare_verdict"
    wins: str = "compare_wins"
    wins_list: str = "compare_wins_list"
    plane: str = "compare_plane"
    plane_list: str = "compare_plane_list"
    carpet: str = "compare_carpet"
    carpet_list: str = "compare_carpet_list"
    similarity: str = "compare_similarity"
    slices: str = "compare_slices"
    training: str = "compare_training"

    def curve(self, voice: str) -> str:
        """Of a figure over the ranks of the lists."""
        return f"compare_curve_{voice}"

    def of_run(self, view: str, letter: str) -> str:
        """Of one run's half of a view."""
        return f"{view}_{letter}"


KEYS = Keys()
VIEW = ViewNames()
