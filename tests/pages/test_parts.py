"""The parts of pages that are no drawing: texts, files, uploaded photographs, headers."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ladder.errors import QueryError
from pages.parts.search import photo
from pages.parts.shell import about, cache, frame, headers, notices
from tests.pages.tiny import HOSTILE

ROOT = Path(__file__).resolve().parents[2]


def test_no_page_part_imports_torch():
    files = [path.relative_to(ROOT) for path in (ROOT / "pages" / "parts").rglob("*.py")]
    parts = [".".join(path.with_suffix("").parts) for path in files if path.stem not in ("opened", "__init__")]
    assert len(parts) >= 10
    script = f"import sys, {', '.join(parts)}; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, timeout=120)


# --- texts -----------------------------------------------------------------------------------


@given(st.text())
def test_a_message_is_never_markup(message):
    inside = re.sub("</?code>", "", notices.in_html(message))
    assert "<" not in inside
    assert ">" not in inside


def test_backticks_are_code():
    assert notices.in_html("use `a & b` or `c`") == "use <code>a &amp; b</code> or <code>c</code>"


def test_a_chip_is_no_markup():
    assert ">&lt;b&gt;</span>" in frame.chip("<b>", "#000", "#fff")


# --- a run in a few figures ------------------------------------------------------------------


def test_a_figure_is_shown_with_its_interval():
    assert about.with_interval({"value": float("nan"), "low": None, "high": None}) == "undefined"
    assert about.with_interval({"value": 1.0, "low": 0.5, "high": 1.0}) == "1.00\xa0(0.50–1.00)"
    assert about.with_interval({"value": 12.0, "low": 10.0, "high": 14.5}, rank=True) == "12\xa0(10–14.5)"


def test_the_figures_of_a_report_are_those_of_an_evaluation():
    from ladder.evaluation import DIRECTIONS, figure_names

    assert set(about.WAYS) == set(DIRECTIONS)
    assert {f"{direction}/{name}" for direction in about.WAYS for name in about.FIGURES} <= set(figure_names())


def test_a_figure_that_a_report_does_not_have_is_undefined():
    report = {"figures": {"caption_to_image/recall@1": {"value": 0.126, "low": 0.1, "high": 0.2}}}
    rows = about.figures(report)
    assert rows[0][0] == "R@1: right one first"
    assert rows[0][1:] == ("0.13\xa0(0.10–0.20)", "undefined")
    assert {cell for row in rows[1:] for cell in row[1:]} == {"undefined"}


def test_a_share_is_in_per_cent():
    assert (about.share(0.126), about.share(None)) == ("13 %", "undefined")


def test_a_table_cell_is_no_markup():
    assert "<b>" not in about.table([("<b>", "<b>")], ("<b>",))


# --- tables as files -------------------------------------------------------------------------


def test_a_csv_holds_every_text_as_it_is():
    texts = [*HOSTILE, '=1+1, "a" dog\nruns', "%{x} {@y}"]
    written = frame.to_csv([{"rank": place, "caption": text} for place, text in enumerate(texts)])
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["caption"] for row in rows] == texts
    assert [row["rank"] for row in rows] == [str(place) for place in range(len(texts))]


def test_a_csv_of_nothing_is_empty():
    assert frame.to_csv([]).strip() == ""


# --- a photograph ----------------------------------------------------------------------------


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


# --- examples --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a dog runs", True), ("a dog", False), ("a dog-like cat", True), ("a *dog* runs", False), ("a_b c_d e_f", False)],
)
def test_an_example_is_a_few_plain_words(text, fits):
    assert bool(cache.PLAIN.fullmatch(text)) == fits


@given(st.lists(st.integers()), st.integers(1, 8))
def test_spread_keeps_order_and_number(items, count):
    chosen = cache.spread(range(len(items)), count)
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
    assert config["server"]["maxUploadSize"] >= photo.MOST_MEGABYTES
    assert "http" not in json.dumps(config["theme"])
    for theme in ("light", "dark"):
        assert len(config["theme"][theme]["chartSequentialColors"]) == 10
        assert len(config["theme"][theme]["chartDivergingColors"]) == 10
