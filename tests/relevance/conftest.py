"""A small data set, a cache of its own for every test, and a tiny sentence encoder with random weights."""

import importlib.util

import numpy as np
import pytest

from ladder.datasets.record import CaptionedImages
from tests.conftest import absent

# Several captions an image, not equally many; a caption of two images; one without any word but stop words.
CAPTIONS = [
    ["a brown dog runs through the snow", "the dog is running", "snow everywhere"],
    ["two cats sleep on a sofa"],
    ["a dog and a cat", "the dog is running"],
    ["of the and", "a red car on the street", "street with a car", "red", "a car"],
]
WORDS = sorted({word for of_image in CAPTIONS for caption in of_image for word in caption.split()})


@pytest.fixture(autouse=True)
def cache_folder(own_folders, tmp_path, monkeypatch):
    """Every test has an empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("LADDER_CACHE", str(folder))
    return folder


@pytest.fixture
def captioned():
    """Makes a data set of the captions of each image."""

    def make(captions=CAPTIONS, splits=None):
        counts = [len(of_image) for of_image in captions]
        texts = tuple(caption for of_image in captions for caption in of_image)
        return CaptionedImages(
            spec="test:captions",
            image_ids=tuple(f"image{i}" for i in range(len(captions))),
            splits=np.array(splits or ["train"] * len(captions)),
            captions=texts,
            caption_ids=tuple(f"caption{i}" for i in range(len(texts))),
            caption_image=np.repeat(np.arange(len(captions)), counts),
        )

    return make


@pytest.fixture(scope="session")
def save_encoder():
    """Writes a tiny BERT of random weights in the layout of ``transformers``."""
    if importlib.util.find_spec("transformers") is None:
        absent("the extra `text` is not installed")
    import torch
    import transformers

    def save(folder, seed):
        words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
        config = transformers.BertConfig(
            vocab_size=len(words),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            max_position_embeddings=32,
        )
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = transformers.BertModel(config)
        model.save_pretrained(folder)
        transformers.BertTokenizerFast(vocab={word: i for i, word in enumerate(words)}).save_pretrained(folder)
        return folder

    return save


@pytest.fixture(scope="session")
def encoder_folder(save_encoder, tmp_path_factory):
    """One tiny encoder for all tests that only read it."""
    return save_encoder(tmp_path_factory.mktemp("encoder"), seed=0)
