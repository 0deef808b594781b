"""What is said of a data set."""

import json
import threading

import numpy as np
import pytest
from PIL import Image

from ladder.datasets import inspect
from ladder.errors import DataError
from tests.datasets.examples import IMAGES, NOT_UTF8, precomp, table, write_features

CAPTIONS = {
    "kite.jpg": ["A kite", "A dog's kite, two-sided .", "A kite"],
    "boat.jpg": ["a kite"],
    "tent.jpg": ["A kite", "tent"],
    "ball.jpg": ["tent"],
}


@pytest.fixture
def spec(tmp_path):
    return table(tmp_path, CAPTIONS)


def test_figures(spec, tmp_path):
    Image.new("RGB", (5, 90)).save(tmp_path / "tent.jpg")
    found = inspect(spec)
    assert (found.spec, found.images, found.captions) == (spec, 4, 7)
    assert found.captions_per_image == {1: 2, 2: 1, 3: 1}
    assert found.splits == {"train": 2, "dev": 1, "test": 1}
    assert found.words_mean == pytest.approx((2 + 5 + 2 + 2 + 2 + 1 + 1) / 7)
    assert found.words_max == 5
    assert found.distinct_words == len({"a", "kite", "dog's", "two", "sided", "tent"})
    assert found.duplicate_captions == 2  # `A kite`, `tent`; `a kite` is another text
    assert found.shared_captions == 2
    assert (found.widths, found.heights) == ((5, 23), (10, 90))
    assert found.feature_width is None
    assert found.problems == found.notes == ()


def test_a_caption_that_one_image_repeats_is_not_shared(tmp_path):
    found = inspect(table(tmp_path, CAPTIONS | {"tent.jpg": ["B"], "boat.jpg": ["C"], "ball.jpg": ["D"]}))
    assert (found.duplicate_captions, found.shared_captions) == (1, 0)


def test_without_pictures(spec):
    found = inspect(spec, pictures=False)
    assert found.widths is found.heights is None


def test_features(spec, tmp_path):
    folder = write_features(tmp_path / "made", IMAGES)
    assert inspect(f"{spec},features={folder}").feature_width == 2


def test_features_too_large_for_float32(tmp_path):
    spec = precomp(tmp_path, CAPTIONS)
    np.save(tmp_path / "dev_ims.npy", np.array([[1e300, 1, 1]]))
    assert "the features of the image `tent.jpg` hold NaN or infinity" in str(inspect(spec).problems[0])


def test_progress_sees_every_picture(spec):
    seen = []

    def progress(rows):
        assert len(rows) == 4
        for row in rows:
            seen.append(row)
            yield row

    inspect(spec, progress=progress)
    assert seen == [0, 1, 2, 3]


def test_two_threads_decode(spec, monkeypatch):
    from ladder.datasets.pictures import PictureFiles

    both, whole = threading.Barrier(2, timeout=20), PictureFiles.open
    monkeypatch.setattr(PictureFiles, "open", lambda files, row: (both.wait(), whole(files, row))[1])
    assert inspect(spec).widths == (20, 23)


def test_every_problem_is_listed(tmp_path, spec):
    (tmp_path / "kite.jpg").unlink()
    (tmp_path / "boat.jpg").write_bytes(b"no picture" * 30)
    path = tmp_path / "mine.csv"
    path.write_text(path.read_text() + "tent.jpg,,dev\nball.jpg,again,train\n")
    found = inspect(spec)
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in found.problems] == [
        "mine.csv:9: the caption `tent.jpg#2` is empty; write it or take it out",
        "mine.csv:10: the image `ball.jpg` is in two splits, `test` and `train`; keep it in one",
        f"kite.jpg: no such picture (listed in {path}:2); put it there or take the image out",
        "boat.jpg: not a picture that can be decoded; replace the file",
    ]
    assert found.images == 4
    assert found.widths == (22, 23)


def test_a_file_that_cannot_be_read_is_a_problem_among_others(tmp_path, spec):
    (tmp_path / "mine.csv").write_bytes(NOT_UTF8)
    found = inspect(spec)
    assert [problem.line for problem in found.problems] == [1]
    assert (found.images, found.captions, found.captions_per_image, found.splits) == (0, 0, {}, {})
    assert (found.words_max, found.distinct_words, found.duplicate_captions) == (0, 0, 0)
    assert found.as_json()["words_mean"] is None


def test_a_wrong_specification_is_an_error():
    with pytest.raises(DataError, match="no data format `tabl`; did you mean `table`"):
        inspect("tabl:x")


def test_as_json(tmp_path, spec):
    (tmp_path / "kite.jpg").unlink()
    values = json.loads(json.dumps(inspect(spec, pictures=False).as_json(), allow_nan=False))
    assert values["problems"] == [
        {
            "path": f"{tmp_path}/kite.jpg",
            "line": None,
            "what": f"no such picture (listed in {tmp_path}/mine.csv:2)",
            "mend": "put it there or take the image out",
            "note": False,
        }
    ]
    assert values["captions_per_image"] == {"1": 2, "2": 1, "3": 1}
