"""The map's page, through the main script: what it tells the canvas, the panel, the link."""

import base64
import csv
import io
import json
import shutil

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from ladder import space
from ladder.errors import RunError
from ladder.runs import RunFolder
from pages.parts.components.joint_map import bits, unpacked
from pages.parts.components.places import shelf
from pages.parts.map import choosing, colours, frames, panel, spaces, texts
from pages.parts.map.keys import KEYS
from pages.parts.shell import frame
from tests.pages.conftest import MAIN
from tests.pages.mapped import SPLIT, add_maps
from tests.pages.reading import drawn, markup, said
from tests.pages.tiny import HOSTILE

IMAGES, CAPTIONS = 19, 39
IMAGE = "dev-red-circle-10.png"


@pytest.fixture(scope="module")
def mapped_root(tiny_runs, tmp_path_factory):
    root = tmp_path_factory.mktemp("mapped") / "runs"
    shutil.copytree(tiny_runs, root)
    add_maps(root)
    return root


@pytest.fixture
def mapped(mapped_root, monkeypatch):
    monkeypatch.setenv("LADDER_RUNS", str(mapped_root))
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", mapped_root / "none")
    return mapped_root


@pytest.fixture
def link(mapped):
    """Opens the map by a link, each time as a new visitor."""

    def open_link(**parameters):
        visit = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in ({"run": "alpha", "against": "beta", "split": SPLIT} | parameters).items():
            visit.query_params[name] = value
        return visit.switch_page("map.py").run()

    return open_link


@pytest.fixture
def run(mapped):
    return spaces.Space(RunFolder(mapped / "alpha"), SPLIT)


def components(page, name):
    found = [element.proto for element in page.get("bidi_component") if element.proto.component_name == name]
    return [json.loads(proto.json) for proto in found]


def canvas(page):
    (data,) = components(page, "joint_map")
    return data


def numbers(data, frame=0):
    return np.frombuffer(base64.b64decode(data["colours"][frame]), dtype=np.uint8)


def places(data, frame=0):
    name = data["frames"][frame]["address"].removeprefix("/places/").removesuffix(".bin")
    return np.frombuffer(shelf().get(name), dtype="<f4").reshape(-1, 2)


def rows(data, name="bits"):
    return np.flatnonzero(unpacked(data["selection"][name], IMAGES + CAPTIONS)).tolist()


def chosen(page, run, mask, item=-1, stamp="browser"):
    """What the canvas would send."""
    page.session_state[KEYS.chosen] = {
        "key": choosing.key_of(run),
        "stamp": stamp,
        "item": item,
        "bits": bits(mask),
        "group": "",
    }
    return page.run()


# --- the canvas ---------------------------------------------------------------------------


def test_the_map_of_the_run_is_drawn(link, run):
    page = link()
    assert "Nothing is selected" in said(page)
    data = canvas(page)
    np.testing.assert_array_equal(places(data), run.folder.map("umap.dev").places)
    assert data["images"] == IMAGES
    assert data["item"].startswith("/items/alpha/dev/{row}.json")
    assert data["picture"].startswith("/pictures/alpha/dev/{image}.jpg")
    assert data["label"] == "Map of 19 images and 39 captions, coloured by: Group"
    assert [word for word, *_ in data["frames"][0]["words"]] == choosing.groups(run)


def test_no_place_and_no_caption_travels_with_a_redraw(link):
    page = link()
    text = json.dumps(canvas(page))
    assert not any(caption in text for caption in HOSTILE)
    assert len(text) < 6000
    for component in page.get("bidi_component"):
        assert len(component.proto.js_content) < 1000  # a line that names the modules to load


@pytest.mark.parametrize("colour", ["kind", "group", "order", "own pair", "neighbours kept", "caption length"])
def test_every_colour_names_what_it_says(link, colour):
    data = canvas(page := link(map_colour=colour))
    assert data["field"] == colours.NAMES[colour]
    assert colours.NAMES[colour] in said(page)
    assert len(numbers(data)) == IMAGES + CAPTIONS
    for palette in data["palette"].values():
        assert numbers(data).max() < len(palette)
    assert numbers(data).max() < len(data["labels"])


