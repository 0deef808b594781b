"""The names of what all pages share in the session and in the link, each spelled here only.

A page's own are in its room.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class SharedKeys:
    """The first are in the link of every page; then come those by which one page leads into another."""

    run: str = "run"
    against: str = "against"
    split: str = "split"
    find: str = "find"
    hide: str = "hide"
    preset: str = "preset"
    # into Search, Batches, Train
    item: str = "item"
    batch_step: str = "batch_step"
    train_view: str = "train_view"
    train_run: str = "train_run"
    train_from: str = "train_from"
    # of the session only
    page: str = "page"

    def what(self, view: str) -> str:
        """Of the button that says what a view is."""
        return f"{view}_what"

    def csv(self, view: str) -> str:
        """Of the button that saves what a view is drawn from."""
        return f"{view}_csv"

    def picture(self, view: str) -> str:
        """Of a view's figure."""
        return f"{view}_picture"


SHARED = SharedKeys()
