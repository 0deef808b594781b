"""What all figures share."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladder.figures import DARK, LIGHT, caption, safe
from ladder.figures.theme import faint
from tests.conftest import ROOT

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](http://elsewhere.invalid)",
    "%{x} & %{customdata}",
    "$x^2$ costs $5",
    "a" * 500,
)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="<>&%{}$ab \n", max_size=60))
def test_safe_text_holds_no_markup_and_loses_nothing(text):
    found = safe(text)
    assert not set("<>$") & set(found)
    assert "%{" not in found
    named = {"&#123;": "{", "&#36;": "$", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for entity, letter in named.items():  # & last
        found = found.replace(entity, letter)
    assert found == text


@pytest.mark.parametrize("text", HOSTILE)
def test_captions_are_short_and_literal(text):
    lines = caption(text).split("<br>")
    assert len(lines) <= 3
    assert not any("<" in line or "%{" in line for line in lines)
    assert lines[0][:3] == safe(text)[:3]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_and_lines_stand_out(theme):
    for colour in (theme.ink, theme.quiet, theme.own, theme.first, theme.second):
        assert _contrast(colour, theme.paper) > 3.4
    for colour in (theme.ink, theme.quiet):
        assert _contrast(colour, theme.paper) > 4.5
    strengths = [_contrast(colour, theme.paper) for colour in theme.levels]
    assert strengths == sorted(strengths, reverse=True)


def test_series_are_orange_and_purple():
    assert LIGHT.series(1) == (LIGHT.second,)
    assert LIGHT.series(2) == (LIGHT.first, LIGHT.second)
    assert len(set(LIGHT.series(6))) == 6


def test_faint_keeps_the_colour():
    assert faint("#010a10", 0.5) == "rgba(1, 10, 16, 0.5)"


@pytest.mark.parametrize("statement", ["import ladder.figures", "from ladder.figures import ribbon"])
def test_without_plotly_one_line_says_what_to_install(statement):
    told = "except Exception as error:\n    print(type(error).__name__, error)"
    code = f"import sys; sys.modules['plotly'] = None\ntry:\n    {statement}\n{told}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("MissingExtraError this needs `plotly`")
    assert "pip install 'ladder[app]'" in done.stdout


def test_figures_bring_no_torch_and_no_screen():
    code = (
        "import sys, ladder.figures; print([name for name in ('torch', 'streamlit', 'sklearn') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _contrast(one, other):
    """The contrast ratio of WCAG 2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
