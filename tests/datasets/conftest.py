"""A stand-in for the package ``datasets``, which no test needs installed."""

import json
import sys
import types
from pathlib import Path

import pytest
from PIL import Image

from tests.datasets.examples import SPLITS


class Table:
    """What is used of a table of the package: columns, and rows whose picture is decoded when asked for."""

    def __init__(self, pictures: list[Path], captions: list, column: str = "captions") -> None:
        self.pictures, self.captions, self.column = pictures, captions, column
        self.column_names = ["image", column]

    def __getitem__(self, key):
        if isinstance(key, str):
            assert key == self.column, "the pictures are not decoded together"
            return self.captions
        return {"image": Image.open(self.pictures[key]), self.column: self.captions[key]}


def load_from_disk(place: str) -> dict[str, Table]:
    captions = json.loads((Path(place) / "captions.json").read_text())
    tables = {}
    for called, split in (("train", "train"), ("validation", "dev"), ("test", "test")):
        names = [name for name in captions if SPLITS[name] == split]
        tables[called] = Table([Path(place) / name for name in names], [captions[name] for name in names])
    return tables


@pytest.fixture
def hub_package(monkeypatch) -> types.ModuleType:
    package = types.ModuleType("datasets")
    package.load_from_disk = load_from_disk
    monkeypatch.setitem(sys.modules, "datasets", package)
    return package
