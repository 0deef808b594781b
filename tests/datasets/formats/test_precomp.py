"""Folders of precomputed features: repeated rows or not, ids or not, and counts that do not fit."""

import numpy as np
import pytest

from ladder.datasets import inspect, open_dataset
from tests.datasets.examples import CAPTIONS, LFS, change, draw, precomp, refuse, write_lines


def five(folder, split, images, *, rows=1, ids=0, start=0.0):
    """A split with five captions an image, its feature rows and its ids so many times each (0: no ids)."""
    values = np.repeat(start + np.arange(images, dtype=np.float32)[:, None] + np.array([0.0, 0.5]), rows, axis=0)
    np.save(folder / f"{split}_ims.npy", values)
    write_lines(folder / f"{split}_caps.txt", [f"{split} {row // 5} {row % 5}" for row in range(5 * images)])
    if ids:
        write_lines(folder / f"{split}_ids.txt", [f"{split}{row // ids}.jpg" for row in range(ids * images)])
    return f"precomp:{folder}"


@pytest.fixture
def spec(tmp_path):
    return precomp(tmp_path, CAPTIONS)


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize("ids", [0, 1, 5])
def test_five_captions_an_image(rows, ids, tmp_path):
    data = open_dataset(five(tmp_path, "train", 3, rows=rows, ids=ids))
    assert len(data) == len(data.features) == 3
    assert data.image_ids[2] == ("train2.jpg" if ids else "train-000002")
    assert data.captions == tuple(f"train {row // 5} {row % 5}" for row in range(15))
    assert data.caption_ids[:6] == (*(f"{data.image_ids[0]}#{row}" for row in range(5)), f"{data.image_ids[1]}#0")
    np.testing.assert_array_equal(data.features.take(np.array([2, 0])), [[2.0, 2.5], [0.0, 0.5]])
    assert data.pictures is None


def test_splits_are_joined_without_copies(tmp_path):
    five(tmp_path, "train", 3, rows=5, start=0)
    five(tmp_path, "dev", 2, rows=1, start=10)
    data = open_dataset(five(tmp_path, "test", 2, rows=5, start=20))
    assert data.splits.tolist() == ["train"] * 3 + ["dev"] * 2 + ["test"] * 2
    assert all(isinstance(table, np.memmap) for table in data.features.tables)
    np.testing.assert_array_equal(data.features.take(np.arange(7))[:, 0], [0, 1, 2, 10, 11, 20, 21])
    np.testing.assert_array_equal(data.split("test").features.take(np.array([1, 0]))[:, 0], [21, 20])


def test_one_caption_an_image_though_five_divides_their_number(tmp_path):
    values = np.arange(20.0).reshape(10, 2)
    np.save(tmp_path / "train_ims.npy", values)
    write_lines(tmp_path / "train_caps.txt", [f"caption {row}" for row in range(10)])
    data = open_dataset(f"precomp:{tmp_path}")
    assert len(data) == 10
    np.testing.assert_array_equal(data.features.take(np.arange(10)), values)


def test_repeated_rows_are_looked_for_to_the_end(tmp_path):
    values = np.repeat(np.arange(200.0), 5)[:, None]
    values[-1] += 1
    np.save(tmp_path / "train_ims.npy", values)
    write_lines(tmp_path / "train_caps.txt", [f"caption {row}" for row in range(1000)])
    assert len(open_dataset(f"precomp:{tmp_path}")) == 1000


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_types_of_features(kind, tmp_path):
    spec = five(tmp_path, "train", 2)
    np.save(tmp_path / "train_ims.npy", np.ones((2, 3), dtype=kind))
    taken = open_dataset(spec).features.take(np.arange(2))
    assert (taken.dtype, taken.shape) == (np.float32, (2, 3))


def test_a_last_line_without_its_end(tmp_path):
    spec = five(tmp_path, "train", 2)
    path = tmp_path / "train_caps.txt"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    assert open_dataset(spec).captions[-1] == "train 1 4"


