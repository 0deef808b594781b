"""Embeddings made elsewhere become a run whose rows are theirs; what does not fit is refused with nothing left."""

import io
import zipfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from ladder.datasets import open_dataset
from ladder.errors import DataError, LadderError
from ladder.evaluation import evaluate_run
from ladder.importing import import_embeddings
from ladder.importing.vectors import unit_rows
from ladder.runs import RunFolder
from ladder.runs.many import exchange, names
from ladder.search.queries import load_run
from pages.parts.shell.sidebar import comparable

NAMES = ["kite.jpg", "boat.jpg", "tent.jpg"]
COUNTS = [2, 1, 3]
TEXTS = ["a red kite", "kites", "a boat", "a tent", "a green tent", "tents in a wood"]
INDEX = np.repeat(np.arange(3), COUNTS)


def rows(count, seed):
    values = np.random.default_rng(seed).normal(size=(count, 4)).astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True)


IMAGES, CAPTIONS = rows(3, 1), rows(6, 2)


def npz(place, images=IMAGES, captions=CAPTIONS, **more):
    np.savez(place / "v.npz", images=images, captions=captions, **more)
    return [place / "v.npz"]


def npy(place, images=IMAGES, captions=CAPTIONS):
    np.save(place / "i.npy", images)
    np.save(place / "c.npy", captions)
    return [place / "i.npy", place / "c.npy"]


def safetensors(place, images=IMAGES, captions=CAPTIONS):
    from safetensors.numpy import save_file

    save_file({"images": images, "captions": captions}, place / "v.safetensors")
    return [place / "v.safetensors"]


def table(place, order=range(6), split=None):
    lines = [f"{NAMES[INDEX[row]]},{TEXTS[row]}" + (f",{split[INDEX[row]]}" if split else "") for row in order]
    (place / "c.csv").write_text("\n".join(["image,caption" + (",split" if split else ""), *lines]))
    return place / "c.csv"


def lines(place, texts=TEXTS):
    (place / "c.txt").write_text("".join(f"{text}\n" for text in texts))
    return place / "c.txt"


def bring(place, files=None, **options):
    options = options if options else {"captions": table(place)}
    return import_embeddings(files or npz(place), place / "runs" / "clip", **options)


def refused(place, match, files=None, **options):
    with pytest.raises(LadderError, match=match) as caught:
        bring(place, files, **options)
    assert len(str(caught.value).splitlines()) == 1
    assert list((place / "runs").iterdir()) == []


def by_name(vectors):
    """The vectors by what they stand for."""
    images = dict(zip(vectors.image_ids, vectors.images))
    of_caption = {(vectors.image_ids[image], text): row for image, text, row in
                  zip(vectors.caption_image, vectors.texts, vectors.captions)}  # fmt: skip
    return images, of_caption


def check(vectors, images=IMAGES, captions=CAPTIONS):
    found_images, found_captions = by_name(vectors)
    for name, row in zip(NAMES, images):
        np.testing.assert_allclose(found_images[name], row, atol=1e-6)
    for image, text, row in zip(INDEX, TEXTS, captions):
        np.testing.assert_allclose(found_captions[NAMES[image], text], row, atol=1e-6)


@pytest.mark.parametrize("make", [npz, npy, safetensors])
def test_every_format_gives_the_same_run(place, make):
    found = bring(place, make(place), captions=table(place))
    check(found.folder.embeddings("test"))
    assert found.folder.splits() == ["test"]
    assert found.folder.config.loss.options["origin"] == " + ".join(path.name for path in make(place))
    assert len(found.notes) == 1
    assert "[training]" not in (found.folder.path / "config.toml").read_text()
    assert found.notes[0] in (found.folder.path / "log.txt").read_text()


@pytest.mark.parametrize("columns", [("image_embedding", "caption_embedding"), ("img", "txt")])
@pytest.mark.parametrize("fixed", [True, False])
def test_two_columns_of_a_parquet_file(place, columns, fixed):
    import pyarrow
    from pyarrow import parquet

    vector = pyarrow.list_(pyarrow.float32(), 4 if fixed else -1)
    held = {
        "image": [NAMES[image] for image in INDEX],
        "caption": TEXTS,
        columns[0]: pyarrow.array(IMAGES[INDEX].tolist(), vector),
        columns[1]: pyarrow.array(CAPTIONS.tolist(), vector),
    }
    parquet.write_table(pyarrow.table(held), place / "v.parquet")
    check(bring(place, [place / "v.parquet"], columns=columns).folder.embeddings("test"))


