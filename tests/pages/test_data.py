"""The page on data: what it says of sound and damaged data sets, what it opens, and what it refuses."""

import csv
import io
import re
import zipfile

import numpy as np
import pytest
from PIL import Image

from ladder import runs
from ladder.datasets import inspect, open_dataset
from ladder.relevance import TfidfRelevance
from ladder.relevance.examples import degrees
from pages.parts.data import cached, features, overview, relevance
from tests.importing.theirs import save, save_features, save_vocabulary
from tests.pages.reading import markup, said
from tests.pages.tiny import HOSTILE, make_data

pytestmark = pytest.mark.usefixtures("on_tiny_runs")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A root with one sound data set, `shapes`."""
    root = tmp_path / "data"
    (root / "shapes").mkdir(parents=True)
    make_data(root / "shapes")
    monkeypatch.setenv("LADDER_DATA", str(root))
    monkeypatch.setenv("LADDER_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("LADDER_CACHE", str(tmp_path / "cache"))
    return root


@pytest.fixture
def page(main_script, data):
    """Opens the page by a link."""

    def open_link(**parameters):
        for name, value in parameters.items():
            main_script.query_params[name] = value
        opened = main_script.switch_page("data.py").run()
        assert not opened.exception
        return opened

    return open_link


SHAPES = "shapes/shapes.csv"


def archive(rows="image,caption\na.png,a <b>red</b> boat\nb.png,two kites\n", **more):
    buffer = io.BytesIO()
    picture = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(picture, "PNG")
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in {"c.csv": rows, "a.png": picture.getvalue(), "b.png": picture.getvalue()}.items():
            file.writestr(name, content)
        for name, content in more.items():
            file.writestr(name, content)
    return buffer.getvalue()


def test_drawn_scenes_and_what_is_found_are_offered(page):
    opened = page()
    assert opened.title[0].value == "Data"
    assert opened.selectbox(key="data_set").options == ["scenes", SHAPES]


def test_a_data_set_at_a_glance(page, data):
    opened = page(data_set=SHAPES)
    found = inspect(f"table:{data}/shapes/shapes.csv")
    assert overview.sentence(found) in said(opened)
    assert [metric.value for metric in opened.metric][:2] == [f"{found.images:,}", f"{found.captions:,}"]
    assert "No problems" in said(opened)


def test_captions_are_shown_as_they_are(page):
    opened = page(data_set=SHAPES)
    opened.segmented_control(key="data_split").set_value("dev").run()
    for _ in range(20):
        if HOSTILE[0] in said(opened):
            break
        press(opened, "Others")
    assert HOSTILE[0] in said(opened)
    assert "<b>" not in re.sub(r"</?(p|div|span|code|strong|style)[^>]*>", "", markup(opened))


def test_words_of_the_captions(page, data):
    opened = page(data_set=SHAPES, data_view="Captions")
    wording = cached.wording(f"table:{data}/shapes/shapes.csv", "train")
    assert f"{len(wording.counts)} different words" in said(opened)
    assert len(opened.get("plotly_chart")) == 2


def test_relevance_says_what_a_threshold_means(page, data):
    opened = page(data_set=SHAPES, data_view="Relevance")
    split = open_dataset(f"table:{data}/shapes/shapes.csv").split("train")
    found = degrees(TfidfRelevance.for_data(split), each=3)
    assert relevance.sentence(found, 0.4) in said(opened)
    opened.slider(key="data_threshold").set_value(0.8).run()
    assert relevance.sentence(found, 0.8) in said(opened)
    text = said(opened)
    for degree in found.degrees:
        assert f"{degree.low:.1f} to {degree.high:.1f}" in text
        assert all(pair.first in text and pair.second in text for pair in degree.examples)
    assert opened.selectbox(key="data_judge").options == ["tfidf: shared words"]


def test_scenes_are_judged_by_what_is_drawn(data):
    assert list(relevance.judges("scenes,train=9")) == ["scenes: what is drawn", "tfidf: shared words"]


def test_problems_have_a_file_and_a_line(page, data):
    with (data / "shapes" / "shapes.csv").open("a", newline="") as file:
        csv.writer(file).writerow(["gone.png", "gone", "dev"])
    opened = page(data_set=SHAPES)
    text = said(opened)
    assert "1 problem in its files" in text
    assert "cannot be opened until" in text
    (row,) = opened.dataframe[0].value.to_dict("records")
    assert row["file"].endswith("gone.png")
    assert "no such picture (listed in" in row["what"]


def test_damaged_pictures_are_found_when_asked_for(page, data):
    victim = sorted((data / "shapes").glob("*.png"))[0]
    victim.write_bytes(b"no picture")
    opened = page(data_set=SHAPES, data_view="Problems")
    assert "they were not decoded" in said(opened)
    next(button for button in opened.button if button.label == "Decode every picture").click().run()
    assert "1 problem. Looked at" in said(opened)
    assert opened.dataframe[0].value.iloc[0]["what"] == "not a picture that can be decoded"


def test_a_data_set_that_changes_is_read_again(page, data):
    opened = page(data_set=SHAPES)
    (data / "shapes" / "shapes.csv").write_text("image,caption\ndev-red-circle-10.png,one\n")
    assert "1 images with 1 captions" in said(opened.run())


@pytest.mark.parametrize("name", ["/etc/passwd", "../secret.csv", "hf:x/y", "nonsense"])
def test_a_link_opens_nothing_else(page, name):
    assert page(data_set=name).selectbox(key="data_set").value == "scenes"


def bring(page, kind="Photographs"):
    opened = page()
    opened.toggle(key="data_bring").set_value(True).run()
    if kind != "Photographs":
        opened.segmented_control(key="data_kind").set_value(kind).run()
    return opened


def press(opened, label):
    next(button for button in opened.button if button.label == label).click().run()
    assert not opened.exception
    return opened


def field(opened, label):
    return next(text for text in opened.text_input if text.label == label)


def test_a_zip_becomes_a_data_set(page, data):
    opened = bring(page)
    opened.file_uploader(key="data_zip").upload("My photos!.zip", archive(), "application/zip").run()
    assert field(opened, "Name").value == "My-photos"
    press(opened, "Unpack")
    assert opened.selectbox(key="data_set").value == "My-photos/c.csv"
    assert "2 images with 2 captions" in said(opened)
    assert sorted(path.name for path in (data / "My-photos").iterdir()) == ["a.png", "b.png", "c.csv"]


@pytest.mark.parametrize(
    ("content", "name", "match"),
    [
        (archive(**{"../x.png": b""}), "mine", "written elsewhere or nowhere"),
        (archive(**{"x.py": b""}), "mine", "only JPEG, PNG and WebP"),
        (archive(rows="image,caption\ngone.png,x\n"), "mine", "gone.png: no such picture"),
        (b"no archive", "mine", "not a whole ZIP file"),
        (archive(), "../mine", "no name for a data set"),
        (archive(), "shapes", "exists; give another name"),
    ],
)
def test_a_zip_that_is_refused_leaves_nothing(page, data, content, name, match):
    before = sorted(path.name for path in data.rglob("*"))
    opened = bring(page)
    opened.file_uploader(key="data_zip").upload("x.zip", content, "application/zip").run()
    field(opened, "Name").input(name).run()
    assert match.lower() in said(press(opened, "Unpack")).lower()
    assert sorted(path.name for path in data.rglob("*")) == before


@pytest.fixture
def own_place(own_runs):
    return own_runs


def vectors(**arrays):
    buffer = io.BytesIO()
    rows = np.random.default_rng(0)
    np.savez(buffer, **({"images": rows.normal(size=(2, 4)), "captions": rows.normal(size=(4, 4))} | arrays))
    return buffer.getvalue()


CAPTIONS = b"image,caption\na.png,a red boat\na.png,a boat\nb.png,two kites\nb.png,kites\n"


def bring_vectors(page, content=None, name="clip"):
    opened = bring(page, "Embeddings")
    opened.file_uploader(key="data_vectors").upload("clip vit.npz", content or vectors(), "application/zip")
    opened.file_uploader(key="data_texts").upload("c.csv", CAPTIONS, "text/csv").run()
    assert field(opened, "Name of the run").value == "clip-vit"
    field(opened, "Name of the run").input(name).run()
    return press(opened, "Import")


def test_embeddings_become_a_run(page, own_place):
    opened = bring_vectors(page)
    assert "Imported as the run clip" in said(opened)
    assert "scaled to 1" in said(opened)
    assert runs.find("clip").splits() == ["test"]
    assert "clip" in opened.selectbox(key="run").options


@pytest.mark.parametrize(
    ("content", "name", "match"),
    [
        (vectors(images=np.full((2, 4), np.nan)), "clip", "holds nan or infinity"),
        (vectors(images=np.ones((2, 5))), "clip", "images have width 5 and captions 4"),
        (b"nothing", "clip", "cannot be read"),
        (vectors(), "../clip", "no name for a run"),
        (vectors(), "alpha", "exists; give another"),
    ],
)
def test_embeddings_that_are_refused_leave_nothing(page, own_place, content, name, match):
    before = sorted(own_place.rglob("*"))
    assert match in said(bring_vectors(page, content, name)).lower()
    assert sorted(own_place.rglob("*")) == before


def test_a_vsepp_model_becomes_a_run(page, own_place, data):
    spec, _ = save_features(data / "features")
    opened = bring(page, "VSE++ model")
    opened.file_uploader(key="data_checkpoint").upload(
        "model_best.pth.tar", save(data / "best.tar").read_bytes(), "application/x-tar"
    )
    words = save_vocabulary(data / "vocab.pkl").read_bytes()
    opened.file_uploader(key="data_words").upload("vocab.pkl", words, "application/octet-stream")
    field(opened, "Data set with features").input(spec)
    opened.text_input(key="data_model_split").input("dev").run()
    assert "Imported as the run vsepp" in said(press(opened, "Import"))
    assert runs.find("vsepp").splits() == ["dev"]


@pytest.mark.parametrize(
    ("checkpoint", "spec", "match"),
    [(b"nothing", "", "checkpoint"), (None, "precomp:/etc", "lies outside"), (None, "nowhere:x", "nowhere")],
)
def test_a_vsepp_model_that_is_refused_leaves_nothing(page, own_place, data, checkpoint, spec, match):
    spec = spec or save_features(data / "features")[0]
    checkpoint = checkpoint or save(data / "best.tar").read_bytes()
    before = sorted(own_place.rglob("*"))
    opened = bring(page, "VSE++ model")
    opened.file_uploader(key="data_checkpoint").upload("best.tar", checkpoint, "application/x-tar")
    words = save_vocabulary(data / "vocab.pkl").read_bytes()
    opened.file_uploader(key="data_words").upload("vocab.pkl", words, "application/octet-stream")
    field(opened, "Data set with features").input(spec).run()
    assert match in said(press(opened, "Import")).lower()
    assert sorted(own_place.rglob("*")) == before


def test_without_a_network_the_page_says_where_one_goes(page):
    assert "No image network was found" in said(page(data_set=SHAPES, data_view="Features"))


def test_features_are_kept_beside_the_data_sets(data):
    assert features.folder_of(f"table:{data}/shapes/c.csv,images=x", "net") == data / "features" / "shapes-net"
    assert features.folder_of("scenes,train=9", "net") == data / "features" / "scenes-net"


def test_the_page_opens_without_runs(page, own_place):
    import shutil

    shutil.rmtree(own_place)
    assert page().title[0].value == "Data"
