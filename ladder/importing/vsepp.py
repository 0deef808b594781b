"""A VSE++ checkpoint as a run: its projection of image features, its words and its GRU."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ladder.datasets import CaptionedImages, open_dataset
from ladder.datasets.record import Features
from ladder.errors import DataError
from ladder.files import archives
from ladder.importing import folder as run_folder
from ladder.importing.checkpoint import is_attending, read_checkpoint
from ladder.importing.folder import Imported
from ladder.importing.vocabulary import read_vocabulary
from ladder.models import FeatureProjection, GRUEncoder, JointModel, checkpoints, encode
from ladder.models.base import unit
from ladder.models.checkpoints import Progress
from ladder.models.vocabulary import SPECIAL
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings

IMAGE = ("fc.weight", "fc.bias")
TEXT = ("embed.weight", "rnn.weight_ih_l0", "rnn.weight_hh_l0", "rnn.bias_ih_l0", "rnn.bias_hh_l0")
GATES = 3  # of a GRU
ALIKE = 0.999  # least cosine of an image's row by their arithmetic and by ours
BLOCK = 4096  # images at once
WORDS = "captions are read without punctuation, which VSE++ took for words: ranks may differ slightly from its own"
BACKBONE = "the network that made the image features is not known: new photographs need `--backbone DIR`"


def import_vsepp(
    checkpoint: Path, vocabulary: Path, path: Path, *, data: str, split: str = "test", relevance: str = "tfidf"
) -> Imported:
    """Brings a VSE++ model in as a run, whole or not at all.

    Its linear projection becomes our tower ``features``, its word embedding and GRU our ``gru``. Ours scales image
    features to length 1 first and theirs does not: the rows of the split's images are computed both ways, and the model
    is refused where they differ.

    Args:
        checkpoint: ``model_best.pth.tar``; nothing in it is run.
        vocabulary: Its words, a pickle or JSON; nothing in it is run.
        path: The run's folder to be.
        data: The data set whose features the model reads, for instance ``precomp:DIR``.
        split: The split whose vectors are made.
        relevance: ``NAME[,key=value…]`` of the provider that judges.

    Returns:
        The run, and in what it may differ from the original.

    Raises:
        DataError: If a file is damaged, could run code or is of another model (SCAN, a fine-tuned network), or does not
            fit the features.
        RunError: If the folder is taken.

    Example:
        >>> found = import_vsepp(Path("model_best.pth.tar"), Path("f30k_precomp_vocab.pkl"), Path("runs/vsepp"),
        ...                      data="precomp:data/f30k_precomp", split="dev")  # doctest: +SKIP
    """
    run_folder.must_be_free(path)
    image, text, settings = read_checkpoint(checkpoint)
    _check_kind(checkpoint, image, text, settings)
    words = read_vocabulary(vocabulary)
    whole = open_dataset(data)
    part = whole.split(split)
    model = _converted(checkpoint, image, text, words, part)
    vectors = _embedded(model, part, split)
    config = run_folder.describe(data, split, model.size, checkpoint.name, relevance, image="features", text="gru")
    run_folder.check_judge(config, part)
    notes = (WORDS, BACKBONE) if part.features is None or part.features.backbone is None else (WORDS,)
    with archives.aside(path) as folder:
        run = RunFolder(folder)
        checkpoints.write(run.checkpoint("best"), model, Progress())
        run.write_embeddings(vectors)
        run_folder.write(run, config, whole.fingerprint, notes)
    return Imported(RunFolder(path), notes)


def _check_kind(path: Path, image: dict[str, Tensor], text: dict[str, Tensor], settings: dict[str, Any]) -> None:
    """The model is one that two towers and a cosine make up."""
    reasons = (
        (is_attending(settings), "it is SCAN, which compares words with regions and has no one vector a caption"),
        (
            any(name.startswith("cnn.") for name in image),
            "it holds an image network, not a projection of features",
        ),
        (settings.get("measure", "cosine") != "cosine", "its measure is not the cosine"),
        (settings.get("use_abs"), "it takes absolute values of the rows, which our towers do not"),
        (settings.get("no_imgnorm"), "its image rows are not of length 1"),
        (any(name.endswith("_reverse") for name in text), "its GRU reads both ways, ours one"),
        ("rnn.weight_ih_l1" in text, "its GRU has several layers, ours one"),
    )
    why = next((reason for holds, reason in reasons if holds), None)
    if why:
        raise DataError(f"{path}: {why}; export its vectors with its own code and import those")
    for wanted, side in ((IMAGE, image), (TEXT, text)):
        if set(side) != set(wanted):
            odd = min(set(side) ^ set(wanted))
            what = "there are no" if odd in wanted else "there are unexpected"
            raise DataError(f"{path}: {what} weights `{odd[:80]}`; expected {', '.join(wanted)} on this side")


def _converted(
    path: Path, image: dict[str, Tensor], text: dict[str, Tensor], words: list[str], data: CaptionedImages
) -> JointModel:
    """Our two towers with these weights, in evaluation mode."""
    size, width = _table(path, IMAGE[0], image[IMAGE[0]])
    count, word_size = _table(path, TEXT[0], text[TEXT[0]])
    gates = GATES * size
    shapes = dict(zip(TEXT[1:], ((gates, word_size), (gates, size), (gates,), (gates,)), strict=True))
    for name, shape in {IMAGE[1]: (size,), **shapes}.items():
        got = tuple((image | text)[name].shape)
        if got != shape:
            raise DataError(f"{path}: the weights `{name}` are {got}, expected {shape}; they are of different models")
    if count != len(SPECIAL) + len(words):
        raise DataError(
            f"{path}: {count:,} embedded words, and {len(SPECIAL) + len(words):,} in the vocabulary; give the one that "
            "the model was trained with"
        )
    if data.features is None or data.features.width != width:
        there = "none" if data.features is None else f"of width {data.features.width:,}"
        raise DataError(f"{path}: reads image features of width {width:,}, and `{data.spec}` has {there}; give those")
    length = _mean_length(data.features)
    tower, gru = FeatureProjection(size, width, data.features.backbone), GRUEncoder(size, words, word_size)
    tower.load_state_dict({"projection.weight": image[IMAGE[0]] * length, "projection.bias": image[IMAGE[1]]})
    renamed = {name.replace("embed.", "embedding.").replace("rnn.", "gru."): value for name, value in text.items()}
    gru.load_state_dict(renamed)
    _must_agree(path, image, tower.eval(), data.features)
    return JointModel(tower, gru).eval()


def _table(path: Path, name: str, weights: Tensor) -> tuple[int, int]:
    if weights.dim() != 2 or 0 in weights.shape:
        raise DataError(f"{path}: the weights `{name}` are {tuple(weights.shape)}, expected a table")
    return int(weights.shape[0]), int(weights.shape[1])


def _blocks(features: Features) -> Iterator[Tensor]:
    """The features of all images, ``(images, width)`` at a time."""
    for start in range(0, len(features), BLOCK):
        yield torch.from_numpy(features.take(np.arange(start, min(start + BLOCK, len(features)))))


def _mean_length(features: Features) -> float:
    """Of the rows of features; where it is that of all, scaling them to 1 is made up for in the weights."""
    return float(sum(rows.double().norm(dim=1).sum() for rows in _blocks(features)) / len(features))


@torch.inference_mode()
def _must_agree(path: Path, image: dict[str, Tensor], tower: FeatureProjection, features: Features) -> None:
    """The rows of all images are alike by their arithmetic and by ours."""
    least = 1.0
    for rows in _blocks(features):
        theirs = unit(rows @ image[IMAGE[0]].float().T + image[IMAGE[1]].float())
        least = min(least, float((theirs * tower(rows)).sum(dim=1).min()))
    if not least >= ALIKE:
        raise DataError(
            f"{path}: it reads features of differing lengths as they are and ours scales them to 1, which changes its "
            f"image rows (cosine down to {least:.3f}); export its vectors with its own code and import those"
        )


def _embedded(model: JointModel, data: CaptionedImages, split: str) -> Embeddings:
    """The split through both towers."""
    return Embeddings(
        split=split,
        images=encode(model.image, model.image.prepare(None, data.features)),
        captions=encode(model.text, model.text.prepare(data.captions)),
        image_ids=list(data.image_ids),
        caption_ids=list(data.caption_ids),
        texts=list(data.captions),
        caption_image=data.caption_image,
    )
