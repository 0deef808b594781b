"""Nearest items of a query: words, a photograph, or an item of the gallery."""

import difflib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image

from ladder import checkpoints, runs
from ladder.assembly import make_judge
from ladder.datasets import CaptionedImages, open_dataset
from ladder.datasets.pictures import Photos, read_picture
from ladder.embeddings import Embeddings
from ladder.encoders import FeatureProjection, JointModel, encode
from ladder.errors import QueryError
from ladder.relevance import RelevanceProvider
from ladder.runs import RunFolder

Among = Literal["images", "captions"]
OTHER_KIND: dict[str, Among] = {"text": "images", "photo": "captions", "image": "captions", "caption": "images"}


@dataclass(frozen=True)
class Ranking:
    """The k nearest items of a query, nearest first.

    Attributes:
        query: The words, the file's name or the item's id.
        kind: What the query is: ``text``, ``photo``, or an ``image`` or ``caption`` of the gallery.
        among: What was searched: ``images`` or ``captions``.
        split: The split whose items were searched.
        items: ``(k,)`` int, their numbers in the split.
        ids: Their ids.
        images: ``(k,)`` int, the image of each (for an image, itself).
        texts: A caption of each: its own, or an image's first.
        similarity: ``(k,)`` float in [-1, 1], descending.
        relevance: ``(k,)`` float in [0, 1]; None where nobody can judge.
        own: ``(k,)`` bool, whether the item belongs to the query's own image.
        judged_by: The relevance provider, or why there is no relevance.
        unknown_words: Words of the query that the model does not know.
    """

    query: str
    kind: str
    among: Among
    split: str
    items: np.ndarray
    ids: list[str]
    images: np.ndarray
    texts: list[str]
    similarity: np.ndarray
    relevance: np.ndarray | None
    own: np.ndarray
    judged_by: str
    unknown_words: list[str]

    def __len__(self) -> int:
        return len(self.items)

    def rows(self) -> list[dict[str, Any]]:
        """A dict a rank, fit for JSON; ranks from 1."""
        return [
            {
                "rank": place + 1,
                "id": self.ids[place],
                "similarity": round(float(self.similarity[place]), 4),
                "relevance": None if self.relevance is None else round(float(self.relevance[place]), 4),
                "own": bool(self.own[place]),
                "caption": self.texts[place],
            }
            for place in range(len(self))
        ]


