"""What captions say, against plain counting."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ladder.datasets import open_dataset
from ladder.datasets.wording import read_wording, wording_of
from tests.datasets.examples import CAPTIONS, table

SAID = st.lists(st.lists(st.lists(st.sampled_from(["a", "dog", "Cat"]), max_size=3).map(" ".join), max_size=3))


@given(SAID)
def test_it_is_plain_counting(captions):
    wording = wording_of(captions)
    texts = [text for of_image in captions for text in of_image]
    counts = Counter(word.lower() for text in texts for word in text.split())
    assert wording.counts == counts
    assert list(wording.counts.values()) == sorted(counts.values(), reverse=True)
    assert wording.lengths.tolist() == [len(text.split()) for text in texts]
    assert wording.repeated == sum(count > 1 for count in Counter(texts).values())
    homes = {text: sum(text in of_image for of_image in captions) for text in texts}
    assert wording.shared == {text: count for text, count in homes.items() if count > 1}
    assert wording.once == sum(count == 1 for count in counts.values())


def test_of_a_data_set(tmp_path):
    wording = read_wording(open_dataset(table(tmp_path, CAPTIONS)))
    assert len(wording.lengths) == 12
    assert wording.counts["tent"] == 5
    assert np.isclose(wording.covered(5), sum(n for n in wording.counts.values() if n >= 5) / wording.lengths.sum())


def test_without_words():
    assert np.isnan(wording_of([]).covered(1))
