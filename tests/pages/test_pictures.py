"""Small pictures, and the route that serves them: the right one for the right item, and nothing else."""

import asyncio
import io
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette

from ladder.datasets import open_dataset
from ladder.datasets.pictures import Photos
from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError
from ladder.runs import RunFolder
from pages.parts.shell import pictures
from tests.pages.reading import colour_of


def gallery_of(*colours):
    photos = Photos([Image.new("RGB", (300, 200), colour) for colour in colours])
    names = tuple(colours)
    return CaptionedImages(
        "made here", names, np.array(["dev"] * len(names)), names, names, np.arange(len(names)), photos
    )


def test_a_thumbnail_is_a_small_square_of_the_right_picture():
    data = gallery_of("red", "blue")
    for index, colour in enumerate([(254, 0, 0), (0, 0, 254)]):
        small = Image.open(io.BytesIO(pictures.thumbnail(data, index)))
        assert (small.format, small.size, small.getpixel((9, 9))) == ("JPEG", (240, 240), colour)


def test_a_whole_thumbnail_keeps_its_shape():
    assert Image.open(io.BytesIO(pictures.thumbnail(gallery_of("red"), 0, whole=True))).size == (240, 160)


def test_thumbnails_of_two_data_sets_are_kept_apart():
    first, second = gallery_of("red"), replace(gallery_of("blue"), spec="made there")
    assert pictures.thumbnail(first, 0) != pictures.thumbnail(second, 0)


def test_a_data_set_without_pictures_says_so():
    with pytest.raises(DataError, match=r"`made here` has no pictures to show; add `images=DIR` to it"):
        pictures.thumbnail(replace(gallery_of("red"), pictures=None), 0)


# --- the route -------------------------------------------------------------------------------


def fetch(address):
    """Status, headers and body of the answer; the server's own errors are raised."""
    answer, parts = [], urlsplit(address)
    scope = {"type": "http", "method": "GET", "headers": [], "root_path": ""}
    scope |= {"path": unquote(parts.path), "query_string": parts.query.encode()}

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        answer.append(message)

    asyncio.run(Starlette(routes=pictures.ROUTES)(scope, receive, send))
    return answer[0]["status"], dict(answer[0]["headers"]), answer[1].get("body", b"")


@pytest.fixture
def alpha(own_runs):
    return RunFolder(own_runs / "alpha")


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_item_has_its_own_picture(alpha, split):
    ids = alpha.embeddings(split).image_ids
    drawn = [row for row, name in enumerate(ids) if "hostile" not in name]
    assert len(drawn) == 18
    for row in drawn:
        status, headers, body = fetch(pictures.address(alpha, split, row))
        assert status == 200
        assert headers[b"content-type"] == b"image/jpeg"
        assert headers[b"cache-control"].startswith(b"private")
        assert colour_of(body) == ids[row].split("-")[1]


def test_a_split_that_is_not_embedded_is_shown_as_the_data_set_has_it(alpha):
    """Recorded batches hold items of the training split."""
    data = open_dataset(alpha.config.data.spec).split("train")
    for row in range(0, len(data), 7):
        assert colour_of(fetch(pictures.address(alpha, "train", row))[2]) == data.image_ids[row].split("-")[1]
    assert fetch(pictures.address(alpha, "train", len(data)))[0] == 404


