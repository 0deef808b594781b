"""Every drawing as a file: a picture as wide as a page of paper, and lines with the caption under them."""

import re
from xml.etree import ElementTree

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.serving import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.tour]
RUNS = "run=alpha&against=beta"
OWN_ITEMS = "split=test&batch_from=items+of+my+own"  # the tiny runs kept no batch
SVG = "{http://www.w3.org/2000/svg}"
PIXELS = 2126  # 180 mm at 300 dots an inch
DRAWINGS = {  # where it is, its key, a word of its caption, and what it is made of
    "map": ("map?map_method=PCA&split=dev", "map_drawing", "PCA", "image"),
    "bullseye": ("map?map_view=bullseye&map_q=a+red+circle&split=dev", "map_drawing", "a red circle", "image"),
    "wins": ("compare?compare_tab=Wins&split=test", "compare_shares", "judged by tfidf", "rect"),
    "plane": ("compare?compare_tab=Trade-off&split=test", "compare_plane", "judged by tfidf", "image"),
    "carpet": ("compare?compare_tab=Carpet&split=test", "compare_woven", "judged by tfidf", "image"),
    "verdict": ("compare?split=test", "compare_verdict_picture", "bootstrap", "path"),
    "training": ("compare?compare_tab=Training&split=test", "compare_training_picture", "epoch", "path"),
    "row": (f"batches?{OWN_ITEMS}", "batch_ladder", "margin", "path"),
    "matrix": (f"batches?{OWN_ITEMS}", "batch_twin", "similarity follows relevance", "image"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_saved_as_it_stands_with_its_caption(address, page, tmp_path, name):
    path, key, word, part = DRAWINGS[name]
    page.goto(f"{address}/{path}&{RUNS}")
    page.locator(f".st-key-{key}").first.wait_for(timeout=PATIENCE * 1000)
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=PATIENCE * 1000)
    page.wait_for_load_state("networkidle")
    drawn = ElementTree.parse(saved(page, key, "SVG", tmp_path)).getroot()
    assert drawn.get("width") == "180mm"
    said = " ".join(line.text or "" for line in drawn.iter(f"{SVG}tspan") if line.get("x") == "12")
    assert re.search(re.escape(word), said)
    assert "`" not in said and "**" not in said
    assert next(drawn.iter(f"{SVG}{part}"), None) is not None
    assert all(image.get("href", "").startswith("data:") for image in drawn.iter(f"{SVG}image"))  # it stands alone
    with Image.open(saved(page, key, "PNG", tmp_path)) as picture:
        assert picture.width == PIXELS
        assert picture.height == pytest.approx(PIXELS * proportion(drawn), abs=2)
        assert len(picture.convert("RGB").resize((200, 200)).getcolors(40_000)) > 20  # something is drawn


def proportion(drawn):
    _, _, width, height = map(float, drawn.get("viewBox").split())
    return height / width


def saved(page, key, kind, folder):
    buttons = page.locator(f".st-key-{key}_printing")
    with page.expect_download(timeout=PATIENCE * 1000) as download:
        buttons.get_by_role("button", name=f"Save as {kind}").click(timeout=PATIENCE * 1000)
    expect(buttons.locator("[aria-live]")).to_contain_text("is saved")
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    assert target.suffix == f".{kind.lower()}"
    return target