def test_kinds_are_told_apart(link):
    data = canvas(link(map_colour="kind"))
    assert numbers(data).tolist() == [0] * IMAGES + [1] * CAPTIONS
    assert data["labels"] == ["image", "caption"]


def test_a_choice_survives_another_colour_and_another_layout(link, run):
    page = link(map_pick=IMAGE)
    before = canvas(page)["selection"]
    for key, value in (("map_colour", "kind"), ("map_method", "PCA")):
        widget = page.selectbox(key=key) if key == "map_colour" else page.segmented_control(key=key)
        page = widget.set_value(value).run()
        assert canvas(page)["selection"] == before
    assert rows(canvas(page)) == [run.row(IMAGE)]


def test_levels_are_offered_for_a_query_alone(link):
    assert "level" not in link().selectbox(key="map_colour").options
    page = link(map_q="a red circle")
    assert {"level", "rank under A", "rank under B"} <= set(page.selectbox(key="map_colour").options)


def test_words_light_their_hits_and_are_placed_by_their_neighbours(link, run):
    page = link(map_q="a red circle")
    assert "“a red circle”: its 19 nearest images and 25 nearest captions are lit." in said(page)
    assert "The cross is placed by its 10 nearest items" in said(page)
    data = canvas(page)
    assert unpacked(data["hits"], run.count).sum() == 19 + 25
    assert len(data["placed"]) == 10
    x, y = data["frames"][0]["query"]
    low, high = places(data)[data["placed"]].min(axis=0), places(data)[data["placed"]].max(axis=0)
    assert low[0] <= x <= high[0] and low[1] <= y <= high[1]


def test_typing_turns_the_colours_to_levels_and_back(link):
    page = link()
    page = page.text_input(key="map_q").set_value("a red circle").run()
    assert canvas(page)["field"] == "Level to the query"
    assert "Relevance is judged by tfidf." in said(page)
    page = page.text_input(key="map_q").set_value("").run()
    assert canvas(page)["field"] == "Group"


def test_levels_are_the_librarys(link, run):
    data = canvas(link(map_q="a red circle", map_colour="level"))
    asked, _ = spaces.asked(run.folder, run.folder, SPLIT, text="a red circle", item="", exact_match="kept")
    expected = space.levels_to(asked.relevance, run.kinds, asked.own)
    assert numbers(data).tolist() == np.where(expected < 0, 6, expected).tolist()


def test_levels_are_outlined_where_the_colours_say_them(link):
    assert canvas(link(map_q="a red circle", map_colour="level"))["frames"][0]["outlines"]
    assert not canvas(link(map_q="a red circle", map_colour="kind"))["frames"][0]["outlines"]


def test_one_kind_alone(link):
    page = link()
    page = page.radio(key="map_shown").set_value("captions").run()
    assert canvas(page)["shown"] == "captions"


# --- layouts ------------------------------------------------------------------------------


def test_the_honest_line_is_made_of_the_stored_figures(link, run):
    trust = run.folder.map("umap.dev").trust
    text = said(link())
    assert f"UMAP (cosine, 15 neighbours, seed 0): {trust.recall:.0%} of the {trust.k} true neighbours" in text
    assert "another seed moves the items by 40% of the map's spread" in text
    assert "Sizes, densities and gaps between groups mean nothing." in text
    assert f"the means of images and captions are {trust.gap:.2f} apart" in text


def test_a_centred_map_that_is_not_there_names_its_command(link, mapped):
    page = link(map_centred="true")
    text = said(page)
    assert "alpha holds no centred map by UMAP of dev yet" in text
    assert f"ladder map {mapped / 'alpha'} --split dev --centred makes it; by PCA it is laid out on the spot" in text
    assert not components(page, "joint_map")


def test_pca_of_a_small_split_is_centred_on_the_spot(link, run):
    page = link(map_centred="true", map_method="PCA")
    assert "PCA (linear; the plane of largest variance), each kind centred" in said(page)
    assert places(canvas(page)).shape == (run.count, 2)


