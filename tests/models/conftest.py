"""Small data and small frozen networks."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ladder.datasets.pictures import Photos
from ladder.datasets.record import CaptionedImages, Features
from tests.networks import TOKENS, WORDS, write_sentence_network, write_tokenizer


def photographs(count: int) -> Photos:
    """Pictures of noise, all different."""
    generator = np.random.default_rng(5)
    return Photos([Image.fromarray(generator.integers(0, 256, (40, 50, 3), dtype=np.uint8)) for _ in range(count)])


@pytest.fixture
def data() -> CaptionedImages:
    """Six images with one to three captions each, pictures and features of width 10."""
    generator = np.random.default_rng(3)
    captions_each = [1, 3, 2, 2, 1, 3]
    captions = [" ".join(generator.choice(WORDS, size=generator.integers(2, 9))) for _ in range(sum(captions_each))]
    return CaptionedImages(
        spec="made here",
        image_ids=tuple(f"image-{row}" for row in range(6)),
        splits=np.array(["train"] * 6),
        captions=tuple(captions),
        caption_ids=tuple(f"caption-{row}" for row in range(len(captions))),
        caption_image=np.repeat(np.arange(6), captions_each),
        pictures=photographs(6),
        features=Features((generator.normal(size=(6, 10)).astype(np.float16),), np.arange(6)),
    )


@pytest.fixture(scope="session")
def sentence_network(tmp_path_factory) -> Path:
    """A directory with a BERT of random weights that knows a few words."""
    return write_sentence_network(tmp_path_factory.mktemp("bert"))


@pytest.fixture(scope="session")
def pair_network(tmp_path_factory) -> Path:
    """A directory with a CLIP of random weights: 12 numbers of a photograph or a sentence."""
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel

    folder = tmp_path_factory.mktemp("clip")
    part = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    text = part | {"vocab_size": len(TOKENS), "bos_token_id": 2, "eos_token_id": 3, "max_position_embeddings": 20}
    config = CLIPConfig(text_config=text, vision_config=part | {"image_size": 32, "patch_size": 16}, projection_dim=12)
    with torch.random.fork_rng():
        torch.random.manual_seed(0)
        CLIPModel(config).save_pretrained(folder)
    CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}).save_pretrained(folder)
    write_tokenizer(folder, model_input_names=["input_ids", "attention_mask"])
    return folder


@pytest.fixture(scope="session")
def image_network(tmp_path_factory) -> Path:
    """A directory with a ResNet of random weights, whose features are 24 numbers."""
    from transformers import ConvNextImageProcessorPil, ResNetConfig, ResNetModel

    folder = tmp_path_factory.mktemp("resnet")
    with torch.random.fork_rng():
        torch.random.manual_seed(0)
        config = ResNetConfig(embedding_size=8, hidden_sizes=[12, 24], depths=[1, 1], layer_type="basic")
        ResNetModel(config).save_pretrained(folder)
    ConvNextImageProcessorPil(size={"shortest_edge": 32}, crop_pct=1.0).save_pretrained(folder)
    return folder
