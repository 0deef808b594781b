"""The page on data in a real browser: photographs brought in, looked at, and found in what is drawn of them."""

import io
import re
import zipfile

import pytest

from ladder.datasets import open_dataset
from tests.browser.serving import PATIENCE, serve, settle
from tests.pages.tiny import HOSTILE, make_data

pytestmark = [pytest.mark.browser, pytest.mark.tour]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A root with one data set."""
    root = tmp_path_factory.mktemp("data")
    (root / "shapes").mkdir()
    make_data(root / "shapes")
    return root


@pytest.fixture(scope="module")
def address(browser, tiny_runs, place):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LADDER_DATA", str(place))
        patch.setenv("LADDER_MODELS", str(place / "none"))
        with serve(tiny_runs, tiny_runs.parent / "cache") as running:
            yield running


def scenes_zip(count=12):
    """A ZIP of drawn scenes, as a visitor may pack their photographs."""
    data = open_dataset(f"scenes,train={count},dev=4,test=0,tail=0,size=64")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        rows = ["image,caption,split"]
        for image, (name, split) in enumerate(zip(data.image_ids, data.splits)):
            picture = io.BytesIO()
            data.pictures.open(image).save(picture, "JPEG")
            archive.writestr(f"scenes/{name}.jpg", picture.getvalue())
            texts = data.captions[data.first_caption[image] : data.first_caption[image + 1]]
            rows += [f'{name}.jpg,"{text}",{split}' for text in texts]
        archive.writestr("scenes/captions.csv", "\n".join(rows))
    return {"name": "scenes.zip", "mimeType": "application/zip", "buffer": buffer.getvalue()}


def bring(page, file, name):
    page.get_by_text("Bring your own").click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("button:enabled", has_text="Unpack").wait_for(timeout=PATIENCE * 1000)
    settle(page)
    field = page.get_by_label("Name", exact=True)
    field.fill(name)
    field.press("Tab")
    settle(page)
    page.get_by_role("button", name="Unpack").click()


def test_a_zip_of_scenes_is_brought_in_and_looked_at(address, page, place):
    page.goto(f"{address}/data")
    settle(page)
    bring(page, scenes_zip(), "my scenes")
    page.get_by_text("16 images with 80 captions").wait_for(timeout=PATIENCE * 1000)
    settle(page)
    assert page.get_by_role("combobox", name="Data set").input_value() == "my scenes/scenes/captions.csv"
    assert (place / "my scenes" / "scenes" / "captions.csv").is_file()
    page.get_by_role("radio", name="Relevance").click()
    page.get_by_role("heading", name="What each degree looks like").wait_for(timeout=PATIENCE * 1000)
    settle(page)
    assert page.locator("img[src^='data:image/jpeg']").count() > 4
    page.wait_for_url(re.compile("data_view=Relevance"))
    link = page.url
    page.goto(f"{address}/search")
    page.goto(link)
    page.get_by_role("heading", name="What each degree looks like").wait_for(timeout=PATIENCE * 1000)


def test_an_archive_that_leads_elsewhere_is_refused_in_one_line(address, page, place):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../<b>out</b>.jpg", b"")
    before = sorted(place.rglob("*"))
    page.goto(f"{address}/data")
    settle(page)
    bring(page, {"name": "x.zip", "mimeType": "application/zip", "buffer": buffer.getvalue()}, "evil")
    page.get_by_role("alert").get_by_text("written elsewhere or nowhere").wait_for(timeout=PATIENCE * 1000)
    assert page.locator("[data-testid=stMain] b").count() == 0
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_nothing_is_wider_than_the_window(address, new_page, width):
    page = new_page(width)
    for view in ("Overview", "Captions", "Relevance", "Features", "Problems"):
        page.goto(f"{address}/data?data_set=shapes%2Fshapes.csv&data_view={view}")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('[data-testid=stMain]'))")


def test_captions_are_shown_as_they_are(address, page, place):
    folder = place / "hostile"
    folder.mkdir(exist_ok=True)
    (folder / "a.png").write_bytes(next((place / "shapes").glob("*.png")).read_bytes())
    rows = ["image,caption", *('a.png,"{}"'.format(text.replace('"', '""')) for text in HOSTILE)]
    (folder / "c.csv").write_text("\n".join(rows), encoding="utf-8")
    page.goto(f"{address}/data?data_set=hostile%2Fc.csv")
    settle(page)
    for caption in HOSTILE[:5]:
        assert page.get_by_text(caption, exact=True).count() >= 1
    assert page.locator("[data-testid=stMain] :is(b, a[href*=elsewhere], img[src*=elsewhere])").count() == 0
