"""Staircase, ribbon and gallery in a real browser: what they show, and how they point at each other."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image

from ladder.figures import DARK, LIGHT
from tests.browser.serving import PATIENCE, settle
from tests.pages.reading import colour_of
from tests.pages.tiny import HOSTILE

pytestmark = pytest.mark.browser
IMAGES = 19  # of dev


def look(page, address, link):
    """Opens a search and waits until its answer is drawn."""
    page.goto(f"{address}/search?{link}")
    settle(page)
    page.locator(".card").last.wait_for(timeout=PATIENCE * 1000)
    return page


@pytest.fixture
def results(address, page):
    """A ranking of both runs."""
    return look(page, address, "q=a+red+circle")


def tile(page, rank):
    """A tile of run A's ribbon."""
    return page.locator(".plot svg rect").nth(rank - 1)


def fills(page):
    """The tiles' colours: of run A, the ideal order, run B."""
    colours = page.locator(".plot svg rect").evaluate_all("all => all.map(one => one.getAttribute('fill'))")
    return [colours[IMAGES * part : IMAGES * (part + 1)] for part in range(3)]


def gallery(page, run="alpha", among="images"):
    return page.get_by_role("list", name=f"{among} under {run}").locator(".card")


def seen(cards):
    """What the cards that are shown say of their items."""
    return cards.evaluate_all(
        """cards => cards.filter(card => card.checkVisibility()).map(card => ({
            rank: Number(card.querySelector("strong").textContent), id: card.dataset.id,
            level: card.querySelector(".chip").textContent, caption: card.querySelector(".caption").textContent,
            src: card.querySelector("img").getAttribute("src") }))"""
    )


def ranks(cards):
    return [item["rank"] for item in seen(cards)]


def ids(cards):
    return [item["id"] for item in seen(cards)]


def drag(page, first, last):
    tile(page, first).hover()
    page.mouse.down()
    tile(page, last).hover(force=True)
    page.mouse.up()


# --- what is drawn ---------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_tiles_have_the_colours_of_the_levels_on_the_cards(address, new_page, theme):
    page = look(new_page(theme=theme.name), address, "q=a+red+circle")
    first, ideal, second = fills(page)
    for drawn, run in ((first, "alpha"), (second, "beta")):
        shown = seen(gallery(page, run))
        assert [item["rank"] for item in shown] == list(range(1, IMAGES + 1))
        levels = [item["level"].removeprefix("level ") for item in shown]
        assert drawn == [theme.own if level == "★ own" else theme.levels[int(level) - 1] for level in levels]
    assert ideal[0] == theme.own
    order = [theme.levels.index(colour) for colour in ideal[1:]]
    assert order == sorted(order)
    steps = page.locator(".plot svg path[stroke-width='2']")
    assert steps.evaluate_all("all => all.map(one => one.getAttribute('stroke'))") == [theme.first, theme.second]


def test_the_drawing_follows_when_the_theme_is_changed(results):
    step = results.locator(".plot svg path[stroke-width='2']").first
    assert step.get_attribute("stroke") == LIGHT.first
    results.emulate_media(color_scheme="dark")
    results.locator(f".plot svg path[stroke='{DARK.first}']").wait_for(state="attached")
    assert fills(results)[1][0] == DARK.own


def test_the_drawing_is_told_in_words(results):
    said = results.get_by_role("img", name=re.compile("Relevance by rank of the first 19"))
    assert "alpha: levels of the first ten: " in said.locator("title").text_content()


def test_every_card_shows_the_picture_of_its_item(address, results):
    for run in ("alpha", "beta"):
        for item in seen(gallery(results, run)):
            picture = results.request.get(address + item["src"])
            assert picture.headers["content-type"] == "image/jpeg"
            assert colour_of(picture.body()) == ("red" if "hostile" in item["id"] else item["id"].split("-")[1])


def test_every_card_has_its_own_picture_after_the_exact_match_is_hidden(address, page):
    look(page, address, "item=dev-red-circle-10.png&find=captions&k=50&hide=true&against=none")
    shown = seen(gallery(page, among="captions"))
    assert len(shown) == 37
    for item in shown:
        named = re.search("red|green|blue|orange|purple|black", item["caption"])
        picture = page.request.get(address + item["src"]).body()
        assert colour_of(picture) == ("red" if "dev-hostile" in item["id"] else named[0])


def test_pictures_are_shown_when_they_come_into_sight(results):
    last = gallery(results, "beta").last.locator("img")
    last.scroll_into_view_if_needed()
    results.wait_for_function("image => image.complete && image.naturalWidth === 240", arg=last.element_handle())


def test_what_the_other_run_misses_is_marked(address, page):
    look(page, address, "q=a+red+circle&k=10")
    names = {run: set(ids(gallery(page, run))) for run in ("alpha", "beta")}
    for run, other, rival in (("alpha", "beta", "B"), ("beta", "alpha", "A")):
        marked = gallery(page, run).filter(has_text=f"missed by {rival}")
        assert set(ids(marked)) == names[run] - names[other] != set()


