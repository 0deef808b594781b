"""Pictures of the pages, in both themes and several widths: ``python -m tests.browser.screenshots OUT``.

Of the runs in ``LADDER_RUNS``, else of the bundled ones.
"""

import os
import sys
from pathlib import Path

from tests.browser.serving import browse, serve, settle

WIDTHS = (1440, 1024, 390)
VIEWS = {
    "first-look": "/search",
    "captions": "/search?q=a+dog+runs+in+the+snow&find=captions",
    "table": "/search?q=a+dog+runs+in+the+snow&view=table",
    "unknown": "/search?q=a+zyzzyva+in+the+snow&k=100",
    "words": "/search?q=a+dog+runs+in+the+snow",
}


def main(out: Path) -> None:
    """Writes a PNG a view, theme and width."""
    out.mkdir(parents=True, exist_ok=True)
    runs = Path(os.environ.get("LADDER_RUNS", "runs")).resolve()
    cache = Path(os.environ.get("LADDER_CACHE", "~/.cache/ladder")).expanduser()
    with serve(runs, cache) as address, browse() as browser:
        for theme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 1000}, color_scheme=theme)
                for name, link in VIEWS.items():
                    page.goto(address + link)
                    settle(page)
                    page.screenshot(path=out / f"{name}-{theme}-{width}.png")
                page.get_by_role("button", name="Use no. 1 as query").click()
                page.locator("p[role=status]").get_by_text("this image").wait_for()
                settle(page)
                page.screenshot(path=out / f"item-{theme}-{width}.png")
                page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
