"""Degrees from files: what they mean, and every way in which a file can be wrong."""

import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from ladder.datasets import open_dataset
from ladder.errors import DataError
from ladder.relevance import PrecomputedRelevance, base
from tests.captioned import captions_of

FOUR = [["a", "b"], ["c"], ["d"]]
EVERY = np.arange(4)
VECTORS = np.array([[2.0, 0.0], [0.0, 3.0], [1.0, 1.0], [0.0, -1.0]])


def degrees_of(count=4):
    degrees = np.random.default_rng(0).random((count, count))
    return (degrees + degrees.T) / 2


def saved(path, values):
    np.save(path, values)
    return str(path)


def refused(data, path, message):
    with pytest.raises(DataError, match=re.escape(message)):
        PrecomputedRelevance.for_data(data, path=str(path))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int8])
def test_vectors_of_any_length_and_number_type_give_their_cosines(tmp_path, dtype):
    path = saved(tmp_path / "v.npy", VECTORS.astype(dtype))
    half = np.float32(np.sqrt(0.5))
    expected = [[1, 1, half, 0], [1, 1, half, 0], [half, half, 1, 0], [0, 0, 0, 1]]  # negative cosines clipped
    np.testing.assert_array_equal(
        PrecomputedRelevance.for_data(captions_of(FOUR), path).between(EVERY, EVERY), expected
    )


def test_short_vectors_have_a_direction_too(tmp_path):
    long = PrecomputedRelevance.for_data(captions_of(FOUR), saved(tmp_path / "long.npy", VECTORS))
    short = PrecomputedRelevance.for_data(captions_of(FOUR), saved(tmp_path / "short.npy", VECTORS / 1024))
    np.testing.assert_array_equal(short.between(EVERY, EVERY), long.between(EVERY, EVERY))


def test_a_vector_of_zeros_has_nothing_to_do_with_others(tmp_path):
    path = saved(tmp_path / "v.npy", VECTORS * [[1], [1], [0], [1]])
    degrees = PrecomputedRelevance.for_data(captions_of(FOUR), path).between([2], EVERY)
    np.testing.assert_array_equal(degrees, [[0, 0, 1, 0]])


def test_equal_vectors_have_exactly_1_wherever_they_stand(tmp_path):
    rng = np.random.default_rng(0)
    vectors = np.tile(rng.standard_normal((7, 33)), (3, 1)).astype(np.float16)
    path = saved(tmp_path / "v.npy", vectors)
    relevance = PrecomputedRelevance.for_data(captions_of([["x"]] * 21), path)
    whole = relevance.between(np.arange(21), np.arange(21))
    np.testing.assert_array_equal(whole, np.tile(whole[:7, :7], (3, 3)))
    assert (whole.diagonal(7) == 1).all()


def test_a_square_table_holds_the_degrees_themselves(tmp_path):
    expected = degrees_of()
    path = saved(tmp_path / "d.npy", expected)
    expected[:2, :2] = expected[2, 2] = expected[3, 3] = 1  # own pairs
    relevance = PrecomputedRelevance.for_data(captions_of(FOUR), path)
    np.testing.assert_array_equal(relevance.between(EVERY, EVERY), expected.astype(np.float32))
    assert relevance.describe()["holds"] == "degrees"


def test_rounding_in_a_table_is_evened_out(tmp_path):
    degrees = degrees_of()
    degrees[2, 0], degrees[0, 2] = 0.5, 0.5005
    degrees[3, 2] = degrees[2, 3] = 1.0005
    degrees[3, 0] = degrees[0, 3] = -0.0005
    relevance = PrecomputedRelevance.for_data(captions_of(FOUR), saved(tmp_path / "d.npy", degrees))
    assert relevance.between([2], [0]) == relevance.between([0], [2]) == np.float32(0.50025)
    assert relevance.between([2], [3]) == 1
    assert relevance.between([0], [3]) == 0


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float16])
def test_a_table_of_yes_and_no(tmp_path, dtype):
    table = np.eye(4, dtype=dtype)
    table[0, 3] = table[3, 0] = 1
    relevance = PrecomputedRelevance.for_data(captions_of(FOUR), saved(tmp_path / "d.npy", table))
    np.testing.assert_array_equal(relevance.between([3], EVERY), [[1, 0, 0, 1]])
    table[0, 2] = table[2, 0] = 5
    path = saved(tmp_path / "grades.npy", table)
    refused(
        captions_of(FOUR), path, f"{path}: row 0, column 2 (from 0) holds 5, expected a degree of relevance in [0, 1]"
    )


def test_a_file_a_split_is_joined_in_the_order_of_the_images(tmp_path):
    data = captions_of(FOUR, splits=["train", "train", "dev"])
    saved(tmp_path / "train_v.npy", VECTORS[:3])
    saved(tmp_path / "dev_v.npy", VECTORS[3:])
    joined = PrecomputedRelevance.for_data(data, str(tmp_path / "{split}_v.npy"))
    whole = PrecomputedRelevance.for_data(data, saved(tmp_path / "all.npy", VECTORS))
    order = np.array([3, 0, 2, 1])
    np.testing.assert_array_equal(joined.between(order, EVERY), whole.between(order, EVERY))
    assert joined.describe()["files"] == [str(tmp_path / "train_v.npy"), str(tmp_path / "dev_v.npy")]
    dev = PrecomputedRelevance.for_data(data.split("dev"), str(tmp_path / "{split}_v.npy"))
    assert len(dev.files) == 1


