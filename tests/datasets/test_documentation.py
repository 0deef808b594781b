"""The page on data sets is true."""

import re

import pytest
from PIL import Image

from ladder.datasets import FORMATS, SHARED_OPTIONS, open_dataset, reader
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_it_names_every_format_and_option(name):
    assert re.search(rf"(?m)^## .*`{name}\b", PAGE)
    assert not [key for key in (reader(name).OPTIONS | SHARED_OPTIONS) if f"{key}=" not in PAGE]


def test_its_table_opens(tmp_path):
    (table,) = re.findall(r"```text\n(image,caption,split\n.*?)```", PAGE, re.DOTALL)
    (tmp_path / "captions.csv").write_text(table, encoding="utf-8")
    (tmp_path / "2019").mkdir()
    for name in ("beach.jpg", "2019/harbour.jpg"):
        Image.new("RGB", (4, 4)).save(tmp_path / name)
    data = open_dataset(f"table:{tmp_path / 'captions.csv'}")
    assert data.image_ids == ("beach.jpg", "2019/harbour.jpg")
    assert data.captions[0] == "Two dogs run along the beach, barking"
    assert data.caption_ids[:2] == ("beach.jpg#0", "beach.jpg#1")
    assert data.splits.tolist() == ["train", "dev"]
