"""What holds for every encoder. A new one is held to it by being in ``IMAGE`` or ``TEXT``."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from ladder.datasets.record import Features
from ladder.models import IMAGE, TEXT, JointModel, checkpoints, encode
from ladder.models.checkpoints import Progress

IMAGE_OPTIONS = {"features": {}, "convnet": {"pixels": 32, "channels": 8}}
TEXT_OPTIONS = {"gru": {"word_size": 6, "min_count": 2}, "sentence": {}}


def test_every_encoder_has_an_example():
    assert IMAGE_OPTIONS.keys() == IMAGE.keys()
    assert TEXT_OPTIONS.keys() == TEXT.keys()


@pytest.fixture
def make(data, sentence_network):
    """Makes the encoder of a name for the small data set."""

    def make_one(name):
        if name in IMAGE:
            return IMAGE[name].for_data(data, 8, **IMAGE_OPTIONS[name])
        options = {"encoder": str(sentence_network)} if name == "sentence" else TEXT_OPTIONS[name]
        return TEXT[name].for_data(data, 8, **options)

    return make_one


@pytest.fixture(params=sorted([*IMAGE, *TEXT]))
def tower_and_inputs(request, data, make):
    tower = make(request.param)
    if request.param in IMAGE:
        return tower, tower.prepare(data.pictures, data.features)
    return tower, tower.prepare(data.captions)


def test_rows_are_unit_vectors(tower_and_inputs):
    rows = encode(*tower_and_inputs)
    assert rows.shape == (len(tower_and_inputs[1]), 8)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)


def test_a_batch_equals_its_parts(tower_and_inputs):
    np.testing.assert_allclose(encode(*tower_and_inputs), encode(*tower_and_inputs, batch_size=1), atol=2e-6)


def test_items_of_different_content_have_different_rows(tower_and_inputs):
    rows = encode(*tower_and_inputs)
    assert len(np.unique(rows.round(5), axis=0)) > len(rows) / 2


def test_rows_follow_the_order_that_is_asked_for(tower_and_inputs):
    tower, inputs = tower_and_inputs
    some = np.array([4, 0, 2])
    with torch.inference_mode():
        rows = tower(*inputs.take(some)).numpy()
    np.testing.assert_allclose(rows, encode(tower, inputs)[some], atol=2e-6)


def test_encoding_leaves_the_mode_as_it_was(tower_and_inputs):
    tower, inputs = tower_and_inputs
    tower.train()
    encode(tower, inputs)
    assert tower.training


def test_every_parameter_learns(tower_and_inputs):
    tower, inputs = tower_and_inputs
    rows = tower(*inputs.take(np.arange(6)))
    (rows * torch.randn(rows.shape, generator=torch.Generator().manual_seed(0))).sum().backward()
    assert all(parameter.grad is not None and parameter.grad.abs().sum() > 0 for parameter in tower.parameters())


@pytest.mark.parametrize("image", sorted(IMAGE))
@pytest.mark.parametrize("text", sorted(TEXT))
def test_all_towers_combine_and_survive_a_checkpoint(image, text, make, data, tmp_path):
    model = JointModel(make(image), make(text))
    before = [encode(model.image, model.image.prepare(data.pictures, data.features))]
    before.append(encode(model.text, model.text.prepare(data.captions)))
    checkpoints.write(tmp_path / "best", model, Progress(epoch=2, step=9))

    again = checkpoints.read_model(tmp_path / "best")
    assert again.settings() == model.settings()
    prepared = [again.image.prepare(data.pictures, data.features), again.text.prepare(data.captions)]
    for tower, made, expected in zip([again.image, again.text], prepared, before):
        np.testing.assert_array_equal(encode(tower, made), expected)
    similarity = again(prepared[0].take(np.arange(6)), prepared[1].take(np.arange(4)))
    np.testing.assert_allclose(similarity.detach(), before[0] @ before[1][:4].T, atol=1e-5)


@pytest.mark.parametrize("image", sorted(IMAGE))
def test_image_towers_read_pictures_without_known_features(image, data, image_network):
    features = Features((np.ones((6, 24), np.float16),), np.arange(6), str(image_network))
    tower = IMAGE[image].for_data(replace(data, features=features), 8, **IMAGE_OPTIONS[image])
    assert encode(tower, tower.prepare(data.pictures, None)).shape == (6, 8)
