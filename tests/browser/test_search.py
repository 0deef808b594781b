"""The search page in a real browser, on a real server: asking, and the link."""

import io
import json
import re
import time
import urllib.request
from urllib.parse import parse_qsl, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.serving import serve, settle
from tests.pages.tiny import HOSTILE

pytestmark = pytest.mark.browser


def sentence(page):
    """What is said above the results."""
    return page.locator("p[role=status]")


def wait_for_answer(page, asked):
    """Waits until the answer to this is drawn."""
    page.locator(".strips").and_(page.locator(f"[data-asked={json.dumps(asked)}]")).wait_for()


def wait_for_link(page, **parameters):
    """Waits until the link says this and no more, in any order."""
    page.wait_for_url(lambda url: dict(parse_qsl(urlsplit(url).query)) == parameters)


def encoded(size=(60, 40), form="JPEG", mode="RGB", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, **options).save(buffer, form)
    return buffer.getvalue()


def upload(page, name, data):
    page.get_by_role("button", name="Photo").click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})


def test_a_link_opens_as_the_first_request_of_a_server(tiny_runs, page):
    with serve(tiny_runs, tiny_runs.parent / "cache") as address:
        page.goto(f"{address}/search?q=a+red+circle&run=beta&find=captions")
        settle(page)
        wait_for_answer(page, "a red circle")
        assert "gallery" in sentence(page).inner_text()
        assert page.get_by_role("combobox", name="Run A").input_value() == "beta"
        assert page.get_by_text("Page not found").count() == 0
        page.close()


def test_typing_searches_and_writes_the_link(address, page):
    page.goto(f"{address}/search")
    settle(page)
    assert page.title() == "Search · Ladder"
    page.get_by_label("Describe a picture").press_sequentially("a red circle", delay=20)
    wait_for_answer(page, "a red circle")
    wait_for_link(page, q="a red circle")
    page.reload()
    settle(page)
    wait_for_answer(page, "a red circle")


def test_an_example_fills_the_field(address, page):
    page.goto(f"{address}/search")
    settle(page)
    example = page.get_by_role("radiogroup", name="Examples").get_by_role("radio").first
    words = example.inner_text()
    example.click()
    wait_for_answer(page, words)
    assert page.get_by_label("Describe a picture").input_value() == words


def test_the_direction_and_the_runs_are_turned_in_the_sidebar_and_stand_in_the_link(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    page.get_by_role("radio", name="captions").click()
    page.get_by_role("list", name="captions under beta").first.wait_for()
    page.get_by_text("Direction: image → caption").wait_for()
    wait_for_link(page, q="a red circle", find="captions")
    page.get_by_role("combobox", name="Run B").click()
    page.get_by_role("option", name="none").click()
    sentence(page).get_by_text("This list").wait_for()
    wait_for_link(page, q="a red circle", find="captions", against="none")
    settle(page)
    expect(page.get_by_role("list", name="captions under beta")).to_have_count(0)
    page.get_by_role("radio", name="images").click()
    wait_for_link(page, q="a red circle", against="none")


def test_a_page_leads_to_another_and_the_choice_goes_with_it(address, page):
    page.goto(f"{address}/search?q=a+red+circle&run=beta&against=none&find=captions")
    settle(page)
    choice = {"run": "beta", "against": "none", "find": "captions"}
    page.get_by_role("link", name="Start").click()
    wait_for_link(page, **choice)
    page.get_by_role("link", name="Search").first.click()
    wait_for_link(page, **choice, q="a red circle")
    settle(page)
    assert page.get_by_role("combobox", name="Run A").input_value() == "beta"
    wait_for_answer(page, "a red circle")
    assert page.get_by_role("list", name="captions under beta").first.is_visible()


# --- a photograph ----------------------------------------------------------------------------


def test_a_photograph_is_searched_with_and_left_again(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    upload(page, "mine.jpg", encoded(color="red"))
    sentence(page).get_by_text("your photograph").wait_for()
    wait_for_link(page, find="captions")
    expect(page.get_by_text("It is kept in memory only")).to_have_count(0)  # its place is shut: nothing over the answer
    expect(page.get_by_role("img", name="your photograph")).to_be_visible()
    expect(page.get_by_role("list", name="captions under beta").first.locator(".item")).to_have_count(10)
    page.get_by_role("button", name="Clear", exact=True).click()
    page.get_by_text("A look into the gallery").wait_for()


@pytest.mark.shared
def test_a_real_photograph_is_searched_with(address, page, shared):
    path = sorted((shared / "data" / "flickr8k" / "images").glob("*.jpg"))[0]
    page.goto(f"{address}/search")
    settle(page)
    upload(page, path.name, path.read_bytes())
    sentence(page).get_by_text("your photograph").wait_for()
    settle(page)
    assert page.locator(".strips .item").count() >= 20
    shown = page.get_by_role("img", name="your photograph")
    with Image.open(path) as image:
        ratio = image.width / image.height
    loaded = shown.evaluate("image => image.decode().then(() => image.naturalWidth / image.naturalHeight)")
    assert loaded == pytest.approx(ratio, rel=0.02)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (encoded((10_000, 6_000), "PNG", "1"), "The photograph has 10000 × 6000 pixels, at most 40 million are read"),
        (b"Dear photograph", "The file is not a JPEG, PNG or WebP picture; choose another."),
        (encoded()[:300], "The photograph is truncated or damaged; choose another."),
    ],
    ids=["sixty megapixels", "text", "truncated"],
)
def test_what_is_no_photograph_is_one_sentence_and_the_page_goes_on(address, page, data, said):
    page.goto(f"{address}/search")
    settle(page)
    upload(page, "holiday.jpg", data)
    page.get_by_role("alert").get_by_text(said).wait_for()
    page.keyboard.press("Escape")
    page.get_by_label("Describe a picture").fill("a red circle")
    wait_for_answer(page, "a red circle")


