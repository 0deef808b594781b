"""The whole way by command, as a user goes it: inspect, features, train, evaluate, search."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import ROOT, absent


def ladder(*arguments: object, folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ladder", *map(str, arguments)]
    environment = __import__("os").environ | {"LADDER_RUNS": str(folder / "runs"), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False
    )


def good(*arguments: object, folder: Path) -> str:
    done = ladder(*arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def search_three_ways(run: str, photo: Path, item: str, folder: Path, judge: str) -> None:
    words = json.loads(good("search", run, "two dogs on grass", "--json", "--k", 5, folder=folder))
    assert [row["rank"] for row in words["results"]] == [1, 2, 3, 4, 5]
    assert words["judged_by"] == judge
    sheet = folder / "sheet.jpg"
    said = good("search", run, "--image", photo, "--save", sheet, folder=folder)
    assert "captions of dev nearest to photo" in said
    with Image.open(sheet) as picture:
        assert min(picture.size) > 200
    own = json.loads(good("search", run, "--item", item, "--json", folder=folder))
    assert own["kind"] == "image"


@pytest.mark.slow
def test_on_scenes_from_pixels(tmp_path):
    spec = "scenes,train=120,dev=30,test=10,tail=0,size=64"
    assert "no errors" in good("data", "inspect", spec, "--quiet", folder=tmp_path)
    changes = ["epochs=3", "warm_up_epochs=1", "batch_size=32"]
    settings = [part for change in changes for part in ("--set", f"training.{change}")]
    settings += ["--set", f"data.spec={spec}", "--set", "model.size=32", "--set", "model.image.pixels=32"]
    out = good("train", ROOT / "configs" / "demo-triplet.toml", "--name", "demo", "--quiet", *settings, folder=tmp_path)
    assert "best rsum" in out
    table = good("evaluate", "demo", "--split", "test", "--quiet", folder=tmp_path)
    assert "split test: 10 images, 50 captions" in table
    assert "relevance judged by scenes" in table

    from ladder.datasets import open_dataset

    data = open_dataset(spec).split("dev")
    photo = tmp_path / "photo.png"
    data.pictures.open(0).save(photo)
    search_three_ways("demo", photo, data.image_ids[3], tmp_path, "scenes")


def test_mistakes_are_one_line_and_exit_code_2(tmp_path):
    config = ROOT / "configs" / "demo-triplet.toml"
    for arguments, message in (
        (
            ("train", config, "--set", "loss.margn=0.3"),
            "error: [loss] `triplet` takes no option `margn`; did you mean `margin`?",
        ),
        (("train", config, "--set", "loss.name=laddr"), "error: [loss] has no choice `laddr`; did you mean `ladder`?"),
        (("train", config, "--set", "training.epoch=3"), "there is no `training.epoch`; did you mean `epochs`?"),
        (("train",), "error: give either a configuration to start from or `--resume RUN`"),
        (("train", "none.toml"), "error: no configuration `none.toml`"),
        (("train", "--resume", "none"), "error: no run `none`"),
        (("evaluate", "none"), "error: no run `none`"),
        (("data", "inspect", "flickr9k:x"), "error: `flickr9k:x`: there is no data format `flickr9k`"),
        (("features", "flickr8k:x", "--backbone", "y"), "error: `flickr8k:x`: there is no folder `x`"),
        (
            ("search", "none", "a dog", "--save", "sheet.gif"),
            "error: `sheet.gif`: a contact sheet is a .jpg or .png file",
        ),
    ):
        done = ladder(*arguments, folder=tmp_path)
        assert done.returncode == 2, (arguments, done.stderr)
        assert message in done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        assert not done.stdout


@pytest.mark.shared
@pytest.mark.slow
def test_on_real_photographs_from_features_that_the_command_makes(shared, tmp_path):
    network = shared / "models" / "mobilenet_v2"
    if not network.is_dir():
        absent(f"no image network in {network}")
    source, small = shared / "data" / "flickr8k", tmp_path / "small"
    small.mkdir()
    (small / "images").symlink_to(source / "images")
    shutil.copy(source / "Flickr8k.token.txt", small)
    for split, count in (("train", 160), ("dev", 40)):
        names = (source / f"Flickr_8k.{split}Images.txt").read_text().split()[:count]
        (small / f"Flickr_8k.{split}Images.txt").write_text("\n".join(names))
    spec = f"flickr8k:{small}"
    out = good("features", spec, "--backbone", network, "--out", "made", "--quiet", folder=tmp_path)
    assert "use it as" in out
    assert np.load(tmp_path / "made" / "values.npy").shape == (200, 1280)

    changes = ["training.epochs=24", "training.batch_size=32", "model.size=64", f"data.spec={spec},features=made"]
    changes += ["model.text.word_size=100", "model.text.min_count=2"]
    changes += ["relevance.name=tfidf", "loss.thresholds=[0.3, 0.15, 0.05]"]  # which needs no encoder of sentences
    settings = [part for change in changes for part in ("--set", change)]
    good("train", ROOT / "configs" / "flickr8k-ladder.toml", "--name", "real", "--quiet", *settings, folder=tmp_path)
    report = json.loads(good("evaluate", "real", "--json", "--quiet", folder=tmp_path))
    assert (report["images"], report["captions"]) == (40, 200)
    assert report["figures"]["rsum"]["value"] > 130  # chance is about 77 in so small a gallery

    photo = source / "images" / names[5]
    search_three_ways("real", photo, names[5], tmp_path, "tfidf")
    found = json.loads(
        good("search", "real", "--image", photo, "--among", "images", "--k", 1, "--json", folder=tmp_path)
    )
    assert found["results"][0]["id"] == names[5]
