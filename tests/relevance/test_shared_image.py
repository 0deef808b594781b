"""All or nothing."""

import numpy as np

from ladder.relevance import SharedImageRelevance
from tests.captioned import captions_of


def test_one_image_or_another():
    relevance = SharedImageRelevance.for_data(captions_of([["a", "b"], ["a"]]))
    np.testing.assert_array_equal(relevance.between(np.arange(3), np.arange(3)), [[1, 1, 0], [1, 1, 0], [0, 0, 1]])
    np.testing.assert_array_equal(relevance.between_images(np.arange(2), np.arange(3)), [[1, 1, 0], [0, 0, 1]])
