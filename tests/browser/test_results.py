"""Strips and lists in a real browser: what they show, what a click asks, and that they belong to what is asked."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

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
    page.locator(".strips .item").last.wait_for(timeout=PATIENCE * 1000)
    return page


@pytest.fixture
def results(address, page):
    """A ranking of both runs."""
    return look(page, address, "q=a+red+circle")


def strip(page, run="alpha", among="images"):
    """The items of a run's first strip."""
    return page.get_by_role("list", name=f"{among} under {run}").first.locator(".item")


def ids(items):
    return items.evaluate_all("all => all.map(one => one.dataset.id)")


def edges(items):
    """The colours of the items' edges."""
    return items.locator(".edge").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")


def in_parts(colour):
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))


# --- what is drawn ---------------------------------------------------------------------------


def test_run_a_stands_above_run_b_and_all_of_it_above_the_fold(results):
    a, b = (strip(results, run) for run in ("alpha", "beta"))
    assert a.count() == b.count() >= 9
    below = [one.first.locator(".use").bounding_box() for one in (a, b)]
    assert 0 < below[0]["y"] < below[1]["y"]
    assert below[1]["y"] + below[1]["height"] < 700
    assert results.get_by_role("button", name="What is this?").bounding_box()["y"] < 900
    assert below[0]["width"] == 88


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_lower_edge_of_a_picture_has_the_colour_of_its_level(address, new_page, theme):
    page = look(new_page(theme=theme.name), address, "q=a+red+circle")
    for run in ("alpha", "beta"):
        named = strip(page, run).locator(".use").evaluate_all("all => all.map(one => one.ariaLabel)")
        colours = {"★": theme.own, "not relevant": theme.unlevelled}
        colours |= {f"level {at}": colour for at, colour in enumerate(theme.levels, start=1)}
        levels = [re.search("★|level \\d|not relevant", name)[0] for name in named]
        assert edges(strip(page, run)) == [in_parts(colours[level]) for level in levels]
    found = page.locator(".first .stairs .found")
    assert found.evaluate_all("all => all.map(one => one.getAttribute('stroke'))") == [theme.first, theme.second]


def test_the_drawing_follows_when_the_theme_is_changed(results):
    results.emulate_media(color_scheme="dark")
    results.locator(f".stairs path[stroke='{DARK.first}']").first.wait_for(state="attached")
    assert set(edges(strip(results))) <= {in_parts(one) for one in (DARK.own, DARK.unlevelled, *DARK.levels)}


def test_a_step_stands_over_each_picture(results):
    shown = strip(results).count()
    stairs = results.locator(".first .stairs").first
    assert stairs.get_attribute("width") == str(96 * shown)
    assert stairs.locator(".found").get_attribute("d").count("L") == 2 * shown - 1
    middle = strip(results).first.locator(".use").bounding_box()
    assert middle["x"] + middle["width"] / 2 == pytest.approx(stairs.bounding_box()["x"] + 48, abs=1)


def test_the_drawing_is_told_in_words(results):
    said = results.get_by_role("group", name=re.compile("Relevance by rank"))
    assert "alpha: the first ten: " in said.get_attribute("aria-label")


def test_every_item_shows_its_own_picture(address, results):
    for run in ("alpha", "beta"):
        for item in strip(results, run).all():
            picture = results.request.get(address + item.locator("img").get_attribute("src"))
            name = item.get_attribute("data-id")
            assert colour_of(picture.body()) == ("red" if "hostile" in name else name.split("-")[1])


def test_the_arrow_leads_further_down_both_strips_and_back(results):
    shown = strip(results).count()
    before = ids(strip(results))
    results.get_by_role("button", name="Further down the list").first.click()
    assert len({*before, *ids(strip(results))}) == IMAGES
    assert strip(results, "beta").count() == IMAGES - shown
    assert results.get_by_text(f"B {shown + 1}–{IMAGES}").count() == 0  # the first row has its names
    results.get_by_role("button", name="Back up the list").first.click()
    assert ids(strip(results)) == before


def test_the_ranks_below_follow_when_one_scrolls(results):
    strip(results, "beta").first.hover()
    results.mouse.wheel(0, 2000)
    all_of_a = results.get_by_role("list", name="images under alpha").locator(".item")
    expect(all_of_a).to_have_count(IMAGES)
    last = all_of_a.last.locator("img")
    last.scroll_into_view_if_needed()
    results.wait_for_function("image => image.complete && image.naturalWidth === 160", arg=last.element_handle())


def test_the_best_order_stands_between_the_two_on_demand(results):
    results.get_by_role("button", name="Show the best possible order").click()
    best = results.get_by_role("list", name="the best possible order").first.locator(".item")
    tops = [one.first.bounding_box()["y"] for one in (strip(results), best, strip(results, "beta"))]
    assert tops == sorted(tops)
    names = best.locator(".use").evaluate_all("all => all.map(one => one.ariaLabel)")
    levels = [int(found[1]) for name in names if (found := re.search("level (\\d)", name))]
    assert "★ the right image" in names[0]
    assert levels == sorted(levels)
    results.get_by_role("button", name="Hide the best possible order").click()
    expect(best).to_have_count(0)


