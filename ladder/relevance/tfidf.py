"""Relevance by shared words, weighed by how rare they are: the provider that needs no model."""

from collections.abc import Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from ladder.files.store import Arrays, captions_hash, stored
from ladder.relevance.vectors import WordProvider

if TYPE_CHECKING:
    from scipy import sparse

SETTINGS = {"lowercase": True, "stop_words": "english", "sublinear_tf": True, "norm": "l2"}
METHOD = 1  # raised when the same settings come to give other vectors


class TfidfRelevance(WordProvider):
    r"""Cosine of TF-IDF vectors over the data set's own captions.

    .. math:: w_{t,d} = (1 + \ln \mathrm{tf}_{t,d}) \left(1 + \ln \frac{1 + M}{1 + \mathrm{df}_t}\right)

    in unit rows, over words of two letters or more, lower case, English stop words dropped. A caption without any
    known word has relevance 0 to all but its own image's captions, and so have free words that no caption holds.

    Args:
        data: The data set.
        vectors: ``(M, words)`` sparse unit rows.
        words: The vocabulary, a word a column.
        idf: ``(words,)`` inverse document frequencies.

    Example:
        >>> import numpy as np
        >>> captions = ("a brown dog runs", "a dog sleeps", "two cats")
        >>> splits = np.array(["train", "train", "train"])
        >>> data = CaptionedImages("pets", ("a", "b", "c"), splits, captions, ("0", "1", "2"), np.arange(3))
        >>> relevance = TfidfRelevance.for_data(data)
        >>> relevance.between(np.array([0]), np.arange(3)).round(2)
        array([[1.  , 0.29, 0.  ]], dtype=float32)
        >>> relevance.judge(["Cats and a dog"], np.arange(3)).round(2)
        array([[0.29, 0.37, 0.8 ]], dtype=float32)
    """

    name = "tfidf"

    def __init__(self, data: CaptionedImages, vectors: "sparse.csr_array", words: list[str], idf: np.ndarray) -> None:
        super().__init__(data)
        self.vectors = vectors
        self.words = words
        self.idf = idf

    @classmethod
    def for_data(cls, data: CaptionedImages) -> Self:
        """Reads the captions' words, or the cache where the same captions were read before.

        Raises:
            DataError: If no caption holds a word to go by.
        """
        key = {
            "method": METHOD,
            "settings": SETTINGS,
            "scikit-learn": metadata.version("scikit-learn"),  # its stop words and tokens
            "captions": captions_hash(data.captions),
        }
        arrays = stored("tfidf", key, lambda: _fitted(data))
        words = arrays["words"].tobytes().decode().split("\n")
        from scipy import sparse

        vectors = sparse.csr_array(
            (arrays["weights"], arrays["columns"], arrays["rows"]), shape=(len(data.captions), len(words))
        )
        return cls(data, vectors, words, arrays["idf"])

    def describe(self) -> dict[str, Any]:
        """Name, settings, and the captions that the words were counted in."""
        return {"name": self.name, **SETTINGS, "captions": captions_hash(self.data.captions)[:16]}

    def _read(self, texts: Sequence[str]) -> "sparse.csr_array":
        """Unit rows of the texts' known words."""
        from scipy import sparse

        if not len(texts):
            return sparse.csr_array((0, len(self.words)))
        vectorizer = _vectorizer(vocabulary=self.words)
        vectorizer.idf_ = self.idf
        return sparse.csr_array(vectorizer.transform(texts))

    def _cosine(self, left: "sparse.csr_array", right: "sparse.csr_array") -> np.ndarray:
        """Cosine of unit rows."""
        similarity: np.ndarray = (left @ right.T).toarray()
        return similarity


def _fitted(data: CaptionedImages) -> Arrays:
    """The captions' weights as a sparse table in parts, and the vocabulary with its frequencies."""
    vectorizer = _vectorizer()
    analyze = vectorizer.build_analyzer()
    if not any(analyze(caption) for caption in data.captions):
        raise DataError(
            f"`{data.spec}`: no caption holds a word besides English stop words, so `tfidf` cannot tell them apart; "
            "choose another [relevance]"
        )
    weights = vectorizer.fit_transform(data.captions)
    words = "\n".join(vectorizer.get_feature_names_out())
    return {
        "weights": weights.data,
        "columns": weights.indices,
        "rows": weights.indptr,
        "idf": vectorizer.idf_,
        "words": np.frombuffer(words.encode(), dtype=np.uint8),
    }


def _vectorizer(vocabulary: list[str] | None = None) -> Any:
    """Scikit-learn's, as ``SETTINGS`` say."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(**SETTINGS, vocabulary=vocabulary)
