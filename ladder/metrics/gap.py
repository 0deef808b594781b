"""How far the two modalities lie apart in their common space."""

import numpy as np

TOLERANCE = 0.01  # of a unit vector's length: half precision keeps about three digits


def modality_gap(images: np.ndarray, captions: np.ndarray) -> float:
    """The Euclidean distance between the centroid of the image vectors and that of the caption vectors.

    0 where both modalities have one centre, 2 where each has collapsed to a point opposite the other. There is no best:
    a gap is no fault by itself, for moving all candidates by one vector adds the same to each of a query's
    similarities and changes no order. It says that similarities across modalities cannot be compared with those within
    one, which is what a mixed gallery or a joint map would do. Liang et al. trace it to the initialisation of two
    separate encoders; a contrastive loss with a low temperature keeps it.

    Args:
        images: ``(image, dimension)`` unit rows.
        captions: ``(caption, dimension)`` unit rows.

    Returns:
        In [0, 2].

    Raises:
        ValueError: If the dimensions differ, a table is empty, or a row is not of length 1.

    References:
        Liang et al., "Mind the Gap: Understanding the Modality Gap in Multi-modal Contrastive Representation
        Learning", NeurIPS 2022, equation 1.

    Example:
        >>> modality_gap(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, -1.0]]))
        1.0
    """
    for name, vectors in (("images", images), ("captions", captions)):
        if vectors.ndim != 2 or not len(vectors):
            raise ValueError(f"`{name}` must be a table of vectors, got shape {vectors.shape}")
        lengths = np.linalg.norm(vectors.astype(np.float64), axis=1)
        wrong = np.flatnonzero(~(np.abs(lengths - 1) <= TOLERANCE))  # nan is wrong too
        if len(wrong):
            raise ValueError(f"`{name}` must have rows of length 1, row {wrong[0]} has {lengths[wrong[0]]:.3f}")
    if images.shape[1] != captions.shape[1]:
        raise ValueError(f"`captions` must have {images.shape[1]} dimensions as `images`, got {captions.shape[1]}")
    return float(np.linalg.norm(images.mean(axis=0, dtype=np.float64) - captions.mean(axis=0, dtype=np.float64)))
