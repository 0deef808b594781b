"""What all pages share: the runs beside each other, the direction and how much is shown."""

import math
import re
import shutil

import pytest

from ladder.runs import RunFolder
from ladder.runs.config import Origin
from pages.parts.shell import sidebar
from tests.pages.reading import cards, drawn, said

pytestmark = pytest.mark.usefixtures("on_tiny_runs")


def names(page):
    return [model["run"] for model in drawn(page)["models"]]


def test_the_triplet_run_is_a_and_the_ladder_run_is_b(opened):
    page = opened(q="a red circle")
    assert (page.selectbox(key="run").value, page.selectbox(key="against").value) == ("alpha", "beta")
    assert names(page) == ["alpha", "beta"]
    assert page.selectbox(key="against").options == ["none", "beta"]
    assert [folder.name for folder in sidebar.first_runs()] == ["alpha", "beta"]


def test_a_ladder_run_that_is_the_newest_is_b_all_the_same(opened, own_runs):
    shutil.rmtree(own_runs / "beta")
    shutil.copytree(own_runs / "alpha", own_runs / "old")
    config = (own_runs / "alpha" / "config.toml").read_text()
    (own_runs / "alpha" / "config.toml").write_text(config.replace('name = "triplet"', 'name = "adaptive"'))
    page = opened()
    assert page.selectbox(key="run").options[0] == "alpha"
    assert (page.selectbox(key="run").value, page.selectbox(key="against").value) == ("old", "alpha")


def test_runs_of_one_loss_do_not_stand_beside_each_other_unasked(opened, own_runs):
    shutil.rmtree(own_runs / "beta")
    shutil.copytree(own_runs / "alpha", own_runs / "again")
    page = opened(q="a red circle")
    assert page.selectbox(key="against").value == "none"
    assert len(page.selectbox(key="against").options) == 2
    assert len(names(page)) == 1


def test_only_runs_of_the_same_data_and_split_stand_beside_each_other(opened, own_runs):
    shutil.copytree(own_runs / "beta", own_runs / "gamma")
    beta = RunFolder(own_runs / "beta")
    beta.write_config(beta.config.model_copy(update={"origin": Origin.now("of other captions")}))
    for part in (own_runs / "gamma" / "embeddings").glob("dev.*"):
        part.unlink()
    folders = {name: RunFolder(own_runs / name) for name in ("alpha", "beta", "gamma")}
    assert sidebar.comparable(folders, folders["alpha"]) == ["gamma"]
    page = opened(run="alpha", against="gamma")
    assert page.selectbox(key="split").options == ["test"]
    for part in (own_runs / "gamma" / "embeddings").glob("*"):
        part.unlink()
    assert sidebar.comparable(folders, RunFolder(own_runs / "alpha")) == []


def test_one_run_alone(opened):
    page = opened(q="a red circle", against="none")
    assert names(page) == ["alpha"]
    text = said(page)
    assert "beta" not in text
    assert re.search(r"This list has \d+ % of what the gallery could give", text)


def test_another_run_answers_anew(opened):
    page = opened(q="a red circle", against="none")
    before = cards(page)
    page.selectbox(key="run").select("beta").run()
    assert names(page) == ["beta"]
    assert cards(page) != before


def test_a_run_is_never_beside_itself(opened):
    page = opened(q="a red circle")
    page.selectbox(key="run").select("beta").run()
    assert page.selectbox(key="against").options == ["none", "alpha"]
    assert names(page) == ["beta", "alpha"]


def test_a_link_cannot_put_a_run_beside_itself(opened):
    page = opened(q="a red circle", run="alpha", against="alpha")
    assert page.selectbox(key="against").value in ("none", "beta")
    assert len(set(names(page))) == len(names(page))


def test_both_are_in_the_headings_and_behind_how_it_was_made(opened):
    page = opened(q="a red circle")
    assert [(model["mark"], model["name"]) for model in drawn(page)["models"]] == [("A", "triplet"), ("B", "ladder")]
    assert re.search(r"similarity -?\d.\d\d to -?\d.\d\d under alpha and -?\d.\d\d to .* under beta\.", said(page))


def test_one_judge_for_both(opened, own_runs):
    config = own_runs / "beta" / "config.toml"
    config.write_text(config.read_text().replace('name = "tfidf"', 'name = "shared_image"'))
    page = opened(q="a red circle", run="alpha", against="beta")
    first, second = ({card["id"]: card["relevance"] for card in cards(page, model)} for model in (0, 1))
    assert first == second
    assert len(set(first.values())) > 2  # a judge of the very image knows 0 and 1 only
    assert "Relevance is judged by tfidf;" in said(page)
    page.selectbox(key="run").select("beta").run()
    assert {card["relevance"] for card in cards(page)} <= {0.0, 1.0}


def test_the_table_tells_the_rank_under_b(opened):
    page = opened(q="a red circle")
    places = {card["id"]: card["rank"] for card in cards(page, 1)}
    page.pills(key="view").set_value("table").run()
    rows = page.dataframe[0].value
    told = [None if math.isnan(place) else place for place in rows["other"].astype(float)]
    assert told == [places[name] for name in rows["id"]]


# --- direction and preset --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("find", "direction"), [("images", "caption → image"), ("captions", "image → caption"), (None, "caption → image")]
)
def test_the_direction_is_in_the_link(opened, find, direction):
    page = opened(**{"find": find} if find else {})
    shown = "".join(part.value for part in page.sidebar.html)
    assert f"Direction: {direction}" in shown


def test_the_demo_is_larger_and_shows_less(opened):
    page = opened(preset="Demo", q="a red circle")
    assert any(sidebar.LARGE in part.value for part in page.html)
    assert not [part.value for part in page.sidebar.html if "Right image first" in part.value]
    page.segmented_control(key="preset").set_value("Explore").run()
    assert not any(sidebar.LARGE in part.value for part in page.html)
    figures = next(part.value for part in page.sidebar.html if "Right image first" in part.value)
    assert ">A</th>" in figures
    assert ">B</th>" in figures


@pytest.mark.parametrize("preset", ["Demo", "Explore", "Expert"])
def test_every_preset_is_a_link_that_answers(opened, preset):
    page = opened(preset=preset, q="a red circle")
    assert page.segmented_control(key="preset").value == preset
    assert len(cards(page)) == 19


def test_the_choice_is_kept_from_page_to_page(opened):
    page = opened(run="beta", against="none", split="test", find="captions", hide="true", preset="Expert")
    page.switch_page("start.py").run()
    assert not page.exception
    page.switch_page("search.py").run()
    assert (page.selectbox(key="run").value, page.selectbox(key="against").value) == ("beta", "none")
    assert page.selectbox(key="split").value == "test"
    assert (page.segmented_control(key="find").value, page.toggle(key="hide").value) == ("captions", True)
    assert page.segmented_control(key="preset").value == "Expert"


def test_what_a_selection_says():
    folder = RunFolder("alpha")
    chosen = sidebar.Selection(folder, None, "dev", "images", "kept", "Explore")
    assert (chosen.direction, chosen.both) == ("caption_to_image", [folder])
    assert sidebar.Selection(folder, folder, "dev", "captions", "kept", "Explore").direction == "image_to_caption"
