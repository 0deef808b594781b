"""``ladder search``: its table, its JSON, its contact sheet, its errors."""

import json
import re

import pytest
from PIL import Image
from typer.testing import CliRunner

from ladder.cli import cli
from ladder.errors import LadderError
from ladder.search.queries import load_run
from ladder.training.loop import train
from tests.world import make_world, tiny_config


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("world")
    config = tiny_config(make_world(folder), image="convnet", epochs=1, record_batches=0)
    return str(train(config, folder / "run", progress=False).path)


def said(*arguments: object) -> str:
    done = CliRunner().invoke(cli, ["search", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_the_table_has_a_line_a_rank(run):
    text = said(run, "a red ball", "--k", 3)
    ranking = load_run(run).search(text="a red ball", k=3)
    about, header, *lines = text.splitlines()
    assert about == "images of dev nearest to text `a red ball`; relevance: tfidf"
    assert header.split() == ["rank", "similarity", "relevance", "id", "caption"]
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert [line.split()[3] for line in lines] == ranking.ids
    assert [line.split()[1] for line in lines] == [f"{value:.3f}" for value in ranking.similarity]
    assert all(line.endswith(text) for line, text in zip(lines, ranking.texts, strict=True))


def test_the_json_holds_levels(run):
    found = json.loads(said(run, "a red ball", "--k", 4, "--json"))
    assert {name: found[name] for name in ("query", "kind", "among", "split", "judged_by", "unknown_words")} == {
        "query": "a red ball", "kind": "text", "among": "images", "split": "dev", "judged_by": "tfidf",
        "unknown_words": [],
    }  # fmt: skip
    ranking = load_run(run).search(text="a red ball", k=4)
    assert found["results"] == ranking.rows()
    assert [row["level"] for row in found["results"]] == ranking.levels.tolist()


def test_own_items_are_marked_and_can_be_hidden(run):
    name = load_run(run).vectors().image_ids[1]  # has two captions
    assert len(re.findall(r"\(own\)$", said(run, "--item", name, "--k", 100), re.MULTILINE)) == 2
    assert "(own)" not in said(run, "--item", name, "--k", 100, "--hide-exact-match")


def test_a_photograph_has_no_relevance_and_unknown_words_are_named(run, tmp_path):
    Image.new("RGB", (30, 20), "red").save(tmp_path / "mine.png")
    text = said(run, "--image", tmp_path / "mine.png", "--among", "images", "--k", 2)
    assert "images of dev nearest to photo `mine.png`; relevance: a photograph has no captions" in text
    assert [line.split()[2] for line in text.splitlines()[2:]] == ["-", "-"]
    found = json.loads(said(run, "--image", tmp_path / "mine.png", "--json", "--k", 1))
    assert (found["results"][0]["relevance"], found["results"][0]["level"]) == (None, None)
    assert "the model does not know: zeppelin" in said(run, "a red zeppelin")


@pytest.mark.parametrize(("name", "form"), [("sheet.jpg", "JPEG"), ("sheet.png", "PNG")])
def test_a_contact_sheet_shows_the_pictures_in_order(run, tmp_path, name, form):
    said(run, "a red ball", "--k", 7, "--save", tmp_path / name)
    opened = load_run(run)
    ranking, data = opened.search(text="a red ball", k=7), opened.data()
    with Image.open(tmp_path / name) as sheet:
        assert sheet.format == form
        assert sheet.size == (16 + 5 * 256, 56 + 2 * (240 + 62 + 16))
        for place, image in enumerate(ranking.images):
            left, top = 16 + place % 5 * 256, 56 + place // 5 * 318
            picture = data.pictures.open(int(image))
            for x in (60, 180):  # the two halves of a picture have each a colour
                shown = sheet.convert("RGB").getpixel((left + x, top + 120))
                told = picture.getpixel((x * picture.width // 240, picture.height // 2))
                assert max(abs(a - b) for a, b in zip(shown, told, strict=True)) < 12


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a", "--item", "b"), "exactly one of"),
        ((), "exactly one of"),
        (("a", "--k", "0"), "`k` must be at least 1"),
        (("a", "--split", "tset"), "no embeddings of `tset`"),
        (("a", "--save", "sheet.gif"), "a contact sheet is a .jpg or .png file"),
        (("a", "--save", "none/sheet.png"), "there is no folder `none`"),
    ],
)
def test_mistakes_are_named(run, arguments, message):
    done = CliRunner().invoke(cli, ["search", run, *arguments])
    assert isinstance(done.exception, LadderError)
    assert message in str(done.exception)
