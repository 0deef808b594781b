"""The Runs page: the table, what is picked in it, the trash."""

import io
import json
import shutil

import pytest

from ladder.runs import RunFolder
from ladder.runs.many import about, exchange, table, trash
from ladder.runs.many.table import Entry
from pages.parts.runs import table as drawn
from tests.pages.reading import markup, said


@pytest.fixture
def own(on_tiny_runs, tmp_path, monkeypatch):
    """A copy of the tiny runs, to be changed."""
    root = tmp_path / "runs"
    shutil.copytree(on_tiny_runs, root)
    monkeypatch.setenv("LADDER_RUNS", str(root))
    return root


@pytest.fixture
def page_of(main_script):
    """Opens the page with runs picked by the link."""

    def open_link(**parameters):
        for name, value in parameters.items():
            main_script.query_params[name] = value
        return main_script.switch_page("runs.py").run()

    return open_link


def keys(page):
    return {button.key for button in page.button}


def test_the_table_has_a_row_a_run(page_of, own):
    about.write(RunFolder(own / "beta"), tags=["paper"], note="<b>keep</b>")
    rows = page_of().dataframe[0].value.set_index("name")
    assert set(rows.index) == {"alpha", "beta"}
    assert rows.loc["beta", "loss"] == "adaptive ladder"
    assert rows.loc["beta", "state"] == ["finished"]
    assert rows.loc["beta", "tags"] == ["paper"]
    assert rows.loc["beta", "note"] == "<b>keep</b>"
    entry = table.entry(RunFolder(own / "beta"))
    assert rows.loc["beta", "rsum"] == entry.figures["rsum"]
    assert rows.loc["beta", "order by epoch"] == entry.series["cs@100"]


def test_the_sentence_counts_and_names_the_best(page_of, own):
    best = max((table.entry(RunFolder(own / name)) for name in ("alpha", "beta")), key=lambda e: e.figures["rsum"])
    size = sum(table.entry(RunFolder(own / name)).size for name in ("alpha", "beta")) / 1e6
    assert f"2 runs, {size:.0f} MB; the best rsum is {best.figures['rsum']:.1f}, of {best.name}." in said(page_of())


def test_words_states_and_tags_filter(page_of, own):
    about.write(RunFolder(own / "beta"), tags=["paper"])
    page = page_of()
    page.text_input(key="runs_words").input("ADAPT").run()
    assert page.dataframe[0].value["name"].tolist() == ["beta"]
    assert "1 run of 2" in said(page)
    page.text_input(key="runs_words").input("zyzzyva").run()
    assert "None of 2 runs fits." in said(page)
    page.text_input(key="runs_words").input("").run()
    tags = next(one for one in page.multiselect if one.label == "Tags")
    tags.select("paper").run()
    assert page.dataframe[0].value["name"].tolist() == ["beta"]


ENTRY = Entry("First one", None, "stopped", loss="ladder", data="scenes", note="Keep", tags=("a", "b"))


@pytest.mark.parametrize(
    ("words", "states", "tags", "fits"),
    [("", (), (), True), ("FIRST lad", (), (), True), ("first x", (), (), False), ("keep", ("stopped",), ("a",), True),
     ("", ("finished",), (), False), ("", (), ("a", "c"), False), ("", ("broken off", "stopped"), ("b", "a"), True)],
)  # fmt: skip
def test_a_run_fits_what_is_asked(words, states, tags, fits):
    assert drawn.fits(ENTRY, words, states, tags) == fits


def test_a_damaged_run_is_a_row(page_of, own):
    (own / "alpha" / "status.json").write_text("{")
    rows = page_of(runs_pick="alpha").dataframe[0].value.set_index("name")
    assert rows.loc["alpha", "state"] == ["damaged"]


