"""The page Compare on 1,000 images with five captions each: first look and every control, as a browser sees them.

``python -m benchmarks.compare_page``; needs Chromium. Two runs are made up in a temporary folder, with the values per
query and the vectors that the page reads; the evaluation is precomputed and not measured. The first look is of a
comparison that the server has not made yet; claims are on two quiet cores.
"""

import tempfile
from functools import partial
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from benchmarks.browsing import another_sentence, at_rest, changed, seconds, sentence, visit
from ladder.evaluation import evaluate
from ladder.options import Choice
from ladder.relevance import TfidfRelevance
from ladder.runs import RunFolder
from ladder.runs.config import Config, DataConfig, Origin
from ladder.runs.embeddings import Embeddings
from tests.browser.serving import browse, serve

IMAGES, EACH, SIZE = 1000, 5, 128
WORDS = 400
COLD, INTERACTION = 3.0, 0.5  # seconds, the claims
REPEATS = 5
LINK = "/compare?run=first&against=second&split=test"
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
        from ladder.runs.building import kept_captions

        report = evaluate(vectors, TfidfRelevance.for_data(kept_captions(config, vectors)))
        folder.write_samples("test", report.samples)
        folder.write_evaluation("test", report.as_json() | {"same_judge": True})


def main() -> None:
    """Prints the seconds."""
    with tempfile.TemporaryDirectory() as folder, browse() as browser:
        root, cache = Path(folder) / "runs", Path(folder) / "cache"
        make_runs(root)
        for before in ("", "/runs"):
            with serve(root, cache) as address:
                page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
                if before:
                    visit(page, address + before, page.get_by_role("heading", name="Runs").is_visible)
                    page.wait_for_timeout(5000)
                first = visit(page, address + LINK, sentence(page).is_visible, at_rest(page))
                server = "a server that has shown another page" if before else "a server's very first page"
                print(f"first look, on {server}: {first:.1f} s" + (f" (claim: {COLD:.0f})" if before else ""))
        with serve(root, cache) as address:
            page = browser.new_page(viewport={"width": 1440, "height": 1000})
            visit(page, address + LINK, sentence(page).is_visible, at_rest(page))
            print("first time, then the median of later ones, seconds:")
            times: dict[str, list[float]] = {view: [] for view in VIEWS}
            for _ in range(1 + REPEATS):
                for view in VIEWS:
                    tab = page.get_by_role("tab", name=view, exact=True)
                    times[view].append(seconds(tab.click, another_sentence(page), at_rest(page)))
            for view, (first, *later) in times.items():
                print(f"  {view}: {first:.2f}, {np.median(later):.2f}")
            later = [one for found in times.values() for one in found[1:]]
            print(f"a change of view: median {np.median(later):.2f} s (claim: {INTERACTION})")
            _controls(page)


def _controls(page: Page) -> None:
    """Sorting, a lasso and a brush."""
    page.get_by_role("tab", name="Carpet", exact=True).click()
    page.locator(".carpet canvas").wait_for()
    sorts = ("order in A", "order in B", "as they came", "change")
    times = []
    for name in sorts:
        page.wait_for_timeout(300)
        times.append(seconds(page.get_by_role("radio", name=name).click, at_rest(page)))
    print(f"sorting the carpet: {np.median(times):.2f} s")
    page.get_by_role("tab", name="Trade-off", exact=True).click()
    corner = page.get_by_role("button", name="found sooner, better order")
    corner.wait_for()
    picked = page.get_by_text("queries picked, largest change")
    corner.click()
    picked.wait_for()
    times = []
    for name in ("found later, better order", "found sooner, worse order", "found later, worse order") * 2:
        before = picked.inner_text()
        corner = page.get_by_role("button", name=name)
        times.append(seconds(corner.click, partial(changed, picked, before), at_rest(page)))
    print(f"picking a quadrant, about 1,000 queries: {np.median(times):.2f} s")


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


if __name__ == "__main__":
    main()
