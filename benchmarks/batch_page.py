"""An interaction with the page of a batch of 128 x 128 takes less than 0.5 s at the median, in a real browser.

From the click until the answer is shown, and until nothing on the page is about to change. Of the bundled runs, on a
server of its own; needs Chromium.
"""

import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from playwright.sync_api import Page, Position

from benchmarks.browsing import another_sentence, at_rest, changed, seconds, visit
from tests.browser.serving import browse, serve

CLAIM = 0.5  # seconds, at the median
TURNS = 8
BREATH = 500  # milliseconds between two acts: pictures of the one before are drawn still


class Times(NamedTuple):
    """Seconds from an act: until its answer is shown, and until nothing on the page is about to change."""

    shown: float
    rested: float


def timed(page: Page, act: Callable[[], object], done: Callable[[], object]) -> Times:
    """How long an act takes."""
    shown = seconds(act, done)
    times = Times(shown, shown + seconds(lambda: None, at_rest(page)))
    page.wait_for_timeout(BREATH)
    return times


def rows(page: Page) -> list[Times | None]:
    """A click on a row of the matrix puts another query in focus."""
    canvas = page.locator("canvas[aria-label^=Relevance]")
    box = canvas.bounding_box()
    assert box is not None
    times: list[Times | None] = []
    for turn in range(TURNS):
        at = Position(x=box["width"] / 2, y=box["height"] * (0.08 + 0.11 * turn))
        times.append(timed(page, partial(canvas.click, position=at), another_sentence(page)))
    return times


def orders(page: Page) -> list[Times | None]:
    """Another order of the matrix."""
    names = ("by cluster", "as recorded", "by own rank", "by relevance")
    return [pressed(page, "Order", names[turn % 4]) for turn in range(TURNS)]


def steps(page: Page) -> list[Times | None]:
    """The batch before this one, and back."""
    times: list[Times | None] = []
    for turn in range(TURNS):
        button = page.get_by_role("button", name="Previous" if turn % 2 == 0 else "Next", exact=True)
        times.append(timed(page, button.click, another_sentence(page)))
    return times


def views(page: Page) -> list[Times | None]:
    """Another view of the batch."""
    names = ("levels", "whole batch", "over training", "one query")
    return [pressed(page, "View", names[turn % 4]) for turn in range(TURNS)]


def what_ifs(page: Page) -> list[Times | None]:
    """Another number of levels, by the slider."""
    pressed(page, "View", "levels")
    pressed(page, "What if the levels were found by", "a given K")
    slider = page.get_by_role("slider", name="Levels K")
    times: list[Times | None] = []
    said = page.locator("p[role=status]").nth(1)
    for turn in range(TURNS):
        before, key = said.inner_text(), "ArrowRight" if turn % 4 < 2 else "ArrowLeft"
        times.append(timed(page, partial(slider.press, key), partial(changed, said, before)))
    return times


def pressed(page: Page, group: str, name: str) -> Times | None:
    """How long a choice takes; None where it is chosen already."""
    choice = page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True)
    return None if choice.is_checked() else timed(page, choice.click, choice.is_checked)


def main() -> None:
    """Prints the median of each interaction beside the claim."""
    with (
        tempfile.TemporaryDirectory() as empty,
        serve(Path(empty) / "runs", Path(empty) / "cache") as address,
        browse() as browser,
    ):
        page = browser.new_page(viewport={"width": 1440, "height": 1200})
        opened = visit(page, f"{address}/batches?run=demo-adaptive", page.locator("canvas").first.is_visible)
        print(f"opened in {opened:.1f} s; a batch of {size(page)} pairs")
        for act in (rows, orders, steps, views, what_ifs):
            act(page)  # warms up
            shown, rested = np.median([times for times in act(page) if times], axis=0)
            what = (act.__doc__ or "").rstrip(".")
            print(f"{what}: {shown:.2f} s at the median (claim: {CLAIM}), at rest after {rested:.2f} s", flush=True)


def size(page: Page) -> str:
    """How many pairs the batch has."""
    found = re.search(r"\d+", page.locator("canvas").first.get_attribute("aria-label") or "")
    return found.group() if found else "?"


if __name__ == "__main__":
    main()
