"""The page in a real browser, on a real server."""

import io
import re
import time
import urllib.request

import pytest
from PIL import Image

from tests.app.tiny import HOSTILE
from tests.browser.serving import serve, settle

pytestmark = pytest.mark.browser


def sentence(page):
    """What is said above the results."""
    return page.locator("p[role=status]")


def photograph():
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(buffer, "JPEG")
    return {"name": "mine.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def test_a_link_opens_as_the_first_request_of_a_server(tiny_runs, page):
    with serve(tiny_runs, tiny_runs.parent / "cache") as address:
        page.goto(f"{address}/search?q=a+red+circle&run=beta&find=captions")
        settle(page)
        assert sentence(page).inner_text().startswith("Nearest of 39 captions to “a red circle”")
        assert page.get_by_role("combobox", name="Run").input_value() == "beta"
        assert page.get_by_text("Page not found").count() == 0
        page.close()


def test_the_bare_address_leads_to_search(address, page):
    page.goto(address)
    settle(page)
    page.wait_for_url(f"{address}/search")
    assert page.get_by_role("heading", name="A look into the gallery: 19 images").is_visible()
    assert page.title() == "Search · Ladder"


def test_typing_searches_and_writes_the_link(address, page):
    page.goto(f"{address}/search")
    settle(page)
    page.get_by_label("Describe a picture").press_sequentially("a red circle", delay=20)
    sentence(page).get_by_text("“a red circle”").wait_for()
    page.wait_for_url(f"{address}/search?q=a+red+circle")
    page.reload()
    settle(page)
    assert "“a red circle”" in sentence(page).inner_text()


def test_an_example_fills_the_field(address, page):
    page.goto(f"{address}/search")
    settle(page)
    example = page.get_by_role("radiogroup", name="Examples").get_by_role("radio").first
    words = example.inner_text()
    example.click()
    sentence(page).get_by_text(f"“{words}”").wait_for()
    assert page.get_by_label("Describe a picture").input_value() == words


def test_a_photograph_is_searched_with_and_left_again(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    page.get_by_role("button", name="Photo").click()
    page.locator("input[type=file]").set_input_files(photograph())
    sentence(page).get_by_text("your photograph").wait_for()
    assert page.url == f"{address}/search?find=captions"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear", exact=True).click()
    page.get_by_role("heading", name="A look into the gallery").wait_for()


def test_a_result_becomes_the_query_by_keyboard(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    page.get_by_role("button", name="Use no. 2 as query").focus()
    page.keyboard.press("Enter")
    sentence(page).get_by_text("this image").wait_for()
    page.wait_for_url(re.compile(r"item=dev-[a-z-]+10\.png"))
    link = page.url
    settle(page)
    before = sentence(page).inner_text()
    page.goto(address)
    settle(page)
    page.goto(link)
    settle(page)
    assert sentence(page).inner_text() == before


def test_a_result_far_down_that_becomes_the_query_is_shown_at_the_top(address, new_page):
    page = new_page(390)
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    page.get_by_role("button", name="Use no. 19 as query").click()
    sentence(page).get_by_text("this image").wait_for()
    until_top = time.monotonic() + 10
    while page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 0:
        assert time.monotonic() < until_top
        page.wait_for_timeout(50)


def test_a_row_of_the_table_becomes_the_query(address, page):
    page.goto(f"{address}/search?q=a+red+circle&view=table")
    settle(page)
    page.get_by_test_id("stDataFrame").locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.get_by_role("button", name="Use no. 3 as query").click()
    sentence(page).get_by_text("this image").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_are_told_apart(address, new_page, theme):
    page = new_page(theme=theme)
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert ground == {"light": "rgb(252, 250, 247)", "dark": "rgb(25, 23, 21)"}[theme]
    edge = "getComputedStyle(document.querySelector('[role=img][aria-label]')).borderBottomColor"
    assert page.evaluate(edge) == {"light": "rgb(232, 223, 211)", "dark": "rgb(57, 52, 46)"}[theme]


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window(address, new_page, width):
    page = new_page(width)
    for view in ("", "?q=a+red+circle", "?q=a+red+circle&view=table", "?item=dev-hostile.png", "?q=" + "x" * 300):
        page.goto(f"{address}/search{view}")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('[data-testid=stMain]'))")


def test_captions_are_shown_as_they_are(address, page):
    page.goto(f"{address}/search?item=dev-hostile.png&find=captions&k=50")
    settle(page)
    for caption in HOSTILE:
        assert page.get_by_text(caption, exact=True).count() >= 1
    assert page.title() == "Search · Ladder"
    assert page.locator("[data-testid=stMain] :is(b, a[href*=elsewhere], img[src*=elsewhere])").count() == 0


def test_a_query_is_shown_as_it_is(address, page):
    page.goto(f"{address}/search")
    settle(page)
    page.get_by_label("Describe a picture").fill(HOSTILE[2])
    sentence(page).get_by_text(f"“{HOSTILE[2]}”").wait_for()


def test_everything_that_can_be_used_has_a_name(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    nameless = """[...document.querySelectorAll('button, input, img, [role=combobox]')].filter(element =>
        element.checkVisibility() && !(element.innerText || element.ariaLabel || element.alt || element.title ||
        element.getAttribute('aria-labelledby') || element.labels?.length)).map(element => element.outerHTML)"""
    assert page.evaluate(nameless) == []


def test_every_answer_carries_the_security_headers(address):
    for path in ("/", "/_stcore/health"):
        with urllib.request.urlopen(address + path, timeout=10) as answer:
            headers = answer.headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert headers["Referrer-Policy"] == "no-referrer"
