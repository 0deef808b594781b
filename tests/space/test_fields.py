"""Fields: values stand at the rows of their items."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder import runs, space
from ladder.levels import adaptive_levels
from ladder.search.ranking import Ranking
from tests.conftest import ROOT
from tests.planted import embeddings

DEGREES = st.sampled_from([0.0, 0.1, 0.5, 0.9, float("nan")])


def samples(images, captions):
    """Samples of these queries; the figure of a query is its row."""
    rows = {"image_to_caption": np.array(images), "caption_to_image": np.array(captions)}
    return {way: {"query": at, "image": at, "cs@100": at.astype(np.float32)} for way, at in rows.items()}


def test_a_figure_stands_at_its_query_whatever_the_order():
    found = space.per_query(samples([2, 0], [4, 1, 3]), "cs@100", 3, 5)
    np.testing.assert_array_equal(found, [0, np.nan, 2, np.nan, 1, np.nan, 3, 4])
    assert found.dtype == np.float32


def test_a_figure_that_a_view_lacks_is_undefined_and_foreign_rows_are_an_error():
    assert np.isnan(space.per_query(samples([0], [0]), "rank", 2, 2)).all()
    with pytest.raises(ValueError, match="hold query 3 of caption_to_image, there are 3"):
        space.per_query(samples([0], [3]), "cs@100", 2, 3)


def test_the_rank_of_the_own_pair_is_that_of_the_bundled_vectors():
    folder = runs.find("demo-adaptive")
    vectors = folder.embeddings("test")
    images, captions = len(vectors.images), len(vectors.captions)
    found = space.per_query(folder.samples("test"), "rank", images, captions)
    for image in (0, 17, 999):
        similarity = vectors.captions @ vectors.images[image]
        own = similarity[vectors.caption_image == image].max()
        assert found[image] == (similarity > own).sum()
    for caption in (0, 2345, 4999):
        similarity = vectors.images @ vectors.captions[caption]
        assert found[images + caption] == (similarity > similarity[vectors.caption_image[caption]]).sum()


def test_the_length_of_a_caption_is_its_words_and_of_an_image_their_mean():
    vectors = embeddings(np.eye(2), np.eye(2)[[0, 0, 1]], [0, 0, 1])
    vectors.texts[:] = ["a dog", "a big  dog runs", "boat"]
    np.testing.assert_array_equal(space.caption_lengths(vectors), [3, 1, 2, 4, 1])


def ranking(among, items, relevance, own):
    return Ranking(
        query="q",
        kind="text",
        among=among,
        split="test",
        items=np.array(items),
        ids=[],
        images=np.array(items),
        texts=[],
        similarity=np.linspace(1, 0, len(items)),
        relevance=None if relevance is None else np.array(relevance),
        levels=None,
        ideal=None,
        ideal_levels=None,
        own=np.array(own),
        judged_by="",
        unknown_words=[],
    )


def test_rankings_of_one_query_come_together():
    images = ranking("images", [1, 0], [0.5, 0.25], [False, True])
    captions = ranking("captions", [2, 0], None, [False, False])
    found = space.asked([images, captions], 2, 3)
    np.testing.assert_array_equal(found.similarity, np.array([0, 1, 0, np.nan, 1], dtype=np.float32))
    np.testing.assert_array_equal(found.relevance, np.array([0.25, 0.5, np.nan, np.nan, np.nan], dtype=np.float32))
    assert found.own.tolist() == [True, False, False, False, False]
    assert found.rank.tolist() == [1, 0, 1, -1, 0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.1, 0.5, float("nan")]), st.booleans()), max_size=12))
def test_ranks_count_who_is_before_by_loops(drawn):
    similarity = np.array([value for value, _ in drawn])
    among = np.array([chosen for _, chosen in drawn], dtype=bool)
    found = space.ranks(similarity, among)
    for item, value in enumerate(similarity):
        if not among[item] or np.isnan(value):
            assert found[item] == -1
            continue
        before = [
            other
            for other in range(len(similarity))
            if among[other] and (similarity[other] > value or (similarity[other] == value and other < item))
        ]
        assert found[item] == len(before)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DEGREES, st.booleans(), st.booleans()), min_size=1, max_size=14))
def test_levels_are_those_of_each_kind_alone(drawn):
    relevance = np.array([degree for degree, _, _ in drawn])
    kinds, own = (np.array([row[column] for row in drawn]) for column in (1, 2))
    found = space.levels_to(relevance, kinds.astype(int), own)
    assert (found[own] == 0).all()
    for kind in (False, True):
        rows = np.flatnonzero((kinds == kind) & ~own & ~np.isnan(relevance))
        if len(rows):
            alone = adaptive_levels(relevance[rows][None], k_max=5).labels[0]
            assert found[rows].tolist() == np.where(relevance[rows] > 0, alone, -1).tolist()
    assert (found[~own & np.isnan(relevance)] == -1).all()


def test_looking_at_the_space_imports_no_torch():
    code = (
        "import sys, ladder.space; "
        "print([name for name in ('torch', 'streamlit', 'sklearn', 'umap') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