def test_empty_lines_at_the_end_are_passed_over(tmp_path):
    spec = five(tmp_path, "train", 2)
    path = tmp_path / "train_caps.txt"
    path.write_text(path.read_text() + "\n \n")
    data = open_dataset(spec)
    assert len(data.captions) == 10
    assert [str(note) for note in data.notes] == [
        f"{path}:{line}: an empty line at the end; it is passed over" for line in (12, 11)
    ]


def test_an_empty_caption_before_them_is_none_of_them(tmp_path):
    spec = five(tmp_path, "train", 2)
    path = tmp_path / "train_caps.txt"
    path.write_text("\n".join([*(f"caption {row}" for row in range(9)), "", "", ""]))
    refuse(spec, f"{path}:10", "the caption `train-000001#4` is empty")


@pytest.mark.parametrize("captions", [0, 1, 4, 6, 24, 26])
def test_counts_that_do_not_fit(captions, tmp_path):
    spec = five(tmp_path, "train", 5)
    write_lines(tmp_path / "train_caps.txt", ["caption"] * captions)
    what = f"^.*: {captions} captions for 5 rows of features, expected 5 or 25; look for a lost or an empty line"
    refuse(spec, str(tmp_path / "train_caps.txt"), what)


@pytest.mark.parametrize("ids", [0, 1, 4, 11])
def test_ids_that_do_not_fit(ids, tmp_path):
    spec = five(tmp_path, "train", 2)
    write_lines(tmp_path / "train_ids.txt", [f"{row}.jpg" for row in range(ids)])
    what = f"{ids} ids for 2 images, expected 2 or 10; look for a lost, doubled or empty line"
    refuse(spec, str(tmp_path / "train_ids.txt"), what)


def test_ids_that_are_not_repeated_in_fives(tmp_path):
    spec = five(tmp_path, "train", 2, ids=5)
    change(tmp_path / "train_ids.txt", "train1", "train9")
    what = "`train1.jpg` stands where `train9.jpg` should stand 5 times; list each image once, or five times in a row"
    refuse(spec, f"{tmp_path / 'train_ids.txt'}:7", what)


def test_an_empty_id(tmp_path):
    spec = five(tmp_path, "train", 2, ids=1)
    write_lines(tmp_path / "train_ids.txt", ["train0.jpg", " "])
    refuse(spec, f"{tmp_path / 'train_ids.txt'}:2", "'' cannot name an image")


def test_an_image_twice(spec, tmp_path):
    write_lines(tmp_path / "train_ids.txt", ["kite.jpg", "kite.jpg"])
    refuse(spec, f"{tmp_path / 'train_ids.txt'}:2", "the image `kite.jpg` is listed twice; take it out once$")


def test_an_image_in_two_splits(spec, tmp_path):
    write_lines(tmp_path / "dev_ids.txt", ["kite.jpg"])
    what = "the image `kite.jpg` is in two splits, `train` and `dev`; keep it in one$"
    refuse(spec, f"{tmp_path / 'dev_ids.txt'}:1", what)


def test_testall_is_a_split_that_may_hold_the_images_of_test(tmp_path):
    draw(tmp_path / "pictures")
    five(tmp_path, "test", 1)
    write_lines(tmp_path / "test_ids.txt", ["kite.jpg"])
    spec = five(tmp_path, "testall", 2, start=7)
    write_lines(tmp_path / "testall_ids.txt", ["kite.jpg"] * 5 + ["boat.jpg"] * 5)
    data = open_dataset(f"{spec},images={tmp_path / 'pictures'}")
    assert data.image_ids == ("kite.jpg", "testall/kite.jpg", "boat.jpg")
    assert data.splits.tolist() == ["test", "testall", "testall"]
    assert [data.pictures.path(row).name for row in range(3)] == ["kite.jpg", "kite.jpg", "boat.jpg"]
    assert data.split("testall").captions[0] == "testall 0 0"


