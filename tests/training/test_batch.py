"""What is known of a step before a model has seen it."""

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.losses import AdaptiveLadderLoss
from ladder.relevance.precomputed import PrecomputedRelevance
from ladder.training.batch import known
from tests.world import make_world


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    """Of captions one or two an image, none of them judged like another."""
    folder = tmp_path_factory.mktemp("world")
    data = open_dataset(make_world(folder)).split("train")
    np.save(folder / "vectors.npy", np.random.default_rng(3).normal(size=(len(data.captions), 4)))
    return PrecomputedRelevance.for_data(data, path=str(folder / "vectors.npy"))


def mean_over(judge, first, second):
    """The mean of the relevance of all captions of one image, or of a caption, to all of another."""
    return float(judge.between(np.array(first), np.array(second)).mean())


@pytest.mark.parametrize("image_relevance", ["caption", "mean"])
def test_relevance_of_a_batch_by_its_definition(judge, image_relevance):
    loss = AdaptiveLadderLoss()
    rows = np.random.default_rng(0).permutation(len(judge.data.captions))[:12]
    captions = [[row] for row in rows.tolist()]
    of_image = [np.flatnonzero(judge.data.caption_image == image).tolist() for image in judge.data.caption_image[rows]]
    images = captions if image_relevance == "caption" else of_image
    found = known(judge, loss, rows, image_relevance=image_relevance, intra_modal=True)
    assert len(found) == 3
    for part, queries, candidates in zip(found, (images, captions, images), (captions, captions, images), strict=True):
        for row, query in enumerate(queries):
            for column, candidate in enumerate(candidates):
                same = judge.data.caption_image[rows[row]] == judge.data.caption_image[rows[column]]
                assert bool(part.positive[row, column]) == same
                if not same:
                    expected = mean_over(judge, query, candidate)
                    assert float(part.relevance[row, column]) == pytest.approx(expected, abs=1e-6)
        again = loss.levels(part.positive, part.relevance)
        assert [level.labels.tolist() for level in part.levels] == [level.labels.tolist() for level in again]
    alone = known(judge, loss, rows, image_relevance=image_relevance, intra_modal=False)
    assert alone.cross.relevance.equal(found.cross.relevance)
    assert alone.captions is alone.images is None
