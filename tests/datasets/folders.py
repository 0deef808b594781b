"""Tiny data sets on disk, one of each format: three images, captions as the format has them."""

import csv
import json
from pathlib import Path

import numpy as np
from PIL import Image

IMAGES = ["one.jpg", "two.jpg", "three.jpg"]
SPLITS = {"one.jpg": "train", "two.jpg": "train", "three.jpg": "dev"}
CAPTIONS = {
    "one.jpg": ["A dog runs, fast .", 'A "brown" dog', "dog"],
    "two.jpg": ["Two cats sleep", "Cats on a sofa"],
    "three.jpg": ["A boat on a lake"],
}
EACH_FIVE = {name: [f"{name} caption {number}" for number in range(5)] for name in IMAGES}


def draw(folder: Path, names: list[str] = IMAGES) -> Path:
    """Writes a small picture of its own colour for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        Image.new("RGB", (24 + number, 20), (40 * number, 90, 120)).save(folder / name)
    return folder


def write_lists(folder: Path, pattern: str, validation: str) -> None:
    """Writes a split list for each split that has images."""
    for split, said in (("train", "train"), ("dev", validation)):
        names = [name for name in IMAGES if SPLITS[name] == split]
        (folder / pattern.format(said)).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def flickr8k(folder: Path) -> str:
    draw(folder / "images")
    lines = [f"{name}#{number}\t{text}\n" for name in IMAGES for number, text in enumerate(CAPTIONS[name])]
    (folder / "Flickr8k.token.txt").write_text("".join(lines), encoding="utf-8")
    write_lists(folder, "Flickr_8k.{}Images.txt", "dev")
    return f"flickr8k:{folder}"


def flickr8k_table(folder: Path) -> str:
    flickr8k(folder)
    (folder / "Flickr8k.token.txt").unlink()
    with (folder / "captions.txt").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["image", "caption"])
        writer.writerows([name, text] for name in IMAGES for text in CAPTIONS[name])
    return f"flickr8k:{folder}"


def flickr30k(folder: Path) -> str:
    draw(folder / "flickr30k-images")
    lines = ["image_name| comment_number| comment\n"]
    lines += [f"{name}| {number}| {text}\n" for name in IMAGES for number, text in enumerate(CAPTIONS[name])]
    (folder / "results.csv").write_text("".join(lines), encoding="utf-8")
    write_lists(folder, "{}.txt", "val")
    return f"flickr30k:{folder}"


def flickr30k_tokens(folder: Path) -> str:
    flickr30k(folder)
    (folder / "results.csv").unlink()
    lines = [f"{name}#{number}\t{text}\n" for name in IMAGES for number, text in enumerate(CAPTIONS[name])]
    (folder / "results_20130124.token").write_text("".join(lines), encoding="utf-8")
    return f"flickr30k:{folder}"


def karpathy_content() -> dict:
    split = {"one.jpg": "train", "two.jpg": "restval", "three.jpg": "val"}
    number = iter(range(100))
    return {
        "dataset": "coco",
        "images": [
            {
                "filename": name,
                "filepath": "val2014",
                "split": split[name],
                "imgid": row,
                "sentences": [{"raw": text, "tokens": text.split(), "sentid": next(number)} for text in CAPTIONS[name]],
            }
            for row, name in enumerate(IMAGES)
        ],
    }


def karpathy(folder: Path) -> str:
    draw(folder / "pictures" / "val2014")
    (folder / "dataset.json").write_text(json.dumps(karpathy_content()), encoding="utf-8")
    return f"karpathy:{folder / 'dataset.json'},images={folder / 'pictures'}"


def coco_content() -> dict:
    number = iter(range(500, 600))
    return {
        "info": {},
        "images": [{"id": 7 + row, "file_name": name, "width": 24, "height": 20} for row, name in enumerate(IMAGES)],
        "annotations": [
            {"id": next(number), "image_id": 7 + row, "caption": f" {text}\n"}
            for row, name in enumerate(IMAGES)
            for text in CAPTIONS[name]
        ],
    }


def coco(folder: Path) -> str:
    draw(folder / "pictures")
    (folder / "captions_val2014.json").write_text(json.dumps(coco_content()), encoding="utf-8")
    return f"coco:{folder / 'captions_val2014.json'},images={folder / 'pictures'}"


def precomp(folder: Path) -> str:
    draw(folder / "pictures")
    for split in ("train", "dev"):
        names = [name for name in IMAGES if SPLITS[name] == split]
        values = np.stack([np.full(6, IMAGES.index(name) + 1, dtype=np.float16) for name in names])
        np.save(folder / f"{split}_ims.npy", values)
        captions = "\n".join(text for name in names for text in EACH_FIVE[name])  # no newline at the end
        (folder / f"{split}_caps.txt").write_text(captions, encoding="utf-8")
        (folder / f"{split}_ids.txt").write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return f"precomp:{folder},images={folder / 'pictures'}"


def table(folder: Path) -> str:
    draw(folder)
    with (folder / "mine.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["image", "caption", "split"])
        writer.writerows([name, text, SPLITS[name]] for name in IMAGES for text in CAPTIONS[name])
    return f"table:{folder / 'mine.csv'}"


def table_parquet(folder: Path) -> str:
    import pyarrow
    from pyarrow import csv as pyarrow_csv
    from pyarrow import parquet

    table(folder)
    rows: pyarrow.Table = pyarrow_csv.read_csv(folder / "mine.csv")
    parquet.write_table(rows, folder / "mine.parquet")
    return f"table:{folder / 'mine.parquet'}"


def scenes(folder: Path) -> str:
    return "scenes,train=4,dev=2,test=2"


class HubTable:
    """What is used of a table of the package ``datasets``."""

    def __init__(self, columns: dict[str, list]) -> None:
        self.columns, self.column_names = columns, list(columns)

    def __getitem__(self, key):
        if isinstance(key, str):
            return self.columns[key]
        return {name: column[key] for name, column in self.columns.items()}


def hub_tables(caption_column: str = "captions") -> dict[str, HubTable]:
    tables = {}
    for split, said in (("train", "train"), ("dev", "validation")):
        names = [name for name in IMAGES if SPLITS[name] == split]
        photos = [Image.new("RGB", (24 + IMAGES.index(name), 20)) for name in names]
        tables[said] = HubTable({"image": photos, caption_column: [CAPTIONS[name] for name in names]})
    return tables


FOLDERS = {
    "flickr8k": flickr8k,
    "flickr8k captions.txt": flickr8k_table,
    "flickr30k": flickr30k,
    "flickr30k token": flickr30k_tokens,
    "karpathy": karpathy,
    "coco": coco,
    "precomp": precomp,
    "table": table,
    "table parquet": table_parquet,
    "scenes": scenes,
    "hf": lambda folder: "hf:someone/pictures",
}