def test_testall_may_not_hold_the_images_of_train(tmp_path):
    five(tmp_path, "train", 1, ids=1)
    spec = five(tmp_path, "testall", 1)
    write_lines(tmp_path / "testall_ids.txt", ["train0.jpg"])
    refuse(spec, f"{tmp_path / 'testall_ids.txt'}:1", "in two splits, `train` and `testall`")


def test_ids_are_needed_for_pictures(spec, tmp_path):
    (tmp_path / "dev_ids.txt").unlink()
    what = "no such file, but it names the pictures; put it there or leave `images=` out"
    refuse(spec, str(tmp_path / "dev_ids.txt"), what)
    assert open_dataset(spec.partition(",")[0]).image_ids[2] == "dev-000000"


def test_an_empty_folder(tmp_path):
    refuse(f"precomp:{tmp_path}", str(tmp_path), "none of train_ims.npy, .* is there; give the folder that holds them")


@pytest.mark.parametrize("file", ["dev_ims.npy", "dev_caps.txt"])
def test_half_a_split(file, spec, tmp_path):
    (tmp_path / file).unlink()
    refuse(spec, str(tmp_path / file), "no such file; put it there or look at the path")


def test_a_split_may_be_absent(spec, tmp_path):
    for path in tmp_path.glob("dev_*"):
        path.unlink()
    assert set(open_dataset(spec).splits) == {"train", "test"}


def test_widths_that_differ(spec, tmp_path):
    np.save(tmp_path / "dev_ims.npy", np.ones((1, 7), np.float16))
    what = "features of width 7, those of `train` have 3; make both with one network"
    refuse(spec, str(tmp_path / "dev_ims.npy"), what)


def truncate(path):
    path.write_bytes(path.read_bytes()[:-1])


def save_archive(path):
    with path.open("wb") as file:
        np.savez(file, np.ones((1, 3)))


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (truncate, "not a whole NumPy file"),
        (lambda path: path.write_bytes(b""), "not a whole NumPy file"),
        (lambda path: path.write_bytes(b"text" * 50), "not a whole NumPy file"),
        (lambda path: path.write_bytes(LFS), "a Git LFS pointer, not the file; run `git lfs pull`"),
        (lambda path: np.save(path, np.array([{}, {}]), allow_pickle=True), "not a whole NumPy file"),
        (save_archive, "expected one array, got an archive"),
        (
            lambda path: np.save(path, np.ones((1, 36, 3))),
            r"\(images, width\), got float64 \(1, 36, 3\); average regio",
        ),
        (lambda path: np.save(path, np.ones((1, 3), int)), r"expected a table of floats .*, got int64 \(1, 3\)"),
        (lambda path: np.save(path, np.ones((0, 3))), "not a whole NumPy file|expected a table of floats"),
        (lambda path: np.save(path, np.array([[1, np.nan, 1]])), "row 0 holds NaN or infinity; make or fetch the file"),
        (lambda path: np.save(path, np.array([[1, np.inf, 1]])), "row 0 holds NaN or infinity"),
    ],
)
def test_damaged_features(spoil, what, spec, tmp_path):
    spoil(tmp_path / "dev_ims.npy")
    refuse(spec, str(tmp_path / "dev_ims.npy"), what)


def test_late_rows_that_are_no_numbers_are_found_by_inspection(tmp_path):
    values = np.ones((100, 2), np.float16)
    values[70, 1], values[98, 0] = np.nan, np.inf
    np.save(tmp_path / "train_ims.npy", values)
    write_lines(tmp_path / "train_caps.txt", [f"caption {row}" for row in range(100)])
    spec = f"precomp:{tmp_path}"
    assert len(open_dataset(spec)) == 100
    assert [str(problem) for problem in inspect(spec).problems] == [
        f"the features of the image `train-0000{row}` hold NaN or infinity; make the features again" for row in (70, 98)
    ]
