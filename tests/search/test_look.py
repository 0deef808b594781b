"""What a picture looks like: by its definition in plain loops, and drawings apart from noise."""

import math
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PIL import Image

from ladder.search.look import SIDE, Appearance, figures

PIXELS = hnp.arrays(np.uint8, (6, 5, 3), elements=st.sampled_from([0, 1, 90, 255]))


@settings(deadline=None, max_examples=25)
@given(PIXELS)
def test_figures_are_those_of_the_definition(pixels):
    small = Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    rows = [[[value / 255 for value in pixel] for pixel in row] for row in np.asarray(small).tolist()]
    light = [[sum(pixel) / 3 for pixel in row] for row in rows]
    expected = []
    for step in (1, 2, 4):
        part = [row[::step] for row in light[::step]]
        rises = [abs(a - b) for row in part for a, b in pairwise(row)]
        rises += [abs(a - b) for row, below in pairwise(part) for a, b in zip(row, below)]
        expected += [
            math.log(sum(rises) / len(rises) + 1e-3),
            sum(rise < 0.004 for rise in rises) / len(rises),
            math.log(np.quantile(rises, 0.9) + 1e-3),
        ]
    strength = [max(pixel) - min(pixel) for row in rows for pixel in row]
    flat = [value for row in light for value in row]
    colours = {tuple(min(int(value * 8), 7) for value in pixel) for row in rows for pixel in row}
    expected += [np.mean(strength), np.std(strength), np.mean(flat), np.std(flat), math.log(len(colours))]
    found = figures(Image.fromarray(pixels))
    np.testing.assert_allclose(np.delete(found, [1, 4, 7]), np.delete(expected, [1, 4, 7]), atol=1e-4)
    np.testing.assert_allclose(found[[1, 4, 7]], np.array(expected)[[1, 4, 7]], atol=0.02)  # float32 at the bound


@given(hnp.arrays(np.float64, (9, 14), elements=st.sampled_from([0.0, 1.0, 2.5])))
def test_likeness_is_the_definition(known):
    look, asked = Appearance(known), np.linspace(-1, 2, 14)
    spread = np.maximum(known.std(axis=0), 1e-3)
    z = (known - known.mean(axis=0)) / spread
    values, vectors = np.linalg.eigh(np.cov(z.T))
    one = (asked - known.mean(axis=0)) / spread
    expected = -sum((vector @ one) ** 2 / (max(value, 0) + 0.2) for value, vector in zip(values, vectors.T))
    np.testing.assert_allclose(look.likeness(asked), expected, rtol=1e-6)
    assert look.likeness(known.mean(axis=0)) == 0
