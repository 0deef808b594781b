"""What is kept between reruns: read once while its files stay as they are, and anew when they change."""

import json
import os
import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.caching import cache_utils

from ladder import datasets
from ladder.errors import DataError
from ladder.runs import RunFolder
from ladder.runs import config as configuration
from ladder.runs.many import about, table
from pages.parts.shell import cache, listing
from tests.pages.tiny import make_data

HOUR = 3600.0  # seconds


@pytest.fixture
def forgotten():
    """Nothing is kept at first."""
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def opens(monkeypatch, forgotten):
    """The specifications of the data sets that have been opened, one after the other."""
    seen, open_dataset = [], datasets.open_dataset
    for room in (datasets, cache):
        monkeypatch.setattr(room, "open_dataset", lambda spec: seen.append(spec) or open_dataset(spec))
    return seen


@pytest.fixture
def reads(monkeypatch):
    """The configurations that have been read, one after the other."""
    seen, read = [], configuration.read
    monkeypatch.setattr(configuration, "read", lambda path, *rest: seen.append(path) or read(path, *rest))
    return seen


# --- data sets -------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["map", "search"])
def test_a_page_opens_a_data_set_once_over_reruns_and_over_time(main_script, on_tiny_runs, opens, monkeypatch, page):
    now = [0.0]
    monkeypatch.setattr(cache_utils, "TTLCACHE_TIMER", lambda: now[0])
    main_script.switch_page(f"{page}.py")
    for _ in range(4):
        assert not main_script.run().exception
        now[0] += HOUR
    assert len(opens) == 1


def test_two_runs_and_two_pages_share_a_data_set(main_script, on_tiny_runs, opens):
    for page, run in (("map", "alpha"), ("search", "beta"), ("compare", "beta")):
        main_script.query_params["run"] = run
        assert not main_script.switch_page(f"{page}.py").run().exception
    assert len(opens) == 1


@pytest.fixture
def shapes(tmp_path):
    return make_data(tmp_path)


@pytest.mark.parametrize("name", ["shapes.csv", "another.png"])
def test_a_data_set_that_changes_is_opened_anew(shapes, opens, name):
    first = cache.data_set(shapes)
    assert cache.data_set(shapes) is first
    assert cache.split_of(shapes, "dev") is cache.split_of(shapes, "dev")
    path = Path(shapes.partition(":")[2]).with_name(name)
    with path.open("a") as file:
        file.write("\n" if path.suffix == ".csv" else "no picture")
    assert (cache.data_set(shapes) is first) == (path.suffix == ".png")  # a table names its file, not the folder beside
    assert cache.version(f"{shapes},images={path.parent}") != cache.version(shapes)


def test_a_picture_that_comes_beside_the_others_is_seen(tmp_path):
    spec = f"table:{tmp_path / 'c.csv'},images={tmp_path}"
    before = cache.version(spec)
    (tmp_path / "new.png").write_bytes(b"x")
    between = cache.version(spec)
    (tmp_path / "captions.txt").write_text("a dog")
    listed = cache.version(spec)
    os.utime(tmp_path, ns=(1, 1))
    (tmp_path / "captions.txt").write_text("a dog on the beach")  # in place: its folder stays as it was
    assert len({before, between, listed, cache.version(spec)}) == 4


def test_a_data_set_that_is_gone_is_looked_for_again(shapes, opens):
    path = Path(shapes.partition(":")[2])
    path.rename(path.with_name("elsewhere.csv"))
    with pytest.raises(DataError):
        cache.data_set(shapes)
    path.with_name("elsewhere.csv").rename(path)
    assert len(cache.split_of(shapes, "dev")) == 19


# --- runs ------------------------------------------------------------------------------------


def test_embeddings_are_read_anew_when_they_are_written_anew(own_runs):
    folder = RunFolder(own_runs / "alpha")
    first = cache.embeddings(folder, "dev")
    assert cache.embeddings(RunFolder(own_runs / "alpha"), "dev") is first
    folder.write_embeddings(first)
    assert cache.embeddings(folder, "dev") is not first


def test_a_rerun_reads_no_configuration_that_has_not_changed(main_script, own_runs, reads):
    page = main_script.switch_page("runs.py").run()
    reads.clear()
    page.run()
    assert reads == []
    folder = RunFolder(own_runs / "beta")
    folder.write_config(folder.config.model_copy(update={"seed": 77}))
    reads.clear()
    rows = page.run().dataframe[0].value.set_index("name")
    assert [path.parent.name for path in reads] == ["beta"]
    assert rows.loc["beta", "seed"] == 77


CHANGES = {
    "config": lambda folder: folder.write_config(folder.config.model_copy(update={"seed": 5})),
    "note": lambda folder: about.write(folder, note="seen"),
    "figures": lambda folder: folder.append_metrics(kind="validation", epoch=9, step=9, figures={"rsum": 999.0}),
    "status": lambda folder: folder.write_status(state="stopped", epoch=1, message="by hand"),
    "embeddings": lambda folder: (folder.path / "embeddings" / "more.npy").write_bytes(b"x" * 1000),
    "batches": lambda folder: (
        (folder.path / "batches").mkdir(exist_ok=True)
        or (folder.path / "batches" / "0000009.safetensors").write_bytes(b"x" * 1000)
    ),
    "last checkpoint": lambda folder: (folder.path / "checkpoints" / "last" / "x").write_bytes(b"x" * 1000),
    "damage": lambda folder: (folder.path / "config.toml").write_text("seed ="),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_is_as_if_it_were_read_anew(own_runs, change):
    before = {row.name: row for row in listing.rows()}
    assert listing.rows()[0] is listing.rows()[0]
    CHANGES[change](RunFolder(own_runs / "beta"))
    after = {row.name: row for row in listing.rows()}
    assert after == {row.name: row for row in table.entries()}
    assert after["beta"] != before["beta"]
    assert after["alpha"] is before["alpha"]


def test_a_training_that_breaks_off_is_seen_though_no_file_changes(own_runs, monkeypatch):
    path = own_runs / "beta" / "status.json"
    path.write_text(json.dumps({"state": "running", "heartbeat": time.time(), "epoch": 1}))
    of_beta = {row.name: row for row in listing.rows()}["beta"]
    later = time.time() + HOUR
    monkeypatch.setattr(time, "time", lambda: later)
    assert (of_beta.state, {row.name: row for row in listing.rows()}["beta"].state) == ("running", "dead")


def test_runs_that_come_and_go_are_seen(own_runs):
    assert list(listing.by_name()) == ["alpha", "beta"]
    (own_runs / "beta").rename(own_runs / "gamma")
    assert set(listing.by_name()) == {"alpha", "gamma"}
    assert [row.name for row in listing.rows()] == list(listing.by_name())


def test_what_can_be_compared_follows_the_embeddings(opened, own_runs):
    assert opened().selectbox(key="against").options == ["none", "beta"]
    for path in (own_runs / "beta" / "embeddings").iterdir():
        path.unlink()
    assert opened().selectbox(key="against").options == ["none"]