def test_a_square_file_among_several_holds_vectors(tmp_path):
    data = captions_of(FOUR, splits=["train", "train", "dev"])
    saved(tmp_path / "train.npy", np.eye(3))
    saved(tmp_path / "dev.npy", np.array([[0.0, 0.0, 5.0]]))
    relevance = PrecomputedRelevance.for_data(data, str(tmp_path / "{split}.npy"))
    np.testing.assert_array_equal(relevance.between([3], EVERY), [[0, 0, 1, 1]])


def test_a_changed_file_is_described_otherwise(tmp_path):
    path = saved(tmp_path / "v.npy", VECTORS)
    before = PrecomputedRelevance.for_data(captions_of(FOUR), path).describe()
    saved(path, VECTORS[::-1])
    after = PrecomputedRelevance.for_data(captions_of(FOUR), path).describe()
    assert before["content"] != after["content"]
    assert before["holds"] == "vectors"


def test_a_path_may_start_at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    saved(tmp_path / "v.npy", VECTORS)
    assert PrecomputedRelevance.for_data(captions_of(FOUR), "~/v.npy").files == [tmp_path / "v.npy"]


@pytest.mark.parametrize("values", [np.zeros((3, 2)), np.zeros((5, 2)), np.zeros((3, 3)), np.zeros((20, 2))])
def test_another_number_of_rows_names_both(tmp_path, values):
    path = saved(tmp_path / "v.npy", values)
    refused(
        captions_of(FOUR), path, f"{path}: {len(values)} rows, but `test:captions` has 4 captions; make a row a caption"
    )


@pytest.fixture
def parts(tmp_path):
    """A data set on disk whose splits do not stand together, and degrees and vectors of all its captions."""
    rows = [["kite.jpg", "a", "train"], ["boat.jpg", "b", "dev"], ["boat.jpg", "c", "dev"], ["tent.jpg", "d", "train"]]
    (tmp_path / "mine.csv").write_text("image,caption,split\n" + "".join(",".join(row) + "\n" for row in rows))
    for image in ("kite.jpg", "boat.jpg", "tent.jpg"):
        Image.new("RGB", (4, 4)).save(tmp_path / image)
    return open_dataset(f"table:{tmp_path / 'mine.csv'}")


@pytest.mark.parametrize("values", [VECTORS, degrees_of()], ids=["vectors", "degrees"])
def test_one_file_for_all_captions_serves_every_split(parts, tmp_path, values):
    path = saved(tmp_path / "v.npy", values)
    whole = PrecomputedRelevance.for_data(parts, path).between(EVERY, EVERY)
    for split, rows in (("train", [0, 3]), ("dev", [1, 2])):
        part = PrecomputedRelevance.for_data(parts.split(split), path)
        np.testing.assert_array_equal(part.between([0, 1], [0, 1]), whole[np.ix_(rows, rows)])
        np.testing.assert_array_equal(part.between([1], [0]), whole[rows[1:], rows[:1], None])


def test_captions_that_a_run_kept_find_their_rows(parts, tmp_path):
    path = saved(tmp_path / "v.npy", VECTORS)
    kept = replace(parts.split("train"), pictures=None)
    whole = PrecomputedRelevance.for_data(parts, path).between([0], [3])
    assert PrecomputedRelevance.for_data(kept, path).between([0], [1]) == whole
    (tmp_path / "mine.csv").unlink()
    refused(kept, path, f"{path}: 4 rows, but `{parts.spec}` has 2 captions; make a row a caption (the whole data set")


def test_rows_of_neither_a_split_nor_the_whole_are_refused_with_both_counts(parts, tmp_path):
    path = saved(tmp_path / "v.npy", np.ones((3, 2)))
    counts = "has 2 captions here and 4 in all; make a row a caption of all, or a file a split with `{split}`"
    refused(parts.split("dev"), path, f"{path}: 3 rows, but `{parts.spec}` {counts}")


def test_a_caption_that_has_gone_is_named(parts, tmp_path):
    path = saved(tmp_path / "v.npy", VECTORS)
    other = replace(parts.split("dev"), caption_ids=("boat.jpg#0", "boat.jpg#7"))
    refused(other, path, f"`{parts.spec}` has no caption `boat.jpg#7` any more")


@pytest.mark.shared
def test_real_vectors_in_one_file_judge_as_a_file_a_split(shared, tmp_path):
    folder = shared / "data" / "f8k_precomp"
    data = open_dataset(f"precomp:{folder}")
    vectors = [np.load(folder / f"{split}_caps_minilm.npy") for split in dict.fromkeys(data.splits.tolist())]
    path = saved(tmp_path / "all.npy", np.concatenate(vectors))
    dev, rows = data.split("dev"), np.arange(500)
    one = PrecomputedRelevance.for_data(dev, path).between(rows, rows)
    each = PrecomputedRelevance.for_data(dev, str(folder / "{split}_caps_minilm.npy")).between(rows, rows)
    np.testing.assert_array_equal(one, each)