@pytest.mark.parametrize("side", pictures.SIDES)
def test_a_picture_has_the_side_that_was_asked_for(alpha, side):
    body = fetch(pictures.address(alpha, "dev", 0, side))[2]
    whole = (side, side * 3 // 4)  # of pictures of 48 × 36
    assert Image.open(io.BytesIO(body)).size == (whole if side == pictures.WHOLE else (side, side))


def test_the_template_stands_for_all_addresses(alpha):
    template = pictures.template(alpha, "dev", 64)
    assert template.count("{image}") == 1
    assert template.replace("{image}", "7") == pictures.address(alpha, "dev", 7, 64)


@pytest.mark.parametrize(
    "address",
    [
        "/pictures/none/dev/0.jpg",
        "/pictures/alpha/none/0.jpg",
        "/pictures/alpha/dev/19.jpg",
        "/pictures/alpha/dev/99999999999999999999.jpg",
        "/pictures/alpha/dev/-1.jpg",
        "/pictures/alpha/dev/0.png",
        "/pictures/alpha/dev/0.jpg?side=241",
        "/pictures/alpha/dev/0.jpg?side=1000000",
        "/pictures/alpha/dev/0.jpg?side=-64",
        "/pictures/alpha/dev/0.jpg?side=",
        "/pictures/alpha/dev/0.jpg?side=x",
        f"/pictures/alpha/dev/0.jpg?side={'9' * 5000}",
        "/pictures/../alpha/dev/0.jpg",
        "/pictures/..%2Falpha/dev/0.jpg",
        "/pictures/../../etc/passwd",
        "/pictures/alpha/..%2F..%2Fconfig.toml%00/0.jpg",
        "/pictures/alpha/dev/..%2F..%2Fconfig.toml",
        "/pictures/alpha/../alpha/dev/0.jpg",
        "/pictures//dev/0.jpg",
    ],
)
def test_what_is_not_there_is_not_found(alpha, address):
    status, _, body = fetch(address)
    assert status == 404
    assert b"seed" not in body
    assert b"root:" not in body


def test_a_run_that_cannot_be_read_has_no_pictures(alpha):
    (alpha.path / "config.toml").write_text("seed = [")
    assert fetch("/pictures/alpha/dev/0.jpg")[0] == 404
    assert fetch(pictures.address(RunFolder(alpha.path.parent / "beta"), "dev", 0))[0] == 200


def test_a_data_set_that_has_moved_has_no_pictures(alpha):
    config = alpha.path / "config.toml"
    config.write_text(config.read_text().replace("shapes.csv", "elsewhere.csv"))
    assert fetch("/pictures/alpha/dev/0.jpg")[0] == 404


@pytest.fixture
def own_data(alpha, tmp_path):
    """The run's data set in a folder of its own, to be changed."""
    source, folder = Path(alpha.config.data.spec.partition(":")[2]), tmp_path / "data"
    shutil.copytree(source.parent, folder)
    config = alpha.path / "config.toml"
    config.write_text(config.read_text().replace(str(source), str(folder / source.name)))
    return folder


def test_a_picture_that_goes_is_not_found_and_the_others_are(alpha, own_data):
    addresses = [pictures.address(alpha, "dev", row) for row in (2, 3, 4)]
    assert [fetch(address)[0] for address in addresses] == [200, 200, 200]
    (own_data / alpha.embeddings("dev").image_ids[3]).unlink()
    assert [fetch(address)[0] for address in addresses] == [200, 404, 200]


def test_a_picture_that_was_drawn_anew_is_shown_anew(alpha, own_data):
    ids = alpha.embeddings("dev").image_ids
    row = ids.index("dev-red-circle-10.png")
    assert colour_of(fetch(pictures.address(alpha, "dev", row))[2]) == "red"
    Image.new("RGB", (48, 36), "blue").save(own_data / ids[row])
    assert colour_of(fetch(pictures.address(alpha, "dev", row))[2]) == "blue"


def test_rows_of_a_data_set_that_has_changed_are_not_taken_for_the_runs(alpha, own_data):
    """Without its first image all rows would be off by one: no picture is better than another item's."""
    table = own_data / "shapes.csv"
    first = alpha.embeddings("dev").image_ids[0]
    table.write_text("\n".join(line for line in table.read_text().splitlines() if not line.startswith(first)))
    assert len(open_dataset(f"table:{table}").split("dev")) == 18
    assert fetch(pictures.address(alpha, "dev", 1))[0] == 404


@pytest.mark.parametrize("name", ["a run", "50 %", "x?y#z", "é", "{image}", 'a"b', "a%2Fb"])
def test_a_run_of_any_name_has_its_pictures(alpha, name):
    folder = RunFolder(alpha.path.rename(alpha.path.parent / name))
    address = pictures.address(folder, "dev", 3)
    assert not set(' "#') & set(address)
    assert fetch(address)[0] == 200
