"""The HTML report in a real browser: drawn in both themes, literal, printed whole, without a request."""

import pytest
from playwright.sync_api import expect

from ladder import reporting
from tests.reported import HOSTILE, IMAGES, make_data, make_run

pytestmark = pytest.mark.browser
DRAWN = "[...document.querySelectorAll('figure .plot')].every(plot => plot.querySelector('.main-svg'))"

INK = {"light": "rgb(43, 38, 33)", "dark": "rgb(238, 232, 224)"}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    root = tmp_path_factory.mktemp("report")
    (root / "data").mkdir()
    folder = make_run(root / "run", make_data(root / "data"))
    reporting.write(root / "report.html", reporting.evaluation_report(folder, "dev"))
    return root / "report.html"


def ground(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_it_is_drawn_in_both_themes_without_a_complaint(report, new_page, theme, width):
    page = new_page(width, theme)
    page.goto(report.as_uri())
    assert page.evaluate(DRAWN)
    assert page.title() == "run on dev"  # no caption took it
    assert ground(page) == {"light": "rgb(252, 250, 247)", "dark": "rgb(25, 23, 21)"}[theme]
    expect(page.locator(".xtitle").first).to_have_css("fill", INK[theme])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("figure").count() > 12
    for caption in HOSTILE:
        assert page.get_by_text(caption, exact=False).count() > 0


def test_figures_follow_the_system(report, new_page):
    page = new_page()
    page.goto(report.as_uri())
    assert page.evaluate(DRAWN)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".xtitle").first).to_have_css("fill", INK["dark"])


def test_a_hover_shows_the_caption_literally(report, new_page):
    page = new_page()
    page.goto(report.as_uri())
    assert page.evaluate(DRAWN)
    stairs = page.locator(".example .plot").first
    stairs.scroll_into_view_if_needed()
    box = stairs.locator(".nsewdrag").first.bounding_box()
    said = set()
    for rank in range(2 * IMAGES):
        page.mouse.move(box["x"] + box["width"] * (rank + 0.5) / (2 * IMAGES), box["y"] + box["height"] / 2)
        page.wait_for_timeout(60)
        said |= set(page.locator(".hovertext").all_text_contents())
    together = "".join("".join(said).split())
    assert "<script>document.title='taken'</script>" in together
    assert "%{x}" in together
    assert "&lt;" not in together


def test_it_prints_on_light_ground_with_nothing_cut(report, new_page, tmp_path):
    page = new_page(theme="dark")
    page.goto(report.as_uri())
    assert page.evaluate(DRAWN)
    page.evaluate(
        """() => {
            window.widths = [];
            addEventListener("beforeprint", () => {
                for (const plot of document.querySelectorAll(".plot")) window.widths.push(plot.layout.width);
            });
        }"""
    )
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.startswith(b"%PDF")
    widths = page.evaluate("window.widths")
    assert len(widths) > 12
    assert max(widths) <= 688  # A4 without its margins: 182 mm at 96 pixels an inch
    expect(page.locator(".xtitle").first).to_have_css("fill", INK["dark"])
