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


KEYS = Keys()
