"""An interaction with the page of a batch of 128 x 128 takes less than 0.5 s at the median, in a real browser.

From the click to the moment when the page has drawn what it asks for and nothing on it is about to change. Of the
bundled runs, on a server of its own; needs Chromium.
"""

import re
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.serving import browse, serve

CLAIM = 0.5  # seconds, at the median
TURNS = 8
PATIENCE = 60_000  # milliseconds


def said(page: Page) -> str:
    """The first sentence of the view."""
    return page.locator("p[role=status]").first.inner_text()


def timed(page: Page, act: Callable[[], None], done: Callable[[], None]) -> float:
    """Seconds until an act has shown and the script rests."""
    began = time.perf_counter()
    act()
    done()
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=PATIENCE)
    return time.perf_counter() - began


def rows(page: Page) -> list[float]:
    """A click on a row of the matrix puts another query in focus."""
    canvas = page.locator("canvas[aria-label^=Relevance]")
    box = canvas.bounding_box()
    seconds = []
    for turn in range(TURNS):
        before = said(page)
        at = {"x": box["width"] / 2, "y": box["height"] * (0.08 + 0.11 * turn)}
        seconds.append(
            timed(page, lambda at=at: canvas.click(position=at), lambda before=before: changed(page, before))
        )
    return seconds


def orders(page: Page) -> list[float]:
    """Another order of the matrix."""
    names = ("by cluster", "as recorded", "by own rank", "by relevance")
    return [pressed(page, "Order", names[turn % 4]) for turn in range(TURNS)]


def steps(page: Page) -> list[float]:
    """The batch before this one, and back."""
    seconds = []
    for turn in range(TURNS):
        before, name = said(page), "Previous" if turn % 2 == 0 else "Next"
        button = page.get_by_role("button", name=name, exact=True)
        seconds.append(timed(page, button.click, partial(changed, page, before)))
    return seconds


def views(page: Page) -> list[float]:
    """Another view of the batch."""
    names = ("levels", "whole batch", "over training", "one query")
    return [pressed(page, "View", names[turn % 4]) for turn in range(TURNS)]


def what_ifs(page: Page) -> list[float]:
    """Another number of levels, by the slider."""
    pressed(page, "View", "levels")
    pressed(page, "What if the levels were found by", "a given K")
    slider = page.get_by_role("slider", name="Levels K")
    seconds = []
    for turn in range(TURNS):
        sentence = page.locator("p[role=status]").nth(1)
        before, key = sentence.inner_text(), "ArrowRight" if turn % 4 < 2 else "ArrowLeft"
        wait = partial(expect(sentence).not_to_have_text, before, timeout=PATIENCE)
        seconds.append(timed(page, partial(slider.press, key), wait))
    return seconds


def pressed(page: Page, group: str, name: str) -> float:
    """Seconds that a choice takes."""
    choice = page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True)
    return timed(page, choice.click, lambda: expect(choice).to_be_checked(timeout=PATIENCE))


def changed(page: Page, before: str) -> None:
    """Waits for another sentence."""
    expect(page.locator("p[role=status]").first).not_to_have_text(before, timeout=PATIENCE)


def main() -> None:
    """Prints the median of each interaction beside the claim."""
    with (
        tempfile.TemporaryDirectory() as empty,
        serve(Path(empty) / "runs", Path(empty) / "cache") as address,
        browse() as browser,
    ):
        page = browser.new_page(viewport={"width": 1440, "height": 1200})
        began = time.perf_counter()
        page.goto(f"{address}/batches?run=demo-adaptive")
        page.get_by_role("heading", name="Inside a batch").wait_for(timeout=PATIENCE)
        page.locator("canvas").first.wait_for(timeout=PATIENCE)
        print(f"opened in {time.perf_counter() - began:.1f} s; a batch of {size(page)} pairs")
        for act in (rows, orders, steps, views, what_ifs):
            act(page)  # warms up
            seconds = np.median(act(page))
            what = (act.__doc__ or "").rstrip(".")
            print(f"{what}: {seconds:.2f} s at the median (claimed: less than {CLAIM})", flush=True)


def size(page: Page) -> str:
    """How many pairs the batch has."""
    found = re.search(r"\d+", page.locator("canvas").first.get_attribute("aria-label") or "")
    return found.group() if found else "?"


if __name__ == "__main__":
    main()
