"""A cache of its own for every test, and a tiny sentence encoder with random weights."""

import importlib.util

import pytest

from tests.captioned import CAPTIONS
from tests.conftest import absent

WORDS = sorted({word for of_image in CAPTIONS for caption in of_image for word in caption.split()})


@pytest.fixture(autouse=True)
def cache_folder(own_folders, tmp_path, monkeypatch):
    """Every test has an empty cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("LADDER_CACHE", str(folder))
    return folder


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
