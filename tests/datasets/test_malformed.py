"""Every malformed input: one line that names the file, the line where there is one, and what to do."""

import json
from pathlib import Path

import numpy as np
import pytest

from ladder.datasets import open_dataset
from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.datasets.inspection import inspect
from ladder.errors import DataError
from tests.datasets import folders
from tests.datasets.test_contract import write_features

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"


def refuse(spec: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as error:
        open_dataset(spec)
    assert "\n" not in str(error.value)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rewrite(path: Path, edit) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


# A case: format, how its folder is spoilt, what is said.
CASES = {
    # missing files
    "flickr8k folder": ("flickr8k", lambda d: d.rename(d.parent / "gone"), r"no such folder; give the one that holds"),
    "flickr8k captions": (
        "flickr8k",
        lambda d: (d / "Flickr8k.token.txt").unlink(),
        r"neither Flickr8k\.token\.txt nor",
    ),
    "flickr30k captions": ("flickr30k", lambda d: (d / "results.csv").unlink(), r"neither results\.csv nor"),
    "karpathy file": ("karpathy", lambda d: (d / "dataset.json").unlink(), r"dataset\.json: no such file"),
    "coco file": ("coco", lambda d: (d / "captions_val2014.json").unlink(), r"captions_val2014\.json: no such file"),
    "precomp captions": ("precomp", lambda d: (d / "dev_caps.txt").unlink(), r"dev_caps\.txt: no such file"),
    "precomp features": ("precomp", lambda d: [p.unlink() for p in d.glob("*.npy")], r"no train_ims\.npy or other"),
    "precomp ids": (
        "precomp",
        lambda d: (d / "dev_ids.txt").unlink(),
        r"dev_ids\.txt: no such file.*leave `images=` out",
    ),
    "table file": ("table", lambda d: (d / "mine.csv").unlink(), r"mine\.csv: no such table"),
    "images folder": ("karpathy", lambda d: (d / "pictures").rename(d / "x"), r"no folder .*pictures` for `images`"),
    # missing pictures
    "flickr8k picture": (
        "flickr8k",
        lambda d: (d / "images/two.jpg").unlink(),
        r"two\.jpg: no such picture; put it there",
    ),
    "flickr30k picture": (
        "flickr30k",
        lambda d: (d / "flickr30k-images/two.jpg").unlink(),
        r"two\.jpg: no such picture",
    ),
    "karpathy picture": ("karpathy", lambda d: (d / "pictures/val2014/two.jpg").unlink(), r"two\.jpg: no such picture"),
    "coco picture": ("coco", lambda d: (d / "pictures/two.jpg").unlink(), r"two\.jpg: no such picture"),
    "precomp picture": ("precomp", lambda d: (d / "pictures/two.jpg").unlink(), r"two\.jpg: no such picture"),
    "table picture": ("table", lambda d: (d / "two.jpg").unlink(), r"two\.jpg: no such picture"),
    # bad lines
    "flickr8k line": (
        "flickr8k",
        lambda d: change(d / "Flickr8k.token.txt", "two.jpg#0\t", "two.jpg "),
        r"token\.txt:4: expected `IMAGE\.jpg#NUMBER<tab>caption`; mend the line",
    ),
    "flickr8k header": (
        "flickr8k captions.txt",
        lambda d: change(d / "captions.txt", "image,caption", "img,text"),
        r"captions\.txt:1: expected the header `image,caption`, got `img,text`",
    ),
    "flickr8k unquoted": (
        "flickr8k captions.txt",
        lambda d: change(d / "captions.txt", "Two cats sleep", "Two, cats"),
        r"captions\.txt:5: expected 2 columns, got 3; quote captions",
    ),
    "flickr30k header": (
        "flickr30k",
        lambda d: change(d / "results.csv", "image_name| ", "image_name, "),
        r"results\.csv:1: expected the header",
    ),
    "flickr30k line": (
        "flickr30k",
        lambda d: change(d / "results.csv", "two.jpg| 1| ", "two.jpg  1  "),
        r"results\.csv:6: expected `IMAGE\.jpg\| NUMBER\| caption`",
    ),
    "flickr30k token line": (
        "flickr30k token",
        lambda d: change(d / "results_20130124.token", "two.jpg#1\t", "two.jpg#1 "),
        r"token:5: expected `IMAGE\.jpg#NUMBER<tab>caption`",
    ),
    "karpathy no JSON": (
        "karpathy",
        lambda d: change(d / "dataset.json", '"images"', '\n"images'),
        r"dataset\.json:2: not JSON",
    ),
    "karpathy field": (
        "karpathy",
        lambda d: rewrite(d / "dataset.json", lambda c: c["images"][1].pop("split")),
        r"dataset\.json: `images\[1\]` has no `split`",
    ),
    "karpathy sentence": (
        "karpathy",
        lambda d: rewrite(d / "dataset.json", lambda c: c["images"][1]["sentences"][0].pop("raw")),
        r"`images\[1\]` `sentences\[0\]` has no `raw`",
    ),
    "karpathy other file": (
        "karpathy",
        lambda d: (d / "dataset.json").write_text("[]"),
        r"dataset\.json:1: expected an object, got list; is it the right file",
    ),
    "coco field": (
        "coco",
        lambda d: rewrite(d / "captions_val2014.json", lambda c: c["annotations"][2].pop("caption")),
        r"`annotations\[2\]` has no `caption`",
    ),
    "coco list": (
        "coco",
        lambda d: rewrite(d / "captions_val2014.json", lambda c: c.pop("annotations")),
        r"expected a list `annotations`; is it the right file",
    ),
    "table column": (
        "table",
        lambda d: change(d / "mine.csv", "image,caption", "file,caption"),
        r"mine\.csv:1: no column `image`, found `file`, `caption`, `split`",
    ),
    "table without an image": (
        "table",
        lambda d: change(d / "mine.csv", "two.jpg,Two", ",Two"),
        r"mine\.csv:5: the row names no image",
    ),
    "table no CSV": (
        "table",
        lambda d: change(d / "mine.csv", "Two cats sleep", '"Two" cats'),
        r"mine\.csv:5: not CSV",
    ),
    "table no Parquet": (
        "table parquet",
        lambda d: (d / "mine.parquet").write_text("no"),
        r"mine\.parquet: not a Parquet file",
    ),
    # unknown images
    "flickr8k list": (
        "flickr8k",
        lambda d: change(d / "Flickr_8k.trainImages.txt", "two.jpg", "tow.jpg"),
        r"trainImages\.txt:2: the image `tow\.jpg` has no captions; take it out of the list",
    ),
    "flickr30k list": (
        "flickr30k",
        lambda d: change(d / "val.txt", "three", "tree"),
        r"val\.txt:1: the image `tree\.jpg` has no captions",
    ),
    "coco image": (
        "coco",
        lambda d: rewrite(d / "captions_val2014.json", lambda c: c["annotations"][0].update(image_id=99)),
        r"captions_val2014\.json: a caption of the unknown image `id 99`",
    ),
    # empty captions
    "flickr8k empty": (
        "flickr8k",
        lambda d: change(d / "Flickr8k.token.txt", "two.jpg#0\tTwo cats sleep", "two.jpg#0\t "),
        r"token\.txt:4: the caption `two\.jpg#0` is empty; write it or take the line out",
    ),
    "flickr30k empty": (
        "flickr30k",
        lambda d: change(d / "results.csv", "Two cats sleep", " "),
        r"results\.csv:5: the caption `two\.jpg#0` is empty",
    ),
    "karpathy empty": (
        "karpathy",
        lambda d: rewrite(d / "dataset.json", lambda c: c["images"][0]["sentences"][1].update(raw=" \n")),
        r"dataset\.json: the caption `1` is empty",
    ),
    "coco empty": (
        "coco",
        lambda d: rewrite(d / "captions_val2014.json", lambda c: c["annotations"][1].update(caption="")),
        r"the caption `501` is empty",
    ),
    "precomp empty": (
        "precomp",
        lambda d: change(d / "train_caps.txt", "two.jpg caption 1", ""),
        r"train_caps\.txt:7: the caption `two\.jpg#1` is empty",
    ),
    "table empty": (
        "table",
        lambda d: change(d / "mine.csv", "Two cats sleep", ""),
        r"mine\.csv:5: the caption `two\.jpg#0` is empty",
    ),
    "an image without captions": (
        "karpathy",
        lambda d: rewrite(d / "dataset.json", lambda c: c["images"][1].update(sentences=[])),
        r"the image `two\.jpg` has no caption",
    ),
    # Git LFS pointers
    "picture pointer": (
        "flickr8k",
        lambda d: (d / "images/two.jpg").write_bytes(LFS),
        r"two\.jpg: a Git LFS pointer, not the picture; run `git lfs pull`",
    ),
    "caption pointer": (
        "flickr8k",
        lambda d: (d / "Flickr8k.token.txt").write_bytes(LFS),
        r"Flickr8k\.token\.txt: a Git LFS pointer, not the file",
    ),
    "json pointer": (
        "karpathy",
        lambda d: (d / "dataset.json").write_bytes(LFS),
        r"dataset\.json: a Git LFS pointer",
    ),
    # duplicate ids
    "flickr8k caption twice": (
        "flickr8k",
        lambda d: change(d / "Flickr8k.token.txt", "two.jpg#1", "two.jpg#0"),
        r"token\.txt:5: the caption id `two\.jpg#0` stands twice",
    ),
    "flickr8k image twice": (
        "flickr8k",
        lambda d: change(d / "Flickr_8k.trainImages.txt", "two.jpg", "one.jpg"),
        r"trainImages\.txt:2: the image `one\.jpg` is listed twice",
    ),
    "karpathy image twice": (
        "karpathy",
        lambda d: rewrite(d / "dataset.json", lambda c: c["images"][1].update(filename="one.jpg", split="train")),
        r"dataset\.json: the image `one\.jpg` is listed twice",
    ),
    "karpathy sentence twice": (
        "karpathy",
        lambda d: rewrite(d / "dataset.json", lambda c: c["images"][1]["sentences"][0].update(sentid=0)),
        r"the caption id `0` stands twice",
    ),
    "coco annotation twice": (
        "coco",
        lambda d: rewrite(d / "captions_val2014.json", lambda c: c["annotations"][1].update(id=500)),
        r"the caption id `500` stands twice",
    ),
    "precomp image twice": (
        "precomp",
        lambda d: (d / "train_ids.txt").write_text("one.jpg\none.jpg\n"),
        r"train_ids\.txt: the image `one\.jpg` is listed twice",
    ),
    # split overlap
    "flickr8k overlap": (
        "flickr8k",
        lambda d: change(d / "Flickr_8k.devImages.txt", "three.jpg", "three.jpg\none.jpg"),
        r"devImages\.txt:2: the image `one\.jpg` is in two splits, `train` and `dev`; keep it in one",
    ),
    "flickr30k overlap": (
        "flickr30k",
        lambda d: change(d / "val.txt", "three.jpg", "three\none"),
        r"val\.txt:2: the image `one\.jpg` is in two splits",
    ),
    "precomp overlap": (
        "precomp",
        lambda d: (d / "dev_ids.txt").write_text("one.jpg\n"),
        r"dev_ids\.txt: the image `one\.jpg` is in two splits",
    ),
    "table overlap": (
        "table",
        lambda d: change(d / "mine.csv", "Cats on a sofa,train", "Cats on a sofa,test"),
        r"mine\.csv:6: the image `two\.jpg` is in two splits, `train` and `test`",
    ),
    # counts
    "precomp lost line": (
        "precomp",
        lambda d: change(d / "train_caps.txt", "two.jpg caption 1\n", ""),
        r"train_caps\.txt: 9 captions for the 2 rows of train_ims\.npy, expected 2 or 10",
    ),
    "precomp lost id": (
        "precomp",
        lambda d: (d / "train_ids.txt").write_text("one.jpg\n"),
        r"train_ids\.txt: 1 ids for 2 images",
    ),
    "precomp damaged": (
        "precomp",
        lambda d: (d / "train_ims.npy").write_bytes(b"\x93NUMPY"),
        r"train_ims\.npy: not a NumPy file",
    ),
    "precomp regions": (
        "precomp",
        lambda d: np.save(d / "train_ims.npy", np.zeros((2, 36, 6), np.float32)),
        r"train_ims\.npy: expected a float table \(image, width\), got float32 \(2, 36, 6\)",
    ),
    "precomp widths": (
        "precomp",
        lambda d: np.save(d / "dev_ims.npy", np.ones((1, 7), np.float32)),
        r"different widths \(6, 7\)",
    ),
    "precomp not numbers": (
        "precomp",
        lambda d: np.save(d / "dev_ims.npy", np.full((1, 6), np.nan, np.float32)),
        r"dev_ims\.npy: holds values that are not numbers",
    ),
    # encodings
    "flickr8k bytes": (
        "flickr8k",
        lambda d: (d / "Flickr8k.token.txt").write_bytes("one.jpg#0\ta dog\none.jpg#1\tcaf\xe9\n".encode("latin-1")),
        r"Flickr8k\.token\.txt:2: not UTF-8 text; save the file as UTF-8",
    ),
    "precomp bytes": (
        "precomp",
        lambda d: (d / "dev_caps.txt").write_bytes(b"a\nb\nc\nd\xff\ne"),
        r"dev_caps\.txt:4: not UTF-8",
    ),
    "table bytes": (
        "table",
        lambda d: (d / "mine.csv").write_bytes(b"image,caption\na,\xff"),
        r"mine\.csv:2: not UTF-8",
    ),
    "karpathy bytes": (
        "karpathy",
        lambda d: (d / "dataset.json").write_bytes(b'{\n"a\xff":1}'),
        r"dataset\.json:2: not UTF-8",
    ),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_it_is_refused_in_one_line(case, tmp_path):
    name, spoil, message = CASES[case]
    folder = tmp_path / "data"
    folder.mkdir()
    spec = folders.FOLDERS[name](folder)
    open_dataset(spec)  # whole before
    spoil(folder)
    refuse(spec, message)


def test_a_second_problem_is_counted_and_inspect_lists_all(tmp_path):
    spec = folders.flickr8k(tmp_path)
    (tmp_path / "images" / "one.jpg").unlink()
    change(tmp_path / "Flickr8k.token.txt", "Two cats sleep", "")
    refuse(spec, r"\(and 1 more: `ladder data inspect flickr8k:.*` lists them\)$")
    found = inspect(spec)
    assert [problem.line for problem in found.problems] == [4, None]


@pytest.mark.parametrize("name", ["flickr8k", "table", "precomp"])
def test_pictures_that_cannot_be_decoded_are_found(name, tmp_path):
    spec = folders.FOLDERS[name](tmp_path)
    paths = {path.name: path for path in tmp_path.rglob("*.jpg")}
    paths["one.jpg"].write_text("no picture at all " * 20)
    whole = paths["two.jpg"].read_bytes()
    paths["two.jpg"].write_bytes(whole[: len(whole) // 2])
    found = inspect(spec)
    said = sorted(str(problem) for problem in found.problems)
    assert len(said) == 2
    assert said[0].endswith("one.jpg: not a picture that can be decoded; replace the file")
    assert "two.jpg: the picture is truncated or damaged" in said[1]
    data = open_dataset(spec)
    with pytest.raises(DataError, match=r"one\.jpg: not a picture that can be decoded"):
        data.pictures.open(data.image_ids.index("one.jpg"))
    with pytest.raises(DataError, match=r"two\.jpg: the picture is truncated"):
        data.pictures.open(data.image_ids.index("two.jpg"))


def test_features_that_are_not_numbers_are_found(tmp_path):
    spec = folders.precomp(tmp_path)
    np.save(tmp_path / "train_ims.npy", np.array([[1.0] * 6, [0.0] * 6], dtype=np.float32))
    assert "the features of `two.jpg` are not numbers, or all zero" in str(inspect(spec).problems[0])


FEATURES = {
    "folder": (lambda d: (d / ABOUT).unlink(), r"holds no features .*`ladder features` makes them"),
    "unfinished": (lambda d: write_features(d, folders.IMAGES, done=1), r"unfinished, 1 of 3 rows; .*goes on there"),
    "image": (
        lambda d: write_features(d, folders.IMAGES[:2]),
        r"ids\.txt: 1 images .*no features, the first is `three\.jpg`",
    ),
    "count": (lambda d: (d / IDS).write_text("one.jpg\n"), r"\(3, 3\) features for 1 ids"),
    "about": (lambda d: (d / ABOUT).write_text("{}"), r"features\.json: damaged"),
    "no values": (lambda d: (d / VALUES).unlink(), r"values\.npy: no such file"),
    "values": (lambda d: (d / VALUES).write_text("x"), r"values\.npy: damaged"),
}


@pytest.mark.parametrize("case", sorted(FEATURES))
def test_unfit_features_are_refused(case, tmp_path):
    spec = folders.table(tmp_path)
    write_features(tmp_path / "made", folders.IMAGES)
    spoil, message = FEATURES[case]
    spoil(tmp_path / "made")
    refuse(f"{spec},features={tmp_path / 'made'}", message)


SPECS = {
    "flickr8:x": "no data format `flickr8`; did you mean `flickr8k`",
    "table": "the format `table` needs a place",
    "table:x.csv,split=a,split=b": "the option `split` stands twice",
    "precomp:x,image=y": "takes no option `image`; did you mean `images`",
    "hf:someone/pictures": "needs the package `datasets`; install it with: pip install datasets",
}


@pytest.mark.parametrize("spec", sorted(SPECS))
def test_unfit_specifications_are_refused(spec, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "datasets", None)
    refuse(spec, SPECS[spec])
