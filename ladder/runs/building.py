"""From a configuration to objects: towers, and a split made ready for them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ladder import losses, models, relevance
from ladder.datasets import CaptionedImages
from ladder.errors import ConfigError
from ladder.models import Inputs, JointModel
from ladder.options import Choice, Family
from ladder.relevance import RelevanceProvider
from ladder.runs.config import Config
from ladder.runs.embeddings import Embeddings

RELEVANCE = Family("relevance", relevance.ALL, "for_data", given=1)
FAMILIES: dict[str, Family[Any]] = {  # of all tables that choose, by the table's name
    family.table: family for family in (losses.FAMILY, RELEVANCE, models.IMAGE_FAMILY, models.TEXT_FAMILY)
}


@dataclass(frozen=True)
class Ready:
    """One split, made ready.

    Attributes:
        name: The split.
        data: Its images and captions.
        images: The images as the image tower reads them.
        captions: The captions as the text tower reads them.
        judge: The relevance between them.
    """

    name: str
    data: CaptionedImages
    images: Inputs
    captions: Inputs
    judge: RelevanceProvider


def new_model(config: Config, data: CaptionedImages) -> JointModel:
    """Untrained towers for a training split, drawn by the seed; the global generators are left as they were."""
    with torch.random.fork_rng(devices=[]):
        torch.random.manual_seed(config.seed)
        size = config.model.size
        image = models.IMAGE_FAMILY.make(config.model.image, data, size)
        text = models.TEXT_FAMILY.make(config.model.text, data, size)
    return JointModel(image, text)


def make_ready(config: Config, model: JointModel, data: CaptionedImages, name: str, *, progress: bool = False) -> Ready:
    """The split ``name`` of a data set, made ready for a model and judged as the configuration says.

    ``progress`` shows bars on stderr where something takes long.
    """
    split = data.split(name)
    return Ready(
        name=name,
        data=split,
        images=model.image.prepare(split.pictures, split.features, progress=progress),
        captions=model.text.prepare(split.captions, progress=progress),
        judge=make_judge(config, split, progress=progress),
    )


def make_judge(config: Config, data: CaptionedImages, *, progress: bool = False) -> RelevanceProvider:
    """The relevance provider that the configuration names, for these captions, ready to judge."""
    return judge_named(config.relevance, data, progress=progress)


def judge_named(choice: Choice, data: CaptionedImages, *, progress: bool = False) -> RelevanceProvider:
    """The relevance provider of this name and these options, likewise."""
    provider = RELEVANCE.make(choice, data)
    provider.prepare(progress=progress)
    return provider


def kept_captions(config: Config, vectors: Embeddings) -> CaptionedImages:
    """A split's captions as the run kept them beside its vectors: without pictures, but never moved away."""
    return CaptionedImages(
        spec=config.data.spec,
        image_ids=tuple(vectors.image_ids),
        splits=np.full(len(vectors.image_ids), vectors.split),
        captions=tuple(vectors.texts),
        caption_ids=tuple(vectors.caption_ids),
        caption_image=vectors.caption_image,
    )


def find_device(wanted: str) -> torch.device:
    """The device of that name; ``auto`` is the GPU where there is one.

    Raises:
        ConfigError: If there is no such device.
    """
    there_is_one = torch.cuda.is_available()
    try:
        device = torch.device(("cuda" if there_is_one else "cpu") if wanted == "auto" else wanted)
    except RuntimeError:
        raise ConfigError(f"`training.device`: there is no device `{wanted}`; use auto, cpu, cuda or cuda:1") from None
    if device.type == "cuda" and not there_is_one:
        raise ConfigError("`training.device` asks for a GPU and none is found; use `--set training.device=cpu`")
    return device
