"""Search over a run: rankings by words, photographs and items, against brute force."""

import json
import shutil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

import ladder
from ladder.errors import DataError, QueryError, RunError
from ladder.levels import adaptive_levels
from ladder.runs import RunFolder
from ladder.search.ranking import LEVEL_COLOURS, exact_search
from ladder.training.loop import train
from tests.world import make_world, tiny_config


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    spec = make_world(tmp_path_factory.mktemp("world"))
    folder = train(
        tiny_config(spec, image="convnet", learning_rate=1e-3, epochs=8, warm_up_epochs=2),
        tmp_path_factory.mktemp("runs") / "run",
        progress=False,
    )
    return ladder.load_run(folder.path)


@given(
    gallery=hnp.arrays(np.float64, (9, 2), elements=st.integers(-1, 1).map(float)),
    query=hnp.arrays(np.float64, (2,), elements=st.integers(-1, 1).map(float)),
    k=st.integers(1, 12),
)
def test_the_nearest_are_those_of_a_full_sort(gallery, query, k):
    rows, similarity = exact_search(query, gallery, k)
    expected = sorted(range(9), key=lambda row: (-(gallery[row] @ query), row))[:k]
    assert rows.tolist() == expected
    np.testing.assert_allclose(similarity, gallery[expected] @ query)


def test_words_find_images(run):
    ranking = run.search(text="a red ball and a blue kite", k=5)
    assert (ranking.kind, ranking.among, len(ranking)) == ("text", "images", 5)
    assert (np.diff(ranking.similarity) <= 0).all()
    assert ranking.judged_by == "tfidf"
    assert ((ranking.relevance >= 0) & (ranking.relevance <= 1)).all()
    assert not ranking.own.any()
    assert ranking.ids == [run.vectors().image_ids[row] for row in ranking.items]


def test_a_caption_as_words_ranks_like_the_caption_as_an_item(run):
    vectors = run.vectors()
    row = next(row for row, text in enumerate(vectors.texts) if vectors.texts.count(text) == 1)
    words, item = run.search(text=vectors.texts[row], k=20), run.search(item=vectors.caption_ids[row], k=20)
    np.testing.assert_allclose(words.similarity, item.similarity, atol=1e-5)
    assert (words.kind, item.kind) == ("text", "caption")
    assert item.relevance[item.own] == [1.0]
    assert words.ids[int(words.own.argmax())] == item.ids[int(item.own.argmax())]
    assert dict(zip(words.ids, words.relevance)) == dict(zip(item.ids, item.relevance))


@pytest.mark.parametrize("among", ["images", "captions"])
@pytest.mark.parametrize("kind", ["image", "caption", "text"])
def test_the_exact_match_can_be_hidden(run, kind, among):
    vectors = run.vectors()
    query = {"image": {"item": vectors.image_ids[3]}, "caption": {"item": vectors.caption_ids[3]}}
    query = query.get(kind, {"text": vectors.texts[3]})
    whole = run.search(**query, k=1000, among=among)
    hidden = run.search(**query, k=1000, among=among, exact_match="hidden")
    assert whole.own.any()
    assert not hidden.own.any()
    assert hidden.items.tolist() == whole.items[~whole.own].tolist()
    np.testing.assert_array_equal(hidden.relevance, whole.relevance[~whole.own])
    assert len(run.search(**query, k=2, among=among, exact_match="hidden")) == 2


def test_a_query_without_a_match_of_its_own_hides_nothing(run):
    whole, hidden = (run.search(text="a red", k=9, exact_match=how) for how in ("kept", "hidden"))
    assert hidden.rows() == whole.rows()


def test_words_are_judged_by_a_provider_that_reads_them(run, tmp_path):
    copy = RunFolder(shutil.copytree(run.folder.path, tmp_path / "copy"))
    config = (copy.path / "config.toml").read_text(encoding="utf-8")
    (copy.path / "config.toml").write_text(config.replace('name = "tfidf"', 'name = "shared_image"'), encoding="utf-8")
    opened = ladder.load_run(copy.path)
    ranking = opened.search(text="a red ball", k=5)
    assert ranking.judged_by == "tfidf"
    np.testing.assert_array_equal(ranking.relevance, run.search(text="a red ball", k=5).relevance)
    caption = opened.search(text=opened.vectors().texts[3], k=5)  # that one is known to the run's own provider
    assert caption.judged_by == "shared_image"
    assert set(caption.relevance) <= {0.0, 1.0}


