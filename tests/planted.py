"""Unit vectors of a split with known groups: captions near their images, images near their group's centre."""

from collections.abc import Sequence

import numpy as np

from ladder.runs.embeddings import Embeddings


def planted(
    images: int = 40,
    *,
    captions: int = 2,
    groups: int = 4,
    size: int = 8,
    noise: float = 0.2,
    apart: float = 0.0,
    seed: int = 0,
    noise_seed: int = 0,
) -> Embeddings:
    """``seed`` draws the groups, ``noise_seed`` the items about them; ``apart`` moves the captions aside."""
    centres = np.random.default_rng(seed).normal(size=(groups, size))
    generator = np.random.default_rng(noise_seed)
    seen = centres[np.arange(images) % groups] + noise * generator.normal(size=(images, size))
    said = np.repeat(seen, captions, axis=0) + noise * generator.normal(size=(images * captions, size)) + apart
    return embeddings(unit(seen), unit(said), np.repeat(np.arange(images), captions))


def embeddings(images: np.ndarray, captions: np.ndarray, caption_image: Sequence[int] | np.ndarray) -> Embeddings:
    """These vectors with made-up items."""
    return Embeddings(
        split="test",
        images=images.astype(np.float32),
        captions=captions.astype(np.float32),
        image_ids=[f"image {row}" for row in range(len(images))],
        caption_ids=[f"caption {row}" for row in range(len(captions))],
        texts=[f"text {row}" for row in range(len(captions))],
        caption_image=np.asarray(caption_image, dtype=np.int64),
    )


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def with_equals() -> Embeddings:
    """40 images and 80 captions in four groups; two captions are alike, and one is like an image."""
    vectors = planted()
    vectors.captions[5] = vectors.captions[2]
    vectors.captions[9] = vectors.images[4]
    return vectors