def nearest(query: np.ndarray, gallery: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The k most similar rows of a gallery, exactly.

    Args:
        query: ``(size,)`` unit vector.
        gallery: ``(N, size)`` unit rows.
        k: At most this many.

    Returns:
        Their row numbers and similarities, ``(min(k, N),)`` each, descending; equal ones in the gallery's order.

    Example:
        >>> rows, similarity = nearest(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0], [0.6, 0.8]]), k=2)
        >>> rows, similarity
        (array([1, 2]), array([1. , 0.6]))
    """
    similarity = gallery @ query
    rows = np.argsort(-similarity, kind="stable")[:k]
    return rows, similarity[rows]


class Run:
    """A run, opened: its model, its data set and its galleries, each loaded when first needed.

    Args:
        folder: The run's folder.
        backbone: The network that made the image features, where the run does not know it itself.
    """

    def __init__(self, folder: RunFolder, backbone: str | None = None) -> None:
        self.folder, self.backbone = folder, backbone
        self._vectors: dict[str, Embeddings] = {}
        self._judges: dict[str, RelevanceProvider] = {}
        self._splits: dict[str, CaptionedImages] = {}

    def __repr__(self) -> str:
        return f"Run({str(self.folder.path)!r})"

    @cached_property
    def model(self) -> JointModel:
        """The best checkpoint's."""
        model = checkpoints.read_model(self.folder.checkpoint("best"))
        if self.backbone and isinstance(model.image, FeatureProjection):
            model.image.backbone, model.image.backbone_hash = self.backbone, None
        return model

    def vectors(self, split: str | None = None) -> Embeddings:
        """The unit vectors of a split, by default the validation's."""
        split = split or self.folder.config.data.validation
        if split not in self._vectors:
            self._vectors[split] = self.folder.embeddings(split)
        return self._vectors[split]

    def data(self, split: str | None = None) -> CaptionedImages:
        """The split's pictures and captions.

        Raises:
            DataError: If the data set is no longer where it was.
        """
        split = split or self.folder.config.data.validation
        if split not in self._splits:
            self._splits[split] = open_dataset(self.folder.config.data.spec).split(split)
        return self._splits[split]

    def captions(self, split: str | None = None) -> CaptionedImages:
        """The split's captions as the run kept them beside its vectors: without pictures, but never moved away."""
        kept = self.vectors(split)
        return CaptionedImages(
            spec=self.folder.config.data.spec,
            image_ids=tuple(kept.image_ids),
            splits=np.full(len(kept.image_ids), kept.split),
            captions=tuple(kept.texts),
            caption_ids=tuple(kept.caption_ids),
            caption_image=kept.caption_image,
        )

    def judge(self, split: str | None = None) -> RelevanceProvider:
        """The relevance provider that the run was trained with, for a split's captions."""
        split = split or self.folder.config.data.validation
        if split not in self._judges:
            self._judges[split] = make_judge(self.folder.config, self.captions(split))
        return self._judges[split]

    def search(
        self,
        *,
        text: str | None = None,
        image: Image.Image | Path | str | None = None,
        item: str | None = None,
        k: int = 20,
        among: Among | None = None,
        split: str | None = None,
    ) -> Ranking:
        """The k nearest items of exactly one query: words, a photograph, or an item's id.

        Args:
            text: Words.
            image: A photograph, or its file.
            item: The id of an image or caption of the split.
            k: How many, at least 1.
            among: ``images`` or ``captions``; by default the kind that the query is not.
            split: By default the validation's.

        Raises:
            QueryError: If there is not exactly one query, or it is empty or unknown.
            DataError: If the photograph cannot be decoded.

        Example:
            >>> import ladder
            >>> ranking = ladder.load_run("demo-triplet").search(text="a dog on the beach", k=3)  # doctest: +SKIP
        """
        if sum(query is not None for query in (text, image, item)) != 1:
            raise QueryError("a search takes exactly one of `text`, `image` and `item`")
        if k < 1:
            raise QueryError(f"`k` must be at least 1, got {k}")
        vectors = self.vectors(split)
        if text is not None:
            query = _Query(" ".join(text.split()), "text", self._words(text))
        elif image is not None:
            query = self._photograph(image)
        else:
            query = _item(str(item), vectors)
        return self._rank(query, vectors, among or OTHER_KIND[query.kind], k)

    def _words(self, text: str) -> np.ndarray:
        if not text.strip():
            raise QueryError("the query is empty; type a few words")
        return encode(self.model.text, self.model.text.prepare([text]))[0]

    def _photograph(self, image: Image.Image | Path | str) -> "_Query":
        if isinstance(image, Image.Image):
            picture, name = image, "photograph"
        else:
            picture, name = read_picture(Path(image)), Path(image).name
        row = encode(self.model.image, self.model.image.prepare(Photos([picture]), None))[0]
        return _Query(name, "photo", row)

    def _rank(self, query: "_Query", vectors: Embeddings, among: Among, k: int) -> Ranking:
        items, similarity = nearest(query.row, vectors.images if among == "images" else vectors.captions, k)
        images = items if among == "images" else vectors.caption_image[items]
        first = np.searchsorted(vectors.caption_image, images)
        relevance, judged_by = self._judged(query, vectors.split, items, among)
        return Ranking(
            query=query.text,
            kind=query.kind,
            among=among,
            split=vectors.split,
            items=items,
            ids=[(vectors.image_ids if among == "images" else vectors.caption_ids)[row] for row in items],
            images=images,
            texts=[vectors.texts[row] for row in (first if among == "images" else items)],
            similarity=similarity,
            relevance=relevance,
            own=images == query.image,
            judged_by=judged_by,
            unknown_words=self.model.text.unknown_words(query.text) if query.kind == "text" else [],
        )

    def _judged(self, query: "_Query", split: str, items: np.ndarray, among: Among) -> tuple[np.ndarray | None, str]:
        """The relevance of the retrieved items to the query, and who says so (or why nobody does)."""
        if query.kind == "photo":
            return None, "a photograph has no captions that could be judged"
        judge = self.judge(split)
        if query.kind == "text":
            if not judge.reads_words:
                return None, f"the relevance provider `{judge.name}` cannot judge free words"
            ask = judge.judge_images if among == "images" else judge.judge
            return ask([query.text], items)[0], judge.name
        if query.kind == "caption":
            caption = np.array([query.item])
            table = judge.between_images(items, caption).T if among == "images" else judge.between(caption, items)
            return table[0], judge.name
        image = np.array([query.image])
        if among == "captions":
            return judge.between_images(image, items)[0], judge.name
        return judge.among_images(image, items)[0], judge.name


@dataclass(frozen=True)
class _Query:
    """What is searched for: its name, its unit row, and where it stands in the split if it does."""

    text: str
    kind: str
    row: np.ndarray
    item: int = -1
    image: int = -1


def _item(name: str, vectors: Embeddings) -> _Query:
    if name in vectors.image_ids:
        image = vectors.image_ids.index(name)
        return _Query(name, "image", vectors.images[image], image, image)
    if name in vectors.caption_ids:
        caption = vectors.caption_ids.index(name)
        return _Query(name, "caption", vectors.captions[caption], caption, int(vectors.caption_image[caption]))
    close = difflib.get_close_matches(name, vectors.image_ids + vectors.caption_ids, n=1)
    meant = f"did you mean `{close[0]}`?" if close else f"ids look like `{vectors.image_ids[0]}`"
    raise QueryError(f"no image or caption `{name}` in the split `{vectors.split}`; {meant}")


def load_run(path: Path | str, *, backbone: str | None = None) -> Run:
    """Opens a run by its path or name.

    Args:
        path: The run's folder, or the name of one of your own or the bundled runs.
        backbone: The network that made the image features, where the run does not know it itself.

    Raises:
        RunError: If there is none; names the nearest.
    """
    return Run(runs.find(str(path)), backbone)
