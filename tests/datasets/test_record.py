"""The record itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.datasets import CaptionedImages, Features
from ladder.errors import DataError


def record(counts, **changes):
    """Images with so many captions each."""
    names = tuple(f"i{row}" for row in range(len(counts)))
    owners = np.repeat(np.arange(len(counts)), counts)
    values = {
        "spec": "mine",
        "image_ids": names,
        "splits": np.array(["train"] * len(counts)),
        "captions": tuple(f"text {row}" for row in range(len(owners))),
        "caption_ids": tuple(f"c{row}" for row in range(len(owners))),
        "caption_image": owners,
    }
    return CaptionedImages(**(values | changes))


@given(
    lengths=st.lists(st.integers(1, 4), min_size=1, max_size=4),
    chosen=st.lists(st.integers(0, 1000), max_size=8),
)
def test_features_of_several_tables_are_those_of_one(lengths, chosen):
    tables = tuple(
        (10 * place + np.arange(2.0 * length)).reshape(length, 2).astype(np.float16)
        for place, length in enumerate(lengths)
    )
    joined = np.concatenate(tables)
    rows = np.array(chosen, dtype=int) % len(joined)
    features = Features(tables, rows)
    np.testing.assert_array_equal(features.take(np.arange(len(rows))), joined[rows])
    np.testing.assert_array_equal(
        features.select(np.arange(len(rows))[::2]).take(np.arange(len(rows[::2]))), joined[rows[::2]]
    )
    assert (len(features), features.width) == (len(rows), 2)


@given(counts=st.lists(st.integers(1, 3), min_size=1, max_size=6), data=st.data())
def test_select_renumbers(counts, data):
    whole = record(counts)
    rows = sorted(data.draw(st.sets(st.integers(0, len(counts) - 1), min_size=1)))
    part = whole.select(np.array(rows))
    assert part.image_ids == tuple(f"i{row}" for row in rows)
    kept = [(f"i{image}", text) for image, text in zip(whole.caption_image, whole.captions) if image in rows]
    assert [(part.image_ids[image], text) for image, text in zip(part.caption_image, part.captions)] == kept
    assert np.diff(part.first_caption).tolist() == [counts[row] for row in rows]
    assert part.first_caption[0] == 0


def test_an_unknown_split():
    data = record([1, 2], splits=np.array(["train", "dev"]))
    assert data.split("dev").captions == ("text 1", "text 2")
    with pytest.raises(DataError, match="`mine` has no split `deb`; did you mean `dev`"):
        data.split("deb")


@pytest.mark.parametrize(
    "changes",
    [
        {"image_ids": ("i0", "j1")},
        {"splits": np.array(["train", "dev"])},
        {"captions": ("text 0", "text 1", "text")},
        {"caption_ids": ("c0", "c1", "d2")},
        {"caption_image": np.array([0, 0, 1])},
    ],
)
def test_the_fingerprint_tells_apart(changes):
    assert record([1, 2]).fingerprint != record([1, 2], **changes).fingerprint


def test_the_fingerprint_is_of_the_content_alone():
    assert record([1, 2]).fingerprint == record([1, 2], spec="yours").fingerprint
    assert len(record([1, 2]).fingerprint) == 16


def test_it_is_shown_in_few_words():
    assert repr(record([1, 2])) == "CaptionedImages('mine', 2 images, 3 captions)"


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 100), st.integers(0, 100), st.integers(0, 3))
def test_splits_drawn_anew_have_their_shares(count, first, second, seed):
    first, second = sorted((first, second))
    shares = {"train": first, "dev": second - first, "test": 100 - second}
    data = CaptionedImages("", tuple(map(str, range(count))), np.full(count, "all"), (), (), np.zeros(0, int))
    drawn = data.resplit(shares, seed)
    for name, share in shares.items():
        assert abs((drawn.splits == name).sum() - share * count / 100) <= 1
    assert set(drawn.splits) <= set(shares)
    np.testing.assert_array_equal(data.resplit(shares, seed).splits, drawn.splits)


def test_another_seed_draws_other_splits():
    data = CaptionedImages("", tuple(map(str, range(60))), np.full(60, "all"), (), (), np.zeros(0, int))
    drawn = [data.resplit({"train": 50, "dev": 50}, seed).splits.tolist() for seed in (0, 1)]
    assert drawn[0] != drawn[1]
    assert drawn[0] != sorted(drawn[0], reverse=True)  # not the first half
