"""Frozen networks from a local ``transformers`` directory or the hub: sentences and photographs to vectors."""

import contextlib
import hashlib
import warnings
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F
from tqdm import tqdm

from ladder.errors import ConfigError, MissingExtraError
from ladder.files.store import captions_hash, stored

METHOD = 1  # raised when the same files come to give other vectors
LONG = 1000  # captions; more take long enough for a progress bar
CONTENT = (".json", ".safetensors", ".txt", ".model")  # what decides a model's output; readme and licence do not


class Pretrained:
    """A frozen network, loaded when first used.

    Args:
        name: A local directory in the layout of ``transformers``, or the name of a hub model.

    Raises:
        ConfigError: On first use, if there is no such directory or hub model, or it cannot be loaded.
        MissingExtraError: On first use, if ``transformers`` is not installed.
    """

    extra = "text"

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def directory(self) -> Path:
        """Where the files lie."""
        local = Path(self.name).expanduser()
        if local.is_dir():
            return local
        if local.is_absolute() or self.name.startswith((".", "~")) or self.name.count("/") > 1:
            raise ConfigError(
                f"no model directory `{self.name}`; give a folder that holds config.json and model.safetensors"
            )
        return self._from_hub()

    def _from_hub(self) -> Path:
        with _transformers(self.extra):
            from huggingface_hub import snapshot_download
        try:
            patterns = [f"*{ending}" for ending in CONTENT]
            return Path(snapshot_download(self.name, allow_patterns=patterns))
        except (OSError, ValueError) as error:  # offline, unknown, forbidden: the hub's errors derive from these
            reason = str(error).splitlines()[0]
            raise ConfigError(
                f"`{self.name}` is no local directory and cannot be had from the hub ({reason}); give a local directory"
            ) from None

    @cached_property
    def content_hash(self) -> str:
        """16 hexadecimal digits that change with any file that decides the network's output."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.directory.rglob("*") if path.suffix in CONTENT):
            digest.update(path.relative_to(self.directory).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:16]

    def _load(self, kind: str, **options: Any) -> Any:
        """One of ``transformers``' Auto classes, loaded from the directory, quietly."""
        with _transformers(self.extra) as transformers, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # notes of the library on its own defaults
            try:
                return getattr(transformers, kind).from_pretrained(str(self.directory), **options)
            except (OSError, ValueError, KeyError) as error:
                reason = str(error).strip().splitlines()[0]
                raise ConfigError(f"`{self.name}` cannot be loaded as a transformers model ({reason})") from None

    @cached_property
    def _model(self) -> Any:
        return self._load("AutoModel").eval().requires_grad_(requires_grad=False)


class SentenceEncoder(Pretrained):
    """Sentences to unit vectors, by any ``transformers`` text model or the text half of a CLIP-like pair.

    The vector is the text embedding of a pair, else the mean of the last hidden states over the sentence's tokens.

    Example:
        >>> encoder = SentenceEncoder("models/all-MiniLM-L6-v2")
        >>> encoder.encode(["a dog", "a puppy"]).shape  # doctest: +SKIP
        (2, 384)
    """

    @cached_property
    def _tokenizer(self) -> Any:
        return self._load("AutoTokenizer")

    @cached_property
    def width(self) -> int:
        """Numbers a vector."""
        return self._vectors(["a"]).shape[1]

    def encode(self, texts: Sequence[str], *, progress: bool = False, batch_size: int = 64) -> np.ndarray:
        """``(len(texts), width)`` float32 unit rows, equal whatever the texts beside them but for rounding."""
        order = np.argsort([-len(text) for text in texts], kind="stable")  # texts of like length pad each other little
        vectors = np.empty((len(texts), self.width), dtype=np.float32)
        starts = tqdm(range(0, len(texts), batch_size), desc="sentences", unit="batch", disable=not progress)
        for start in starts:
            rows = order[start : start + batch_size]
            vectors[rows] = F.normalize(self._vectors([texts[row] for row in rows]), dim=1).float().numpy()
        return vectors

    @torch.inference_mode()
    def _vectors(self, texts: list[str]) -> torch.Tensor:
        """A batch's vectors, not normalised, ``(text, width)``."""
        most = min(getattr(self._model.config.get_text_config(), "max_position_embeddings", 512), 512)
        tokens = self._tokenizer(texts, padding=True, truncation=True, max_length=most, return_tensors="pt")
        if hasattr(self._model, "get_text_features"):
            return _pooled(self._model.get_text_features(**tokens))
        hidden = self._model(**tokens).last_hidden_state  # (batch, token, width)
        kept = tokens["attention_mask"].unsqueeze(-1).to(hidden.dtype)
        return (hidden * kept).sum(dim=1) / kept.sum(dim=1).clamp(min=1)

    def kept(self, captions: Sequence[str], *, progress: bool = False) -> np.ndarray:
        """:meth:`encode` of a data set's captions, kept on disk under a hash of them and of the network's files.

        ``progress`` shows a bar on stderr where they are many.
        """
        key = {"method": METHOD, "model": self.content_hash, "captions": captions_hash(captions)}
        shown = progress and len(captions) > LONG
        return stored("sentence", key, lambda: {"vectors": self.encode(captions, progress=shown)})["vectors"]


class ImageBackbone(Pretrained):
    """Photographs to feature vectors by any ``transformers`` image model (or the image half of a CLIP-like pair).

    The feature is the image embedding of a pair, else the pooled output, else the mean of the last hidden states.
    """

    extra = "vision"
    pooling = "image embedding, pooler output or mean of the last hidden states"

    @cached_property
    def _processor(self) -> Any:
        return self._load("AutoImageProcessor", backend="pil")

    @cached_property
    def _network(self) -> Any:
        return self._model.to(memory_format=torch.channels_last)

    @cached_property
    def width(self) -> int:
        """Numbers a feature vector."""
        return self.features([Image.new("RGB", (64, 64))]).shape[1]

    @torch.inference_mode()
    def features(self, photos: Sequence[Image.Image]) -> np.ndarray:
        """``(len(photos), width)`` float32, not normalised."""
        pixels = self._processor(images=list(photos), return_tensors="pt")["pixel_values"]
        pixels = pixels.to(memory_format=torch.channels_last)
        if hasattr(self._network, "get_image_features"):
            output = self._network.get_image_features(pixel_values=pixels)
        else:
            output = self._network(pixel_values=pixels)
        return _pooled(output).float().numpy()


def _pooled(output: Any) -> torch.Tensor:
    """The one vector an image or a text, ``(item, width)``."""
    if isinstance(output, torch.Tensor):
        return output
    pooled = getattr(output, "pooler_output", None)
    if pooled is not None:
        return pooled.flatten(start_dim=1)
    hidden = output.last_hidden_state
    return hidden.mean(dim=(2, 3)) if hidden.dim() == 4 else hidden.mean(dim=1)


@contextlib.contextmanager
def _transformers(extra: str) -> Iterator[Any]:
    """The library with its notes and progress bars silenced while it is in use here."""
    try:
        import transformers
    except ModuleNotFoundError:
        raise MissingExtraError("transformers", extra) from None
    level, bars = transformers.logging.get_verbosity(), transformers.logging.is_progress_bar_enabled()
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    try:
        yield transformers
    finally:
        transformers.logging.set_verbosity(level)
        if bars:
            transformers.logging.enable_progress_bar()
