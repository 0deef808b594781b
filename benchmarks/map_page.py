"""The map's page in a real browser, on a run of 30,000 items: time to be ready, to draw, to colour anew, to select.

``python -m benchmarks.map_page``: needs Chromium; a minute, not part of ``make bench``.
"""

import csv
import math
import os
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, Response

from benchmarks.browsing import seconds, visit
from ladder.runs import RunFolder, maps
from ladder.runs import config as configuration
from ladder.runs.embeddings import Embeddings
from ladder.runs.maps import Layout, MapSettings, Trust
from tests.browser.serving import browse, serve

IMAGES, CAPTIONS_EACH, SIZE, GROUPS, PICTURES = 5_000, 5, 256, 12, 20
BUDGETS = {
    "title there, s": math.inf,  # Streamlit's own share of the next line
    "page ready, s": 3.0,
    "page payload, MB": 1.5,
    "draw, s": 0.1,
    "colour anew, s": 0.5,
    "colour anew, MB": 0.1,
    "lasso to gallery, s": 1.0,
}
WORDS = (
    *("beach", "boat", "dog", "field", "forest", "guitar"),
    *("harbour", "lake", "meadow", "mountain", "park", "street"),
)


def make_pictures(folder: Path) -> str:
    """A data set of a few pictures under many names; returns how it is opened."""
    drawn = np.random.default_rng(1).integers(0, 256, (PICTURES, 12, 12, 3), dtype=np.uint8)
    for number, pixels in enumerate(drawn):
        Image.fromarray(pixels).resize((320, 240)).save(folder / f"drawn-{number}.jpg")
    with (folder / "items.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("image", "caption", "split"))
        for image in range(IMAGES):
            os.link(folder / f"drawn-{image % PICTURES}.jpg", folder / f"{image:05d}.jpg")
            writer.writerows((f"{image:05d}.jpg", said(image, number), "test") for number in range(CAPTIONS_EACH))
    return f"table:{folder / 'items.csv'}"


def said(image: int, number: int) -> str:
    return f"a {WORDS[image % GROUPS]} in the light of morning number {image} seen for the {number + 1}th time"


def make_run(root: Path) -> None:
    """A run with vectors and a layout in groups, without a model."""
    (root / "data").mkdir()
    spec = make_pictures(root / "data")
    model = {"image": {"name": "convnet"}, "text": {"name": "gru"}}
    tables = {"data": {"spec": spec}, "model": model, "loss": {"name": "triplet"}}
    folder = RunFolder.create(root / "runs" / "large", configuration.parse(tables, "benchmark"))
    random = np.random.default_rng(0)
    owner = np.concatenate([np.arange(IMAGES), np.repeat(np.arange(IMAGES), CAPTIONS_EACH)])
    centres, middles = random.normal(size=(GROUPS, SIZE)), random.normal(size=(GROUPS, 2)) * 8
    rows = centres[owner % GROUPS] + random.normal(size=(len(owner), SIZE)) * 0.9
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    places = (middles[owner % GROUPS] + random.normal(size=(len(owner), 2))).astype(np.float32)
    vectors = Embeddings(
        split="test",
        images=rows[:IMAGES],
        captions=rows[IMAGES:],
        image_ids=[f"{image:05d}.jpg" for image in range(IMAGES)],
        caption_ids=[f"{image:05d}.jpg#{number}" for image in range(IMAGES) for number in range(CAPTIONS_EACH)],
        texts=[said(image, number) for image in range(IMAGES) for number in range(CAPTIONS_EACH)],
        caption_image=owner[IMAGES:],
    )
    folder.write_embeddings(vectors)
    recall = random.random(len(owner)).astype(np.float32)
    folder.write_map(
        Layout(
            settings=MapSettings("umap", "test"),
            trust=Trust(15, len(owner), float(recall.mean()), 0.3, 0.97, 0.95, 2000, 0.3, 0.1),
            images=IMAGES,
            places=places,
            recall=recall,
            recall_across=recall,
            other_seeds=np.empty((0, len(owner), 2), dtype=np.float32),
            shared=None,
            fingerprint=maps.fingerprint(folder.embeddings("test")),
            versions={},
        )
    )


DRAWS = """({ map }) => Array.from({ length: 20 }, () => {
  const began = performance.now();
  map.draw();
  return performance.now() - began;
})"""


class MapTraffic:
    """Bytes that a page received: of its websocket, and of the map's own addresses."""

    def __init__(self, page: Page) -> None:
        self.down = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("response", self._answer)

    def _frame(self, content: str | bytes) -> None:
        self.down += len(content)

    def _answer(self, response: Response) -> None:
        if any(f"/{part}/" in response.url for part in ("places", "items", "scripts", "pictures")):
            self.down += int(response.headers.get("content-length", 0))


def measure(browser: Browser, link: str) -> dict[str, float]:
    """The figures of one visit by a browser that has been nowhere yet."""
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    traffic = MapTraffic(page)
    title, ready = page.get_by_role("heading", name="Map"), page.locator(".root[data-ready]")
    figures = {"title there, s": visit(page, link, title.is_visible)}
    figures["page ready, s"] = figures["title there, s"] + seconds(ready.is_visible, ready.is_visible)
    page.wait_for_load_state("networkidle")
    figures["page payload, MB"] = traffic.down / 1e6
    draws = page.locator(".root").evaluate(DRAWS)
    figures["draw, s"] = float(np.median(draws)) / 1e3
    before = traffic.down
    page.get_by_role("combobox", name="Colour").click()
    choice = page.get_by_role("option", name="caption length")
    choice.wait_for()
    recoloured = page.locator(".root[data-field^=Words]")
    figures["colour anew, s"] = seconds(choice.click, recoloured.is_visible)
    page.wait_for_load_state("networkidle")
    figures["colour anew, MB"] = (traffic.down - before) / 1e6
    pane = page.locator(".pane").bounding_box()
    assert pane is not None
    corners = [(0.1, 0.1), (0.6, 0.1), (0.6, 0.7), (0.1, 0.7), (0.1, 0.12)]
    spots = [(pane["x"] + x * pane["width"], pane["y"] + y * pane["height"]) for x, y in corners]
    page.keyboard.down("Shift")
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot, steps=10)
    shown = page.locator(".gallery img").first
    figures["lasso to gallery, s"] = seconds(page.mouse.up, shown.is_visible)
    page.keyboard.up("Shift")
    print(f"selected: {page.locator('.live').inner_text()}")
    page.context.close()
    return figures


def main() -> None:
    """Prints each figure beside its budget: the median of three visits after one that warms the server up."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_run(root)
        with serve(root / "runs", root / "cache") as address, browse() as browser:
            link = f"{address}/map?run=large&split=test&against=none"
            visits = [measure(browser, link) for _ in range(4)][1:]
    for figure, budget in BUDGETS.items():
        found = float(np.median([visit[figure] for visit in visits]))
        print(f"{figure:22} {found:8.3f}   budget {budget:.1f}   {'kept' if found <= budget else 'MISSED'}")


if __name__ == "__main__":
    main()
