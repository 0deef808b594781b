"""What holds for every relevance provider. A new one is held to it by being in ``relevance.ALL``."""

import inspect
import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from ladder import relevance
from ladder.errors import QueryError
from ladder.relevance import base
from ladder.scenes.drawing.pictures import DrawnScenes
from ladder.scenes.world.graph import Scene, Thing
from tests.captioned import captions_of

EVERY = np.arange(11)


def precomputed_vectors(data, tmp_path, request):
    vectors = np.random.default_rng(0).standard_normal((len(data.captions), 5))
    vectors[8] = vectors[0]  # equal captions of two images would have equal vectors
    np.save(tmp_path / "vectors.npy", vectors.astype(np.float16))
    return {"path": str(tmp_path / "vectors.npy")}


def precomputed_degrees(data, tmp_path, request):
    degrees = np.random.default_rng(0).random((len(data.captions), len(data.captions)))
    np.save(tmp_path / "degrees.npy", (degrees + degrees.T) / 2)
    return {"path": str(tmp_path / "degrees.npy")}


def sentence(data, tmp_path, request):
    return {"encoder": str(request.getfixturevalue("encoder_folder"))}


def no_options(data, tmp_path, request):
    return {}


EXAMPLES = {
    "tfidf": ("tfidf", no_options),
    "sentence": ("sentence", sentence),
    "precomputed vectors": ("precomputed", precomputed_vectors),
    "precomputed degrees": ("precomputed", precomputed_degrees),
    "shared_image": ("shared_image", no_options),
    "scenes": ("scenes", no_options),
}
READERS = {example for example, (name, _) in EXAMPLES.items() if relevance.ALL[name].reads_words}


def test_every_provider_has_an_example():
    assert {name for name, _ in EXAMPLES.values()} == relevance.ALL.keys()


def test_every_provider_stands_under_its_name():
    assert {name: provider.name for name, provider in relevance.ALL.items()} == {name: name for name in relevance.ALL}


@pytest.fixture
def data():
    things = (("dog", "brown"), ("cat", "grey"), ("dog", "white"), ("car", "red"))
    scenes = [Scene("park", "clear", "day", (Thing(kind, colour),)) for kind, colour in things]
    data = captions_of()
    return replace(data, pictures=DrawnScenes(data.image_ids, scenes, seed=0, size=32))


@pytest.fixture
def make(request, data, tmp_path):
    """Makes the provider of an example; each call a new one of the same files."""

    def of_example(example):
        name, options = EXAMPLES[example]
        given = options(data, tmp_path, request)
        return relevance.ALL[name].for_data(data, **given)

    return of_example


@pytest.fixture(params=EXAMPLES)
def provider(request, make):
    return make(request.param)


@pytest.fixture(params=sorted(READERS))
def reader(request, make):
    return make(request.param)


@pytest.fixture(params=sorted(EXAMPLES.keys() - READERS))
def non_reader(request, make):
    return make(request.param)


def same_image(data):
    return data.caption_image[:, None] == data.caption_image


def test_degrees_lie_between_0_and_1_in_float32(provider):
    for degrees in (provider.between(EVERY, EVERY), provider.between_images(np.arange(4), EVERY)):
        assert degrees.dtype == np.float32
        assert degrees.min() >= 0
        assert degrees.max() <= 1


def test_captions_of_one_image_have_exactly_1(provider, data):
    assert (provider.between(EVERY, EVERY)[same_image(data)] == 1).all()


def test_not_everything_is_alike(provider, data):
    assert (provider.between(EVERY, EVERY)[~same_image(data)] < 0.99).any()


def test_it_is_symmetric_to_the_last_bit(provider):
    rows, columns = np.array([9, 0, 4]), np.array([1, 8, 5, 2, 10])
    np.testing.assert_array_equal(provider.between(rows, columns), provider.between(columns, rows).T)


def test_rows_and_columns_stand_where_they_were_asked(provider):
    rows, columns = np.array([9, 0, 4, 0]), np.array([1, 8, 5, 2, 10])
    whole = provider.between(EVERY, EVERY)
    np.testing.assert_array_equal(provider.between(rows, columns), whole[np.ix_(rows, columns)])


def test_blocks_equal_the_whole(provider, monkeypatch):
    images = np.array([3, 0, 1, 2, 0])
    whole, of_images = provider.between(EVERY, EVERY), provider.between_images(images, EVERY)
    for block in (1, 3, 5, 11):
        monkeypatch.setattr(base, "BLOCK", block)
        np.testing.assert_array_equal(provider.between(EVERY, EVERY), whole)
        np.testing.assert_array_equal(provider.between_images(images, EVERY), of_images)


def test_nothing_asked_nothing_answered(provider):
    assert provider.between([], EVERY).shape == (0, 11)
    assert provider.between(EVERY, np.array([], dtype=int)).shape == (11, 0)
    assert provider.between_images([], EVERY).shape == (0, 11)
    assert provider.between_images(np.arange(4), []).shape == (4, 0)
    assert provider.among_images([], np.arange(4)).shape == (0, 4)
    assert provider.among_images(np.arange(4), []).shape == (4, 0)


