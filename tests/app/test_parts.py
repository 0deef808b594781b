"""The parts of pages that are no drawing: texts, files, pictures, headers."""

import csv
import doctest
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ladder.datasets.pictures import Photos
from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError, QueryError
from ladder.ranking import Ranking
from pages.parts import about, cached, gallery, headers, headline, notices, photo, ribbon

ROOT = Path(__file__).resolve().parents[2]
RANKING = Ranking(
    query="a <b>dog</b>",
    kind="text",
    among="images",
    split="dev",
    items=np.array([4, 0, 2]),
    ids=["e", "a", "c"],
    images=np.array([4, 0, 2]),
    texts=["a dog", '=1+1, "a" dog\nruns', "![x](http://elsewhere.invalid)"],
    similarity=np.array([0.611, 0.5, 0.484]),
    relevance=np.array([0.21, 0.2, 0.9]),
    own=np.array([False, True, False]),
    judged_by="tfidf",
    unknown_words=[],
)


def test_no_page_part_imports_torch():
    parts = [f"pages.parts.{path.stem}" for path in (ROOT / "pages" / "parts").glob("*.py")]
    parts = [part for part in parts if part not in ("pages.parts.opened", "pages.parts.__init__")]
    assert len(parts) >= 10
    script = f"import sys, {', '.join(parts)}; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=120)


@pytest.mark.parametrize("module", [about, cached, notices])
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert not result.failed


# --- texts -----------------------------------------------------------------------------------


def test_the_headline_is_made_from_the_numbers():
    assert headline.sentence(RANKING, 1000) == (
        "Nearest of 1,000 images to <strong>“a &lt;b&gt;dog&lt;/b&gt;”</strong>: similarity 0.61 down to 0.48; "
        "2 of the first 3 are judged relevant above 0.2."
    )


@pytest.mark.parametrize(
    ("own", "end"), [([False, True, True], "its own at 2, 3."), ([False] * 3, "its own images are not among them.")]
)
def test_the_headline_says_where_own_items_stand(own, end):
    ranking = replace(RANKING, kind="caption", own=np.array(own))
    assert headline.sentence(ranking, 5).endswith(f"above 0.2; {end}")
    assert "<strong>this caption</strong>" in headline.sentence(ranking, 5)


def test_the_headline_without_relevance_says_nothing_of_it():
    ranking = replace(RANKING, kind="photo", relevance=None)
    assert headline.sentence(ranking, 5) == (
        "Nearest of 5 images to <strong>your photograph</strong>: similarity 0.61 down to 0.48."
    )


@given(st.text())
def test_a_message_is_never_markup(message):
    inside = re.sub("</?code>", "", notices.in_html(message))
    assert "<" not in inside
    assert ">" not in inside


def test_backticks_are_code():
    assert notices.in_html("use `a & b` or `c`") == "use <code>a &amp; b</code> or <code>c</code>"


def test_a_figure_is_shown_with_its_interval():
    assert about.with_interval({"value": float("nan"), "low": None, "high": None}) == "undefined"
    assert about.with_interval({"value": 1.0, "low": 0.5, "high": 1.0}) == "1.00\xa0(0.50–1.00)"
    assert about.with_interval({"value": 12.0, "low": 10.0, "high": 14.5}, rank=True) == "12\xa0(10–14.5)"


def test_the_figures_of_a_report_are_those_of_an_evaluation():
    from ladder.evaluation import DIRECTIONS, figure_names

    assert set(about.DIRECTIONS) == set(DIRECTIONS)
    assert {f"{direction}/{name}" for direction in about.DIRECTIONS for name in about.FIGURES} <= set(figure_names())


def test_a_figure_that_a_report_does_not_have_is_undefined():
    report = {"figures": {"caption_to_image/recall@1": {"value": 0.126, "low": 0.1, "high": 0.2}}}
    rows = about.figures(report)
    assert rows[0][0] == "R@1: an own item comes first"
    assert rows[0][1:] == ("0.13\xa0(0.10–0.20)", "undefined")
    assert {cell for row in rows[1:] for cell in row[1:]} == {"undefined"}


def test_a_table_cell_is_no_markup():
    assert "<b>" not in about.table([("<b>", "<b>")])


# --- ribbon ----------------------------------------------------------------------------------


def test_the_ribbon_has_a_bar_a_rank_and_the_ideal_order_beside_it():
    drawn = ribbon.draw(np.array([0.1, 0.4, 0.0]))
    assert re.findall(r"height:([\d.]+)%", drawn) == ["25.0", "100.0", "0.0"]
    assert re.findall(r"bottom:([\d.]+)%", drawn) == ["100.0", "25.0", "0.0"]
    assert "up to 0.4" in drawn


