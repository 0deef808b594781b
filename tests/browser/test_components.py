"""Every component in a real browser: it draws itself on both grounds, and nothing complains in the console."""

import pytest

from tests.browser.serving import PATIENCE, serve

pytestmark = pytest.mark.browser
COLOUR = "(element) => getComputedStyle(element).color.match(/\\d+/g).map(Number)"
DRAWN = {  # a link, and what the components on it have drawn
    "search?q=three+children+in+a+park": (".strips h2", ".strips .stairs .found", ".strips .item .use"),
    "compare?compare_tab=Wins": (".shares .bar button",),
    "compare?compare_tab=Trade-off": (".plane canvas[aria-label]", ".plane button:not(:empty)"),
    "compare?compare_tab=Carpet": (".carpet canvas[aria-label]", ".carpet .live:not(:empty)"),
    "batches": (".ladder svg .thumb", ".twin canvas[aria-label]"),
}


@pytest.fixture(scope="module")
def bundled(browser, tmp_path_factory):
    """A server on the bundled runs alone."""
    root = tmp_path_factory.mktemp("bundled")
    with serve(root / "runs", root / "cache") as running:
        yield running


@pytest.fixture(params=["light", "dark"])
def look(bundled, new_page, request):
    """Opens a link on one ground."""
    page = new_page(theme=request.param)
    page.set_default_timeout(PATIENCE * 1000)

    def open_link(link):
        page.goto(f"{bundled}/{link}")
        return page

    open_link.theme = request.param
    return open_link


@pytest.mark.parametrize("link", DRAWN)
def test_components_draw_themselves(look, link):
    page = look(link)
    for part in DRAWN[link]:
        drawn = page.locator(part).first
        drawn.wait_for(state="attached")
        bright = sum(drawn.evaluate(COLOUR)[:3]) > 382
        assert bright == (look.theme == "dark") or "button" in part  # these have colours of their own


def test_the_map_and_its_gallery_draw_themselves(look):
    page = look("map")
    root = page.locator(f".root[data-ready][data-theme={look.theme}]")
    root.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    root.evaluate("({ map }) => map.choose(0)")
    page.locator(".gallery .item").first.wait_for()
    assert root.get_attribute("data-item") == "0"
