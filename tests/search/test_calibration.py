"""What a similarity is worth: against plain loops, planted vectors, and the towers of a run."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ladder
from ladder.errors import LadderError
from ladder.search import calibration
from ladder.search.calibration import NEAREST, NONSENSE, Calibration, calibrate, nearness
from ladder.training.loop import train
from tests.planted import embeddings, planted
from tests.world import make_world, tiny_config

SIMILARITIES = st.lists(st.sampled_from([-0.5, 0.0, 0.25, 0.5]), min_size=1, max_size=30)  # few, so that ties happen
HUNDRED = Calibration(np.array([0.0]), np.arange(100) / 100)


# --- what is said of a similarity ------------------------------------------------------------


@given(SIMILARITIES, SIMILARITIES)
def test_closer_than_counts_the_pairs_that_are_less_similar(pairs, asked):
    shares = Calibration(np.sort(pairs), np.zeros(1)).closer_than(np.array(asked))
    assert shares.tolist() == [sum(pair < one for pair in pairs) / len(pairs) for one in asked]


@given(SIMILARITIES, st.sampled_from([-1.0, -0.5, 0.0, 0.3, 0.5]))
def test_beaten_counts_the_nonsense_that_comes_less_near(nonsense, near):
    share = Calibration(np.zeros(1), np.sort(nonsense)).beaten(near)
    assert share == sum(one < near for one in nonsense) / len(nonsense)


@pytest.mark.parametrize(
    ("near", "verdict"),
    [
        (2.0, "strong"),
        (0.95, "strong"),
        (0.94, "plausible"),
        (0.75, "plausible"),
        (0.74, "nothing really fits"),
        (-1.0, "nothing really fits"),
    ],
)
def test_the_verdict_rests_on_95_and_75_per_cent_of_the_nonsense(near, verdict):
    assert HUNDRED.verdict(near) == verdict


@given(st.lists(SIMILARITIES.filter(lambda row: len(row) > 2), min_size=1, max_size=3))
def test_nearness_is_the_mean_of_the_ten_nearest(rows):
    for row in rows:
        nearest = sorted(row, reverse=True)[:NEAREST]
        assert nearness(np.array(row)) == pytest.approx(sum(nearest) / len(nearest))


def test_nearness_of_several_queries_is_that_of_each():
    table = np.random.default_rng(0).normal(size=(4, 25))
    np.testing.assert_allclose(nearness(table), [nearness(row) for row in table])


def test_the_nearness_of_a_longer_list_is_that_of_its_first_ten():
    found = np.linspace(0.9, 0.1, 40)
    assert nearness(found) == nearness(found[:NEAREST])


# --- how it is measured ----------------------------------------------------------------------


class Tower:
    """Keeps what it is asked to prepare."""

    def prepare(self, queries, _features=None, *, progress=False):
        self.asked = queries


@pytest.fixture
def stub(monkeypatch):
    """Makes runs on given vectors, whose towers give given rows."""

    def make(vectors, rows=None):
        rows = np.eye(vectors.images.shape[1], dtype=np.float32)[:1] if rows is None else rows
        monkeypatch.setattr("ladder.models.encode", lambda tower, prepared: rows)
        return SimpleNamespace(vectors=lambda split: vectors, model=SimpleNamespace(text=Tower(), image=Tower()))

    return make


KINDS = [(query, among) for query in ("words", "photo") for among in ("images", "captions")]


@pytest.mark.parametrize(("query", "among"), KINDS)
def test_random_pairs_are_never_of_one_image(stub, query, among):
    vectors = embeddings(np.eye(7), np.repeat(np.eye(7), 3, axis=0), np.repeat(np.arange(7), 3))
    pairs = calibrate(stub(vectors), "test", query, among).pairs
    assert len(pairs) == pytest.approx(calibration.PAIRS * 6 / 7, rel=0.02)
    assert not pairs.any()  # of one image they would be 1


@pytest.mark.parametrize(("query", "among"), KINDS)
def test_random_pairs_stand_for_all_pairs(stub, query, among):
    vectors = planted(12, captions=2)
    left = [(vectors.captions[row], row // 2) for row in range(24)]
    left = left if query == "words" else [(row, image) for image, row in enumerate(vectors.images)]
    right = [(vectors.captions[row], row // 2) for row in range(24)]
    right = right if among == "captions" else [(row, image) for image, row in enumerate(vectors.images)]
    every = [float(a @ b) for a, image in left for b, other in right if image != other]
    measured = calibrate(stub(vectors), "test", query, among)
    assert (np.diff(measured.pairs) >= 0).all()
    for similarity in (-0.5, 0.05, 0.5, 0.9):
        share = sum(pair < similarity for pair in every) / len(every)
        assert measured.closer_than(np.array([similarity]))[0] == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(("query", "among"), KINDS)
def test_nonsense_is_searched_for_like_a_query(stub, query, among):
    vectors, rows = planted(15), planted(30, seed=5).images
    gallery = vectors.images if among == "images" else vectors.captions
    expected = sorted(np.mean(sorted(gallery @ row)[-NEAREST:]) for row in rows)
    measured = calibrate(stub(vectors, rows), "test", query, among)
    np.testing.assert_allclose(measured.nonsense, expected, rtol=1e-6)


def test_nonsense_in_words_is_the_captions_words_in_other_company(stub):
    vectors = planted(4, captions=1)
    vectors.texts[:] = ["A dog runs.", "two cats", "a red car on a road", "dog"]
    run = stub(vectors)
    calibrate(run, "test", "words", "images")
    asked = run.model.text.asked
    assert len(asked) == NONSENSE["words"]
    assert {len(text.split()) for text in asked} == {1, 2, 3, 6}
    assert {word for text in asked for word in text.split()} == {
        word.strip(".").lower() for text in vectors.texts for word in text.split()
    }
    assert len(set(asked)) > 50


def test_nonsense_in_pictures_is_noise_coarse_to_fine(stub):
    run = stub(planted(4))
    calibrate(run, "test", "photo", "captions")
    asked = run.model.image.asked
    assert len(asked) == NONSENSE["photo"]
    pictures = [np.asarray(asked.open(number)) for number in range(len(asked))]
    assert {picture.shape for picture in pictures} == {(calibration.SIDE, calibration.SIDE, 3)}
    colours = {len(np.unique(picture.reshape(-1, 3), axis=0)) for picture in pictures[:2]}
    assert colours == {4, 16}
    assert len({picture.tobytes() for picture in pictures}) == NONSENSE["photo"]


def test_a_seed_says_which_pairs_are_drawn(stub):
    run = stub(planted(12))
    first, again, other = (calibrate(run, "test", "words", "images", seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.pairs, again.pairs)
    assert not np.array_equal(first.pairs, other.pairs)


# --- a run -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    return folder, make_world(folder)


def trained(world, image):
    folder, spec = world
    config = tiny_config(spec, image=image, epochs=1, record_batches=0)
    return ladder.load_run(train(config, folder / image, progress=False).path)


def test_a_run_is_calibrated_with_its_own_towers(world):
    run = trained(world, "convnet")
    for query in ("words", "photo"):
        measured = calibrate(run, "dev", query, "images")
        assert len(measured.nonsense) == NONSENSE[query]
        assert (np.diff(measured.nonsense) >= 0).all()
        assert (np.abs(measured.nonsense) <= 1 + 1e-6).all()
    itself = run.search(item=run.vectors().image_ids[0], among="images", k=1)
    assert measured.closer_than(itself.similarity) > 0.9  # others have its colours


def test_a_run_without_an_image_network_cannot_be_calibrated_for_photographs(world):
    run = trained(world, "features")
    assert len(calibrate(run, "dev", "words", "images").nonsense) == NONSENSE["words"]
    with pytest.raises(LadderError, match="backbone"):
        calibrate(run, "dev", "photo", "images")
