"""The page Compare on 1,000 images with five captions each: first look and every control, as a browser sees them.

``python -m benchmarks.compare_page``; needs Chromium. Two runs are made up in a temporary folder, with the values per
query and the vectors that the page reads; the evaluation is precomputed and not measured. A cold page is the first one
that a fresh server is asked for, its libraries included; claims are on two quiet cores.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from ladder.config import Choice, Config, DataConfig, Origin
from ladder.embeddings import Embeddings
from ladder.evaluation import evaluate
from ladder.relevance import TfidfRelevance
from ladder.runs import RunFolder
from tests.browser.serving import browse, serve

IMAGES, EACH, SIZE = 1000, 5, 128
WORDS = 400
COLD, INTERACTION = 3.0, 0.5  # seconds, the claims
REPEATS = 5
VIEWS = ("Wins", "Trade-off", "Carpet", "Curves", "Similarity", "Slices", "Training", "Verdict")


def make_runs(root: Path) -> None:
    """Two runs whose captions and images share words' directions, the second with less noise."""
    generator = np.random.default_rng(0)
    words = [f"word{number}" for number in range(WORDS)]
    meaning = generator.normal(size=(WORDS, SIZE))
    owner = np.repeat(np.arange(IMAGES), EACH)
    topics = generator.integers(0, WORDS, size=(IMAGES, 8))
    chosen = [generator.choice(topics[image], size=generator.integers(3, 8), replace=False) for image in owner]
    texts = [" ".join(words[word] for word in row) for row in chosen]
    ids = [f"image{number}" for number in range(IMAGES)]
    names = [f"caption{number}" for number in range(len(owner))]
    origin = Origin(ladder="0", python="3", torch="2", created="2026-01-01", data_fingerprint="made-up")
    for name, loss, noise in (("first", "triplet", 3.0), ("second", "ladder", 2.0)):
        images = _unit(meaning[topics].sum(axis=1) + noise * generator.normal(size=(IMAGES, SIZE)))
        captions = _unit(
            np.array([meaning[row].sum(axis=0) for row in chosen]) + noise * generator.normal(size=(len(owner), SIZE))
        )
        vectors = Embeddings("test", images, captions, ids, names, texts, owner)
        config = Config(data=DataConfig(spec="made-up:here", validation="test"), loss=Choice(name=loss), origin=origin)
        folder = RunFolder.create(root / name, config)
        folder.write_embeddings(vectors)
        from ladder.assembly import kept_captions

        report = evaluate(vectors, TfidfRelevance.for_data(kept_captions(config, vectors)))
        folder.write_samples("test", report.samples)
        folder.write_evaluation("test", report.as_json() | {"same_judge": True})


def settle(page: Page) -> None:
    """Waits until the view's sentence is there and nothing runs."""
    page.locator("[role=status]").first.wait_for(timeout=60_000)
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=60_000)


def timed(action: Callable[[], object]) -> float:
    """The seconds that it takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def changed(page: Page, action: Callable[[], object]) -> float:
    """Seconds from an action until the sentence is another one and nothing runs."""
    before = page.locator("p[role=status]").first.inner_text()

    def act() -> None:
        action()
        page.wait_for_function(
            "before => document.querySelector('p[role=status]')?.innerText !== before", arg=before, timeout=60_000
        )
        settle(page)

    return timed(act)


def main() -> None:
    """Prints the seconds."""
    with tempfile.TemporaryDirectory() as folder, browse() as browser:
        root, cache = Path(folder) / "runs", Path(folder) / "cache"
        make_runs(root)
        with serve(root, cache) as address:
            page = browser.new_page(viewport={"width": 1440, "height": 1000})

            def first_look() -> None:
                page.goto(f"{address}/compare?run=first&against=second&split=test")
                settle(page)

            print(f"first look at a fresh server: {timed(first_look):.1f} s (claim: {COLD:.0f})")
            print("first time, then the median of later ones, seconds:")
            times: dict[str, list[float]] = {view: [] for view in VIEWS}
            for _ in range(1 + REPEATS):
                for view in VIEWS:
                    times[view].append(changed(page, page.get_by_role("tab", name=view, exact=True).click))
            for view, (first, *later) in times.items():
                print(f"  {view}: {first:.2f}, {np.median(later):.2f}")
            later = [seconds for found in times.values() for seconds in found[1:]]
            print(f"a change of view: median {np.median(later):.2f} s (claim: {INTERACTION})")
            _controls(page)


def _controls(page: Page) -> None:
    """Sorting, a lasso and a brush."""
    page.get_by_role("tab", name="Carpet", exact=True).click()
    page.locator(".carpet canvas").wait_for()
    sorts = ("order in A", "order in B", "as they came", "change")
    seconds = []
    for name in sorts:
        page.wait_for_timeout(300)
        seconds.append(timed(lambda name=name: (page.get_by_role("radio", name=name).click(), settle(page))))
    print(f"sorting the carpet: {np.median(seconds):.2f} s")
    page.get_by_role("tab", name="Trade-off", exact=True).click()
    corner = page.get_by_role("button", name="found sooner, better order")
    corner.wait_for()
    picked = page.get_by_text("queries picked, largest change")
    corner.click()
    picked.wait_for()
    seconds = []
    for name in ("found later, better order", "found sooner, worse order", "found later, worse order") * 2:
        before = picked.inner_text()

        def pick(name: str = name, before: str = before) -> None:
            page.get_by_role("button", name=name).click()
            page.wait_for_function(
                "before => [...document.querySelectorAll('h4')].some(h => h.innerText.includes('queries picked') && "
                "h.innerText !== before)",
                arg=before,
            )
            settle(page)

        seconds.append(timed(pick))
    print(f"picking a quadrant, about 1,000 queries: {np.median(seconds):.2f} s")


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


if __name__ == "__main__":
    main()
