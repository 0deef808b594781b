"""Start and Search in a real browser: ``python -m benchmarks.app_pages``; needs Chromium, not part of ``make bench``.

On the bundled demo: the time until a page is drawn on a warm server, and what it weighs. With 30,000 items: the time
from a keystroke, a click or a switch to the answer. Budgets: 2 s, 1.5 MB beside Streamlit's own files, 0.5 s at the
median, no other host.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from playwright.sync_api import Browser, Page, Response, WebSocket

from benchmarks.browsing import seconds, sentence, visit
from ladder.datasets import CaptionedImages, open_split
from ladder.models import encode
from ladder.runs import BUNDLED, RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.search.queries import Run
from tests.browser.serving import browse, serve

IMAGES, REPEATS = 5_000, 12  # five captions an image
WORDS = ("a dog", "a red boat", "snow at night", "three children", "a lighthouse", "a cat in the kitchen")
LEFT = shutil.ignore_patterns("maps", "embeddings", "samples", "batches")  # they are of other items
OWN = "/static/"  # Streamlit's files, the same for every app


@dataclass
class Traffic:
    """What a page loaded: bytes of the app's answers and frames, and the hosts that were asked."""

    size: int = 0
    hosts: set[str | None] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Counts from now on."""
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        page.on("response", self._answer)
        page.on("websocket", self._socket)

    def _answer(self, answer: Response) -> None:
        if OWN not in answer.url and not answer.url.startswith(("data:", "blob:")):
            self.size += int(answer.headers.get("content-length", 0))

    def _socket(self, socket: WebSocket) -> None:
        self.hosts.add(urlsplit(socket.url).hostname)
        socket.on("framereceived", lambda frame: self._frame(frame))

    def _frame(self, frame: bytes | str) -> None:
        self.size += len(frame)


@contextmanager
def big_runs() -> Iterator[Path]:
    """A folder of two runs of 30,000 items: the bundled models on more scenes; an image is where its captions are."""
    spec = f"scenes,test={IMAGES}"
    data = open_split(spec, "test")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("demo-triplet", "demo-adaptive"):
            path = Path(folder) / name
            shutil.copytree(BUNDLED / name, path, ignore=LEFT)
            config = path / "config.toml"
            config.write_text(config.read_text(encoding="utf-8").replace('"scenes"', f'"{spec}"', 1), encoding="utf-8")
            run = RunFolder(path)
            run.write_embeddings(_vectors(Run(run), data))
        yield Path(folder)


def _vectors(run: Run, data: CaptionedImages) -> Embeddings:
    captions = encode(run.model.text, run.model.text.prepare(data.captions))
    means = np.add.reduceat(captions, data.first_caption[:-1])
    return Embeddings(
        split="test",
        images=means / np.linalg.norm(means, axis=1, keepdims=True),
        captions=captions,
        image_ids=list(data.image_ids),
        caption_ids=list(data.caption_ids),
        texts=list(data.captions),
        caption_image=data.caption_image,
    )


def first_paint(browser: Browser, address: str, link: str, seen: str) -> None:
    """Prints the median time of a new visitor until a page is drawn, and what it weighs."""
    times, traffic = [], Traffic()
    for turn in range(REPEATS):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        if not turn:
            traffic.watch(page)
        times.append(visit(page, address + link, page.locator(seen).first.is_visible))
        if not turn:
            page.wait_for_load_state("networkidle")
        context.close()
    hosts = ", ".join(sorted(str(host) for host in traffic.hosts))
    print(
        f"{link}: drawn in {np.median(times[1:]):.2f} s (median of {REPEATS - 1}, {max(times[1:]):.2f} s at most); "
        f"{traffic.size / 1e6:.2f} MB; hosts: {hosts}"
    )


def interactions(browser: Browser, address: str) -> None:
    """Prints the median time of what people do in Search."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    visit(page, f"{address}/search?q=a+dog", sentence(page).is_visible)
    field_ = page.get_by_label("Describe a picture")
    times: dict[str, list[float]] = {"words": [], "direction": [], "result": []}
    for turn in range(REPEATS):
        words = f"{WORDS[turn % len(WORDS)]} {turn}"
        answer = page.locator(f".strips[data-asked='{words}']")
        times["words"].append(seconds(partial(field_.fill, words), answer.is_visible))
        page.wait_for_timeout(500)
        find = ("captions", "images")[turn % 2]
        way, found = page.get_by_role("radio", name=find, exact=True), page.locator(f"ol[aria-label^={find}]").first
        times["direction"].append(seconds(way.click, found.is_visible))
        page.wait_for_timeout(500)
    for turn in range(REPEATS):
        visit(page, f"{address}/search?q={WORDS[turn % len(WORDS)].replace(' ', '+')}", sentence(page).is_visible)
        page.locator(".strips .use img").nth(2).wait_for()
        page.wait_for_timeout(500)
        shown = page.locator(".strips[data-asked^=scene-]")
        times["result"].append(seconds(page.locator(".strips .use").nth(2).click, shown.is_visible))
    for name, each in times.items():
        median, most = np.median(each[2:]), max(each[2:])
        print(f"30,000 items, {name}: {median:.2f} s (median of {len(each) - 2}, {most:.2f} s at most)")
    page.close()


def main() -> None:
    """Measures both pages, then the interactions."""
    cache = Path("~/.cache/ladder").expanduser()
    with browse() as browser:
        with serve(Path("no-runs"), cache) as address:
            first_paint(browser, address, "/", "img[alt], [data-testid=stImage] img")
            first_paint(browser, address, "/search", ".strips .use img")
            first_paint(browser, address, "/search?q=three+children+in+a+park", ".strips .use img")
        with big_runs() as runs, serve(runs, cache) as address:
            interactions(browser, address)


if __name__ == "__main__":
    main()