def test_a_run_that_died_is_dead(page_of, own):
    path = own / "alpha" / "status.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"state": "running"}))  # its process has long gone
    rows = page_of().dataframe[0].value.set_index("name")
    assert rows.loc["alpha", "state"] in (["broken off"], ["training"])
    path.write_text(json.dumps(json.loads(path.read_text()) | {"heartbeat": 0}))
    assert page_of().dataframe[0].value.set_index("name").loc["alpha", "state"] == ["broken off"]


def test_nothing_picked_says_how_to_pick(page_of, own):
    page = page_of()
    assert "Select a row" in said(page)
    assert "runs_rename" not in keys(page)


def test_a_picked_run_is_noted(page_of, own):
    page = page_of(runs_pick="alpha")
    page.text_area(key="runs_note_alpha").input("the one <script> to keep").run()
    assert about.read(RunFolder(own / "alpha")).note == "the one <script> to keep"
    assert "<script" not in markup(page)
    page.multiselect(key="runs_tags_alpha").set_value(["x"]).run()
    assert about.read(RunFolder(own / "alpha")) == about.About(("x",), "the one <script> to keep")


def test_a_run_whose_kept_epoch_is_of_the_warm_up_says_so(page_of, own):
    """The tiny runs have one epoch, which is all warm-up: a triplet may."""
    assert "Epoch 1, which was kept, lies in the warm-up" in said(page_of(runs_pick="alpha"))


def test_a_click_alone_changes_nothing(page_of, own):
    """What the dialogs do is held by the tests in a browser."""
    before = sorted(path.name for path in own.iterdir())
    for name in ("rename", "delete"):
        page = page_of(runs_pick="alpha").button(key=f"runs_{name}").click().run()
        assert not page.exception
        assert sorted(path.name for path in own.iterdir()) == before


def test_a_deleted_run_comes_back(page_of, own):
    trash.delete(RunFolder(own / "alpha"))
    (trashed,) = trash.thrown(own)
    page = page_of()
    assert page.dataframe[0].value["name"].tolist() == ["beta"]
    page = page.button(key=f"runs_restore_{trashed.path.name}").click().run()
    assert "alpha is back" in said(page)
    assert (own / "alpha" / "config.toml").is_file()


def test_a_bundled_run_offers_no_change(page_of, own, monkeypatch, tmp_path):
    shutil.copytree(own / "alpha", tmp_path / "bundled" / "gamma")
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "bundled")
    monkeypatch.setattr("ladder.runs.finding.BUNDLED", tmp_path / "bundled")
    page = page_of(runs_pick="gamma")
    assert "comes with the project" in said(page)
    assert not {"runs_rename", "runs_delete"} & keys(page)


def test_a_run_comes_in_from_a_file(page_of, own):
    buffer = io.BytesIO()
    exchange.write(RunFolder(own / "alpha"), buffer)
    page = page_of()
    page.file_uploader(key="runs_file_0").upload("alpha.zip", buffer.getvalue()).run()
    page = page.button(key="runs_import").click().run()
    assert "exists; give another name" in said(page)
    page.text_input(key="runs_import_name").input("gamma").run()
    page = page.button(key="runs_import").click().run()
    assert "gamma is here" in said(page)
    assert table.entry(RunFolder(own / "gamma")).state == "finished"


def test_a_hostile_file_is_one_sentence_and_leaves_nothing(page_of, own):
    before = sorted(path.name for path in own.iterdir())
    page = page_of()
    page.file_uploader(key="runs_file_0").upload("x.zip", b"PK\x03\x04<script>").run()
    page = page.button(key="runs_import").click().run()
    assert "Not a run in one file" in said(page)
    assert sorted(path.name for path in own.iterdir()) == before


def test_without_runs_the_page_still_takes_one_in(page_of, own):
    shutil.rmtree(own)
    page = page_of()
    assert "There are no runs yet" in said(page)
    assert page.file_uploader(key="runs_file_0")


def test_examples_in_docstrings_hold():
    import doctest

    result = doctest.testmod(drawn)
    assert result.attempted > 0
    assert not result.failed