def test_captions_need_not_stand_together(place):
    order = [5, 0, 2, 1, 3, 4]
    images = IMAGES[[2, 0, 1]]  # by first mention
    check(bring(place, npz(place, images, CAPTIONS[order]), captions=table(place, order)).folder.embeddings("test"))


def test_an_index_says_which_row_is_whose(place):
    order, row_of = [5, 0, 2, 1, 3, 4], np.array([1, 2, 0])
    images = np.empty_like(IMAGES)
    images[row_of] = IMAGES
    files = npz(place, images, CAPTIONS[order], caption_image=row_of[INDEX[order]])
    check(bring(place, files, captions=table(place, order)).folder.embeddings("test"))


def test_a_row_of_images_for_each_caption(place):
    check(bring(place, npz(place, IMAGES[INDEX]), captions=table(place)).folder.embeddings("test"))


def test_lines_of_text_share_out_equally(place):
    vectors = bring(place, captions=lines(place)).folder.embeddings("test")
    assert vectors.image_ids == ["test-000000", "test-000001", "test-000002"]
    assert vectors.caption_image.tolist() == [0, 0, 1, 1, 2, 2]
    np.testing.assert_allclose(vectors.images, IMAGES, atol=1e-6)


def test_lines_of_text_with_equal_rows_of_images_as_vsepp_writes_them(place):
    files = npz(place, np.repeat(IMAGES, 2, axis=0))
    vectors = bring(place, files, captions=lines(place)).folder.embeddings("test")
    assert vectors.caption_image.tolist() == [0, 0, 1, 1, 2, 2]
    np.testing.assert_allclose(vectors.images, IMAGES, atol=1e-6)


def test_lines_of_text_with_an_index(place):
    files = npz(place, caption_image=np.array([2, 0, 0, 1, 2, 1]))
    vectors = bring(place, files, captions=lines(place)).folder.embeddings("test")
    assert vectors.image_ids == ["test-000002", "test-000000", "test-000001"]  # by first mention
    assert [vectors.texts[row] for row in np.flatnonzero(vectors.caption_image == 1)] == ["kites", "a boat"]
    np.testing.assert_allclose(by_name(vectors)[0]["test-000002"], IMAGES[2], atol=1e-6)


def test_splits_of_the_table_are_kept_apart(place):
    found = bring(place, captions=table(place, split=["train", "val", "train"])).folder
    assert found.splits() == ["train", "dev"]
    assert found.embeddings("dev").image_ids == ["boat.jpg"]
    np.testing.assert_allclose(found.embeddings("dev").images, IMAGES[1:2], atol=1e-6)
    np.testing.assert_allclose(found.embeddings("train").captions, CAPTIONS[[0, 1, 3, 4, 5]], atol=1e-6)


def test_rows_in_the_order_of_a_data_set(place):
    spec = "scenes,train=3,dev=3,test=3,tail=0"
    from ladder.datasets import open_dataset

    data = open_dataset(spec).split("test")
    captions = rows(len(data.captions), 3)
    found = bring(place, npz(place, IMAGES, captions), data=spec, split="test", relevance="scenes")
    vectors = found.folder.embeddings("test")
    assert tuple(vectors.texts) == data.captions
    np.testing.assert_allclose(vectors.captions, captions, atol=1e-6)
    assert found.folder.config.data.spec == spec
    run = load_run(found.folder.path)
    assert run.judge("test").name == "scenes"
    assert run.data("test").pictures is not None


def test_it_is_searched_and_judged_by_item(place):
    found = bring(place)
    run = load_run(found.folder.path)
    ranking = run.search(item="boat.jpg", k=6)
    np.testing.assert_allclose(ranking.similarity, np.sort(CAPTIONS @ IMAGES[1])[::-1], atol=1e-6)
    assert run.data("test").pictures is None
    report = evaluate_run(found.folder, "test", stored=True, resamples=5)
    assert report.judge["name"] == "tfidf"


def test_pictures_are_found_by_the_ids(place):
    (place / "pictures").mkdir()
    for name in NAMES:
        Image.new("RGB", (6, 4), "teal").save(place / "pictures" / name)
    found = bring(place, captions=table(place), images=place / "pictures")
    assert load_run(found.folder.path).data("test").pictures.open(0).size == (6, 4)


def test_it_can_be_moved_and_sent(place):
    found = names.rename(bring(place).folder, "moved")
    sent = exchange.take_in(exchange.export(found, place / "sent.zip"), place / "elsewhere", name="sent")
    for folder in (found, sent):
        folder = RunFolder(folder.path)
        assert len(load_run(folder.path).search(item="boat.jpg", k=6).similarity) == 6
        assert evaluate_run(folder, "test", stored=True, resamples=0).judge["name"] == "tfidf"
        assert len(open_dataset(folder.config.data.spec).split("test").captions) == 6
    assert comparable({"sent": sent}, found) == ["sent"]


