"""A tiny data set on disk for every format: the same four images, with other numbers of captions each."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ladder.datasets import open_dataset
from ladder.datasets.features import ABOUT, IDS, VALUES
from ladder.errors import DataError
from ladder.runs import embeddings
from ladder.runs.embeddings import Embeddings

Captions = dict[str, list[str]]

SPLITS = {"kite.jpg": "train", "boat.jpg": "train", "tent.jpg": "dev", "ball.jpg": "test"}
IMAGES = list(SPLITS)
CAPTIONS: Captions = {
    "kite.jpg": ["A red kite, high up .", 'A "kite" flies', "kite"],
    "boat.jpg": ["Two boats at a café"],
    "tent.jpg": ["A tent", "A green tent", "Tents", "tent", "A tent in the wood .", "A tent in the rain"],
    "ball.jpg": ["A ball", "A blue ball"],
}
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n"
NOT_UTF8 = "A caf\xe9".encode("latin-1")


def width_of(name: str) -> int:
    """The width of the picture of an image, its own."""
    return 20 + IMAGES.index(name)


def draw(folder: Path, names: list[str] = IMAGES) -> Path:
    """Draws the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        Image.new("RGB", (width_of(name), 10), "teal").save(folder / name)
    return folder


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_lines(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def of_split(split: str) -> list[str]:
    return [name for name in IMAGES if SPLITS[name] == split]


def token_lines(captions: Captions) -> list[str]:
    return [f"{name}#{number}\t{text}" for name in captions for number, text in enumerate(captions[name])]


def flickr8k(folder: Path, captions: Captions) -> str:
    draw(folder / "images")
    write_lines(folder / "Flickr8k.token.txt", token_lines(captions))
    for split in ("train", "dev", "test"):
        write_lines(folder / f"Flickr_8k.{split}Images.txt", of_split(split))
    return f"flickr8k:{folder}"


def flickr8k_csv(folder: Path, captions: Captions) -> str:
    spec = flickr8k(folder, captions)
    (folder / "Flickr8k.token.txt").unlink()
    rows = [[name, text] for name in captions for text in captions[name]]
    write_csv(folder / "captions.txt", [["image", "caption"], *rows])
    return spec


def flickr30k(folder: Path, captions: Captions) -> str:
    draw(folder / "flickr30k-images")
    rows = [f"{name}| {number}| {text}" for name in captions for number, text in enumerate(captions[name])]
    write_lines(folder / "results.csv", ["image_name| comment_number| comment", *rows])
    for split, called in (("train", "train"), ("dev", "val"), ("test", "test")):
        write_lines(folder / f"{called}.txt", [name.removesuffix(".jpg") for name in of_split(split)])
    return f"flickr30k:{folder}"


def flickr30k_tokens(folder: Path, captions: Captions) -> str:
    spec = flickr30k(folder, captions)
    (folder / "results.csv").unlink()
    write_lines(folder / "results_20130124.token", token_lines(captions))
    return spec


def karpathy(folder: Path, captions: Captions) -> str:
    draw(folder / "pictures" / "val2014")
    called = {"train": "restval", "dev": "val", "test": "test"}
    numbers = iter(range(100))
    images = [
        {
            "filename": name,
            "filepath": "val2014",
            "imgid": row,
            "split": called[SPLITS[name]],
            "sentences": [{"raw": text, "tokens": ["kite"], "sentid": next(numbers)} for text in captions[name]],
        }
        for row, name in enumerate(captions)
    ]
    content = json.dumps({"dataset": "coco", "images": images})
    (folder / "dataset_coco.json").write_text(content, encoding="utf-8")
    return f"karpathy:{folder}/dataset_coco.json,images={folder}/pictures"


def coco(folder: Path, captions: Captions) -> str:
    draw(folder / "pictures")
    write_coco(folder / "captions_val2014.json", captions, iter(range(900, 1000)))
    return f"coco:{folder}/captions_val2014.json,images={folder}/pictures"


def coco_folder(folder: Path, captions: Captions) -> str:
    """As its archives unpack: a file a split, and a folder of pictures beside each other's."""
    (folder / "annotations").mkdir(parents=True)
    numbers = iter(range(900, 1000))
    for split, name in (("train", "train2017"), ("dev", "val2017"), ("test", "test2017")):
        names = of_split(split)
        draw(folder / name, names)
        file = folder / "annotations" / f"captions_{name}.json"
        write_coco(file, {name: captions[name] for name in names}, numbers)
    return f"coco:{folder}/annotations,images={folder}"


def write_coco(file: Path, captions: Captions, numbers: Iterator[int]) -> None:
    content = {
        "info": {},
        "images": [{"id": 70 + row, "file_name": name, "width": 20, "height": 10} for row, name in enumerate(captions)],
        "annotations": [
            {"id": next(numbers), "image_id": 70 + row, "caption": f"{text} \n"}
            for row, name in enumerate(captions)
            for text in captions[name]
        ],
    }
    file.write_text(json.dumps(content), encoding="utf-8")


def feature_row(name: str) -> np.ndarray:
    """The features of an image, its own."""
    return np.array([IMAGES.index(name), 1.0, 0.5])


def precomp(folder: Path, captions: Captions) -> str:
    """The first caption of each image only: all images of a precomp folder have equally many."""
    draw(folder / "pictures")
    for split in ("train", "dev", "test"):
        names = of_split(split)
        np.save(folder / f"{split}_ims.npy", np.stack([feature_row(name) for name in names]).astype(np.float16))
        write_lines(folder / f"{split}_caps.txt", [captions[name][0] for name in names])
        write_lines(folder / f"{split}_ids.txt", names)
    return f"precomp:{folder},images={folder}/pictures"


def table(folder: Path, captions: Captions) -> str:
    draw(folder)
    rows = [[name, text, SPLITS[name]] for name in captions for text in captions[name]]
    write_csv(folder / "mine.csv", [["image", "caption", "split"], *rows])
    return f"table:{folder}/mine.csv"


def table_parquet(folder: Path, captions: Captions) -> str:
    import pyarrow
    from pyarrow import parquet

    draw(folder / "pictures")
    rows = [
        {"image": name, "caption": text, "split": SPLITS[name], "likes": 3, "caption_id": f"{name}/{number}"}
        for name in captions
        for number, text in enumerate(captions[name])
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "mine.parquet")
    return f"table:{folder}/mine.parquet,images={folder}/pictures"


def hub(folder: Path, captions: Captions) -> str:
    """A folder that the stand-in for the package ``datasets`` reads."""
    draw(folder)
    (folder / "captions.json").write_text(json.dumps(captions), encoding="utf-8")
    return f"hf:{folder}"


def embedded(folder: Path, captions: Captions) -> str:
    """The folder of a run's vectors, whose images are called as their pictures."""
    draw(folder / "pictures")
    for split in ("train", "dev", "test"):
        names = of_split(split)
        texts = [text for name in names for text in captions[name]]
        of_image = np.repeat(np.arange(len(names)), [len(captions[name]) for name in names])
        ids = [f"{name}#{number}" for name in names for number in range(len(captions[name]))]
        rows = np.eye(16, dtype=np.float32)
        vectors = Embeddings(split, rows[: len(names)], rows[: len(texts)], names, ids, texts, of_image)
        embeddings.write(folder / "embeddings", vectors)
    return f"embedded:{folder}/embeddings,images={folder}/pictures"


def scenes(folder: Path, captions: Captions) -> str:
    return f"scenes,train=3,dev=2,test=2,tail=0,seed={int(captions != CAPTIONS)}"


EXAMPLES: dict[str, tuple[Callable[[Path, Captions], str], ...]] = {
    "scenes": (scenes,),
    "flickr8k": (flickr8k, flickr8k_csv),
    "flickr30k": (flickr30k, flickr30k_tokens),
    "karpathy": (karpathy,),
    "coco": (coco, coco_folder),
    "precomp": (precomp,),
    "table": (table, table_parquet),
    "hf": (hub,),
    "embedded": (embedded,),
}
ON_DISK = [make for name in EXAMPLES for make in EXAMPLES[name] if name not in ("scenes", "hf", "embedded")]


def write_features(folder: Path, ids: list[str], **about: object) -> Path:
    """A folder of features, in the ids' order; a row holds the id's place among them."""
    folder.mkdir()
    np.save(folder / VALUES, np.array([[row, 2 * row] for row in range(len(ids))], dtype=np.float16))
    write_lines(folder / IDS, ids)
    whole = {"backbone": "some/network", "backbone_hash": "0", "pooling": "mean", "width": 2}
    whole |= {"rows": len(ids), "done": len(ids)}
    (folder / ABOUT).write_text(json.dumps(whole | about), encoding="utf-8")
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Changes a text file at the first place where the old text stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit(path: Path, change: Callable[[dict], object]) -> None:
    """Changes a JSON file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def refuse(spec: str, where: str, what: str) -> str:
    """A data set is refused by one line that begins with file and line; gives the line."""
    with pytest.raises(DataError, match=what) as caught:
        open_dataset(spec)
    line = str(caught.value)
    assert line.startswith(f"{where}: "), line
    assert "\n" not in line
    return line