def test_on_a_phone_run_b_comes_first_and_strips_scroll_sideways(address, new_page):
    page = look(new_page(390), address, "q=a+red+circle")
    a, b = strip(page), strip(page, "beta")
    assert b.first.bounding_box()["y"] < a.first.bounding_box()["y"] < 844
    assert a.count() == b.count() == IMAGES
    track = b.first.locator("xpath=ancestor::*[contains(@class,'track')]")
    assert track.evaluate("one => one.scrollWidth > one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.get_by_role("radiogroup", name="Examples").is_visible()


def test_where_nothing_is_relevant_no_steps_are_drawn_and_all_is_grey(address, page):
    look(page, address, "q=quarterly+sales+report")
    assert page.locator(".stairs").count() == 0
    assert set(edges(strip(page))) == {in_parts(LIGHT.unlevelled)}


# --- what belongs to what is asked -----------------------------------------------------------


def test_nothing_of_an_earlier_query_is_drawn_over_a_new_answer(address, page):
    """A watcher of the drawing's size must not outlive the data that it draws."""
    look(page, address, "q=a+red+circle")
    field = page.get_by_label("Describe a picture")
    for words in ("a blue square", "two green triangles", "quarterly sales report"):
        field.fill(words)
        page.locator(f".strips[data-asked='{words}']").wait_for()
        settle(page)
        page.set_viewport_size({"width": 1300, "height": 900})
        page.wait_for_timeout(100)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.wait_for_timeout(100)
        assert page.locator(".strips").get_attribute("data-asked") == words
    assert page.locator(".stairs").count() == 0  # nothing is relevant to the last


# --- what can be done with it ----------------------------------------------------------------


def test_pointing_at_a_picture_opens_its_card(results):
    first, other = strip(results).first, ids(strip(results, "beta"))
    card = results.locator(".hovered")
    assert not card.is_visible()
    first.locator(".use").hover()
    assert "side=320" in card.locator("img").get_attribute("src")
    assert card.locator(".degree").inner_text().split("relevance ")[1].strip()
    name = first.get_attribute("data-id")
    if name in other:
        assert f"no. {other.index(name) + 1} in the ladder’s list" in card.inner_text()
    else:
        assert "in the ladder’s list" in card.inner_text()
    results.mouse.move(1, 1)
    assert not card.is_visible()


def test_the_card_opens_by_keyboard_too(results):
    results.get_by_label("Describe a picture").focus()
    for _ in range(40):
        results.keyboard.press("Tab")
        if results.locator(".hovered").is_visible():
            return
    raise AssertionError("no card within forty steps")


def test_a_picture_is_shown_large_by_a_second_gesture(results):
    name = strip(results).nth(1).locator(".use").get_attribute("aria-label")
    strip(results).nth(1).hover()
    strip(results).nth(1).get_by_role("button", name="Show no. 2 large").click()
    dialog = results.get_by_role("dialog")
    assert "side=960" in dialog.locator("img").get_attribute("src")
    assert name.endswith(dialog.locator("p").inner_text())
    results.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert "item=" not in results.url


def test_captions_are_a_list_with_the_colours_of_their_levels(address, page):
    look(page, address, "item=dev-hostile.png&find=captions&against=none")
    items = strip(page, among="captions")
    assert items.count() == 10
    assert set(edges(items)) <= {in_parts(one) for one in (LIGHT.own, LIGHT.unlevelled, *LIGHT.levels)}
    everything = page.get_by_role("list", name="captions under alpha")
    items.last.hover()
    for count in (20, 30, 39):
        page.mouse.wheel(0, 5000)
        expect(everything.locator(".item")).to_have_count(count)
    words = everything.locator(".words").all_inner_texts()
    assert set(HOSTILE) <= set(words)
    assert page.locator(".strips").locator("b, a, script").count() == 0


# --- files -----------------------------------------------------------------------------------


def saved(page, button):
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_the_strips_are_saved_as_one_drawing_with_its_caption(results):
    name, data = saved(results, "Save as SVG")
    assert name == "results.svg"
    text = data.decode()
    assert text.count("<image") == text.count("data:image/jpeg") >= 2 * strip(results).count()
    assert text.count('class="stairs"') >= 2
    assert "Show the best possible order" not in text
    assert "Relevance is judged by tfidf" in re.sub("<[^>]*>", " ", text).replace("  ", " ")


def test_the_csv_holds_what_the_strips_of_both_runs_show(results):
    name, data = saved(results, "CSV")
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert name == "ranking.csv"
    for run in ("alpha", "beta"):
        found = [row["id"] for row in rows if row["run"] == run]
        shown = ids(strip(results, run))
        assert found[: len(shown)] == shown
        assert len(found) == IMAGES
    assert {row["query"] for row in rows} == {"a red circle"}
