"""The page, through the main script."""

import io

import pytest
from PIL import Image

from tests.app.reading import captions, markup, said
from tests.app.tiny import HOSTILE

pytestmark = pytest.mark.usefixtures("on_tiny_runs")


def png(size=(60, 40), colour="red", form="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form)
    return buffer.getvalue()


def test_the_first_look_shows_the_gallery(opened):
    page = opened()
    assert "A look into the gallery: 19 images" in said(page)
    assert len(page.image) == 15
    assert page.selectbox(key="run").options == ["alpha", "beta"]


def test_the_bare_address_leads_to_search_with_all_that_the_link_says(main_script):
    main_script.query_params["q"] = "a red circle"
    page = main_script.run()
    assert page.title[0].value == "Search"
    assert "to “a red circle”" in said(page)


def test_words_find_images(opened):
    page = opened()
    page.text_input(key="q").input("a red circle").run()
    text = said(page)
    assert "Nearest of 19 images to “a red circle”: similarity" in text
    assert "of the first 19 are judged relevant above 0.2" in text
    assert "Relevance is judged by tfidf." in text
    assert len(page.image) == 19
    assert "relevance 0." in text


def test_an_example_is_asked_for(opened):
    page = opened()
    example = page.pills(key="example").options[1]
    page.pills(key="example").set_value(example).run()
    assert f"to “{example}”" in said(page)
    assert page.text_input(key="q").value == example


def test_an_image_as_query_finds_its_captions(opened):
    page = opened(q="a red circle", find="images")
    page.button(key="use-0").click().run()
    name = page.query_params["item"]
    assert "Nearest of 39 captions to this image" in said(page)
    assert "its own " in said(page)
    assert f"<strong>{name}</strong>" in markup(page)
    assert page.text_input(key="q").value == ""


def test_a_caption_as_query_finds_its_image(opened):
    page = opened(q="a red circle", find="captions")
    page.button(key="use-0").click().run()
    assert "Nearest of 19 images to this caption" in said(page)
    assert "★ own" in said(page)


def test_the_exact_match_is_hidden_by_a_switch_and_by_the_link(opened):
    page = opened(q="a red circle", find="captions")
    page.button(key="use-0").click().run()
    assert "★ own" in said(page)
    page.toggle(key="hide").set_value(True).run()
    assert "Nearest of 19 images to this caption" in said(page)
    assert "★ own" not in said(page)
    page = opened(item="dev-red-circle-10.png", find="captions", k="50", hide="true")
    assert page.toggle(key="hide").value
    assert "★ own" not in said(page)


def test_words_take_the_place_of_an_item(opened):
    page = opened(item="dev-red-circle-10.png", find="captions")
    assert "captions to this image" in said(page)
    page.text_input(key="q").input("a blue square").run()
    assert "images to “a blue square”" in said(page)
    assert "item" not in page.query_params


def test_clear_leads_back_to_the_first_look(opened):
    page = opened(item="dev-red-circle-10.png")
    next(button for button in page.button if button.label == "Clear").click().run()
    assert "A look into the gallery" in said(page)


def test_a_photograph_finds_captions(opened):
    page = opened(q="a red circle")
    page.file_uploader(key="photo-0").upload("mine.png", png()).run()
    text = said(page)
    assert "Nearest of 39 captions to your photograph" in text
    assert "No relevance is shown: a photograph has no captions that could be judged." in text
    assert "no part of the link" in text
    assert page.text_input(key="q").value == ""
    page.text_input(key="q").input("a red circle").run()
    assert "to “a red circle”" in said(page)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no picture at all", "The file is not a JPEG, PNG or WebP picture; choose another."),
        (png((10_000, 6_000)), "The photograph has 10000 × 6000 pixels, at most 40 million are read; make it smaller."),
        (png(form="JPEG")[:300], "The photograph is truncated or damaged; choose another."),
    ],
)
def test_what_is_no_photograph_is_one_sentence(opened, data, sentence):
    page = opened()
    page.file_uploader(key="photo-0").upload("photo.jpg", data).run()
    assert sentence in said(page)
    assert not page.image


def test_captions_instead_of_images(opened):
    page = opened(q="a red circle")
    page.segmented_control(key="find").set_value("captions").run()
    assert "Nearest of 39 captions" in said(page)
    assert len(page.image) == 20


def test_a_table_instead_of_pictures(opened):
    page = opened(q="a red circle", view="table", k="10")
    rows = page.dataframe[0].value
    assert len(rows) == 10
    assert rows["rank"].tolist() == list(range(1, 11))
    assert rows["similarity"].is_monotonic_decreasing
    assert rows["picture"][0].startswith("data:image/jpeg;base64,")
    assert not page.image


def test_a_table_of_captions_shows_their_images(opened):
    page = opened(item="dev-hostile.png", find="captions", view="table", k="50")
    rows = page.dataframe[0].value
    assert len(rows) == 39
    own = rows[rows["caption"].isin(HOSTILE)]
    assert own["own"].tolist() == ["★"] * 3
    assert own["picture"].nunique() == 1
    assert rows["picture"].nunique() == 19


def test_unknown_words_are_named(opened):
    page = opened(q="a zyzzyva circle")
    assert "The model has never met “zyzzyva”" in said(page)


def test_a_query_that_is_too_long_is_cut(opened):
    assert f"to “{'x' * 300}”" in said(opened(q="x" * 400))


def test_captions_are_no_markup(opened):
    page = opened(item="dev-hostile.png", find="captions", k="50")
    assert set(HOSTILE) <= set(captions(page))
    assert "\n".join(HOSTILE) in said(page)
    assert "<script" not in markup(page)
    assert not page.markdown


def test_a_query_is_no_markup(opened):
    page = opened(q=HOSTILE[1])
    assert f"“{HOSTILE[1]}”" in said(page)
    assert "<script" not in markup(page)


def test_an_unknown_item_is_one_sentence(opened):
    page = opened(item="![x](http://elsewhere.invalid) <b>")
    assert "No image or caption ![x](http://elsewhere.invalid) <b> in this gallery; type words" in said(page)
    assert "<b>" not in markup(page)


def test_a_link_restores_the_view(opened):
    page = opened(run="beta", split="test", q="a blue square", find="captions", k="10")
    assert page.selectbox(key="run").value == "beta"
    assert "Nearest of 36 captions to “a blue square”" in said(page)
    assert len(page.image) == 10


@pytest.mark.parametrize("with_photo", [False, True])
def test_the_chosen_gallery_is_searched(opened, with_photo):
    page = opened(split="test", q="a red circle")
    if with_photo:
        page.file_uploader(key="photo-0").upload("mine.png", png()).run()
    page.button(key="use-0").click().run()
    assert page.query_params["item"].startswith("test-")
    assert "to this " in said(page)


@pytest.mark.parametrize("name", ["run", "split", "k", "find", "view"])
def test_a_damaged_link_opens_at_the_default(opened, name):
    page = opened(**{"q": "a red circle", name: "../passwd"})
    assert "Nearest of 19 images to “a red circle”" in said(page)
    assert len(page.image) == 19


def test_another_run_answers_anew(opened):
    page = opened(q="a red circle", k="100")
    before = said(page)
    page.selectbox(key="run").select("beta").run()
    assert "Nearest of 19 images to “a red circle”" in said(page)
    assert said(page) != before
