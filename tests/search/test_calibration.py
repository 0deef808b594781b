"""Whether anything fits, and what a similarity is worth: against plain loops, planted vectors, a run's towers."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import ladder
from ladder.errors import LadderError
from ladder.search import calibration
from ladder.search.calibration import ITEMS, NEAREST, Calibration, calibrate, nearness
from ladder.search.look import Appearance
from ladder.training.loop import train
from tests.planted import embeddings, planted
from tests.world import make_world, tiny_config

SIMILARITIES = st.lists(st.sampled_from([-0.5, 0.0, 0.25, 0.5]), min_size=1, max_size=30)  # few, so that ties happen
SIGNS = st.lists(st.tuples(*[st.sampled_from([0.0, 0.1, 0.2, 0.4])] * 2), min_size=1, max_size=12).map(np.array)
HUNDRED = Calibration(np.array([0.0]), np.arange(200)[:, None] / 200)


# --- what is said of a similarity ------------------------------------------------------------


@given(SIMILARITIES, SIMILARITIES)
def test_closer_than_counts_the_pairs_that_are_less_similar(pairs, asked):
    found = Calibration(np.sort(pairs), np.zeros((1, 2))).closer_than(np.array(asked))
    assert found.tolist() == [sum(pair < one for pair in pairs) / len(pairs) for one in asked]


# --- whether anything fits -------------------------------------------------------------------


@given(SIGNS, SIGNS)
def test_a_query_is_as_good_as_its_worst_sign(known, asked):
    def worst(signs):
        return min(sum(item[sign] < signs[sign] for item in known) / len(known) for sign in range(2))

    for signs in asked:
        expected = sum(worst(item) < worst(signs) for item in known) / len(known)
        assert Calibration(np.zeros(1), known).fit(signs) == pytest.approx(expected)


@given(SIGNS, st.integers(0, 1))
def test_a_better_sign_never_makes_a_query_fit_less(known, sign):
    measured = Calibration(np.zeros(1), known)
    for signs in known:
        better = signs.copy()
        better[sign] += 0.1
        assert measured.fit(better) >= measured.fit(signs)


def told(nearness, known=1.0):
    """The verdict on a query that is so near to every item of a gallery whose own items come nearer in even steps."""
    gallery = embeddings(np.eye(2), np.eye(2), np.arange(2))
    measured = Calibration(np.zeros(1), np.repeat(np.arange(200)[:, None] / 200, 2, axis=1))
    return measured.verdict(SimpleNamespace(row=np.full(2, nearness), look=None, known=known), gallery)


@given(SIGNS)
def test_of_the_gallerys_own_items_no_more_than_the_bound_are_told_that_nothing_fits(known):
    measured = Calibration(np.zeros(1), known)
    fits = np.array([measured.fit(signs) for signs in known])
    least = np.unique(fits)[0]  # ties of the lowest sign have nothing below them
    told = np.mean(fits < calibration.NOTHING)
    assert told <= max(calibration.NOTHING + 1 / len(known), np.mean(fits == least))


@pytest.mark.parametrize(
    ("below", "verdict"),
    [(0, "nothing really fits"), (6, "nothing really fits"), (7, "plausible"), (49, "plausible"), (50, "strong")],
)
def test_the_verdict_rests_on_how_many_own_items_of_200_fit_worse(below, verdict):
    assert HUNDRED.fit(np.array([below / 200])) == below / 200
    assert told(below / 200) == verdict


@pytest.mark.parametrize(("known", "verdict"), [(1.0, "strong"), (0.6, "strong"), (0.59, "nothing really fits")])
def test_nothing_fits_words_of_which_most_are_unknown(known, verdict):
    assert told(0.9, known) == verdict


@pytest.mark.parametrize("sign", ["images", "captions"])
def test_signs_are_the_nearness_to_each_kind(sign):
    vectors, row = planted(15), planted(1, seed=5).images[0]
    asked = SimpleNamespace(row=row, look=None)
    gallery = getattr(vectors, sign)
    found = HUNDRED.signs_of(asked, vectors)[["images", "captions"].index(sign)]
    assert found == pytest.approx(np.mean(sorted(gallery @ row)[-NEAREST:]), rel=1e-6)


def test_only_a_photograph_of_another_look_is_strange():
    seen = np.random.default_rng(0).normal(size=(60, 14))
    signs = np.column_stack([np.zeros((60, 2)), Appearance(seen).likeness(seen)])
    measured = Calibration(np.zeros(1), signs, Appearance(seen))
    alike, odd = (SimpleNamespace(look=look) for look in (seen[0], np.full(14, 9.0)))
    assert (measured.is_strange(alike), measured.is_strange(odd)) == (False, True)
    assert not Calibration(np.zeros(1), signs).is_strange(odd)  # nobody has looked
    assert not measured.is_strange(SimpleNamespace(look=None))  # words


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


@pytest.fixture
def stub():
    """Makes runs on given vectors, without pictures."""

    def make(vectors):
        tower, asked = SimpleNamespace(prepare=lambda pictures, features: None), []

        def encoded(texts):
            asked.append(texts)
            return np.repeat(np.eye(vectors.images.shape[1])[:1], len(texts), axis=0)

        return SimpleNamespace(
            vectors=lambda split: vectors,
            data=lambda split: SimpleNamespace(pictures=None),
            model=SimpleNamespace(text=tower, image=tower),
            encoded=lambda texts: (
                asked.append(list(texts)) or np.eye(vectors.images.shape[1])[np.zeros(len(texts), int)]
            ),
            asked=asked,
        )

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


@pytest.mark.parametrize("query", ["words", "photo"])
def test_an_item_is_asked_for_without_its_own_image(stub, query):
    vectors = planted(15, captions=2)
    rows, owners = (vectors.captions, vectors.caption_image) if query == "words" else (vectors.images, np.arange(15))
    measured = calibrate(stub(vectors), "test", query, "images")
    assert measured.look is None  # there are no pictures
    assert len(measured.signs) == len(rows) * (2 if query == "words" else 1)  # captions have beginnings
    for signs, row, owner in zip(measured.signs, rows, owners):
        images = [float(image @ row) for other, image in enumerate(vectors.images) if other != owner]
        captions = [float(caption @ row) for caption, of in zip(vectors.captions, vectors.caption_image) if of != owner]
        expected = [np.mean(sorted(others)[-NEAREST:]) for others in (images, captions)]
        np.testing.assert_allclose(signs, expected, rtol=1e-5)


def test_of_many_items_some_are_asked_for(stub, monkeypatch):
    monkeypatch.setattr(calibration, "ITEMS", 8)
    assert len(calibrate(stub(planted(15)), "test", "photo", "images").signs) == 8


def test_beginnings_of_captions_are_asked_for_too_without_their_image(stub):
    vectors = planted(6, captions=1)
    vectors.texts[:] = [f"{number} red balls on a road" for number in range(6)]
    run = stub(vectors)
    measured = calibrate(run, "test", "words", "images")
    (asked,) = run.asked
    assert {len(text.split()) for text in asked} <= {2, 3, 4} and len(asked) == 6
    assert all(caption.startswith(text) for caption, text in zip(vectors.texts, asked))
    for owner, signs in enumerate(measured.signs[6:]):  # each is encoded as the first axis
        images = [float(row[0]) for other, row in enumerate(vectors.images) if other != owner]
        assert signs[0] == pytest.approx(np.mean(sorted(images)[-NEAREST:]), rel=1e-5)


def test_pictures_are_held_against_those_of_the_other_half(stub):
    """A look that had seen them all would take each for likelier than a new one."""
    pictures = [Image.effect_noise((64, 48), 10 + 4 * number) for number in range(12)]
    run = stub(planted(12))
    run.data = lambda split: SimpleNamespace(pictures=SimpleNamespace(open=lambda row: pictures[row]))
    measured = calibrate(run, "test", "photo", "captions")
    seen = np.array([calibration.figures(picture) for picture in pictures])
    expected = [Appearance(np.delete(seen, np.s_[row % 2 :: 2], axis=0)).likeness(seen[row]) for row in range(12)]
    np.testing.assert_allclose(measured.signs[:, 2], expected)
    np.testing.assert_allclose(measured.look.likeness(seen), Appearance(seen).likeness(seen))


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


def test_a_run_is_calibrated_with_its_own_vectors_and_pictures(world):
    run = trained(world, "convnet")
    words, photo = (calibrate(run, "dev", query, "images") for query in ("words", "photo"))
    assert words.signs.shape[1] == 2 and photo.signs.shape[1] == 3
    assert len(photo.signs) == min(ITEMS, len(run.vectors("dev").images))
    itself = run.search(item=run.vectors().image_ids[0], among="images", k=1)
    assert words.closer_than(itself.similarity) > 0.9  # others have its colours
    noise = run.search(image=Image.effect_noise((200, 200), 90), k=5)
    assert photo.is_strange(noise) and photo.verdict(noise, run.vectors("dev")) == "nothing really fits"
    own = run.search(image=run.data("dev").pictures.open(0), k=5)
    assert not photo.is_strange(own)


def test_a_run_without_an_image_network_cannot_be_calibrated_for_photographs(world):
    run = trained(world, "features")
    assert calibrate(run, "dev", "words", "images").signs.shape[1] == 2
    with pytest.raises(LadderError, match="backbone"):
        calibrate(run, "dev", "photo", "images")