def test_of_a_large_split_nothing_is_laid_out_in_the_page(run, monkeypatch):
    monkeypatch.setattr(spaces, "FEW", 10)
    settings = frames.MapSettings("pca", SPLIT, centred=True)
    assert not run.has(settings)
    with pytest.raises(RunError, match=r"no map `pca-centred\.dev`"):
        run.laid_out(settings)


def test_other_seeds_stand_beside_the_map(link):
    page = link(preset="Expert")
    page = page.toggle(key="map_seeds").set_value(True).run()
    data = canvas(page)
    assert [frame["label"] for frame in data["frames"]] == ["seed 0", "seed 1", "seed 2"]
    assert data["side"]


def test_aligned_maps_stand_side_by_side_or_become_each_other(link, mapped):
    data = canvas(link(map_view="A and B", map_pick=IMAGE))
    assert [frame["label"] for frame in data["frames"]] == ["A · alpha", "B · beta"]
    assert data["side"]
    for frame_, name, partner in zip((0, 1), ("alpha", "beta"), ("beta", "alpha")):
        stored = RunFolder(mapped / name).map(f"aligned.dev.{partner}").places
        np.testing.assert_array_equal(places(data, frame_), stored)
    assert [len(frame["lines"]["rows"]) for frame in data["frames"]] == [15, 15]
    assert not canvas(link(map_view="A and B", map_pair="morph"))["side"]


def test_maps_that_were_made_apart_are_not_compared(link, own_copy):
    (own_copy / "beta" / "maps" / "aligned.dev.alpha.safetensors").unlink()
    text = said(link(map_view="A and B"))
    assert f"ladder map {own_copy / 'alpha'} {own_copy / 'beta'} --split dev makes them" in text


@pytest.fixture
def own_copy(mapped, tmp_path, monkeypatch):
    shutil.copytree(mapped, tmp_path / "runs")
    monkeypatch.setenv("LADDER_RUNS", str(tmp_path / "runs"))
    return tmp_path / "runs"


def test_epochs_follow_one_another(link, run):
    page = link(map_view="epochs")
    data = canvas(page)
    assert [frame["label"] for frame in data["frames"]] == ["epoch 1", "epoch 2"]
    assert not data["side"]
    assert "Aligned UMAP of the epochs" in said(page)
    assert "epochs" not in link(run="beta", against="alpha").segmented_control(key="map_view").options


def test_items_outside_the_sample_of_an_epoch_have_no_place(run, monkeypatch):
    whole = run.vectors
    few = [row for row in range(IMAGES) if row % 2]
    captions = np.flatnonzero(np.isin(whole.caption_image, few))
    sample = type(whole)(
        split=SPLIT,
        images=whole.images[few],
        captions=whole.captions[captions],
        image_ids=[whole.image_ids[row] for row in few],
        caption_ids=[whole.caption_ids[row] for row in captions],
        texts=[whole.texts[row] for row in captions],
        caption_image=np.searchsorted(few, whole.caption_image[captions]),
    )
    layout = run.folder.map("epochs.dev.001")
    monkeypatch.setattr(run.folder, "epoch", lambda split, epoch: sample)
    small = type(layout)(**(vars(layout) | {"places": layout.places[: len(few) + len(captions)]}))
    monkeypatch.setattr(run, "layout", lambda name: small)
    ((_, found),) = spaces.epochs(run, ["epochs.dev.001"])
    there = [*few, *(captions + IMAGES)]
    np.testing.assert_array_equal(found[there], small.places)
    assert np.isnan(np.delete(found, there, axis=0)).all()


# --- the bullseye -------------------------------------------------------------------------


def test_the_bullseye_waits_for_a_query(link):
    page = link(map_view="bullseye")
    assert "Type words above, or click an item on the map" in said(page)
    assert not components(page, "joint_map")


