"""Image and text towers to unit vectors of one joint space."""

from typing import Any

from ladder.errors import RunError
from ladder.models.base import Encoder, ImageEncoder, Inputs, TextEncoder, encode
from ladder.models.convnet import ConvNet
from ladder.models.features import FeatureProjection
from ladder.models.gru import GRUEncoder
from ladder.models.joint import JointModel
from ladder.models.sentence import SentenceProjection
from ladder.options import Family

IMAGE: dict[str, type[ImageEncoder]] = {tower.name: tower for tower in (FeatureProjection, ConvNet)}
TEXT: dict[str, type[TextEncoder]] = {tower.name: tower for tower in (GRUEncoder, SentenceProjection)}
IMAGE_FAMILY = Family("model.image", IMAGE, "for_data", given=2)
TEXT_FAMILY = Family("model.text", TEXT, "for_data", given=2)


def rebuild(settings: dict[str, Any]) -> JointModel:
    """A model of the shape that :meth:`JointModel.settings` describes, untrained.

    Raises:
        RunError: If the settings name a tower that does not exist or do not fit it.
    """
    try:
        image, text = settings["image"], settings["text"]
        return JointModel(IMAGE[image["name"]](**image["settings"]), TEXT[text["name"]](**text["settings"]))
    except (KeyError, TypeError) as error:
        raise RunError(f"the checkpoint's model.json does not describe a model of this version ({error})") from None


__all__ = [
    "IMAGE",
    "IMAGE_FAMILY",
    "TEXT",
    "TEXT_FAMILY",
    "ConvNet",
    "Encoder",
    "FeatureProjection",
    "GRUEncoder",
    "ImageEncoder",
    "Inputs",
    "JointModel",
    "SentenceProjection",
    "TextEncoder",
    "encode",
    "rebuild",
]
