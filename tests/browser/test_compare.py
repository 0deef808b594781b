"""The page Compare in a real browser: every control, both themes, nothing wider than the window."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.tour]
LINK = "compare?run=alpha&against=beta&split=test"
VIEWS = ("Verdict", "Wins", "Trade-off", "Carpet", "Curves", "Similarity", "Slices", "Training")


def settle(page):
    page.get_by_role("heading", name="Compare", exact=True).wait_for(timeout=60_000)
    page.locator("p[role=status]").first.wait_for(timeout=60_000)
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=60_000)
    page.wait_for_load_state("networkidle")


@pytest.fixture
def at(address, page):
    """Opens a view by its link."""

    def open_view(view="Verdict", more="", page=page):
        page.set_default_timeout(60_000)
        page.goto(f"{address}/{LINK}&compare_tab={view}{more}")
        settle(page)
        return page

    return open_view


def sentence(page):
    return page.locator("p[role=status]").first.inner_text()


def drag(page, canvas, path):
    """Along points given as shares of the canvas."""
    box = canvas.bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in path]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=4)
    page.mouse.up()


def test_tabs_open_views_and_write_the_link(at):
    page = at()
    seen = {sentence(page)}
    for view in VIEWS[1:]:
        page.get_by_role("tab", name=view, exact=True).click()
        page.wait_for_url(re.compile(f"compare_tab={view}"))
        settle(page)
        seen.add(sentence(page))
    assert len(seen) == len(VIEWS)
    link = page.url
    page.goto(link)
    settle(page)
    assert sentence(page) in seen


def test_a_part_of_a_bar_is_picked_and_let_go(at):
    page = at("Wins")
    bar = page.get_by_role("button", name=re.compile(r"^CS@100: beta better at \d+ queries"))
    bar.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name=re.compile("queries at which B is better: CS@100")).wait_for()
    assert bar.get_attribute("aria-pressed") == "true"
    assert page.get_by_text("A alpha", exact=True).count() >= 1
    bar.click()
    page.get_by_role("heading", name=re.compile("queries at which")).wait_for(state="detached")


def test_pictures_of_the_rankings_are_shown(at):
    page = at("Wins")
    page.get_by_role("button", name=re.compile(r"^CS@100: beta better at")).click()
    picture = page.locator("section.compare-query img").first
    picture.wait_for()
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('section.compare-query img').naturalWidth > 0")
    assert "relevance" in picture.get_attribute("alt")


def test_a_lasso_a_quadrant_and_escape(at):
    page = at("Trade-off")
    canvas, told = page.locator(".plane canvas"), page.locator(".plane [aria-live]")
    drag(page, canvas, [(0.06, 0.1), (0.93, 0.1), (0.93, 0.9), (0.06, 0.9)])
    page.get_by_role("heading", name=re.compile(r"\d+ queries picked")).wait_for()
    assert "queries picked; Escape" in told.inner_text()
    corner = page.locator(".plane button.both")
    count = int(corner.inner_text().rpartition(": ")[2])
    corner.click()
    page.get_by_role("heading", name=f"{count} queries picked, largest change of order first").wait_for()
    canvas.focus()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name=re.compile("queries picked")).wait_for(state="detached")
    assert told.inner_text().startswith("Draw round dots")


def test_what_is_picked_stays_through_a_rerun(at):
    page = at("Trade-off")
    page.locator(".plane button.both").click()
    heading = page.get_by_role("heading", name=re.compile(r"\d+ queries picked"))
    heading.wait_for()
    before = heading.inner_text()
    page.get_by_role("button", name="What is this?").click()
    page.get_by_text("In plain words").wait_for()
    page.keyboard.press("Escape")
    settle(page)
    assert heading.inner_text() == before


def test_a_brush_and_the_arrow_keys_pick_rows(at):
    page = at("Carpet")
    canvas, told = page.locator(".carpet canvas"), page.locator(".carpet [aria-live]")
    drag(page, canvas, [(0.5, 0.1), (0.5, 0.3)])
    page.get_by_role("heading", name=re.compile(r"\d+ queries picked, in the order of the rows")).wait_for()
    assert re.search(r"Rows \d+ to \d+ of 36 picked", told.inner_text())
    page.get_by_role("radio", name="order in A").click()
    page.get_by_role("heading", name=re.compile("queries picked")).wait_for(state="detached")
    canvas.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.get_by_role("heading", name="1 queries picked, in the order of the rows").wait_for()
    assert told.inner_text().startswith("Rows 2 to 2 of 36")
    page.keyboard.press("Escape")
    page.get_by_role("heading", name=re.compile("queries picked")).wait_for(state="detached")


def test_the_carpet_says_what_is_under_the_pointer(at):
    page = at("Carpet")
    expect(page.locator(".carpet [aria-live]")).not_to_be_empty()  # its script listens
    box = page.locator(".carpet canvas").bounding_box()
    page.mouse.move(box["x"] + 0.2 * box["width"], box["y"] + 100)
    tip = page.locator(".carpet .tip")
    tip.wait_for()
    assert re.fullmatch(r"row \d+, rank \d+: A .+, B .+", tip.inner_text())


def test_curves_slices_and_levels_are_chosen(at):
    page = at("Curves")
    before = sentence(page)
    page.get_by_role("radio", name="order, CS@K").click()
    page.get_by_text(re.compile(r"^CS@\d+: ")).first.wait_for()
    assert sentence(page) != before
    page = at("Slices")
    page.get_by_role("radio", name="cluster").click()
    page.get_by_test_id("stDataFrame").wait_for()
    settle(page)
    assert "parts" in sentence(page)


def test_a_part_of_the_queries_is_looked_at(at):
    page = at("Verdict", "&compare_by=caption+length")
    page.get_by_role("combobox", name="Part").click()
    page.get_by_role("option", name="short").click()
    page.get_by_text("only short: images 4.5, captions 3 words").first.wait_for()


@pytest.mark.parametrize(
    ("label", "start"), [("LaTeX", "% view test"), ("CSV", "view,a,b"), ("Markdown", "- view test")]
)
def test_files_are_saved(at, label, start):
    page = at()
    page.get_by_role("button", name="Export").click()
    menu = page.get_by_test_id("stPopoverBody")
    with page.expect_download() as saved:
        menu.get_by_role("button", name=label, exact=True).click()
    assert saved.value.path().read_text(encoding="utf-8").startswith(start)


def test_the_preset_and_run_b_lead_to_other_pages(at):
    page = at("Verdict", "&preset=Demo")
    assert page.get_by_role("tab", name="Training").count() == 0
    page = at("Verdict", "&preset=Expert")
    page.get_by_role("radio", name="the few that matter").click()
    page.get_by_text("of 16 figures").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_canvases_are_drawn_in_the_theme(at, new_page, theme):
    """The ground of the difference, where nothing differs, is the page's."""
    page = at("Carpet", page=new_page(theme=theme))
    canvas = page.locator(".carpet canvas").first
    canvas.wait_for()
    assert canvas.evaluate("canvas => canvas.width > 0")
    heading = page.locator(".carpet").evaluate("element => getComputedStyle(element).color")
    assert heading == {"light": "rgb(43, 38, 33)", "dark": "rgb(238, 232, 224)"}[theme]


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window(at, new_page, width):
    page = new_page(width)
    for view in VIEWS:
        at(view, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view
        fits = "(e => e.scrollWidth <= e.clientWidth)(document.querySelector('[data-testid=stMain]'))"
        assert page.evaluate(fits), view
