"""The HTML reports: complete, to the digit, literal, and without a request to anybody."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from typer.testing import CliRunner

from ladder import reporting
from ladder.cli import cli
from ladder.comparison import compare
from ladder.errors import ConfigError, RunError
from ladder.reporting import writing
from ladder.reporting.markup import document, element
from ladder.words import directions
from ladder.words.figures import expert, title
from tests.reported import HOSTILE, IMAGES, make_data, make_run

PLOTLY = 4_900_000  # bytes of the drawing library
MOST = 1_200_000  # bytes of all the rest, for a small run


class Page(HTMLParser):
    """What a browser would make of it: visible text, attributes, and the content of scripts."""

    def __init__(self, text):
        super().__init__()
        self.text, self.attributes, self.scripts, self.tags = [], [], [], []
        self.rows = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.inside = tag
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        self.inside = ""
        if tag == "table":
            self.rows.append([])

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self.inside != "style":
            self.text.append(data)
            if self.rows and self.rows[-1]:
                self.rows[-1][-1] += data

    def figures(self, theme="light"):
        """The figures of a theme, as Plotly reads them."""
        return [json.loads(text) for attributes, text in self.scripts if attributes.get("class") == theme]

    def says(self, words):
        return words in " ".join("".join(self.text).split())


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two evaluated runs on the same pictures."""
    root = tmp_path_factory.mktemp("reported")
    (root / "data").mkdir()
    spec = make_data(root / "data")
    return make_run(root / "first<b>", spec, 0, "triplet"), make_run(root / "second", spec, 1)


@pytest.fixture(scope="module")
def of_run(runs):
    return reporting.evaluation_report(runs[1], "dev")


@pytest.fixture(scope="module")
def of_both(runs):
    sides = [[folder] for folder in runs]
    return reporting.comparison_report(compare(sides, "dev", resamples=50, permutations=50), sides)


def test_every_figure_is_there_to_its_digits(runs, of_run):
    figures = runs[1].evaluation()["dev"]["figures"]
    rows = {cells[0]: cells[1:] for cells in Page(of_run).rows if cells}
    assert len(figures) > 60
    for name, figure in figures.items():
        direction, _, part = name.rpartition("/")
        cell = rows[title(part) + expert(part)][direction == "caption_to_image"]
        digits = 1 if part.endswith("rank") or part == "rsum" else 3
        within = " to ".join(f"{figure[end]:.{digits}f}" for end in ("low", "high") if figure[end] is not None)
        assert cell.startswith(f"{figure['value']:.{digits}f}{within}".replace("-", "−")), name


def test_what_was_evaluated(of_run):
    page = Page(of_run)
    for said in (
        "second",
        "adaptive",
        "f00d",
        "torch 2.13.0",
        f"{IMAGES} images",
        "tfidf",
        "same judge",
        "epoch 2 was kept",
    ):
        assert page.says(said), said


def test_curves_are_drawn_as_evaluated(runs, of_run):
    curves = runs[1].evaluation()["dev"]["curves"]
    drawn = [trace.get("y") for figure in Page(of_run).figures() for trace in figure["data"]]
    lists = [_decoded(y) for y in drawn]
    for direction in curves:
        for name in ("cs", "recall", "relevance"):
            assert any(_same(y, curves[direction][name]["mean"]) for y in lists), (direction, name)


def test_both_themes_draw_the_same_numbers(of_run):
    page = Page(of_run)
    light, dark = page.figures("light"), page.figures("dark")
    assert len(light) == len(dark) > 12
    for one, other in zip(light, dark):
        assert [trace.get("y") for trace in one["data"]] == [trace.get("y") for trace in other["data"]]
        assert one["layout"]["template"] != other["layout"]["template"]


