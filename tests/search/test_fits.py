"""Whether anything fits, on the bundled runs: their own items do, and what is about something else does not."""

from pathlib import Path

import numpy as np
import pytest

import ladder
from ladder.search.calibration import calibrate

pytestmark = pytest.mark.slow
RUNS = ("demo-triplet", "demo-adaptive")
SENTENCES = (Path(__file__).parent / "foreign.txt").read_text(encoding="utf-8").splitlines()  # money, law, physics, …
NOTHING = "nothing really fits"


@pytest.fixture(scope="module", params=RUNS)
def run(request):
    return ladder.load_run(request.param)


def told(run, kind, queries):
    """Share of the queries that are told that nothing fits."""
    measured, vectors = calibrate(run, "test", kind, "images"), run.vectors("test")
    name = {"words": "text", "photo": "image"}[kind]
    rankings = [run.search(**{name: query}, split="test", k=5) for query in queries]
    return np.mean([measured.verdict(ranking, vectors) == NOTHING for ranking in rankings])


def test_words_of_the_gallery_fit_and_those_about_other_things_do_not(run):
    texts = run.vectors("test").texts
    own = [texts[row] for row in np.random.default_rng(1).permutation(len(texts))[:150]]
    assert told(run, "words", own) <= 0.05
    assert len(SENTENCES) == 100 and told(run, "words", SENTENCES) >= 0.8


def test_pictures_of_the_gallery_fit(run):
    pictures = run.data("test").pictures
    rows = np.random.default_rng(1).permutation(len(pictures))[:100]
    assert told(run, "photo", [pictures.open(int(row)) for row in rows]) <= 0.05


@pytest.mark.shared
def test_photographs_do_not(run, shared):
    paths = sorted((shared / "data" / "flickr8k" / "images").glob("*.jpg"))[:100]
    assert told(run, "photo", paths) >= 0.8
