"""A model's weights and a training's state on disk: safetensors and JSON, never pickle."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from ladder.errors import RunError
from ladder.files.atomic import write_atomically
from ladder.models import JointModel, rebuild

MODEL, WEIGHTS = "model.json", "weights.safetensors"


@dataclass(frozen=True)
class Progress:
    """Where a training stands.

    Attributes:
        epoch: Epochs finished.
        step: Steps taken, over all epochs.
        figures: The figures of the newest validation.
        best: The best value of the figure that selects, or None before the first validation.
        best_epoch: The epoch of that value.
    """

    epoch: int = 0
    step: int = 0
    figures: dict[str, float] | None = None
    best: float | None = None
    best_epoch: int = 0


def write(folder: Path, model: JointModel, progress: Progress, optimizer: torch.optim.Optimizer | None = None) -> None:
    """Writes a checkpoint; whoever reads meanwhile finds the one before, whole.

    All that changes while training lies in one file, which is replaced at once.
    """
    tensors = {f"model.{name}": tensor for name, tensor in model.state_dict().items()}
    if optimizer is not None:
        tensors |= _optimizer_tensors(model, optimizer)
    folder.mkdir(parents=True, exist_ok=True)
    settings = json.dumps(model.settings(), ensure_ascii=False).encode()
    if not (folder / MODEL).exists() or (folder / MODEL).read_bytes() != settings:
        write_atomically(folder / MODEL, settings)
    whole = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    write_atomically(folder / WEIGHTS, save(whole, {"progress": json.dumps(vars(progress))}))


def is_there(folder: Path) -> bool:
    """Whether a checkpoint was written."""
    return (folder / WEIGHTS).exists()


def read_model(folder: Path) -> JointModel:
    """The model of a checkpoint, on the CPU, in evaluation mode.

    Raises:
        RunError: If there is no checkpoint, or it is damaged or does not fit its description.
    """
    try:
        settings = json.loads((folder / MODEL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RunError(
            f"no checkpoint in `{folder}`; the run has not been saved yet: go on with `ladder train --resume`"
        ) from None
    except ValueError as error:
        raise RunError(f"{folder / MODEL} is damaged ({error}); train the run again") from None
    model = rebuild(settings)
    weights, _ = _tensors(folder, "model.")
    _load(model, weights, folder)
    return model.eval()


def resume(folder: Path, model: JointModel, optimizer: torch.optim.Optimizer) -> Progress:
    """Brings a model and its optimiser to the state that a checkpoint holds, and says where that is."""
    weights, progress = _tensors(folder, "model.")
    _load(model, weights, folder)
    state, _ = _tensors(folder, "optimizer.")
    moments: dict[str, dict[str, Tensor]] = {}
    for name, tensor in state.items():
        owner, _, part = name.rpartition("/")
        moments.setdefault(owner, {})[part] = tensor
    for name, parameter in model.named_parameters():
        if name in moments:
            device = parameter.device
            optimizer.state[parameter] = {part: tensor.to(device) for part, tensor in moments[name].items()}
    return progress


def _optimizer_tensors(model: JointModel, optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    return {
        f"optimizer.{name}/{part}": tensor
        for name, parameter in model.named_parameters()
        for part, tensor in optimizer.state.get(parameter, {}).items()
    }


def _tensors(folder: Path, prefix: str) -> tuple[dict[str, Tensor], Progress]:
    path = folder / WEIGHTS
    try:
        with safe_open(path, framework="pt") as file:
            progress = Progress(**json.loads(file.metadata()["progress"]))
            names = [name for name in file.keys() if name.startswith(prefix)]  # noqa: SIM118  no mapping
            return {name.removeprefix(prefix): file.get_tensor(name) for name in names}, progress
    except FileNotFoundError:
        raise RunError(f"no checkpoint in `{folder}`; train the run again") from None
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise RunError(f"{path} is damaged ({error}); train the run again") from None


def _load(model: JointModel, weights: dict[str, Any], folder: Path) -> None:
    if any(not tensor.isfinite().all() for tensor in weights.values() if tensor.is_floating_point()):
        raise RunError(
            f"{folder / WEIGHTS} holds weights that are not numbers; train the run again with a lower learning rate"
        )
    try:
        model.load_state_dict(weights)
    except RuntimeError as error:
        reason = str(error).splitlines()[-1].strip()
        raise RunError(f"{folder / WEIGHTS} does not fit its {MODEL} ({reason}); train the run again") from None