# --- a result as query -----------------------------------------------------------------------


def test_a_result_becomes_the_query_by_keyboard(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    page.get_by_role("button", name=re.compile("^Search with no. 2,")).first.focus()
    page.keyboard.press("Enter")
    page.locator(".strips[data-asked^=dev-]").wait_for()
    page.wait_for_url(re.compile(r"item=dev-[a-z-]+10\.png"))
    page.wait_for_url(lambda url: "find=captions" in url and "q=" not in url)
    settle(page)
    link, before = page.url, sentence(page).inner_text()
    page.goto(address)
    page.goto(link)
    settle(page)
    assert sentence(page).inner_text() == before


def test_a_result_of_either_run_becomes_the_query_by_a_click(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    card = page.get_by_role("list", name="images under beta").first.locator(".item").nth(2)
    name = card.get_attribute("data-id")
    card.locator(".use").click()
    wait_for_answer(page, name)
    page.wait_for_url(re.compile(f"item={re.escape(name)}"))


def test_a_picture_of_the_first_look_becomes_the_query(address, page):
    page.goto(f"{address}/search")
    settle(page)
    page.get_by_role("button", name=re.compile("^Search with no. 3,")).click()
    page.locator(".strips[data-asked^=dev-]").wait_for()


def test_a_result_far_down_that_becomes_the_query_is_shown_at_the_top(address, new_page):
    page = new_page(390)
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    page.get_by_role("button", name=re.compile("^Search with no. 19,")).last.click()
    page.locator(".strips[data-asked^=dev-]").wait_for()
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
    page.locator(".strips[data-asked^=dev-]").wait_for()


def walk(page, step, link):
    """Goes back or forward until the link is there: Streamlit writes a part of it at a time."""
    for _ in range(4):
        step()
        settle(page)  # a step during a run can be answered by a message that Streamlit's client has just let go
        if page.url == link:
            return
    raise AssertionError(f"{page.url} and not {link}")


def test_back_and_forward_lead_through_what_was_asked(address, page):
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    places = [(page.url, "a red circle")]
    for keys in ({"item", "find"}, {"item"}):
        item = page.locator(".strips .item").nth(1)
        name = item.get_attribute("data-id")
        item.locator(".use").click()
        wait_for_answer(page, name)
        page.wait_for_url(lambda url, keys=keys: dict(parse_qsl(urlsplit(url).query)).keys() == keys)
        settle(page)
        places.append((page.url, name))
    for step, way in ((page.go_back, places[1::-1]), (page.go_forward, places[1:])):
        for link, asked in way:
            walk(page, step, link)
            wait_for_answer(page, asked)


# --- as it is shown --------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_are_told_apart(address, new_page, theme):
    page = new_page(theme=theme)
    page.goto(f"{address}/search?q=a+red+circle")
    settle(page)
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert ground == {"light": "rgb(252, 250, 247)", "dark": "rgb(25, 23, 21)"}[theme]


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window(address, new_page, width):
    page = new_page(width)
    for view in ("", "?q=a+red+circle", "?q=a+red+circle&view=table", "?item=dev-hostile.png", "?q=" + "x" * 300):
        page.goto(f"{address}/search{view}")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('[data-testid=stMain]'))")


@pytest.mark.parametrize("view", ["", "&view=table"])
def test_captions_are_shown_as_they_are(address, page, view):
    page.goto(f"{address}/search?item=dev-hostile.png&find=captions{view}")
    settle(page)
    for caption in HOSTILE:
        page.get_by_text(caption).first.wait_for(state="attached")  # a table draws its cells after the page is at rest
    assert page.title() == "Search · Ladder"
    assert page.locator("[data-testid=stMain] :is(b, a[href*=elsewhere], img[src*=elsewhere])").count() == 0


@pytest.mark.parametrize("words", [*HOSTILE[:1], "<script>alert(1)</script><b>x</b>", "%{x} {@y} $x^2$ **b** `c`"])
def test_a_query_is_shown_as_it_is(address, page, words):
    page.goto(f"{address}/search")
    settle(page)
    page.get_by_label("Describe a picture").fill(words)
    wait_for_answer(page, words)
    assert page.locator("[data-testid=stMain] :is(b, img[src*=elsewhere])").count() == 0


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
