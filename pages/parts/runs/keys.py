"""The names of the page's values in the session and in its link, each spelled here only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keys:
    """The first are in the link as well."""

    words: str = "runs_words"
    pick: str = "runs_pick"  # the run that is picked at first
    # of the session only
    export: str = "runs_export"
    new_name: str = "runs_new_name"
    rename_now: str = "runs_rename_now"
    delete_now: str = "runs_delete_now"
    keep: str = "runs_keep"
    own: str = "runs_own"
    import_name: str = "runs_import_name"
    bring_in: str = "runs_import"
    uploads: str = "runs_uploads"
    done: str = "runs_done"  # what the last action has to say

    def tags(self, name: str) -> str:
        """Of a run's tags."""
        return f"runs_tags_{name}"

    def note(self, name: str) -> str:
        """Of a run's note."""
        return f"runs_note_{name}"

    def asks(self, what: str) -> str:
        """Of the button that asks before it does something."""
        return f"runs_{what}"

    def table(self, names: str) -> str:
        """Of the table of these runs; a selection is by place, and none outlives its rows."""
        return f"runs_table_{names}"

    def file(self, number: int) -> str:
        """Of the place for a file, which is emptied by giving it a new number."""
        return f"runs_file_{number}"

    def restore(self, name: str) -> str:
        """Of the button that brings a run back."""
        return f"runs_restore_{name}"


@dataclass(frozen=True)
class ViewNames:
    """The names of what the page shows: of an explanation, of data and of a picture to save."""

    runs: str = "runs"


KEYS = Keys()
VIEW = ViewNames()