def test_examples_are_chosen_by_rule(runs, of_run):
    page, expected = Page(of_run), []
    for direction in ("image_to_caption", "caption_to_image"):
        scores = np.sort(runs[1].samples("dev")[direction]["cs@100"])
        chosen = zip(("Best order", "Median", "Worst order"), (scores[-1], scores[len(scores) // 2], scores[0]))
        expected += [(rule, f"{score:.3f}".replace("-", "−")) for rule, score in chosen]
    shown = re.findall(r"(Best order|Median|Worst order)Which .*?CS@100 (−?\d\.\d{3})", "".join(page.text), re.DOTALL)
    assert shown == expected
    pictures = [value for tag, name, value in page.attributes if (tag, name) == ("img", "src")]
    assert len(pictures) == 3 * 10 + 3  # three queries' results, and three pictures that ask
    assert all(value.startswith("data:image/jpeg;base64,") for value in pictures)
    assert page.says("★ own")


def test_missing_pictures_are_said(runs, tmp_path):
    (tmp_path / "data").mkdir()
    folder = make_run(tmp_path / "run", make_data(tmp_path / "data"))
    (tmp_path / "data" / "table.csv").unlink()
    page = Page(reporting.evaluation_report(folder, "dev"))
    assert page.says("no longer where it was")
    assert page.says("no picture")


def test_hidden_own_pairs_are_not_in_the_examples(runs, tmp_path):
    (tmp_path / "data").mkdir()
    folder = make_run(tmp_path / "run", make_data(tmp_path / "data"), exact_match="hidden")
    page = Page(reporting.evaluation_report(folder, "dev.hidden"))
    assert not page.says("★ own")
    assert not page.says("R@1 ")
    assert page.says("taken out of the gallery")


def test_another_protocol_has_no_examples(tmp_path):
    (tmp_path / "data").mkdir()
    folder = make_run(tmp_path / "run", make_data(tmp_path / "data"), protocol="ladder2020")
    page = Page(reporting.evaluation_report(folder, "dev.ladder2020"))
    assert page.says("Shown only where the whole split is searched")
    assert "img" not in page.tags


def test_an_evaluation_without_curves_says_how_to_get_them(tmp_path):
    (tmp_path / "data").mkdir()
    folder = make_run(tmp_path / "run", make_data(tmp_path / "data"))
    folder.write_evaluation("dev", folder.evaluation()["dev"] | {"curves": {}})
    assert Page(reporting.evaluation_report(folder, "dev")).says("keeps no curves: evaluate again")


def test_captions_that_are_no_longer_those_that_were_judged_are_not_shown(tmp_path):
    (tmp_path / "data").mkdir()
    folder = make_run(tmp_path / "run", make_data(tmp_path / "data"))
    vectors = folder.embeddings("dev")
    folder.write_embeddings(replace(vectors, texts=[f"{text} again" for text in vectors.texts]))
    page = Page(reporting.evaluation_report(folder, "dev"))
    assert page.says("still keeps the captions that were judged")
    assert "img" not in page.tags


def test_comparison_has_every_difference(runs, of_both):
    page = Page(of_both)
    comparison = compare([[folder] for folder in runs], "dev", resamples=50, permutations=50)
    assert page.says(comparison.sentences()[0])
    for row in comparison.rows:
        name, found = row.found.figure, row.found
        digits = 1 if name.endswith("rank") or name == "rsum" else 3
        change = "".join(f"{part:+.{digits}f}" for part in (found.difference, found.low)).replace("-", "−")
        values = [writing.value(name, found.a), writing.value(name, found.b)]
        first = title(name) + (found.direction and directions.shown(found.direction))
        assert any(
            cells[:1] == [first] and cells[1:3] == values and cells[3].startswith(change) for cells in page.rows
        ), name
    assert ["loss.name", "triplet", "adaptive"] in page.rows
    assert page.says("Largest gain in order")
    assert page.says("A: first<b>: CS@100")


def test_examples_of_a_comparison_are_those_that_change_most(runs, of_both):
    expected = []
    for direction in ("image_to_caption", "caption_to_image"):
        a, b = (folder.samples("dev")[direction]["cs@100"] for folder in runs)
        rows = ((b - a).argmax(), (b - a).argmin())
        expected += [tuple(f"{score[row]:.3f}".replace("-", "−") for score in (a, b)) for row in rows]
    score = r".*?CS@100 (−?\d\.\d{3})"
    rules = "(?:Largest gain in order|Largest loss of order)Which "
    assert re.findall(rules + 2 * score, "".join(Page(of_both).text), re.DOTALL) == expected


def test_several_sides_are_compared_with_the_first(runs, tmp_path):
    third = make_run(tmp_path / "third", runs[0].config.data.spec, 2)
    sides = [[runs[0]], [runs[1]], [third]]
    page = Page(reporting.comparison_report(compare(sides, "dev", resamples=20, permutations=20), sides))
    assert page.says("A, first<b> against C, third")
    assert page.says("C: third: CS@100")


@pytest.mark.parametrize("kind", ["of_run", "of_both"])
def test_hostile_text_is_literal(kind, request):
    text = request.getfixturevalue(kind)
    page = Page(text)
    for caption in HOSTILE:
        assert page.says(caption), caption
    executed = [text for attributes, text in page.scripts if attributes.get("type") != "application/json"]
    assert len(executed) == 2  # Plotly, and the page's own
    assert not any("='taken'" in text for text in executed)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]


@pytest.mark.parametrize("kind", ["of_run", "of_both"])
def test_hover_texts_are_literal(kind, request):
    hovers = [
        text
        for figure in Page(request.getfixturevalue(kind)).figures()
        for trace in figure["data"]
        for text in _texts(trace.get("customdata"))
    ]
    assert any("&lt;script&gt;" in text for text in hovers)
    for text in hovers:
        assert set(re.findall(r"<[^>]*>", text)) <= {"<br>"}
        assert "%{" not in text
        assert "$" not in text


@pytest.mark.parametrize("kind", ["of_run", "of_both"])
def test_nothing_is_fetched_from_elsewhere(kind, request):
    page = Page(request.getfixturevalue(kind))
    for tag, name, value in page.attributes:
        if name in ("src", "href", "action", "srcset", "style"):
            assert value.startswith("data:") or (name == "style" and "url" not in value), (tag, name, value)
    policy = next(value for tag, name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "http" not in policy
    assert not {"link", "iframe", "object", "form", "base"} & set(page.tags)


@pytest.mark.parametrize("kind", ["of_run", "of_both"])
def test_the_size_is_bounded(kind, request):
    text = request.getfixturevalue(kind)
    assert len(text.encode()) < PLOTLY + MOST


def test_the_commands_write_a_report(runs, tmp_path):
    evaluated, compared = tmp_path / "a.html", tmp_path / "b.html"
    first, second = (str(make_run(tmp_path / name, runs[0].config.data.spec).path) for name in ("first", "second"))
    result = CliRunner().invoke(cli, ["evaluate", second, "--stored", "--quiet", "--report", str(evaluated)])
    assert result.exit_code == 0, result.exception
    assert Page(evaluated.read_text(encoding="utf-8")).says("adaptive ladder loss, 24 images and 48 captions of “dev”")
    result = CliRunner().invoke(cli, ["compare", first, second, "--figures", "cs@100", "--report", str(compared)])
    assert result.exit_code == 0, result.exception
    assert Page(compared.read_text(encoding="utf-8")).says("first against second")
    for command in (["evaluate", second], ["compare", first, second]):
        result = CliRunner().invoke(cli, [*command, "--report", str(tmp_path / "report.pdf")])
        assert isinstance(result.exception, ConfigError)


def test_an_unknown_view_is_told_with_the_nearest(runs):
    with pytest.raises(RunError, match="no evaluation `dve`; did you mean `dev`"):
        reporting.evaluation_report(runs[0], "dve")


def test_where_a_report_can_be_written(tmp_path, of_run):
    with pytest.raises(ConfigError, match=r"a report is an \.html file"):
        reporting.check_name(tmp_path / "report.pdf")
    with pytest.raises(ConfigError, match="make it first"):
        reporting.check_name(tmp_path / "none" / "report.html")
    reporting.check_name(tmp_path / "report.html")
    reporting.write(tmp_path / "report.html", of_run)
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == of_run
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_scripts_are_the_ones_that_the_policy_trusts():
    page = Page(document("<title>", [element("p", "a < b")]))
    policy = next(value for tag, name, value in page.attributes if name == "content" and "default-src" in value)
    for _, text in page.scripts:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert page.says("a < b")


def _decoded(y):
    """A list of numbers, from JSON or from Plotly's base64."""
    if isinstance(y, dict):
        return np.frombuffer(base64.b64decode(y["bdata"]), dtype=y["dtype"]).tolist()
    return y or []


def _same(found, wanted):
    wanted = [float("nan") if value is None else value for value in wanted]
    return len(found) == len(wanted) and all(
        a == pytest.approx(b, abs=1e-9, nan_ok=True) for a, b in zip(found, wanted)
    )


def _texts(custom):
    return [text for text in custom if isinstance(text, str)] if isinstance(custom, list) else []
