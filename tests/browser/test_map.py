"""The map in a real browser, on a real server."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from ladder.runs import RunFolder
from tests.browser.serving import PATIENCE, serve
from tests.pages.mapped import SPLIT, add_maps
from tests.pages.tiny import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.tour]
IMAGES, CAPTIONS = 19, 39
PIXEL = """({ map }, [item, index]) => {
  const pane = map.panes[index], box = pane.root.getBoundingClientRect();
  const [x, y] = pane.over.spot(map.places(pane), pane.fit, item);
  return [box.left + pane.root.clientLeft + x, box.top + pane.root.clientTop + y];
}"""


@pytest.fixture(scope="module")
def mapped(tiny_runs, tmp_path_factory):
    root = tmp_path_factory.mktemp("mapped") / "runs"
    shutil.copytree(tiny_runs, root)
    add_maps(root)
    return root


@pytest.fixture(scope="module")
def mapped_address(browser, mapped, tiny_runs):
    with serve(mapped, tiny_runs.parent / "cache") as running:
        yield running


@pytest.fixture
def visit(mapped_address, new_page):
    """Opens the map by a link, on a page that is wide and high enough to show it whole."""

    def open_map(link="", theme="light"):
        page = new_page(theme=theme)
        page.set_viewport_size({"width": 1440, "height": 1300})
        page.goto(f"{mapped_address}/map?run=alpha&against=beta&split=dev{link}")
        page.locator(".root[data-ready]").wait_for(timeout=PATIENCE * 1000)
        rest(page)
        return page

    return open_map


@pytest.fixture
def vectors(mapped):
    return RunFolder(mapped / "alpha").embeddings(SPLIT)


def rest(page):
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=PATIENCE * 1000)
    page.wait_for_load_state("networkidle")


def root(page):
    return page.locator(".root")


def pixel(page, item, pane=0):
    return root(page).evaluate(PIXEL, [item, pane])


def lasso(page, low=(0.02, 0.02), high=(0.98, 0.98)):
    """Draws round a part of the pane, in shares of it."""
    box = page.locator(".pane").first.bounding_box()
    corners = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1]), (low[0], low[1] + 0.01)]
    spots = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
    page.keyboard.down("Shift")
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")


def select(page, item):
    page.mouse.click(*pixel(page, item))
    expect(root(page)).to_have_attribute("data-item", re.compile(r"\d+"))
    return int(root(page).get_attribute("data-item"))


def test_a_click_selects_and_a_double_click_clears(visit, vectors):
    page = visit()
    item = select(page, 2)
    said = vectors.image_ids[item] if item < IMAGES else vectors.caption_ids[item - IMAGES]
    page.get_by_text("Its 15 true neighbours; near on the map:").wait_for()
    assert page.get_by_text(said, exact=True).is_visible()
    assert page.locator(".live").inner_text() == f"1 {'image' if item < IMAGES else 'caption'} selected"
    assert "map_pick=" in page.url
    page.mouse.dblclick(*corner(page))
    page.get_by_text("Nothing is selected.").wait_for()
    expect(root(page)).to_have_attribute("data-selected", "0")


def corner(page):
    """A place of the pane where no item is."""
    box = page.locator(".pane").first.bounding_box()
    return box["x"] + 4, box["y"] + box["height"] - 4


def test_a_lasso_selects_all_that_it_goes_round_and_shows_each_its_own_picture(visit, vectors):
    page = visit("&map_q=a+red+circle")
    lasso(page)
    page.get_by_text(f"{IMAGES + CAPTIONS} items: {IMAGES} images, {CAPTIONS} captions").wait_for()
    image_of = [*range(IMAGES), *vectors.caption_image.tolist()]
    for _ in range(2):  # the first page, and another part of the map
        pictures = page.locator(".gallery img")
        pictures.first.wait_for()
        rest(page)
        shown = pictures.evaluate_all("all => all.map(one => [one.dataset.row, one.dataset.image, one.src])")
        assert shown
        for row, image, address in shown:
            assert int(image) == image_of[int(row)]
            assert f"/{image}.jpg" in address
        lasso(page, (0.02, 0.02), (0.5, 0.98))
        expect(root(page)).not_to_have_attribute("data-selected", str(IMAGES + CAPTIONS))
        page.get_by_text(re.compile(rf"^{root(page).get_attribute('data-selected')} items: ")).wait_for()


def test_the_card_shows_an_item_and_its_own_picture(visit, vectors):
    page = visit("&map_colour=kind")
    for item in (1, IMAGES + 4):
        page.mouse.move(*corner(page))
        page.mouse.move(*pixel(page, item))
        card = page.locator(".card")
        card.wait_for()
        found = int(card.get_attribute("data-item"))
        captions = vectors.texts
        if found >= IMAGES:
            assert card.locator(".caption").inner_text() == captions[found - IMAGES]
        image = found if found < IMAGES else vectors.caption_image[found - IMAGES]
        assert f"/{image}.jpg" in card.locator("img").get_attribute("src")
        assert f"Kind: {'image' if found < IMAGES else 'caption'}" in card.locator(".facts").inner_text()


def test_the_pointer_over_an_item_is_a_hand(visit):
    page = visit()
    for spot, cursor in ((corner(page), "crosshair"), (pixel(page, 1), "pointer"), (corner(page), "crosshair")):
        page.mouse.move(*spot)
        expect(page.locator(".pane").first).to_have_css("cursor", cursor)


def test_captions_are_shown_letter_by_letter(visit, vectors):
    page = visit()
    for caption in HOSTILE:
        item = IMAGES + vectors.texts.index(caption)
        root(page).evaluate("({ map }, item) => map.look(item, 'looked at')", item)
        expect(page.locator(".card .caption")).to_have_text(caption)
        expect(page.locator(".live")).to_have_text(f"looked at: {caption}")
        root(page).evaluate("({ map }, item) => map.choose(item)", item)
        page.get_by_text(caption, exact=True).first.wait_for()
    assert page.title() == "Map · Ladder"
    assert page.locator("[data-testid=stMain] :is(b, a[href*=elsewhere], img[src*=elsewhere])").count() == 0


def test_another_colour_keeps_selection_and_view_and_fetches_no_places(visit):
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    lasso(page, (0.02, 0.02), (0.6, 0.98))
    selected = root(page).get_attribute("data-selected")
    page.get_by_text(re.compile(rf"^{selected} items: ")).wait_for()
    page.get_by_role("button", name="Zoom in").click()
    expect(root(page)).to_have_attribute("data-zoom", "1.500")
    page.get_by_role("combobox", name="Colour").click()
    page.get_by_role("option", name="kind").click()
    expect(root(page)).to_have_attribute("data-field", "Kind")
    rest(page)
    assert root(page).get_attribute("data-selected") == selected
    assert root(page).get_attribute("data-zoom") == "1.500"
    assert not [address for address in asked if "/places/" in address or "/joint_map" in address]


def test_the_theme_switch_keeps_the_selection(visit):
    page = visit("&map_pick=dev-red-circle-10.png")
    before = root(page).get_attribute("data-item")
    assert root(page).get_attribute("data-theme") == "light"
    light = root(page).evaluate("({ map }) => map.panes[0].painter.pixels[0]")
    page.emulate_media(color_scheme="dark")
    expect(root(page)).to_have_attribute("data-theme", "dark")
    assert root(page).get_attribute("data-item") == before
    assert root(page).get_attribute("data-selected") == "1"
    assert root(page).evaluate("({ map }) => map.panes[0].painter.pixels[0]") != light


def test_the_keyboard_walks_the_true_neighbours(visit):
    page = visit("&map_pick=dev-red-circle-10.png")
    root(page).focus()
    rows = root(page).evaluate("({ map }) => map.frameIn(map.panes[0]).lines.rows")
    for place, key in enumerate(("n", "ArrowRight", "ArrowDown"), 1):
        page.keyboard.press(key)
        expect(page.locator(".live")).to_contain_text(f"True neighbour {place} of 15")
        expect(page.locator(".card")).to_have_attribute("data-item", str(rows[place - 1]))
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".live")).to_contain_text("True neighbour 2 of 15")
    page.keyboard.press("Enter")
    expect(root(page)).to_have_attribute("data-item", str(rows[1]))
    rest(page)
    page.keyboard.press("Escape")
    expect(root(page)).to_have_attribute("data-selected", "0")


def test_keys_zoom_and_lead_to_the_search(visit):
    page = visit()
    root(page).focus()
    page.keyboard.press("+")
    expect(root(page)).to_have_attribute("data-zoom", "1.300")
    page.keyboard.press("-")
    expect(root(page)).to_have_attribute("data-zoom", "1.000")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the map")).to_be_focused()
    page.keyboard.type("a red circle")
    page.get_by_text("“a red circle”: its 19 nearest images").wait_for()
    expect(root(page)).to_have_attribute("data-field", "Level to the query")


def test_wheel_and_drag_move_the_view(visit):
    page = visit()
    spot = pixel(page, 0)
    page.mouse.move(*spot)
    page.mouse.wheel(0, -400)
    expect(root(page)).not_to_have_attribute("data-zoom", "1.000")
    assert pixel(page, 0) == pytest.approx(spot, abs=1)  # what is under the pointer stays there
    page.mouse.down()
    page.mouse.move(spot[0] + 60, spot[1] + 30, steps=4)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert pixel(page, 0) == pytest.approx((spot[0] + 60, spot[1] + 30), abs=2)
    assert root(page).get_attribute("data-selected") in (None, "0")


def test_a_neighbour_in_the_panel_can_be_clicked(visit):
    page = visit("&map_pick=dev-red-circle-10.png")
    second = page.locator(".gallery .item").nth(1)
    row = second.locator("img").get_attribute("data-row")
    second.click()
    expect(root(page)).to_have_attribute("data-item", row)


def test_a_selection_is_linked_over_both_maps_and_one_becomes_the_other(visit):
    page = visit("&map_view=A+and+B")
    assert page.locator(".pane").count() == 2
    page.mouse.click(*pixel(page, 3, pane=1))
    expect(root(page)).to_have_attribute("data-selected", "1")
    rest(page)
    page.get_by_role("radio", name="morph").click()
    expect(page.locator(".pane")).to_have_count(1)
    slider = page.get_by_role("slider", name="From one layout to the other")
    first = pixel(page, 3)
    slider.fill("1")
    expect(page.locator(".live")).to_have_text("B · beta")
    assert pixel(page, 3) != pytest.approx(first, abs=0.5)
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Play").wait_for(timeout=PATIENCE * 1000)
    assert slider.input_value() == "1"


@pytest.mark.parametrize("width", [1024, 1440])
def test_nothing_is_wider_than_the_window(visit, width):
    page = visit("&map_view=A+and+B&map_pick=dev-hostile.png")
    page.set_viewport_size({"width": width, "height": 1000})
    rest(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('[data-testid=stMain]'))")


def test_what_is_drawn_while_another_view_loads_is_drawn_of_the_old_places(visit):
    """Panes, places and colours change together, however late the places come and whatever is turned meanwhile."""
    page, held = visit(), []
    page.route("**/places/**", lambda route: held.append(route))
    page.get_by_role("radio", name="A and B").click()
    expect(page.locator(".live")).to_have_text("Loading the map …")
    page.set_viewport_size({"width": 1200, "height": 1300})  # what is there is drawn anew
    page.mouse.move(*pixel(page, 3))
    page.get_by_role("button", name="Zoom in").click()
    expect(root(page)).to_have_attribute("data-zoom", "1.500")
    assert page.locator(".pane").count() == 1
    for route in held:
        route.continue_()
    expect(page.locator(".pane")).to_have_count(2)
    rest(page)