@pytest.fixture(scope="module")
def differently_judged(run, tmp_path_factory):
    """The same run, judged by who belongs to the very image only."""
    copy = RunFolder(shutil.copytree(run.folder.path, tmp_path_factory.mktemp("other") / "copy"))
    config = (copy.path / "config.toml").read_text(encoding="utf-8")
    (copy.path / "config.toml").write_text(config.replace('name = "tfidf"', 'name = "shared_image"'), encoding="utf-8")
    return ladder.load_run(copy.path)


@pytest.mark.parametrize("query", ["a red ball", "image", "caption"])
@pytest.mark.parametrize("among", ["images", "captions"])
def test_another_run_may_judge(run, differently_judged, query, among):
    ids = {"image": run.vectors().image_ids[3], "caption": run.vectors().caption_ids[3]}
    asked = {"item": ids[query]} if query in ids else {"text": query}
    expected = run.search(**asked, k=9, among=among)
    judged = differently_judged.search(**asked, k=9, among=among, judge=run)
    assert judged.rows() == expected.rows()
    assert judged.judged_by == expected.judged_by == "tfidf"
    assert judged.ideal.tolist() == expected.ideal.tolist()
    if query in ids:  # words are read by tfidf either way
        alone = differently_judged.search(**asked, k=9, among=among)
        assert alone.judged_by == "shared_image"
        assert alone.ids == expected.ids
        assert alone.relevance.tolist() != expected.relevance.tolist()


def test_a_caption_typed_in_is_judged_by_the_other_run(run, differently_judged):
    text = run.vectors().texts[3]
    judged = differently_judged.search(text=text, k=9, judge=run)
    assert judged.rows() == run.search(text=text, k=9).rows()


@pytest.mark.parametrize("exact_match", ["kept", "hidden"])
@pytest.mark.parametrize("among", ["images", "captions"])
@pytest.mark.parametrize("kind", ["image", "caption", "text"])
def test_levels_and_the_ideal_order_are_those_of_the_whole_gallery(run, kind, among, exact_match):
    vectors = run.vectors()
    query = {"image": {"item": vectors.image_ids[5]}, "caption": {"item": vectors.caption_ids[5]}}
    query = query.get(kind, {"text": "a red ball and a green tent"})
    whole = run.search(**query, k=1000, among=among, exact_match=exact_match)
    others = ~whole.own
    cut = adaptive_levels(whole.relevance[others][None], k_max=LEVEL_COLOURS).labels[0]
    np.testing.assert_array_equal(whole.levels[others], np.where(whole.relevance[others] > 0, cut, -1))
    assert (whole.levels[whole.own] == 0).all()
    assert whole.ideal.tolist() == sorted(whole.relevance, reverse=True)
    assert sorted(whole.ideal_levels) == sorted(whole.levels)
    few = run.search(**query, k=4, among=among, exact_match=exact_match)
    assert few.levels.tolist() == whole.levels[:4].tolist()
    assert few.ideal.tolist() == whole.ideal[:4].tolist()
    named = dict(zip(whole.items.tolist(), zip(whole.relevance, whole.levels, strict=True), strict=True))
    assert [named[item] for item in few.ideal_items.tolist()] == [*zip(few.ideal, few.ideal_levels, strict=True)]


def test_a_photograph_has_no_levels(run):
    ranking = run.search(image=Image.new("RGB", (30, 20)), k=2)
    assert (ranking.relevance, ranking.levels, ranking.ideal, ranking.ideal_levels) == (None,) * 4


