"""Maps in a run's folder: written, listed, read; missing, stale and damaged ones are named with the command."""

from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import save_file

from ladder.errors import RunError
from ladder.options import Choice
from ladder.runs import RunFolder
from ladder.runs.config import Config, DataConfig
from ladder.runs.maps import Layout, MapSettings, fingerprint
from ladder.space.layouts import lay_out
from tests.planted import planted

VECTORS = planted(12)
CONFIG = Config(data=DataConfig(spec="scenes"), loss=Choice(name="triplet"))


@pytest.fixture(scope="module")
def layout() -> Layout:
    return lay_out(VECTORS, MapSettings("pca", "test"))[0]


@pytest.fixture
def folder(tmp_path) -> RunFolder:
    folder = RunFolder.create(tmp_path / "first", CONFIG)
    folder.write_embeddings(VECTORS)
    return folder


def test_a_map_is_read_as_it_was_written(folder, layout):
    paired = replace(layout.settings, method="aligned", partner="other")
    whole = replace(
        layout, settings=paired, shared=layout.recall / 2, other_seeds=np.ones((2, len(layout.places), 2), np.float32)
    )
    for one in (layout, whole):
        folder.write_map(one)
        again = folder.map(one.settings.name)
        assert (again.settings, again.trust, again.versions) == (one.settings, one.trust, one.versions)
        assert (again.images, again.fingerprint) == (one.images, one.fingerprint)
        for name in ("places", "recall", "recall_across", "other_seeds"):
            np.testing.assert_array_equal(getattr(again, name), getattr(one, name))
    assert folder.map("pca.test").shared is None
    np.testing.assert_array_equal(folder.map("aligned.test.other").shared, whole.shared)
    assert folder.maps() == ["aligned.test.other", "pca.test"]
    assert sorted(path.name for path in (folder.path / "maps").iterdir()) == [
        "aligned.test.other.safetensors",
        "pca.test.safetensors",
    ]


def test_a_map_of_an_epoch_is_of_the_vectors_of_that_epoch(folder, layout):
    folder.write_epoch(3, VECTORS)
    of_epoch = replace(layout, settings=replace(layout.settings, method="epochs", epoch=3))
    folder.write_map(of_epoch)
    folder.write_embeddings(planted(12, noise_seed=1))  # the split's own vectors have no part in it
    assert folder.map("epochs.test.003").settings == of_epoch.settings
    folder.write_epoch(3, planted(12, noise_seed=1))
    with pytest.raises(RunError, match=r"is of older vectors; `ladder map .* --split test --epochs` makes it again"):
        folder.map("epochs.test.003")


def test_a_map_of_before_there_were_epochs_is_read(folder, layout):
    """Bundled and older maps say nothing of epochs and of the method's noise."""
    import json

    from safetensors import safe_open

    folder.write_map(layout)
    path = folder.path / "maps" / "pca.test.safetensors"
    with safe_open(path, "np") as file:
        arrays = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - not a dict
        said = json.loads(file.metadata()["map"])
    assert said["settings"].pop("epoch", "none") in (None, "none")
    assert said["trust"].pop("moved_noise") is None
    save_file(arrays, path, {"map": json.dumps(said)})
    assert folder.map("pca.test").settings == layout.settings
    assert folder.map("pca.test").trust == layout.trust


def test_a_run_without_maps_has_none(folder):
    assert folder.maps() == []


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("umap.test", " --split test"),
        ("pca-centred.test", " --split test --method pca --centred"),
        ("umap.a.b", " --split a.b"),
        ("aligned.test.v1.2", " v1.2 --split test"),
        ("umap", ""),
        ("epochs.a.b.012", " --split a.b --epochs"),
        ("epochs-centred.test.002", " --split test --epochs --centred"),
    ],
)
def test_a_missing_map_names_the_command(folder, name, options):
    with pytest.raises(RunError) as caught:
        folder.map(name)
    assert str(caught.value) == f"`{folder.path}` has no map `{name}`; `ladder map {folder.path}{options}` makes it"


def test_a_wrong_name_names_the_nearest(folder, layout):
    folder.write_map(layout)
    with pytest.raises(RunError, match=r"no map `pca\.tset`; did you mean `pca\.test`"):
        folder.map("pca.tset")


@pytest.mark.parametrize("kind", ["images", "captions"])
def test_a_map_of_older_vectors_is_recognised(folder, layout, kind):
    folder.write_map(layout)
    changed = getattr(VECTORS, kind).copy()
    changed[-1] = -changed[-1]
    folder.write_embeddings(replace(VECTORS, **{kind: changed}))
    with pytest.raises(RunError, match=r"`pca\.test` of .* is of older vectors; `ladder map .* --method pca` makes it"):
        folder.map("pca.test")


def test_the_fingerprint_tells_images_from_captions():
    both = np.concatenate([VECTORS.images, VECTORS.captions])
    moved = replace(VECTORS, images=both[:13], captions=both[13:])
    assert fingerprint(moved) != fingerprint(VECTORS)
    assert fingerprint(replace(VECTORS, images=np.asfortranarray(VECTORS.images))) == fingerprint(VECTORS)


def damaged(path):
    yield path.read_bytes()[:-100]
    yield b""
    yield b"\x93NUMPY"


@pytest.mark.parametrize("way", range(3))
def test_a_damaged_map_is_named(folder, layout, way):
    folder.write_map(layout)
    path = folder.path / "maps" / "pca.test.safetensors"
    path.write_bytes(list(damaged(path))[way])
    with pytest.raises(RunError, match=r"is damaged or of another version .*`ladder map .* makes it again"):
        folder.map("pca.test")


@pytest.mark.parametrize(
    "said", [None, {"other": "{}"}, {"map": "{"}, {"map": "{}"}, {"map": '{"settings": {"a": 1}}'}]
)
def test_a_map_of_another_version_is_named(folder, layout, said):
    folder.write_map(layout)
    save_file({"places": layout.places}, folder.path / "maps" / "pca.test.safetensors", said)
    with pytest.raises(RunError, match=r"is damaged or of another version .*`ladder map .* makes it again"):
        folder.map("pca.test")
