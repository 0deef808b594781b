"""The page, through the main script: what is asked, and what the link says."""

import io
import re

import pytest
from PIL import Image

from tests.pages.reading import captions, cards, drawn, markup, said
from tests.pages.tiny import HOSTILE

pytestmark = pytest.mark.usefixtures("on_tiny_runs")


def png(size=(60, 40), colour="red", form="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, form)
    return buffer.getvalue()


def use_first(page):
    """Asks with the first row of the table."""
    return page.button(key="use").click().run()


def test_the_first_look_shows_the_gallery(opened):
    page = opened()
    assert re.search("<h1[^>]*>Search</h1>", markup(page))
    assert "A look into the gallery: 19 images" in said(page)
    assert len(cards(page)) == 18
    assert drawn(page)["models"][0]["small"].startswith("/pictures/alpha/dev/{image}.jpg?side=160")
    assert len({card["id"] for card in cards(page)}) == 18
    assert {(card["level"], card["relevance"]) for card in cards(page)} == {(None, None)}
    assert drawn(page)["ideal"] is None
    assert page.selectbox(key="run").options == ["alpha", "beta"]


def test_words_find_images(opened):
    page = opened()
    page.text_input(key="q").input("a red circle").run()
    text = said(page)
    assert drawn(page)["asked"] == "a red circle"
    assert re.search(r"(is better|as good): \d+ % (and \d+ % )?of what the gallery could give", text)
    assert "The nearest 19 of 19 images, exactly; similarity" in text
    assert "Relevance is judged by tfidf; the first 19 are measured." in text
    assert [card["rank"] for card in cards(page)] == list(range(1, 20))
    assert not any("similar" in card for card in cards(page))
    assert sorted(card["relevance"] for card in cards(page))[-1] == 1.0
    assert [card["id"] for card in cards(page) if card["own"]] == ["dev-red-circle-10.png"]


def test_words_of_no_caption_are_judged_and_have_no_own_image(opened):
    page = opened(q="a red")
    assert not any("the right image" in note for note in drawn(page)["models"][0]["notes"])
    assert not any(card["own"] for card in cards(page))
    assert drawn(page)["ideal"]["relevance"] == sorted((card["relevance"] for card in cards(page)), reverse=True)


def test_an_example_is_asked_for(opened):
    page = opened()
    example = page.pills(key="example").options[1]
    page.pills(key="example").set_value(example).run()
    assert drawn(page)["asked"] == example
    assert page.text_input(key="q").value == example


def test_an_image_as_query_finds_its_captions(opened):
    page = use_first(opened(q="a red circle", find="images", view="table"))
    name = page.query_params["item"]
    assert "The nearest 39 of 39 captions" in said(page)
    assert drawn(page)["asked"] == name
    assert any("the right caption is no." in note for note in drawn(page)["models"][0]["notes"])
    assert f"<strong>{name}</strong>" in markup(page)
    assert page.text_input(key="q").value == ""
    assert page.segmented_control(key="find").value == "captions"


def test_a_caption_as_query_finds_its_image(opened):
    page = use_first(opened(q="a red circle", find="captions", view="table"))
    assert "The nearest 19 of 19 images" in said(page)
    assert page.dataframe[0].value["own"].tolist().count("★") == 1


def test_the_exact_match_is_hidden_by_a_switch(opened):
    page = opened(item="dev-red-circle-10.png", find="captions")
    assert [card["own"] for card in cards(page)].count(True) == 2
    page.toggle(key="hide").set_value(True).run()
    assert "The nearest 37 of 39 captions" in said(page)
    assert not any(card["own"] for card in cards(page))
    assert len(drawn(page)["ideal"]["items"]) == len(drawn(page)["ideal"]["relevance"]) == 37
    assert not any(item["own"] for item in drawn(page)["ideal"]["items"])


def test_the_exact_match_is_hidden_by_the_link(opened):
    page = opened(item="dev-red-circle-10.png", find="captions", hide="true")
    assert page.toggle(key="hide").value
    assert not any(card["own"] for card in cards(page))


def test_words_take_the_place_of_an_item(opened):
    page = opened(item="dev-red-circle-10.png", find="captions")
    assert drawn(page)["asked"] == "dev-red-circle-10.png"
    page.text_input(key="q").input("a blue square").run()
    assert drawn(page)["asked"] == "a blue square"
    assert "images, exactly" in said(page)
    assert "item" not in page.query_params


def test_clear_leads_back_to_the_first_look(opened):
    page = opened(item="dev-red-circle-10.png")
    next(button for button in page.button if button.label == "Clear").click().run()
    assert "A look into the gallery" in said(page)
    assert "item" not in page.query_params


def test_a_photograph_finds_captions_and_has_no_staircase(opened):
    page = opened(q="a red circle")
    page.file_uploader(key="photo-0").upload("mine.png", png()).run()
    text = said(page)
    assert "The captions nearest to your photograph." in text
    assert "The nearest 39 of 39 captions" in text
    assert "No relevance is shown: a photograph has no captions that could be judged." in text
    assert "no part of the link" in text
    assert "matches nothing here" in text and "It looks unlike every picture that is searched" in text
    assert drawn(page)["ideal"] is None
    assert {(card["level"], card["relevance"]) for card in cards(page)} == {(None, None)}
    assert page.text_input(key="q").value == ""
    assert page.file_uploader(key="photo-1").value is None  # its place is shut, and stands over nothing
    page.text_input(key="q").input("a red circle").run()
    assert drawn(page)["asked"] == "a red circle"


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
    assert not cards(page)


def test_captions_instead_of_images(opened):
    page = opened(q="a red circle")
    page.segmented_control(key="find").set_value("captions").run()
    assert "The nearest 39 of 39 captions" in said(page)
    assert len(cards(page)) == 39
    assert drawn(page)["among"] == "captions"


def test_a_table_besides_the_pictures(opened):
    page = opened(q="a red circle", view="table", preset="Expert", k="10")
    rows = page.dataframe[0].value
    assert len(rows) == 10
    assert rows["rank"].tolist() == list(range(1, 11))
    assert rows["similarity"].is_monotonic_decreasing
    assert rows["picture"].str.fullmatch(r"/pictures/alpha/dev/\d+\.jpg\?side=64&v=[0-9a-f]{8}").all()
    assert {"level", "relevance", "other"} <= set(rows.columns)
    assert len(cards(page)) == 10


def test_a_table_of_captions_shows_their_images(opened):
    page = opened(item="dev-hostile.png", find="captions", view="table")
    rows = page.dataframe[0].value
    assert len(rows) == 39
    own = rows[rows["caption"].isin(HOSTILE)]
    assert own["own"].tolist() == ["★"] * 3
    assert own["picture"].nunique() == 1
    assert rows["picture"].nunique() == 19


def test_table_and_gallery_show_the_same(opened):
    page = opened(q="a red circle")
    shown = cards(page)
    page.pills(key="view").set_value("table").run()
    rows = page.dataframe[0].value
    assert rows["id"].tolist() == [card["id"] for card in shown]
    levels = {0: "", -1: "not relevant"}
    assert rows["level"].tolist() == [levels.get(card["level"], f"level {card['level']}") for card in shown]
    assert rows["relevance"].tolist() == [card["relevance"] for card in shown]


def test_unknown_words_are_named_once_in_one_line(opened):
    page = opened(q="a zyzzyva circle frobnicates grumpily")
    assert said(page).count("Not known: “zyzzyva”, “frobnicates”, “grumpily”.") == 1


def test_a_query_that_is_too_long_is_cut(opened):
    assert drawn(opened(q="x" * 400))["asked"] == "x" * 300


def test_captions_are_no_markup(opened):
    page = opened(item="dev-hostile.png", find="captions")
    assert set(HOSTILE) <= set(captions(page))
    assert "\n".join(HOSTILE) in said(page)
    assert "<script" not in markup(page)
    assert not page.markdown


@pytest.mark.parametrize("words", [HOSTILE[1], "![x](http://elsewhere.invalid)", "%{x} {@y} $x^2$ `<b>`"])
def test_a_query_is_no_markup(opened, words):
    page = opened(q=words)
    assert f"relevant to “{words}”" in said(page) or "of what the gallery could give" in said(page)
    assert drawn(page)["asked"] == words
    assert "<script" not in markup(page)
    assert "<b>" not in markup(page)


def test_an_unknown_item_is_one_sentence(opened):
    page = opened(item="![x](http://elsewhere.invalid) <b>")
    assert "No image or caption ![x](http://elsewhere.invalid) <b> in this gallery; type words" in said(page)
    assert "<b>" not in markup(page)


def test_a_link_restores_the_view(opened):
    page = opened(run="beta", split="test", q="a blue square", find="captions", k="10", preset="Expert")
    assert page.selectbox(key="run").value == "beta"
    assert "The nearest 36 of 36 captions" in said(page)
    assert drawn(page)["asked"] == "a blue square"
    assert drawn(page)["models"][0]["run"] == "beta"
    assert len(cards(page)) == 10


@pytest.mark.parametrize("with_photo", [False, True])
def test_the_chosen_gallery_is_searched(opened, with_photo):
    page = opened(split="test", q="a red circle", view="table")
    if with_photo:
        page.file_uploader(key="photo-0").upload("mine.png", png()).run()
    use_first(page)
    assert page.query_params["item"].startswith("test-")
    assert drawn(page)["asked"] == page.query_params["item"]


@pytest.mark.parametrize("name", ["run", "against", "split", "k", "find", "view", "hide", "preset"])
def test_a_damaged_link_opens_at_the_default(opened, name):
    page = opened(**{"q": "a red circle", name: "../passwd"})
    assert (drawn(page)["asked"], drawn(page)["models"][0]["run"]) == ("a red circle", "alpha")
    assert len(cards(page)) == 19


def test_never_more_ranks_are_offered_than_there_are(opened):
    assert opened(q="a red circle", preset="Expert").selectbox(key="k").options == ["10", "19"]


@pytest.mark.parametrize(
    ("preset", "ideal", "similar", "below"),
    [("Demo", False, False, False), ("Explore", True, False, True), ("Expert", True, True, True)],
)
def test_what_each_preset_shows(opened, preset, ideal, similar, below):
    page = opened(q="a red circle", preset=preset)
    shown = drawn(page)
    assert bool(shown["ideal"]["items"]) is ideal
    assert all(("similar" in item) is similar for item in cards(page))
    assert [bool(model["notes"]) for model in shown["models"]] == [ideal, ideal]
    assert bool([one for one in page.pills if one.key == "view"]) is below
    assert ("Relevance is judged by" in said(page)) is below
    assert bool([one for one in page.selectbox if one.key == "k"]) is (preset == "Expert")


def test_what_is_not_in_the_gallery_is_said(opened):
    page = opened(q="quarterly sales report")
    assert "Nothing in this gallery is relevant to “quarterly sales report”." in said(page)
    assert drawn(page)["ideal"] is None
    assert {card["level"] for card in cards(page)} == {-1}