def test_another_number_of_rows_names_the_split(tmp_path):
    data = captions_of(FOUR, splits=["train", "train", "dev"])
    saved(tmp_path / "train.npy", VECTORS[:3])
    path = saved(tmp_path / "dev.npy", VECTORS[:2])
    message = f"{path}: 2 rows, but the split `dev` of `test:captions` has 1 captions"
    refused(data, tmp_path / "{split}.npy", message)


def test_splits_of_two_widths_are_refused(tmp_path):
    data = captions_of(FOUR, splits=["train", "train", "dev"])
    saved(tmp_path / "train.npy", VECTORS[:3])
    saved(tmp_path / "dev.npy", np.ones((1, 5)))
    message = f"{tmp_path}/dev.npy: vectors of width 5, but 2 in {tmp_path}/train.npy; make both with the same encoder"
    refused(data, tmp_path / "{split}.npy", message)


def test_splits_that_do_not_stand_together_are_refused(tmp_path):
    data = captions_of(FOUR, splits=["train", "dev", "train"])
    refused(data, tmp_path / "{split}.npy", "the images of split `train` do not stand together, so `{split}`")


@pytest.mark.parametrize("block", [1, 2, 2048])
@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_value_that_is_no_number_is_named(tmp_path, monkeypatch, block, wrong):
    monkeypatch.setattr(base, "BLOCK", block)
    vectors = VECTORS.copy()
    vectors[2, 1] = wrong
    path = saved(tmp_path / "v.npy", vectors)
    refused(captions_of(FOUR), path, f"{path}: row 2, column 1 (from 0) holds {wrong}, expected a finite number; make")


@pytest.mark.parametrize("block", [1, 2, 2048])
@pytest.mark.parametrize("wrong", [np.nan, -0.2, -0.0011, 1.0011])
def test_a_degree_out_of_range_is_named(tmp_path, monkeypatch, block, wrong):
    monkeypatch.setattr(base, "BLOCK", block)
    degrees = np.full((4, 4), 0.5)
    degrees[1, 3] = degrees[3, 1] = wrong
    path = saved(tmp_path / "d.npy", degrees)
    message = f"{path}: row 1, column 3 (from 0) holds {wrong:.6g}, expected a degree of relevance in [0, 1]; make"
    refused(captions_of(FOUR), path, message)


@pytest.mark.parametrize("block", [1, 2, 2048])
def test_a_degree_that_is_not_symmetric_is_named(tmp_path, monkeypatch, block):
    monkeypatch.setattr(base, "BLOCK", block)
    degrees = np.full((4, 4), 0.5)
    degrees[3, 1] = 0.502
    path = saved(tmp_path / "d.npy", degrees)
    refused(
        captions_of(FOUR), path, f"{path}: row 1, column 3 (from 0) holds 0.5, expected the same as its mirror image"
    )


def test_a_missing_file_is_named(tmp_path):
    refused(captions_of(FOUR), tmp_path / "none.npy", f"{tmp_path}/none.npy: no such file; give the `.npy`")


@pytest.mark.parametrize(
    "content",
    [b"", b"not numpy", b"version https://git-lfs.github.com/spec/v1\n", b"\x93NUMPY\x01\x00\xff"],
    ids=["empty", "text", "pointer", "cut"],
)
def test_a_file_of_another_kind_is_named(tmp_path, content):
    (tmp_path / "v.npy").write_bytes(content)
    refused(captions_of(FOUR), tmp_path / "v.npy", f"{tmp_path}/v.npy: not a `.npy` file that can be read (")


def test_a_file_that_was_cut_off_is_named(tmp_path):
    path = saved(tmp_path / "v.npy", VECTORS)
    whole = (tmp_path / "v.npy").read_bytes()
    (tmp_path / "v.npy").write_bytes(whole[:-8])
    refused(captions_of(FOUR), path, f"{path}: not a `.npy` file that can be read (")


def test_pickled_objects_are_not_loaded(tmp_path):
    np.save(tmp_path / "v.npy", np.array([{}] * 4), allow_pickle=True)
    refused(captions_of(FOUR), tmp_path / "v.npy", "not a `.npy` file that can be read (")


def test_a_folder_is_no_file(tmp_path):
    refused(captions_of(FOUR), tmp_path, f"{tmp_path}: not a `.npy` file that can be read (")


@pytest.mark.parametrize(
    "values", [np.zeros(4), np.zeros((4, 2, 2)), np.zeros((4, 2), complex), np.zeros((4, 2), "S1")]
)
def test_what_is_no_table_of_numbers_is_named(tmp_path, values):
    path = saved(tmp_path / "v.npy", values)
    refused(captions_of(FOUR), path, f"{path}: {values.dtype} of shape {values.shape}, expected numbers")