def test_a_picture_that_is_missing(place):
    (place / "pictures").mkdir()
    refused(place, "kite.jpg: no such picture", captions=table(place), images=place / "pictures")


def test_rows_of_any_length_are_scaled_and_that_is_said(place):
    scale = np.array([[2.0], [0.5], [1.0]])
    found = bring(place, npz(place, IMAGES * scale), captions=table(place))
    check(found.folder.embeddings("test"))
    assert found.notes[0] == "the rows of `images` had lengths from 0.5 to 2; scaled to 1"


@given(arrays.arrays(np.float64, (3, 2), elements=st.sampled_from([0.0, 1.0, -2.0, 1e-300, 1e300, 3e-320])))
def test_a_row_that_is_not_zero_has_a_direction(values):
    if (np.abs(values).max(axis=1) == 0).any():
        with pytest.raises(DataError, match="all zeros"):
            unit_rows("images", values)
    else:
        unit, _ = unit_rows("images", values)
        np.testing.assert_allclose(np.linalg.norm(unit, axis=1), 1, atol=1e-6)
        assert (np.sign(unit)[np.abs(unit) > 0] == np.sign(values)[np.abs(unit) > 0]).all()


def with_value(values, row, value):
    values = values.copy()
    values[row] = value
    return values


@pytest.mark.parametrize(
    ("arrays_", "match"),
    [
        ({"images": with_value(IMAGES, 1, np.nan)}, "row 1 of `images` holds NaN or infinity;"),
        ({"captions": with_value(CAPTIONS, slice(2, 5), np.inf)}, r"row 2 of `captions` .* \(and 2 more\)"),
        ({"images": with_value(IMAGES, 2, 0)}, "row 2 of `images` is all zeros"),
        ({"images": IMAGES[:, :3]}, "images have width 3 and captions 4"),
        ({"images": IMAGES[0]}, r"`images` must be a table of floats .*float32 \(4,\)"),
        ({"images": (IMAGES * 9).astype(np.int8)}, "`images` must be a table of floats"),
        ({"images": IMAGES[:0]}, r"must be a table of floats .*\(0, 4\)"),
        ({"captions": CAPTIONS[:5]}, "6 captions for 5 rows"),
        ({"images": IMAGES[:2]}, "3 images with captions for 2 rows of images"),
        ({"images": np.concatenate([IMAGES, IMAGES])}, r"the image `\w+\.jpg` has different vectors in several rows"),
        ({"caption_image": INDEX[:5]}, "`caption_image` must hold an image's row for each of 6"),
        ({"caption_image": INDEX.astype(float)}, "`caption_image` must hold"),
        ({"caption_image": INDEX - 1}, "must lie in 0 to 2, got -1"),
        ({"caption_image": INDEX + 1}, "must lie in 0 to 2, got 1 to 3"),
        ({"caption_image": INDEX[::-1].copy()}, "do not agree on which captions share an image"),
        ({"caption_image": np.zeros(6, int)}, "do not agree on which captions share an image"),
    ],
)
def test_vectors_that_do_not_fit(place, arrays_, match):
    refused(place, match, npz(place, **({"images": IMAGES, "captions": CAPTIONS} | arrays_)), captions=table(place))


@pytest.mark.parametrize(
    ("content", "match"),
    [
        ("image,caption\n", "holds no images"),
        ("image,text\na,b\n", "c.csv:1: no column `caption`"),
        ("image,caption\nkite.jpg,\nkite.jpg,b\n", "c.csv:2: the caption `kite.jpg#0` is empty"),
        ("image,caption,split\na,b,x\na,c,y\n", "in two splits"),
        ("image,caption,caption_id\na,b,1\na,c,1\n", "stands twice"),
    ],
)
def test_captions_that_do_not_fit(place, content, match):
    (place / "c.csv").write_text(content)
    refused(place, match, captions=place / "c.csv")


def test_captions_of_stop_words_cannot_be_judged(place):
    refused(place, "no caption holds a word", captions=lines(place, ["the", "of", "and", "a", "an", "to"]))


def test_lines_that_do_not_share_out(place):
    refused(place, "5 captions do not share out among 3", npz(place, captions=CAPTIONS[:5]), captions=lines(place))
    refused(place, "4 lines for 6 rows", captions=lines(place, TEXTS[:4]))