@pytest.mark.parametrize("query", [{"map_q": "a red circle"}, {"map_pick": IMAGE, "find": "captions"}])
def test_the_distance_in_the_bullseye_is_exact(link, run, mapped, query):
    page = link(map_view="bullseye", **query)
    data = canvas(page)
    assert [frame["label"] for frame in data["frames"]] == ["A · alpha", "B · beta"]
    for number, name in enumerate(("alpha", "beta")):
        asked, _ = spaces.asked(
            RunFolder(mapped / name),
            run.folder,
            SPLIT,
            text=query.get("map_q", ""),
            item=query.get("map_pick", ""),
            exact_match="kept",
        )
        drawn = np.linalg.norm(places(data, number), axis=1)
        kind = slice(IMAGES, None) if "find" in query else slice(0, IMAGES)
        np.testing.assert_allclose(drawn[kind], 1 - asked.similarity[kind], atol=1e-6)
        assert np.isnan(np.delete(drawn, np.arange(len(drawn))[kind])).all()
    assert "No projection: the distance from the middle is 1 − similarity" in said(page)


# --- the panel ----------------------------------------------------------------------------


def test_an_item_is_described_with_its_true_neighbours(link, run):
    page = link(map_pick=IMAGE)
    text = said(page)
    row = run.row(IMAGE)
    assert run.caption(row) in text
    assert f"image {IMAGE}" in text
    (gallery,) = components(page, "map_gallery")
    (group,) = gallery["groups"]
    found = space.neighbours_of(row, run.points(centred=False), run.folder.map("umap.dev").places)
    assert [item["row"] for item in group["items"]] == found.items.tolist()
    assert group["title"] == f"Its 15 true neighbours; near on the map: {found.near.sum()} of 15"
    own = [item["mark"] == "own ★" for item in group["items"]]
    assert own == [run.image_of[item["row"]] == row for item in group["items"]]


def test_the_same_items_under_b(link, run, mapped):
    page = link(map_pick=IMAGE)
    page = page.toggle(key="map_under_b").set_value(True).run()
    (gallery,) = components(page, "map_gallery")
    other = spaces.Space(RunFolder(mapped / "beta"), SPLIT)
    theirs = panel.neighbours(other, run.row(IMAGE), None, centred=False)
    assert [item["row"] for item in gallery["groups"][1]["items"]] == theirs.items.tolist()


def test_every_picture_of_a_selection_is_its_items_own(link, run):
    random = np.random.default_rng(0)
    page = link(map_q="a red circle")
    for turn in range(3):
        mask = random.random(run.count) < 0.3
        page = chosen(page, run, mask, stamp=f"turn{turn}")
        (gallery,) = components(page, "map_gallery")
        items = gallery["groups"][0]["items"]
        assert {item["row"] for item in items} <= set(np.flatnonzero(mask).tolist())
        assert len(items) == min(mask.sum(), panel.PER_PAGE)
        for item in items:
            assert item["image"] == run.image_of[item["row"]]
            assert item["caption"] == run.caption(item["row"])
        assert f"{mask.sum()} items: {mask[:IMAGES].sum()} images, {mask[IMAGES:].sum()} captions" in said(page)
        assert "Levels to the query: " in said(page)


def test_a_large_selection_comes_in_pages(link, run):
    page = chosen(link(), run, np.ones(run.count, dtype=bool), stamp="all")
    seen = [item["row"] for item in components(page, "map_gallery")[0]["groups"][0]["items"]]
    assert seen == list(range(panel.PER_PAGE))


def test_a_group_is_selected_without_a_pointer(link, run):
    page = link()
    name = choosing.groups(run)[1]
    page = page.selectbox(key="map_group").set_value(name).run()
    assert rows(canvas(page)) == np.flatnonzero(run.clusters().labels == 1).tolist()
    assert page.query_params["map_pick"] == name
    next(button for button in page.button if button.label == "Clear").click().run()
    assert rows(canvas(page)) == []
    assert "map_pick" not in page.query_params


def test_a_lasso_is_no_part_of_the_link(link, run):
    page = chosen(link(map_pick=IMAGE), run, np.arange(run.count) < 5)
    assert "map_pick" not in page.query_params
    assert "A lasso is no part of the link" in said(page)


