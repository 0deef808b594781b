"""Pictures of all pages, in both themes and two widths: ``python -m tests.browser.screenshots docs/images``.

Of the bundled runs, on a server that knows no others.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from ladder.files import store
from tests.browser.serving import browse, serve, settle

WIDTHS = (1440, 1024)
DRAWN = 2500  # milliseconds: canvases and charts draw after the page has settled
VIEWS = {
    "start": "/",
    "story": "/?step=4",
    "search": "/search?q=three+children+in+a+park",
    "map": "/map",
    "compare": "/compare",
    "batches": "/batches",
    "data": "/data",
    "train": "/train",
    "runs": "/runs",
}


def save(page: Page, path: Path) -> None:
    """Writes what the window shows, small enough to be kept with the project."""
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(path, quality=80, method=6)


def main(out: Path) -> None:
    """Writes a WebP file a view, theme and width."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as empty, serve(Path(empty), store.folder()) as address, browse() as browser:
        for theme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=theme)
                for name, link in VIEWS.items():
                    page.goto(address + link)
                    settle(page)
                    page.wait_for_timeout(DRAWN)
                    save(page, out / f"{name}-{theme}-{width}.webp")
                page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