def test_a_data_set_of_another_size(place):
    refused(place, "3 rows of images and 6 of captions, but the split `dev`", data="scenes,tail=0", split="dev")


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"data": "scenes", "captions": "c.txt"}, "and not both"),
        ({"split": "test"}, "give either a file of captions or a data set"),
        ({"data": "scenes", "images": "pictures"}, "the data set says where its pictures are"),
        ({"captions": "c.txt", "relevance": "tfdif"}, "no relevance `tfdif`; did you mean `tfidf`"),
        ({"captions": "c.txt", "relevance": "tfidf,x=1"}, "takes no option `x`"),
    ],
)
def test_options_that_do_not_go_together(place, options, match):
    lines(place)
    options = {key: place / value if key in ("captions", "images") else value for key, value in options.items()}
    refused(place, match, **options)


# --- files that are not what they say ----------------------------------------------------------


def test_objects_in_an_array_are_not_read(place):
    trace = place / "trace"
    evil = np.array([Runs(trace)], dtype=object)
    np.savez(place / "v.npz", images=evil, captions=CAPTIONS)
    refused(place, "holds Python objects, which are not read", [place / "v.npz"], captions=table(place))
    np.save(place / "i.npy", evil, allow_pickle=True)
    np.save(place / "c.npy", CAPTIONS)
    refused(place, "holds Python objects", [place / "i.npy", place / "c.npy"], captions=table(place))
    assert not trace.exists()


class Runs:
    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        import os

        return os.system, (f"touch {self.trace}",)


@pytest.mark.parametrize("name", ["v.npz", "v.safetensors", "v.parquet"])
@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\3\4" + bytes(60), b"\xff" * 40])
def test_a_damaged_file(place, name, content):
    (place / name).write_bytes(content)
    refused(place, "cannot be read", [place / name], captions=table(place))


@pytest.mark.parametrize("names", [["gone.npz"], ["gone.safetensors"], ["gone.parquet"], ["a.npy", "b.npy"]])
def test_a_missing_file(place, names):
    refused(place, "cannot be read", [place / name for name in names], captions=table(place))


@pytest.mark.parametrize("names", [["v.pkl"], ["v.pt"], ["a.npy"], ["a.npz", "b.npz"], []])
def test_files_of_another_kind(place, names):
    with pytest.raises(DataError, match=r"expected one \.npz, \.safetensors or \.parquet file, or two"):
        import_embeddings([place / name for name in names], place / "runs" / "x", captions=table(place))


def test_other_names_of_arrays(place):
    np.savez(place / "v.npz", img=IMAGES, txt=CAPTIONS)
    refused(place, "holds `img`, `txt`; expected the arrays `images` and `captions`", [place / "v.npz"],
            captions=table(place))  # fmt: skip


def test_an_array_that_claims_more_than_memory(place):
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": (10**14, 4)})
    with zipfile.ZipFile(place / "v.npz", "w") as archive:
        for name in ("images", "captions"):
            archive.writestr(f"{name}.npy", header.getvalue())
    refused(place, "cannot be read", [place / "v.npz"], captions=table(place))


def test_an_archive_that_unpacks_to_too_much(place, monkeypatch):
    monkeypatch.setattr("ladder.importing.vectors.MOST_BYTES", 100)
    refused(place, "at most 100 are read", captions=table(place))


def test_a_name_that_is_taken(place):
    bring(place)
    before = sorted((place / "runs" / "clip").rglob("*"))
    with pytest.raises(LadderError, match="clip` exists; give another"):
        bring(place)
    assert sorted((place / "runs" / "clip").rglob("*")) == before


def test_columns_that_are_no_vectors(place):
    import pyarrow
    from pyarrow import parquet

    def write(**columns):
        parquet.write_table(pyarrow.table(columns), place / "v.parquet")
        return [place / "v.parquet"]

    names = {"image": NAMES, "caption": TEXTS[:3]}
    vector = {"image_embedding": IMAGES.tolist()}
    columns = {"columns": ("image_embedding", "caption_embedding")}
    refused(place, "no column `caption_embedding`", write(**names, **vector), **columns)
    refused(place, "holds double, expected a list", write(**names, **vector, caption_embedding=[1.0, 2, 3]), **columns)
    for odd in ([[1.0], [1.0, 2], [1.0]], [[1.0], None, [1.0]], [[1.0, 2], [], [1.0]]):
        refused(place, "not equally long", write(**names, **vector, caption_embedding=odd), **columns)
    refused(place, "must be a table of floats|cannot be read|expected a list",
            write(**names, **vector, caption_embedding=[["a"], ["b"], ["c"]]), **columns)  # fmt: skip
