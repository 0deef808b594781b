"""The page "Inside a batch" in a real browser, on the bundled runs: every control, both components."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.serving import serve

pytestmark = [pytest.mark.browser, pytest.mark.tour]
PATIENCE = 60_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def bundled(browser, tmp_path_factory):
    """A server on the bundled runs alone."""
    root = tmp_path_factory.mktemp("bundled")
    with serve(root / "runs", root / "cache") as running:
        yield running


def rest(page):
    page.get_by_role("heading", name="Inside a batch").wait_for(timeout=PATIENCE)
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=PATIENCE)
    page.wait_for_load_state("networkidle")


@pytest.fixture
def look(bundled, new_page):
    """Opens the page by a link."""

    def open_page(link="", width=1440, theme="light"):
        page = new_page(width, theme)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{bundled}/batches{link}")
        rest(page)
        return page

    return open_page


def sentence(page, number=0):
    return page.locator("p[role=status]").nth(number)


def choose(page, group, name):
    page.get_by_role("radiogroup", name=group).get_by_role("radio", name=name, exact=True).click()
    rest(page)


def shelves(page):
    return page.locator("svg[role=application]")


def test_the_ladder_shows_what_the_sentence_says(look):
    page = look("?batch_query=9")
    found = re.search(r"in (\d) levels", sentence(page).inner_text())
    levels = int(found.group(1))
    expect(shelves(page).locator("text.name", has_text=re.compile(r"^Level \d$"))).to_have_count(levels)
    expect(shelves(page).locator("line.cut")).to_have_count(levels - 1)
    expect(shelves(page).locator("line.line")).to_have_count(128)
    chain = page.get_by_text(re.compile(r"^≥ .* is (missed|kept)$")).count()
    expect(shelves(page).locator("text.name", has_text=re.compile(r"^rung \d"))).to_have_count(chain)


def test_a_row_of_the_matrix_comes_into_focus_by_mouse_and_by_keyboard(look):
    page = look("?batch_sort=as+recorded")
    canvas = page.locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    canvas.hover(position={"x": box["width"] * 0.4, "y": box["height"] * 0.26})
    expect(page.get_by_text(re.compile(r"^relevance 0\.\d\d, similarity "))).to_be_visible()
    canvas.click(position={"x": box["width"] * 0.4, "y": box["height"] * 0.26})
    expect(sentence(page)).to_have_text(re.compile(r"^Caption 3[345] "))
    page.wait_for_url(re.compile(r"batch_query=3[345]"))
    canvas.focus()
    before = int(page.get_by_label("Caption in focus").input_value())
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_label("Caption in focus")).to_have_value(str(before + 2))


def test_the_matrix_is_sorted(look):
    page = look()
    canvas = page.locator("canvas").first
    drawn = canvas.evaluate("canvas => canvas.toDataURL()")
    for order in ("by cluster", "by own rank", "as recorded", "by relevance"):
        choose(page, "Order", order)
        other = "([canvas, before]) => canvas.toDataURL() !== before"
        page.wait_for_function(other, arg=[canvas.element_handle(), drawn])
        drawn = canvas.evaluate("canvas => canvas.toDataURL()")


def test_a_line_of_the_ladder_shows_its_item(look):
    page = look()
    shelves(page).focus()
    page.keyboard.press("ArrowDown")
    card = page.locator(".card:visible .figures")
    expect(card).to_have_text(re.compile(r"^own pair: relevance 1\.00"))
    page.keyboard.press("ArrowDown")
    expect(card).to_have_text(re.compile(r"^level 1: relevance "))
    page.keyboard.press("Escape")
    expect(page.locator(".card:visible")).to_have_count(0)
    shelves(page).locator("g.thumb").nth(1).hover()
    expect(page.locator(".card:visible img")).to_be_visible()


def test_the_stepper_steps_and_plays(look):
    page = look()
    slider = page.get_by_role("slider", name="Recorded step")
    page.get_by_role("button", name="Previous", exact=True).click()
    page.wait_for_url(re.compile("batch_step=5355"))
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page).not_to_have_url(re.compile("batch_step"))
    slider.press("Home")
    page.wait_for_url(re.compile("batch_step=1$"))
    page.get_by_role("button", name="Play").click()
    page.wait_for_url(re.compile("batch_step=(893|1785)"), timeout=PATIENCE)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_what_if_follows_the_slider(look):
    page = look("?batch_view=levels")
    choose(page, "What if the levels were found by", "a given K")
    expect(sentence(page, 1)).to_have_text(re.compile("this query would have 3 levels"))
    page.get_by_role("slider", name="Levels K").press("ArrowRight")
    expect(sentence(page, 1)).to_have_text(re.compile("this query would have 4 levels"))
    choose(page, "Cuts of", "whole batch")
    expect(sentence(page, 1)).to_have_text(re.compile("Nothing is saved"))
    for way in ("adaptive", "thresholds", "percentiles"):
        choose(page, "What if the levels were found by", way)
        expect(sentence(page, 1)).to_have_text(re.compile("^What if"))
    assert page.get_by_test_id("stPlotlyChart").count() == 3


def test_a_step_that_is_clicked_opens_its_batch(look):
    page = look("?batch_view=over+training")
    diamonds = page.get_by_test_id("stPlotlyChart").first.locator(".scatterlayer .trace").last
    box = diamonds.locator("path.point").nth(3).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
    page.wait_for_timeout(500)  # Plotly clicks on what it has hovered
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, delay=50)
    expect(page.get_by_label("Caption in focus")).to_be_visible()
    page.wait_for_url(re.compile("batch_step=2678"))


def test_the_worst_triple_leads_to_its_ladder(look):
    page = look("?batch_view=whole+batch&find=captions")
    expect(page.locator("[data-testid=stMain] img[src*='/pictures/']")).to_have_count(18)
    page.get_by_role("button", name="See rung 1 in its ladder").click()
    expect(page.get_by_label("Image in focus")).to_be_visible()


def test_a_batch_of_my_own(look):
    page = look("?batch_from=items+of+my+own")
    before = sentence(page).inner_text()
    page.get_by_role("button", name="Draw others").click()
    expect(sentence(page)).not_to_have_text(before)
    page.get_by_role("textbox", name="Or name them").fill("scene-test-00001, scene-test-00002, scene-test-00003")
    page.keyboard.press("Enter")
    expect(sentence(page)).to_have_text(re.compile("has 2 other images"))


def test_the_triplet_is_seen_through_the_adaptive_loss(look):
    page = look("?batch_of=demo-triplet")
    page.get_by_role("button", name="See it through the adaptive ladder loss").click()
    page.wait_for_url(re.compile("batch_loss=adaptive"))
    expect(sentence(page)).to_have_text(re.compile(r"in [234] levels"))
    page.get_by_role("button", name="Costliest").click()
    page.wait_for_url(re.compile("batch_query="))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window(look, width, theme):
    for view in ("one+query", "levels&batch_method=adaptive", "whole+batch", "over+training"):
        page = look(f"?batch_view={view}", width, theme)
        assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('[data-testid=stMain]'))")
        page.close()


def test_everything_that_can_be_used_has_a_name(look):
    nameless = """[...document.querySelectorAll('button, input, canvas, [role=combobox], svg[role]')].filter(one =>
        one.checkVisibility() && !(one.innerText || one.ariaLabel || one.title ||
        one.getAttribute('aria-labelledby') || one.labels?.length)).map(one => one.outerHTML)"""
    for view in ("one+query", "levels&batch_method=a+given+K", "whole+batch", "over+training"):
        look(f"?batch_view={view}").wait_for_function(f"() => !({nameless}).length")  # a table names its canvas late
