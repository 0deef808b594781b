"""Checkpoints of VSE++ and its kin, read as data: nothing in them can run."""

import pickle
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.serialization import safe_globals

from ladder.errors import DataError

MOST_BYTES = 4 * 2**30
_FORBIDDEN = re.compile(r"GLOBAL ([\w.]+)")
_ATTENDING = ("cross_attn", "raw_feature_norm", "agg_func")  # settings of SCAN: scores by attention over regions


class PlainNamespace:
    """What stands in for ``argparse.Namespace``: attributes, and nothing else."""


def read_checkpoint(path: Path) -> tuple[dict[str, Tensor], dict[str, Tensor], dict[str, Any]]:
    """The weights of the image side and of the text side by name, and the settings of the training.

    Tensors, numbers, texts and the containers of both are read, and ``argparse.Namespace`` as plain data; whatever
    else the file names is refused before it is looked up.

    Args:
        path: ``model_best.pth.tar`` as VSE++ and SCAN write it: a dictionary whose ``model`` is the list of the two
            sides' weights, and whose ``opt`` holds the settings.

    Raises:
        DataError: If it is missing, damaged or too large, names what could run, or has another form; or if a weight is
            NaN or infinite.
    """
    content = _loaded(path)
    model = content.get("model") if isinstance(content, dict) else None
    if not isinstance(model, list | tuple) or len(model) != 2 or not all(_is_weights(side) for side in model):
        raise DataError(f"{path}: expected the weights of an image and a text side under `model`, as VSE++ writes them")
    image, text = ({name.removeprefix("module."): value for name, value in side.items()} for side in model)
    for side in (image, text):
        for name, value in side.items():
            if not value.isfinite().all():
                raise DataError(f"{path}: the weights `{name[:80]}` hold NaN or infinity; train the model again")
    settings = content.get("opt")
    known = vars(settings) if isinstance(settings, PlainNamespace) else settings if isinstance(settings, dict) else {}
    return image, text, {str(name): value for name, value in known.items()}


def is_attending(settings: dict[str, Any]) -> bool:
    """Whether the model scores by attention over regions (SCAN), for which a caption has no one vector.

    Example:
        >>> is_attending({"cross_attn": "t2i"}), is_attending({"max_violation": True})
        (True, False)
    """
    return any(name in settings for name in _ATTENDING)


def _is_weights(side: object) -> bool:
    """A dictionary of plain tables of floats, none of them larger than what the file holds of it."""
    return isinstance(side, dict) and all(
        isinstance(name, str) and isinstance(value, Tensor) and _is_plain(value) for name, value in side.items()
    )


def _is_plain(value: Tensor) -> bool:
    if value.layout is not torch.strided or value.device.type != "cpu" or not value.is_floating_point():
        return False
    return value.numel() * value.element_size() <= value.untyped_storage().nbytes()


def _loaded(path: Path) -> Any:
    """The file's content."""
    try:
        _check_size(path)
        with safe_globals([(PlainNamespace, "argparse.Namespace")]), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's, on formats that it no longer writes
            return torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise DataError(f"no checkpoint `{path}`; look at the path") from None
    except pickle.UnpicklingError as error:
        named = _FORBIDDEN.search(str(error))
        what = f"it names `{named[1]}`, which weights have no need of" if named else "it is not one of torch"
        raise DataError(f"{path}: not read as a checkpoint: {what}; nothing in it was run") from None
    except (OSError, RuntimeError, ValueError, EOFError, KeyError, IndexError, TypeError, AttributeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise DataError(f"{path}: not a whole checkpoint of torch ({reason}); fetch it again") from None


def _check_size(path: Path) -> None:
    """Neither the file nor what it unpacks to is beyond reason; torch packs nothing."""
    if path.stat().st_size > MOST_BYTES:
        raise DataError(f"{path}: more than {MOST_BYTES:,} bytes, no checkpoint of VSE++ is; look whether it is one")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in archive.infolist()):
                raise DataError(f"{path}: a packed archive, as torch writes none; look whether it is a checkpoint")
