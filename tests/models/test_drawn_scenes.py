"""Whoever reads many drawn pictures has them drawn first, with a progress bar."""

import pytest

from ladder.datasets import open_dataset
from ladder.models.convnet import ConvNet
from ladder.models.extraction import make_features
from ladder.scenes.drawing import pictures as drawn


@pytest.fixture
def scenes(tmp_path, monkeypatch):
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(drawn, "MANY", 3)
    return open_dataset("scenes,train=3,dev=0,test=0,tail=0,size=32")


def is_drawn(scenes):
    return [scenes.pictures._file(row).exists() for row in range(len(scenes))]


@pytest.mark.parametrize("progress", [True, False])
def test_before_training_from_pixels(scenes, capsys, progress):
    ConvNet(size=4, pixels=16, channels=8).prepare(scenes.pictures, None, progress=progress)
    assert all(is_drawn(scenes))
    assert ("drawing scenes: 100%" in capsys.readouterr().err) == progress


@pytest.mark.parametrize("progress", [True, False])
def test_before_features_are_made(scenes, image_network, tmp_path, capsys, progress):
    capsys.readouterr()
    make_features(scenes, str(image_network), tmp_path / "made", progress=progress)
    assert all(is_drawn(scenes))
    assert ("drawing scenes: 100%" in capsys.readouterr().err) == progress