def test_an_image_finds_captions_and_its_own_have_relevance_one(run):
    name = run.vectors().image_ids[1]
    ranking = run.search(item=name, k=100)
    assert (ranking.kind, ranking.among) == ("image", "captions")
    assert len(ranking) == len(run.vectors().captions)
    assert ranking.own.sum() == (run.vectors().caption_image == 1).sum()
    assert (ranking.relevance[ranking.own] == 1).all()
    assert ranking.texts == [run.vectors().texts[row] for row in ranking.items]


def test_an_image_among_images_finds_itself_first(run):
    name = run.vectors().image_ids[4]
    ranking = run.search(item=name, among="images", k=3)
    assert ranking.similarity[0] == pytest.approx(1, abs=1e-6)
    assert name in ranking.ids  # beside others of the same colours
    assert ranking.relevance[ranking.own] == [1.0]


def test_a_photograph_of_the_gallery_is_where_its_image_is(run):
    data = run.data()
    photo = run.search(image=data.pictures.path(2), k=7)
    item = run.search(item=data.image_ids[2], k=7)
    np.testing.assert_allclose(photo.similarity, item.similarity, atol=1e-5)
    assert photo.items.tolist() == item.items.tolist()
    assert photo.relevance is None
    assert "no captions that could be judged" in photo.judged_by


def test_an_opened_photograph_will_do(run):
    ranking = run.search(image=Image.new("RGB", (300, 200), (200, 40, 40)), k=2, among="images")
    assert (ranking.kind, len(ranking)) == ("photo", 2)


def test_unknown_words_are_named(run):
    assert run.search(text="a Red zeppelin").unknown_words == ["zeppelin"]


def test_the_nearest_known_word_is_searched_for_in_the_place_of_an_unknown_one(run):
    asked, meant = run.search(text="two Balls, zeppelin", k=9), run.search(text="two ball, zeppelin", k=9)
    assert (asked.unknown_words, asked.nearest_words) == (["two", "zeppelin"], {"balls": "ball"})
    assert asked.query == "two Balls, zeppelin" and run.understood(asked.query) == "two ball, zeppelin"
    assert asked.items.tolist() == meant.items.tolist()
    np.testing.assert_array_equal(asked.relevance, meant.relevance)  # judged as it was understood


def test_small_words_are_no_news(run):
    assert run.search(text="the ball for you").unknown_words == []


def test_another_split_can_be_searched_once_it_is_embedded(run):
    with pytest.raises(RunError, match=r"no embeddings of `test`.*--split test` makes them"):
        run.search(text="a ball", split="test")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({}, "exactly one of"),
        ({"text": "a", "item": "b"}, "exactly one of"),
        ({"text": "  "}, "the query is empty"),
        ({"text": "a", "k": 0}, "`k` must be at least 1, got 0"),
        ({"item": "zzzzzzzz"}, r"no image or caption `zzzzzzzz` in the split `dev`; ids look like `dev-0\.png`$"),
        ({"item": "dev-1.pgn"}, r"no image or caption `dev-1\.pgn` in the split `dev`; did you mean `dev-1\.png"),
    ],
)
def test_mistakes_are_named(run, query, message):
    with pytest.raises(QueryError, match=message):
        run.search(**query)


def test_a_file_that_is_no_picture_is_named(run, tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_text("not a picture")
    with pytest.raises(DataError, match=r"photo\.jpg: not a picture"):
        run.search(image=path)


def test_a_run_whose_data_have_moved_is_searched_and_judged_all_the_same(run, tmp_path):
    copy = RunFolder(shutil.copytree(run.folder.path, tmp_path / "copy"))
    config = (copy.path / "config.toml").read_text(encoding="utf-8")
    (copy.path / "config.toml").write_text(config.replace("captions.csv", "gone.csv"), encoding="utf-8")
    moved, before = ladder.load_run(copy.path), run.search(text="a red ball", k=5)
    ranking = moved.search(text="a red ball", k=5)
    assert ranking.rows() == before.rows()
    with pytest.raises(DataError, match=r"gone\.csv"):
        moved.data()


def test_rows_are_fit_for_json(run):
    rows = run.search(text="a red ball", k=2).rows()
    assert json.loads(json.dumps(rows))[0]["rank"] == 1
    assert set(rows[0]) == {"rank", "id", "similarity", "relevance", "level", "own", "caption"}