# --- what can be done with it ----------------------------------------------------------------


def test_a_drag_over_ranks_narrows_the_gallery_and_show_all_restores_it(results):
    assert not results.get_by_role("button", name="Show all").is_visible()
    drag(results, 3, 6)
    assert ranks(gallery(results)) == ranks(gallery(results, "beta")) == [3, 4, 5, 6]
    assert results.get_by_text("The gallery shows ranks 3 to 6.").is_visible()
    drag(results, 9, 8)
    assert ranks(gallery(results)) == [8, 9]
    results.get_by_role("button", name="Show all").click()
    assert ranks(gallery(results)) == list(range(1, IMAGES + 1))
    assert not results.get_by_role("button", name="Show all").is_visible()


def test_after_a_drag_a_picture_is_still_the_query_that_it_shows(results):
    drag(results, 3, 6)
    card = gallery(results).nth(3)
    name = card.get_attribute("data-id")
    card.get_by_role("button").click()
    results.wait_for_url(re.compile(f"item={re.escape(name)}"))


def test_a_click_on_a_step_marks_the_item_under_both(results):
    found = {run: ids(gallery(results, run)) for run in ("alpha", "beta")}
    marked = results.locator(".card.marked")
    for rank in (4, 5):
        tile(results, rank).click()
        name = found["alpha"][rank - 1]
        assert ids(marked) == [name, name]
        assert results.get_by_text(f"alpha: no. {rank} · beta: no. {found['beta'].index(name) + 1}").is_visible()


def test_pointing_at_a_tile_shows_its_item(address, page):
    look(page, address, "item=dev-hostile.png&find=captions&k=50&against=none")
    shown = {item["caption"]: item for item in seen(gallery(page, among="captions"))}
    card = page.locator(".hover")
    assert not card.is_visible()
    for caption in HOSTILE:
        tile(page, shown[caption]["rank"]).hover()
        assert card.locator(".caption").inner_text() == caption
        assert f"alpha, rank {shown[caption]['rank']}: own pair, relevance 1.00" in card.inner_text()
        assert card.locator("img").get_attribute("src") == shown[caption]["src"]
        assert card.locator("img").count() == 1
        assert card.locator("b, a, script").count() == 0
    page.mouse.move(1, 1)
    assert not card.is_visible()
    assert page.title() == "Search · Ladder"


# --- files -----------------------------------------------------------------------------------


def saved(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_drawing_is_saved_as_an_svg_that_stands_alone(results, new_page, tmp_path):
    name, data = saved(results, "SVG")
    assert name == "ranking-a-red-circle.svg"
    root = ElementTree.fromstring(data)
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    rects = root.findall(f"{space}rect")
    assert rects[0].get("fill") == LIGHT.paper
    assert len([rect for rect in rects if rect.get("rx") and rect.get("fill") != "none"]) == 3 * IMAGES
    assert {text.text for text in root.iter(f"{space}text")} >= {"A  alpha", "B  beta", "ideal", "★", "10"}
    text = data.decode()
    assert not re.findall(r"var\(|href|url\(|<style|<script|class=", text)
    assert set(re.findall(r"https?://[^\"']*", text)) == {"http://www.w3.org/2000/svg"}
    (tmp_path / name).write_bytes(data)
    alone = new_page()
    alone.goto((tmp_path / name).as_uri())
    assert alone.locator("rect").count() == len(rects)


def test_the_drawing_is_saved_as_a_png(results):
    name, data = saved(results, "PNG")
    assert name == "ranking-a-red-circle.png"
    size = results.locator(".plot svg").bounding_box()
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (3 * round(size["width"]), 3 * round(size["height"]))
        pixels = image.convert("RGB").getcolors(maxcolors=10**6)
    most = max(pixels)[1]
    assert "#{:02x}{:02x}{:02x}".format(*most) == LIGHT.paper
    assert tuple(bytes.fromhex(LIGHT.own[1:])) in {colour for _, colour in pixels}


def test_the_csv_holds_what_the_cards_of_both_runs_show(results):
    name, data = saved(results, "CSV")
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert name == "ranking.csv"
    for run in ("alpha", "beta"):
        told = [(int(row["rank"]), row["level"], row["id"], row["caption"]) for row in rows if row["run"] == run]
        assert told == [
            (item["rank"], "0" if "own" in item["level"] else item["level"][-1], item["id"], item["caption"])
            for item in seen(gallery(results, run))
        ]
    assert {row["query"] for row in rows} == {"a red circle"}


def test_the_pictures_are_saved_as_a_sheet(results):
    name, data = saved(results, "Picture")
    assert name == "ranking.jpg"
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        assert image.height > image.width
