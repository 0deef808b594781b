"""Folders of features, and what is wrong with them."""

import json

import numpy as np
import pytest

from ladder.datasets import inspect, open_dataset
from ladder.datasets.features import ABOUT, IDS, VALUES
from tests.datasets.examples import CAPTIONS, IMAGES, LFS, NOT_UTF8, refuse, table, write_features, write_lines


@pytest.fixture
def spec(tmp_path):
    return f"{table(tmp_path, CAPTIONS)},features={tmp_path / 'made'}"


def test_rows_are_matched_by_id_and_not_copied(spec, tmp_path):
    write_features(tmp_path / "made", IMAGES[::-1])
    features = open_dataset(spec).features
    assert features.take(np.arange(4)).tolist() == [[3, 6], [2, 4], [1, 2], [0, 0]]
    assert features.take(np.arange(4)).dtype == np.float32
    assert all(isinstance(table, np.memmap) for table in features.tables)


def test_a_network_may_be_unknown(spec, tmp_path):
    write_features(tmp_path / "made", IMAGES, backbone=None)
    assert open_dataset(spec).features.backbone is None


def test_no_folder(spec, tmp_path):
    refuse(spec, str(tmp_path / "made"), "no such folder of features; `ladder features` makes one")


def test_they_are_unfinished(spec, tmp_path):
    write_features(tmp_path / "made", IMAGES, done=3)
    what = "unfinished, 3 of 4 rows; run `ladder features` again, it goes on where it stopped"
    refuse(spec, str(tmp_path / "made" / ABOUT), what)


@pytest.mark.parametrize("file", [VALUES, IDS, ABOUT])
def test_a_file_is_missing_or_a_pointer(file, spec, tmp_path):
    path = write_features(tmp_path / "made", IMAGES) / file
    path.write_bytes(LFS)
    refuse(spec, str(path), "a Git LFS pointer, not the file; run `git lfs pull`")
    path.unlink()
    refuse(spec, str(path), "no such file; put it there or look at the path")


def test_images_without_a_row(spec, tmp_path):
    write_features(tmp_path / "made", IMAGES[:2])
    what = "2 of the 4 images of `table:.*` not listed, first `tent.jpg`; make the features of this data set into a fol"
    refuse(spec, str(tmp_path / "made" / IDS), what)


def test_one_image_without_a_row(spec, tmp_path):
    write_features(tmp_path / "made", [*IMAGES[1:], "other.jpg"])
    refuse(spec, str(tmp_path / "made" / IDS), "one image of `table:.*` not listed, first `kite.jpg`")


@pytest.mark.parametrize("about", [{"rows": 5, "done": 5}, {"width": 3}])
def test_values_of_another_shape(about, spec, tmp_path):
    write_features(tmp_path / "made", IMAGES, **about)
    what = r"expected \(\d, \d\) as `features.json` says, got \(4, 2\); make the features again"
    refuse(spec, str(tmp_path / "made" / VALUES), what)


@pytest.mark.parametrize("count", [3, 5])
def test_another_number_of_ids(count, spec, tmp_path):
    folder = write_features(tmp_path / "made", IMAGES)
    write_lines(folder / IDS, [*IMAGES, "other.jpg"][:count])
    refuse(spec, str(folder / IDS), f"{count} ids for 4 rows of features; make the features again")


def test_an_id_twice(spec, tmp_path):
    folder = write_features(tmp_path / "made", ["kite.jpg", *IMAGES[:3]])
    refuse(spec, f"{folder / IDS}:2", "the id `kite.jpg` stands twice; make the features again")


def test_ids_in_another_encoding(spec, tmp_path):
    folder = write_features(tmp_path / "made", IMAGES)
    (folder / IDS).write_bytes(b"kite.jpg\n" + NOT_UTF8)
    refuse(spec, f"{folder / IDS}:2", "not UTF-8 text")


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ("{", ":1", "not JSON"),
        (json.dumps({"backbone": "x", "width": 2, "rows": 4}), "", "`done`: field required"),
        (json.dumps({"backbone": "x", "width": 2, "rows": "many", "done": 4}), "", "`rows`: input should be a valid i"),
    ],
)
def test_a_damaged_description(content, where, what, spec, tmp_path):
    folder = write_features(tmp_path / "made", IMAGES)
    (folder / ABOUT).write_text(content)
    refuse(spec, f"{folder / ABOUT}{where}", what)


def test_damaged_values(spec, tmp_path):
    folder = write_features(tmp_path / "made", IMAGES)
    path = folder / VALUES
    path.write_bytes(path.read_bytes()[:-1])
    refuse(spec, str(path), r"not a whole NumPy file \(.*\); make or fetch the file again")
    assert inspect(spec).images == 4  # all else can still be looked at


def test_values_that_are_no_numbers(spec, tmp_path):
    folder = write_features(tmp_path / "made", IMAGES)
    np.save(folder / VALUES, np.array([[1, 1], [1, np.nan], [1, 1], [np.inf, 1]], np.float32))
    refuse(spec, str(folder / VALUES), "row 1 holds NaN or infinity")