@pytest.mark.parametrize(("relevance", "degree"), [(0.0, 0), (0.19, 0), (0.2, 1), (0.79, 3), (0.8, 4), (1.0, 4)])
def test_each_fifth_of_relevance_has_its_colour(relevance, degree):
    assert ribbon.colour(relevance) == ribbon.DEGREES[degree]


# --- files -----------------------------------------------------------------------------------


def test_the_csv_holds_every_text_as_it_is():
    rows = list(csv.DictReader(io.StringIO(gallery.as_csv(RANKING), newline="")))
    assert [row["caption"] for row in rows] == RANKING.texts
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert {row["query"] for row in rows} == {RANKING.query}
    assert rows[1] | {"caption": ""} == {
        "rank": "2", "id": "a", "similarity": "0.5", "relevance": "0.2", "own": "True", "caption": "",
        "query": "a <b>dog</b>", "among": "images", "split": "dev", "judge": "tfidf",
    }  # fmt: skip


# --- pictures --------------------------------------------------------------------------------


def encoded(image, form="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_read(form):
    assert photo.read(encoded(Image.new("RGB", (30, 20), "red"), form)).size == (30, 20)


def test_a_photograph_is_turned_upright_and_made_small():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    assert photo.read(encoded(Image.new("RGB", (3000, 1000)), exif=exif)).size == (341, 1024)


def test_a_picture_in_another_format_is_refused():
    with pytest.raises(QueryError, match="not a JPEG, PNG or WebP picture"):
        photo.read(encoded(Image.new("RGB", (30, 20)), "GIF"))


@pytest.mark.parametrize(("side", "said"), [(7800, "7800 × 7800 pixels"), (9600, "far too many pixels")])
def test_a_picture_with_too_many_pixels_is_refused(side, said):
    with pytest.raises(QueryError, match=said):
        photo.read(encoded(Image.new("1", (side, side)), "PNG"))


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(QueryError, match="more than 10 MB"):
        photo.read(b"\0" * (10 * 2**20 + 1))


def gallery_of(*colours):
    pictures = Photos([Image.new("RGB", (300, 200), colour) for colour in colours])
    names = tuple(colours)
    return CaptionedImages(
        "made here", names, np.array(["dev"] * len(names)), names, names, np.arange(len(names)), pictures
    )


def test_a_thumbnail_is_a_small_square_of_the_right_picture():
    data = gallery_of("red", "blue")
    for index, colour in enumerate([(254, 0, 0), (0, 0, 254)]):
        small = Image.open(io.BytesIO(cached.thumbnail(data, index)))
        assert (small.format, small.size, small.getpixel((9, 9))) == ("JPEG", (240, 240), colour)


def test_a_whole_thumbnail_keeps_its_shape():
    assert Image.open(io.BytesIO(cached.thumbnail(gallery_of("red"), 0, whole=True))).size == (240, 160)


def test_thumbnails_of_two_data_sets_are_kept_apart():
    first, second = gallery_of("red"), replace(gallery_of("blue"), spec="made there")
    assert cached.thumbnail(first, 0) != cached.thumbnail(second, 0)


def test_a_data_set_without_pictures_says_so():
    with pytest.raises(DataError, match=r"`made here` has no pictures to show; add `images=DIR` to it"):
        cached.thumbnail(replace(gallery_of("red"), pictures=None), 0)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a dog runs", True), ("a dog", False), ("a dog-like cat", True), ("a *dog* runs", False), ("a_b c_d e_f", False)],
)
def test_an_example_is_a_few_plain_words(text, fits):
    assert bool(cached.PLAIN.fullmatch(text)) == fits


@given(st.lists(st.integers()), st.integers(1, 8))
def test_spread_keeps_order_and_number(items, count):
    chosen = cached.spread(range(len(items)), count)
    assert len(chosen) == min(count, len(items))
    assert chosen == sorted(set(chosen))


# --- headers ---------------------------------------------------------------------------------


def test_the_policy_allows_the_page_its_own_script_only():
    policy = headers.content_policy("<script>alert(1)</script><script src='x.js'></script>")
    assert "script-src 'self' blob: 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_the_configuration_keeps_the_app_on_this_machine():
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["server"]["maxUploadSize"] == photo.MOST_MEGABYTES
    assert "http" not in json.dumps(config["theme"])
    for theme in ("light", "dark"):
        assert len(config["theme"][theme]["chartSequentialColors"]) == 10
        assert len(config["theme"][theme]["chartDivergingColors"]) == 10
