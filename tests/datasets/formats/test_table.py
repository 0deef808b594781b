"""Tables of one's own."""

import pyarrow
import pytest
from pyarrow import parquet

from ladder.datasets import inspect, open_dataset
from ladder.errors import DataError
from tests.datasets.examples import CAPTIONS, LFS, change, draw, refuse, table, table_parquet, write_csv


@pytest.fixture
def path(tmp_path):
    draw(tmp_path)
    return tmp_path / "mine.csv"


def opened(path, rows):
    return open_dataset(f"table:{write_csv(path, rows)}")


def test_two_columns_are_enough(path):
    data = opened(path, [["image", "caption"], ["kite.jpg", "one"], ["boat.jpg", "two"], ["kite.jpg", "three"]])
    assert data.image_ids == ("kite.jpg", "boat.jpg")
    assert data.captions == ("one", "three", "two")
    assert data.caption_ids == ("kite.jpg#0", "kite.jpg#1", "boat.jpg#0")
    assert data.splits.tolist() == ["train", "train"]


def test_columns_may_stand_anywhere_and_others_are_passed_over(path):
    rows = [["likes", " caption ", "split", "image", "caption_id"], ["3", "one", "val", "kite.jpg", "a"]]
    data = opened(path, [*rows, ["4", "two", " ", " boat.jpg ", " "]])
    assert data.captions == ("one", "two")
    assert data.splits.tolist() == ["dev", "train"]
    assert data.caption_ids == ("a", "boat.jpg#0")
    assert data.image_ids == ("kite.jpg", "boat.jpg")


def test_a_caption_may_hold_lines(path):
    assert opened(path, [["image", "caption"], ["kite.jpg", "one\nand two "]]).captions == ("one and two",)


def test_pictures_lie_beside_the_table_or_elsewhere(path, tmp_path):
    assert opened(path, [["image", "caption"], ["kite.jpg", "one"]]).pictures.path(0) == tmp_path / "kite.jpg"
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "kite.jpg").rename(tmp_path / "deep" / "er" / "kite.jpg")
    write_csv(path, [["image", "caption"], ["er/kite.jpg", "one"]])
    data = open_dataset(f"table:{path},images={tmp_path / 'deep'}")
    assert data.image_ids == ("er/kite.jpg",)
    assert data.pictures.open(0).size == (20, 10)


def test_a_split_under_two_names_is_one(path):
    rows = [["image", "caption", "split"], ["kite.jpg", "one", "val"], ["kite.jpg", "two", "dev"]]
    assert opened(path, rows).splits.tolist() == ["dev"]


def test_contradicting_splits(path):
    write_csv(path, [["image", "caption", "split"], ["kite.jpg", "one", "val"], ["kite.jpg", "two", "test"]])
    what = "the image `kite.jpg` is in two splits, `dev` and `test`; keep it in one"
    refuse(f"table:{path}", f"{path}:3", what)


def test_a_caption_id_twice(path):
    write_csv(path, [["image", "caption", "caption_id"], ["kite.jpg", "one", "a"], ["boat.jpg", "two", "a"]])
    refuse(f"table:{path}", f"{path}:3", "the caption id `a` stands twice")


@pytest.mark.parametrize(
    ("header", "what"),
    [
        (
            "file,caption",
            "no column `image`, found `file`, `caption`; name the columns image, caption, split, caption_",
        ),
        ("image,text", "no column `caption`, found `image`, `text`"),
        ("image;caption", "no column `image`, found `image;caption`; name the columns .*, separated by commas"),
        ("Image,caption", "no column `image`, found `Image`, `caption`"),
        ("image,caption,caption", "the column `caption` stands twice; leave one out"),
        ("", "no column `image`, found none"),
    ],
)
def test_unfit_columns(header, what, path):
    path.write_text(header)
    refuse(f"table:{path}", f"{path}:1", what)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (",one", "'' cannot name an image; give it a name of printable characters"),
        ("kite.jpg", "expected 2 columns as in the header, got 1; put captions with commas in quotes"),
        ("kite.jpg,one,two", "expected 2 columns as in the header, got 3"),
        ('kite.jpg,"one" two', "not CSV"),
        ('kite.jpg,"one', "not CSV"),
    ],
)
def test_bad_rows(row, what, path):
    path.write_text(f"image,caption\nboat.jpg,two\n{row}\n")
    refuse(f"table:{path}", f"{path}:3", what)


def test_all_bad_rows_are_listed(path):
    path.write_text("image,caption\nboat.jpg,\n,one\nkite.jpg,a,b\nball.jpg,ball\ntint.jpg,two\n")
    found = [(problem.path.name, problem.line) for problem in inspect(f"table:{path}").problems]
    assert found == [("mine.csv", 2), ("mine.csv", 3), ("mine.csv", 4), ("mine.csv", 2), ("tint.jpg", None)]


def test_no_rows(path):
    path.write_text("image,caption\n")
    with pytest.raises(DataError, match=r"^`table:.*` holds no images; look at what it names$"):
        open_dataset(f"table:{path}")


def test_parquet(tmp_path):
    data = open_dataset(table_parquet(tmp_path, CAPTIONS))
    assert data.caption_ids[0] == "kite.jpg/0"
    (tmp_path / "as_csv").mkdir()
    other = open_dataset(table(tmp_path / "as_csv", CAPTIONS))
    assert (data.image_ids, data.captions, data.splits.tolist()) == (
        other.image_ids,
        other.captions,
        other.splits.tolist(),
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"no", r"not Parquet \(.*\); write the file again"), (LFS, "a Git LFS pointer"), (None, "no such file")],
)
def test_damaged_parquet(content, what, tmp_path):
    spec = table_parquet(tmp_path, CAPTIONS)
    path = tmp_path / "mine.parquet"
    path.unlink() if content is None else path.write_bytes(content)
    refuse(spec, str(path), what)


def test_truncated_parquet(tmp_path):
    spec = table_parquet(tmp_path, CAPTIONS)
    path = tmp_path / "mine.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    refuse(spec, str(path), "not Parquet")


def test_parquet_with_other_columns_and_empty_cells(tmp_path):
    spec = table_parquet(tmp_path, CAPTIONS)
    path = tmp_path / "mine.parquet"
    rows = parquet.read_table(path).to_pylist()
    rows[3]["caption"] = rows[2]["split"] = None
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    refuse(spec, f"{path}:4", "the caption `boat.jpg/0` is empty")
    parquet.write_table(pyarrow.table({"image": ["a"], "text": ["b"]}), path)
    refuse(spec, f"{path}:1", "no column `caption`, found `image`, `text`")


def test_capital_letters_in_the_ending(tmp_path):
    spec = table_parquet(tmp_path, CAPTIONS)
    (tmp_path / "mine.parquet").rename(tmp_path / "mine.PARQUET")
    assert len(open_dataset(spec.replace("mine.parquet", "mine.PARQUET"))) == 4


def test_a_byte_order_mark_before_the_header(path):
    path.write_bytes("\ufeffimage,caption\nkite.jpg,one\n".encode())
    assert open_dataset(f"table:{path}").captions == ("one",)


def test_a_changed_line_is_named_after_a_caption_of_two_lines(tmp_path):
    spec = table(tmp_path, CAPTIONS | {"kite.jpg": ["one\ntwo", "three"]})
    change(tmp_path / "mine.csv", "Two boats at a café", "")
    refuse(spec, f"{tmp_path / 'mine.csv'}:5", "the caption `boat.jpg#0` is empty")
