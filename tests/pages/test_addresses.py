"""What the browser asks for by address: places, items, scripts."""

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ladder.runs import RunFolder
from pages.parts.components import items, places, scripts
from tests.pages.tiny import HOSTILE


@pytest.fixture
def client(on_tiny_runs):
    with TestClient(Starlette(routes=[*places.ROUTES, *items.ROUTES, *scripts.ROUTES])) as running:
        yield running


@pytest.fixture
def vectors(on_tiny_runs):
    return RunFolder(on_tiny_runs / "alpha").embeddings("dev")


def test_places_come_back_to_the_bit_and_for_good(client):
    xy = np.random.default_rng(0).normal(size=(7, 2))
    xy[3] = np.nan
    answer = client.get(places.address(xy))
    np.testing.assert_array_equal(np.frombuffer(answer.content, dtype="<f4").reshape(-1, 2), xy.astype(np.float32))
    assert "immutable" in answer.headers["Cache-Control"]
    assert places.address(xy) == places.address(xy.astype(np.float32))
    assert places.address(xy + 1) != places.address(xy)


def test_every_item_is_what_it_is(client, on_tiny_runs, vectors):
    template = items.template(RunFolder(on_tiny_runs / "alpha"), "dev")
    images = len(vectors.image_ids)
    for row in range(images + len(vectors.caption_ids)):
        said = client.get(template.replace("{row}", str(row))).json()
        if row < images:
            own = [text for text, image in zip(vectors.texts, vectors.caption_image) if image == row]
            assert said == {"kind": "image", "id": vectors.image_ids[row], "caption": own[0], "image": row}
        else:
            caption = row - images
            assert said["caption"] == vectors.texts[caption]
            assert said["image"] == vectors.caption_image[caption]
    assert set(HOSTILE) <= set(vectors.texts)


@pytest.mark.parametrize(
    "path",
    [
        "/places/" + "0" * 32 + ".bin",
        "/places/..%2F..%2Fetc%2Fpasswd.bin",
        "/items/nothing/dev/0.json",
        "/items/alpha/nothing/0.json",
        "/items/alpha/dev/58.json",
        "/items/alpha/dev/-1.json",
        "/items/..%2F..%2Ftmp/dev/0.json",
        "/items/alpha/..%2F..%2Fdev/0.json",
        "/scripts/0000000000000000/map/joint_map.js",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_only_scripts_are_served(client):
    address = scripts.address("map/joint_map.js")
    answer = client.get(address)
    assert answer.text == (scripts.FOLDER / "map" / "joint_map.js").read_text(encoding="utf-8")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "immutable" in answer.headers["Cache-Control"]
    for name in ("map/joint_map.css", "map", "map/../../favicon.png", "..%2Fapp.py", "map%2F..%2F..%2Fapp.py"):
        assert client.get(address.replace("map/joint_map.js", name)).status_code == 404


def test_the_shelf_forgets_the_least_recently_used():
    shelf = places.Shelf(most=10)
    first, second = shelf.put(b"aaaaa"), shelf.put(b"bbbb")
    assert shelf.put(b"aaaaa") == first
    third = shelf.put(b"cccc")
    assert [shelf.get(name) for name in (first, second, third)] == [b"aaaaa", None, b"cccc"]
    assert shelf.held == 9
    only = shelf.put(b"d" * 50)  # larger than the shelf: it is kept alone
    assert shelf.get(only) == b"d" * 50
    assert shelf.get(first) is None


def test_a_component_asks_for_all_its_scripts_at_once():
    found = scripts.needed("search/strips.js")
    assert found[0] == "search/strips.js"
    assert sorted(found) == sorted(set(found))
    assert {"search/stairs.js", "search/card.js", "shared/dom.js", "shared/colour.js"} <= set(found)
    assert "map/joint_map.js" not in found
    for name in found:
        assert (scripts.FOLDER / name).is_file()