def test_a_selection_is_a_file(link, run):
    choice = choosing.Chosen("lasso", "x", -1, np.arange(run.count) % 7 == 0, "lasso")
    layout = run.folder.map("umap.dev")
    table = list(csv.DictReader(io.StringIO(frame.to_csv(panel.rows_of(run, choice, layout)))))
    assert [line["id"] for line in table] == [run.ids[row] for row in choice.rows]
    assert float(table[1]["x"]) == pytest.approx(float(layout.places[choice.rows[1], 0]), abs=1e-4)


def test_an_item_becomes_the_query_of_the_search(link):
    page = link(map_pick=IMAGE)
    next(button for button in page.button if button.label == "Use as query").click().run()
    assert drawn(page)["asked"] == IMAGE
    assert page.query_params["item"] == IMAGE


def test_what_changed_is_listed_with_both_neighbourhoods(link, run):
    page = link(map_view="A and B")
    text = said(page)
    assert "What changed more than the seed noise" in text
    assert "is not listed: so much is chance" in text
    galleries = components(page, "map_gallery")
    assert galleries
    for gallery in galleries:
        titles = [group["title"] for group in gallery["groups"]]
        assert titles[0] == "" and titles[-2:] == ["Only near under A", "Only near under B"]


# --- links and what comes from outside ----------------------------------------------------


def test_a_link_opens_a_group(link, run):
    name = choosing.groups(run)[0]
    assert rows(canvas(link(map_pick=name))) == np.flatnonzero(run.clusters().labels == 0).tolist()


@pytest.mark.parametrize("name", ["../../etc/passwd", "<script>", "x" * 5000])
def test_a_link_to_nothing_selects_nothing(link, name):
    page = link(map_pick=name)
    assert rows(canvas(page)) == []
    assert "map_pick" not in page.query_params


@pytest.mark.parametrize("key", ["map_view", "map_colour", "map_method", "map_centred", "map_pair"])
def test_a_damaged_link_opens_at_the_default(link, key):
    page = link(**{key: "../nonsense"})
    assert canvas(page)["field"] == "Group"


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "text",
        {},
        {"key": "another", "bits": "", "item": 0},
        {"bits": "!", "item": 0},
        {"bits": "AAAA", "item": 0},
        {"bits": None, "item": "x"},
    ],
)
def test_nonsense_from_the_browser_is_passed_over(run, monkeypatch, sent):
    if isinstance(sent, dict):
        sent.setdefault("key", choosing.key_of(run))
    state = {KEYS.canvas: {"picked": sent}, KEYS.chosen: "before"}
    monkeypatch.setattr(choosing.st, "session_state", state)
    choosing.picked(run)
    assert state[KEYS.chosen] == "before"


def test_an_item_that_is_not_the_one_selected_is_none(run, monkeypatch):
    mask = np.arange(run.count) == 3
    sent = {"key": choosing.key_of(run), "bits": bits(mask), "item": 4, "stamp": "s"}
    state = {KEYS.canvas: {"picked": sent}}
    monkeypatch.setattr(choosing.st, "session_state", state)
    choosing.picked(run)
    assert state[KEYS.chosen]["item"] == -1


def test_captions_are_no_markup(link, run):
    page = link()
    for caption in HOSTILE:
        row = IMAGES + run.vectors.texts.index(caption)
        page = chosen(page, run, np.arange(run.count) == row, row, stamp=str(row))
        assert caption in said(page)
        assert "<script" not in markup(page)
    assert not page.markdown


def test_a_query_is_no_markup(link):
    page = link(map_q=HOSTILE[1])
    assert f"“{HOSTILE[1]}”" in said(page)
    assert "<script" not in markup(page)


def test_demo_shows_few_controls(link):
    page = link(preset="Demo")
    assert page.selectbox(key="map_colour").options == ["kind", "group"]
    assert "UMAP" not in [option for control in page.segmented_control for option in control.options]


def test_words_under_a_map_tell_pca_from_umap(run):
    assert "Distances are real here" in texts.honesty(run.laid_out(frames.MapSettings("pca", SPLIT)))
