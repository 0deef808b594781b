"""Nearest items of a query: words, a photograph, or an item of the gallery."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from PIL import Image

from ladder import runs
from ladder.datasets import CaptionedImages, open_split
from ladder.datasets.pictures import Photos, read_picture
from ladder.errors import QueryError
from ladder.models import FeatureProjection, JointModel, checkpoints, encode
from ladder.models.near_words import SILENT
from ladder.models.vocabulary import replaced, words
from ladder.relevance import RelevanceProvider, TfidfRelevance
from ladder.runs import RunFolder
from ladder.runs.building import kept_captions, make_judge
from ladder.runs.embeddings import Embeddings
from ladder.search.look import figures
from ladder.search.ranking import Among, ExactMatch, Ranking, exact_search, judgement, listed

OTHER_KIND: dict[str, Among] = {"text": "images", "photo": "captions", "image": "captions", "caption": "images"}


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
        self._readers: dict[str, RelevanceProvider] = {}
        self._splits: dict[str, CaptionedImages] = {}

    def __repr__(self) -> str:
        return f"Run({str(self.folder.path)!r})"

    @cached_property
    def model(self) -> JointModel:
        """The best checkpoint's.

        Raises:
            QueryError: If the run was imported as vectors alone.
        """
        if self._is_imported:
            raise QueryError("the run was imported as vectors and has no encoders: search with its images and captions")
        model = checkpoints.read_model(self.folder.checkpoint("best"))
        if self.backbone and isinstance(model.image, FeatureProjection):
            model.image.backbone, model.image.backbone_hash = self.backbone, None
        return model

    @property
    def _is_imported(self) -> bool:
        """Whether it is vectors alone."""
        return self.folder.config.model.text.name == "imported"

    def vectors(self, split: str | None = None) -> Embeddings:
        """The unit vectors of a split, by default :attr:`~ladder.runs.RunFolder.first_split`."""
        split = split or self.folder.first_split
        if split not in self._vectors:
            self._vectors[split] = self.folder.embeddings(split)
        return self._vectors[split]

    def data(self, split: str | None = None) -> CaptionedImages:
        """The split's pictures and captions.

        Raises:
            DataError: If the data set is no longer where it was.
        """
        split = split or self.folder.first_split
        if split not in self._splits:
            self._splits[split] = open_split(self.folder.config.data.spec, split)
        return self._splits[split]

    def captions(self, split: str | None = None) -> CaptionedImages:
        """The split's captions as the run kept them beside its vectors: without pictures, but never moved away."""
        return kept_captions(self.folder.config, self.vectors(split))

    def judge(self, split: str | None = None) -> RelevanceProvider:
        """The relevance provider that the run was trained with, for a split's captions."""
        split = split or self.folder.first_split
        if split not in self._judges:
            self._judges[split] = make_judge(self.folder.config, self.captions(split))
        return self._judges[split]

    def reader(self, split: str) -> RelevanceProvider:
        """Who judges free words in a split: the run's own provider if it can, else TF-IDF."""
        if split not in self._readers:
            judge = self.judge(split)
            self._readers[split] = judge if judge.reads_words else TfidfRelevance.for_data(self.captions(split))
        return self._readers[split]

    def search(
        self,
        *,
        text: str | None = None,
        image: Image.Image | Path | str | None = None,
        item: str | None = None,
        k: int = 20,
        among: Among | None = None,
        split: str | None = None,
        exact_match: ExactMatch = "kept",
        judge: "Run | None" = None,
    ) -> Ranking:
        """The k nearest items of exactly one query: words, a photograph, or an item's id.

        Words that are a caption of the split, letter for letter, are taken for that caption: they have an own image.

        Args:
            text: Words.
            image: A photograph, or its file.
            item: The id of an image or caption of the split.
            k: How many, at least 1.
            among: ``images`` or ``captions``; by default the kind that the query is not.
            split: By default the validation's, or the first whose embeddings the run holds.
            exact_match: ``hidden`` leaves the query's own items out of the gallery: what is best among the rest?
            judge: Another run on the same items whose relevance provider judges, so that two runs are measured
                alike; by default this one.

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
            if not text.strip():
                raise QueryError("the query is empty; type a few words")
            query = _words(" ".join(text.split()), self.encoded([text])[0], vectors)
        elif image is not None:
            query = self._photograph(image)
        else:
            query = _item(str(item), vectors)
        return self._rank(query, vectors, among or OTHER_KIND[query.kind], k, exact_match, judge or self)

    def understood(self, text: str) -> str:
        """The text as the model reads it: with the nearest known word for each unknown one that has any."""
        if self._is_imported:
            return text
        return replaced(text, self.model.text.nearest_words(text))

    def encoded(self, texts: Sequence[str]) -> np.ndarray:
        """The texts as they are understood, ``(len(texts), size)`` unit rows."""
        tower = self.model.text
        return encode(tower, tower.prepare([self.understood(text) for text in texts]))

    def _photograph(self, image: Image.Image | Path | str) -> "_Query":
        if isinstance(image, Image.Image):
            picture, name = image, "photograph"
        else:
            picture, name = read_picture(Path(image)), Path(image).name
        row = encode(self.model.image, self.model.image.prepare(Photos([picture]), None))[0]
        return _Query(name, "photo", row, look=figures(picture))

    def _rank(
        self, query: "_Query", vectors: Embeddings, among: Among, k: int, exact_match: ExactMatch, judge: "Run"
    ) -> Ranking:
        image_of = np.arange(len(vectors.images)) if among == "images" else vectors.caption_image
        own = image_of == query.image
        hidden = own if exact_match == "hidden" else np.zeros_like(own)
        gallery = vectors.images if among == "images" else vectors.captions
        items, similarity = exact_search(query.row, gallery, k, np.flatnonzero(hidden))
        relevance, judged_by = judge._judged(query, vectors.split, np.arange(len(gallery)), among)
        near, unknown = self._not_known(query)
        return Ranking(
            query=query.text,
            kind=query.kind,
            among=among,
            split=vectors.split,
            items=items,
            similarity=similarity,
            own=own[items],
            judged_by=judged_by,
            unknown_words=unknown,
            known=1 - len(unknown) / max(len(meaning(query.text)), 1),
            nearest_words=near,
            row=query.row,
            look=query.look,
            **listed(vectors, among, items)._asdict(),
            **judgement(relevance, own, hidden, items),
        )

    def _not_known(self, query: "_Query") -> tuple[dict[str, str], list[str]]:
        """The words of a query that known ones stand for, with these, and those that mean something unknown."""
        if query.kind != "text":
            return {}, []
        near, tower = self.model.text.nearest_words(query.text), self.model.text
        return near, [word for word in tower.unknown_words(query.text) if word not in near and word not in SILENT]

    def _judged(self, query: "_Query", split: str, items: np.ndarray, among: Among) -> tuple[np.ndarray | None, str]:
        """The relevance of items to the query, and who says so, or why nobody does."""
        if query.kind == "photo":
            return None, "a photograph has no captions that could be judged"
        if query.image < 0:
            reader = self.reader(split)
            ask = reader.judge_images if among == "images" else reader.judge
            return ask([self.understood(query.text)], items)[0], reader.name
        judge = self.judge(split)
        if query.item >= 0 and query.kind != "image":
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
    look: np.ndarray | None = None


def meaning(text: str) -> list[str]:
    """The words of a text that name something."""
    return [word for word in words(text) if word not in SILENT]


def _words(text: str, row: np.ndarray, vectors: Embeddings) -> _Query:
    if text not in vectors.texts:
        return _Query(text, "text", row)
    caption = vectors.texts.index(text)
    return _Query(text, "text", row, caption, int(vectors.caption_image[caption]))


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
