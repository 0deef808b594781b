"""How long a page takes to show something: asked for thirty times a second.

A locator's own waiting asks at growing distances, half a second at last, and would measure that.
"""

import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page

PATIENCE = 120.0  # seconds


def seconds(action: Callable[[], object], *shown: Callable[[], object]) -> float:
    """From an action until all that it is for is shown, each asked for in turn."""
    began = time.perf_counter()
    action()
    for one in shown:
        until(one)
    return time.perf_counter() - began


def until(shown: Callable[[], object]) -> None:
    """Waits for something.

    Raises:
        TimeoutError: If it does not come.
    """
    last = time.perf_counter() + PATIENCE
    while not shown():
        if time.perf_counter() > last:
            raise TimeoutError(f"nothing was shown within {PATIENCE:.0f} s")
        time.sleep(0.03)


def sentence(page: Page) -> Locator:
    """The first sentence of the page's view."""
    return page.locator("p[role=status]").first


def another_sentence(page: Page) -> Callable[[], bool]:
    """Whether the first sentence is another one than now."""
    said = sentence(page)
    before = said.inner_text()
    return lambda: said.is_visible() and said.inner_text() != before


def changed(line: Locator, before: str) -> bool:
    """Whether a line says another thing than before."""
    return line.inner_text() != before


def at_rest(page: Page) -> Callable[[], bool]:
    """Whether the page's script is not running."""
    state = page.locator("[data-test-script-state=notRunning]")
    return lambda: state.count() > 0


def visit(page: Page, link: str, *shown: Callable[[], object]) -> float:
    """Seconds from the first request until all is shown."""
    return seconds(lambda: page.goto(link, wait_until="commit"), *shown)