def test_an_image_has_the_mean_over_its_captions(provider, data):
    degrees = provider.between(EVERY, EVERY)
    expected = [degrees[data.caption_image == image].mean(axis=0, dtype=np.float64) for image in (2, 0, 3)]
    np.testing.assert_allclose(provider.between_images(np.array([2, 0, 3]), EVERY), expected, atol=1e-7)


def test_an_image_and_its_own_captions_have_exactly_1(provider, data):
    own = np.arange(4)[:, None] == data.caption_image
    assert (provider.between_images(np.arange(4), EVERY)[own] == 1).all()


def test_two_images_have_the_mean_over_the_captions_of_both(provider, data):
    degrees, image = provider.between(EVERY, EVERY), data.caption_image
    images, others = np.array([2, 0]), np.array([3, 0, 1])
    expected = [[degrees[np.ix_(image == a, image == b)].mean(dtype=np.float64) for b in others] for a in images]
    found = provider.among_images(images, others)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-7)
    assert found[1, 1] == 1


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_second_of_the_same_gives_the_same(make, example):
    first, second = make(example), make(example)
    np.testing.assert_array_equal(first.between(EVERY, EVERY), second.between(EVERY, EVERY))
    assert first.describe() == second.describe()


def test_it_describes_itself_in_json(provider):
    described = provider.describe()
    assert json.loads(json.dumps(described)) == described
    assert described["name"] == provider.name


def test_its_options_are_a_schema():
    for provider in relevance.ALL.values():
        data_argument, *options = inspect.signature(provider.for_data).parameters.values()
        assert data_argument.name == "data"
        for option in options:
            assert option.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
            assert option.annotation in (str, int, float, bool)


def test_judging_a_caption_is_comparing_it(reader, data, monkeypatch):
    monkeypatch.setattr(base, "BLOCK", 4)
    judged = reader.judge(data.captions, EVERY)
    assert judged.dtype == np.float32
    strangers = ~same_image(data)
    np.testing.assert_allclose(judged[strangers], reader.between(EVERY, EVERY)[strangers], atol=1e-6)
    np.testing.assert_allclose(reader.judge(data.captions[:2], np.array([7, 3])), judged[:2, [7, 3]], atol=1e-6)
    assert judged.min() >= 0
    assert judged.max() <= 1


def test_judging_images_is_the_mean_over_their_captions(reader, data, monkeypatch):
    texts = ["a dog in the snow", "red cars"]
    judged = reader.judge(texts, EVERY)
    expected = np.stack([judged[:, data.caption_image == image].mean(axis=1) for image in (3, 0, 2)], axis=1)
    for block in (1, 4, 100):
        monkeypatch.setattr(base, "BLOCK", block)
        found = reader.judge_images(texts, np.array([3, 0, 2]))
        assert found.dtype == np.float32
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_judging_nothing(reader):
    assert reader.judge([], EVERY).shape == (0, 11)
    assert reader.judge(["a dog"], []).shape == (1, 0)
    assert reader.judge_images([], np.arange(4)).shape == (0, 4)
    assert reader.judge_images(["a dog"], []).shape == (1, 0)


@pytest.mark.parametrize("wrong", [-1, 11])
def test_judging_what_is_not_there_is_refused(reader, wrong):
    with pytest.raises(ValueError, match=f"`columns` must lie in 0 to 10, got {wrong} to {wrong}"):
        reader.judge(["a dog"], np.array([wrong]))
    with pytest.raises(ValueError, match=f"`images` must lie in 0 to 3, got {wrong} to {wrong}"):
        reader.judge_images(["a dog"], np.array([wrong]))


def test_who_cannot_read_words_says_who_can(non_reader):
    message = (
        f"^relevance `{non_reader.name}` knows only the data set's captions, not free words; "
        "use `tfidf` or `sentence` or `scenes`$"
    )
    with pytest.raises(QueryError, match=message):
        non_reader.judge(["a dog"], EVERY)
    with pytest.raises(QueryError, match=message):
        non_reader.judge_images(["a dog"], np.arange(4))


@pytest.mark.parametrize("wrong", [-1, 11])
def test_an_index_without_a_caption_is_refused(provider, wrong):
    for rows, columns, name in (([wrong], EVERY, "rows"), (EVERY, [wrong], "columns")):
        with pytest.raises(ValueError, match=f"`{name}` must lie in 0 to 10, got {wrong} to {wrong}"):
            provider.between(np.array(rows), np.array(columns))
    with pytest.raises(ValueError, match="`columns` must lie in 0 to 10"):
        provider.between_images(np.arange(4), np.array([wrong]))
    with pytest.raises(ValueError, match="`images` must lie in 0 to 3"):
        provider.between_images(np.array([4]), EVERY)
    with pytest.raises(ValueError, match="`others` must lie in 0 to 3"):
        provider.among_images(np.arange(4), np.array([4]))


def test_a_mask_is_refused_as_indices(provider):
    with pytest.raises(TypeError, match=r"`rows` must be a list of indices, got bool of shape \(11,\)"):
        provider.between(EVERY > 3, EVERY)


def test_importing_the_family_loads_no_model_library():
    heavy = "('torch', 'transformers', 'sklearn')"
    code = f"import sys, ladder.relevance; sys.exit(', '.join(name for name in {heavy} if name in sys.modules) or None)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, "")
