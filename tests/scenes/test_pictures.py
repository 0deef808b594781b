"""Pictures are drawn once and kept; a cache that cannot be used costs only time."""

import os

import numpy as np
import pytest
from PIL import Image

from ladder.datasets import open_dataset
from ladder.errors import DataError
from ladder.scenes.drawing import pictures as module
from ladder.scenes.drawing.paint import paint
from ladder.scenes.drawing.pictures import DrawnScenes
from ladder.scenes.world.graph import Scene, Thing

KINDS = ("dog", "ball", "sandcastle", "van")
SCENES = [Scene("beach", "clear", "day", (Thing(kind, "red"),), seed=number) for number, kind in enumerate(KINDS)]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def drawn() -> DrawnScenes:
    return DrawnScenes(KINDS, SCENES, seed=0, size=48)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_picture_is_what_is_painted(drawn):
    for index, scene in enumerate(SCENES):
        for _ in range(2):  # drawn, then read
            picture = drawn.open(index)
            assert picture.mode == "RGB" and picture.tobytes() == paint(scene, 48).tobytes()


def test_the_file_holds_the_picture(drawn, own_cache):
    path = drawn.path(2)
    assert path.is_relative_to(own_cache) and path.suffix == ".png"
    with Image.open(path) as picture:
        assert picture.convert("RGB").tobytes() == drawn.open(2).tobytes()


def test_a_picture_is_painted_once(drawn, monkeypatch):
    painted = []
    monkeypatch.setattr(module, "paint", lambda *given: painted.append(given) or paint(*given))
    for _ in range(3):
        drawn.open(0)
        drawn.path(0)
    assert painted == [(SCENES[0], 48)]
    assert drawn.path(1) != drawn.path(0) and len(painted) == 2


def test_what_is_missing_is_drawn_at_once_and_no_more(drawn, monkeypatch):
    painted = []
    monkeypatch.setattr(module, "paint", lambda *given: painted.append(given[0]) or paint(*given))
    drawn.path(2)
    drawn.prepare()
    assert painted == [SCENES[2], SCENES[0], SCENES[1], SCENES[3]]
    drawn.prepare()
    drawn.open(3)
    assert len(painted) == 4


@pytest.mark.parametrize(("many", "progress", "shown"), [(4, True, True), (5, True, False), (4, False, False)])
def test_many_drawings_have_a_progress_bar(drawn, monkeypatch, capsys, many, progress, shown):
    monkeypatch.setattr(module, "MANY", many)
    drawn.prepare(progress=progress)
    out, err = capsys.readouterr()
    assert out == "" and ("drawing scenes: 100%" in err and "4/4" in err) == shown
    assert shown or err == ""
    drawn.prepare(progress=progress)
    assert capsys.readouterr().err == ""


def test_nothing_is_drawn_before_it_is_wanted(drawn, own_cache):
    assert len(drawn) == 4 and drawn.scene(1) == SCENES[1]
    assert not own_cache.exists()


@pytest.mark.parametrize("other", [{"seed": 1}, {"size": 64}])
def test_another_seed_or_size_has_its_own_file(drawn, other):
    changed = DrawnScenes(KINDS, SCENES, **{"seed": 0, "size": 48, **other})
    assert changed.path(0) != drawn.path(0)


def test_another_version_of_the_drawings_has_its_own_file(drawn, monkeypatch):
    before = drawn.path(0)
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    assert drawn.path(0) != before


def test_rows_are_selected_in_their_order(drawn):
    part = drawn.select(np.array([3, 1]))
    assert len(part) == 2 and (part.seed, part.size) == (0, 48)
    assert [part.scene(row) for row in range(2)] == [SCENES[3], SCENES[1]]
    assert part.path(0) == drawn.path(3) and part.path(1) == drawn.path(1)
    assert part.open(1).tobytes() == drawn.open(1).tobytes()


def test_no_half_written_file_is_left(drawn, own_cache, monkeypatch):
    def interrupted(source, target):
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(DataError, match=r"the picture of `dog` cannot be kept \(no space left\); set `LADDER_CACHE`"):
        drawn.path(0)
    assert files(own_cache) == []
    assert drawn.open(0).tobytes() == paint(SCENES[0], 48).tobytes()


def test_where_nothing_can_be_kept_pictures_are_drawn_all_the_same(drawn, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "file"))
    assert drawn.open(0).tobytes() == paint(SCENES[0], 48).tobytes()
    drawn.prepare()  # keeps nothing, and stops nobody
    with pytest.raises(DataError, match="set `LADDER_CACHE` to a folder that can be written") as caught:
        drawn.path(0)
    assert "\n" not in str(caught.value)


def test_a_damaged_file_is_not_shown(drawn):
    drawn.path(0).write_bytes(b"damaged")
    assert drawn.open(0).tobytes() == paint(SCENES[0], 48).tobytes()


def test_many_are_drawn_by_other_processes_to_the_same_pictures(monkeypatch):
    monkeypatch.setattr(module, "MANY", 4)
    data = open_dataset("scenes,train=5,dev=0,test=0,tail=0,seed=3,size=32")
    painted = []
    monkeypatch.setattr(module, "paint", lambda *given: painted.append(given) or paint(*given))
    data.pictures.prepare()
    assert not painted
    for index, scene in enumerate(data.pictures.scenes):
        assert data.pictures.open(index).tobytes() == paint(scene, 32).tobytes()
    assert not painted  # all were there
