"""From the form to a search in what was trained, in a real browser; and runs put in order."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ladder.options import Choice
from ladder.runs import RunFolder, activity
from ladder.runs.config import Config, DataConfig, ModelConfig, TrainingConfig
from ladder.runs.many import exchange, table
from tests.browser.serving import serve, settle
from tests.browser.test_data import bring, scenes_zip

pytestmark = [pytest.mark.browser, pytest.mark.tour]
SMALL = Config(
    data=DataConfig(spec="scenes,train=60,dev=20,test=10,tail=0,size=64"),
    model=ModelConfig(
        size=16,
        image=Choice(name="convnet", pixels=32, channels=8),
        text=Choice(name="gru", word_size=16, min_count=1),
    ),
    relevance=Choice(name="scenes"),
    loss=Choice(name="adaptive"),
    training=TrainingConfig(epochs=2, batch_size=16, log_every=2, save_every=4, warm_up_epochs=1, device="cpu"),
)
LONG = 120.0 * 1000  # milliseconds


@pytest.fixture
def root(tmp_path):
    """A folder of runs with one that is prepared, to start the form from."""
    RunFolder.create(tmp_path / "runs" / "small", SMALL)
    yield tmp_path / "runs"
    if holder := activity.holding(tmp_path / "runs"):
        os.killpg(holder.pid, signal.SIGKILL)


def go(page, name):
    """To a page of the menu."""
    page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(rf"{name}$")).click()
    page.get_by_role("heading", name=name, exact=True).wait_for(timeout=LONG)
    idle(page)


def idle(page):
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached", timeout=LONG)


def says(page, text):
    page.locator("p[role=status]").filter(has_text=text).first.wait_for(timeout=LONG)


def fill_in(page, *, epochs, name):
    """The form, from the prepared run."""
    page.get_by_role("combobox", name="Same as").click()
    page.get_by_role("option", name="run small", exact=True).click()
    idle(page)
    epochs_field = page.get_by_role("spinbutton", name="Epochs", exact=True)
    expect(epochs_field).to_have_value(str(SMALL.training.epochs), timeout=LONG)  # the run's fields are there
    epochs_field.fill(str(epochs))
    epochs_field.press("Enter")
    idle(page)
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Name").press("Enter")
    idle(page)


def test_from_photographs_by_way_of_the_form_to_a_search(root, tmp_path, page, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("LADDER_DATA", str(tmp_path / "data"))
    with serve(root, tmp_path / "cache") as address:
        page.goto(f"{address}/data")
        settle(page)
        bring(page, scenes_zip(60), "pictures")
        page.get_by_text("64 images with 320 captions").wait_for(timeout=LONG)
        go(page, "Train")
        fill_in(page, epochs=20, name="mine")
        page.get_by_role("combobox", name="Data", exact=True).click()
        page.get_by_role("option").filter(has_text="pictures").click()
        idle(page)
        page.get_by_role("combobox", name="Relevance", exact=True).click()  # what the scenes were drawn from is lost
        page.get_by_role("option", name="tfidf").click()
        idle(page)
        page.get_by_role("button", name="Start", exact=True).click()
        says(page, re.compile(r"mine is training: epoch \d+ of 20"))
        page.get_by_role("button", name="Stop (saves)").click()
        says(page, re.compile(r"mine was stopped at step [\d,]+ of"))
        folder = RunFolder(root / "mine")
        assert "pictures/scenes/captions.csv" in folder.config.data.spec
        stopped_at = folder.status()["step"]
        assert stopped_at < folder.status()["steps"]
        page.get_by_role("button", name="Go on from what was saved").click()
        says(page, "mine is finished after")
        assert folder.status()["step"] == folder.status()["steps"] > stopped_at
        page.get_by_role("link", name="Search in it").first.click()  # an earlier one may still be there
        page.get_by_label("Describe a picture").wait_for(timeout=LONG)
        page.get_by_label("Describe a picture").press_sequentially("a dog on the beach", delay=20)
        says(page, "“a dog on the beach”")
        assert page.get_by_role("combobox", name="Run A").input_value() == "mine"
        page.close()


def test_the_server_is_killed_and_the_page_finds_its_training_again(root, tmp_path, browser):
    cache = tmp_path / "cache"
    with serve(root, cache) as address:
        page = browser.new_page()
        page.goto(f"{address}/train?train_from=run+small")
        page.get_by_role("heading", name="Train", exact=True).wait_for(timeout=LONG)
        fill_in(page, epochs=6000, name="mine")
        page.get_by_role("button", name="Start", exact=True).click()
        says(page, "mine is training")
        training = activity.holding(root)
        stat = Path(f"/proc/{training.pid}/stat").read_text().rpartition(")")[2].split()
        os.kill(int(stat[1]), signal.SIGKILL)  # the server: who started it
        page.close()
    assert activity.holding(root) == training
    with serve(root, cache) as address:
        page = browser.new_page()
        page.goto(f"{address}/train")
        says(page, "mine is training")
        assert page.get_by_role("radio", name="Watch").is_checked()
        os.kill(training.pid, signal.SIGKILL)
        says(page, re.compile(r"mine ended at step [\d,]+ of [\d,]+ without a word"))
        page.get_by_role("button", name="Go on from what was saved").click()
        says(page, "mine is training")
        page.get_by_role("button", name="Stop (saves)").click()
        says(page, "mine was stopped at step")
        page.close()


@pytest.fixture
def own(tiny_runs, tmp_path):
    root = tmp_path / "runs"
    shutil.copytree(tiny_runs, root)
    return root


def pick(page, row):
    """Selects a row of the table by a click at its left edge."""
    idle(page)
    box = page.get_by_test_id("stDataFrame").bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + 40 + 38 * row + 12)
    page.wait_for_timeout(300)
    idle(page)


def test_two_runs_are_picked_renamed_deleted_and_brought_back(own, tmp_path, page):
    with serve(own, tmp_path / "cache") as address:
        page.goto(f"{address}/search")
        page.get_by_role("heading", name="Search").wait_for(timeout=LONG)
        go(page, "Runs")
        says(page, re.compile(r"\d runs"))
        page.get_by_text("My own").click()
        says(page, re.compile("2 runs"))
        pick(page, 0)
        page.get_by_role("button", name="Rename").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Name").fill("../gamma")
        dialog.get_by_role("textbox", name="Name").press("Enter")
        dialog.get_by_role("button", name="Rename").click()
        dialog.get_by_text("is no name for a run").wait_for(timeout=LONG)
        dialog.get_by_role("textbox", name="Name").fill("gamma")
        dialog.get_by_role("textbox", name="Name").press("Enter")
        dialog.get_by_role("button", name="Rename").click()
        page.get_by_text("It is called gamma now").wait_for(timeout=LONG)
        assert sorted(path.parent.name for path in own.glob("*/config.toml")) == ["beta", "gamma"]

        pick(page, 0)
        page.get_by_role("button", name="Delete").click()
        dialog.get_by_role("button", name="Keep it").click()
        dialog.wait_for(state="detached", timeout=LONG)
        assert len(table.entries([own])) == 2
        page.get_by_role("button", name="Delete").click()
        dialog.get_by_role("button", name="Delete").click()
        page.get_by_text("is in the trash").wait_for(timeout=LONG)
        assert len(table.entries([own])) == 1
        page.get_by_text("Trash (1)").click()
        page.get_by_role("button", name="Restore").click()
        page.get_by_text("is back").wait_for(timeout=LONG)

        pick(page, 0)
        pick(page, 1)
        link = page.get_by_role("link", name="Compare them").get_attribute("href")
        assert re.search(r"compare\?run=\w+&against=\w+$", link)
        page.close()


def test_a_run_goes_out_and_comes_in(own, tmp_path, page):
    with serve(own, tmp_path / "cache") as address:
        page.goto(f"{address}/search")
        page.get_by_role("heading", name="Search").wait_for(timeout=LONG)
        go(page, "Runs")
        page.get_by_text("My own").click()
        says(page, re.compile("2 runs"))
        pick(page, 0)
        with page.expect_download() as downloading:
            page.get_by_role("button", name="Export").click()
        file = tmp_path / "out.zip"
        downloading.value.save_as(file)
        assert exchange.take_in(file, tmp_path / "elsewhere").name in ("alpha", "beta")

        page.get_by_text("Bring in a run from a file").click()
        idle(page)
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_text("out.zip").wait_for(timeout=LONG)
        idle(page)
        page.get_by_role("textbox", name="Name", exact=True).fill("copy")
        page.get_by_role("textbox", name="Name", exact=True).press("Enter")
        page.get_by_role("button", name="Bring it in").click()
        page.get_by_text("copy is here").wait_for(timeout=LONG)
        assert table.entry(RunFolder(own / "copy")).state == "finished"
        page.close()
