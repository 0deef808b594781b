"""One table of colours: what reads it, what is held to it, and that nobody spells another."""

import re
import tomllib

import pytest

from ladder.figures import DARK, LIGHT
from ladder.figures.theme import DIVERGING, variables
from ladder.search import contact_sheet
from tests.conftest import ROOT

# a colour in figures, #rgb to #rrggbbaa, but no entity; or as a function of its parts, but no shadow's black
IN_HEX = r"(?<!&)#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b"
IN_PARTS = r"\b(?:rgb|hsl)a?\(\s*(?!0,? 0,? 0\b)\d"
SPELLED = re.compile(f"{IN_HEX}|{IN_PARTS}", re.IGNORECASE)
HELD = {"ladder/figures/theme.py", "ladder/search/contact_sheet.py"}


def in_streamlit(theme):
    """The table as Streamlit's configuration names it."""
    return {
        "primaryColor": theme.second,
        "backgroundColor": theme.paper,
        "secondaryBackgroundColor": theme.raised,
        "textColor": theme.ink,
        "borderColor": theme.border,
        "linkColor": theme.link,
        "codeTextColor": theme.code,
        "codeBackgroundColor": theme.sunken,
        "orangeColor": theme.first,
        "orangeTextColor": theme.first,
        "violetColor": theme.second,
        "violetTextColor": theme.second,
        "dataframeHeaderBackgroundColor": theme.raised,
        "chartCategoricalColors": [theme.first, theme.second, *theme.others],
        "chartSequentialColors": list(theme.steps),
        "chartDivergingColors": list(DIVERGING),
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_streamlit_has_the_colours_of_the_table(theme):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["theme"][theme.name] == in_streamlit(theme)


def test_a_contact_sheet_has_the_colours_of_the_table():
    sheet = (contact_sheet.INK, contact_sheet.QUIET, contact_sheet.GROUND, contact_sheet.OWN)
    assert sheet == (LIGHT.ink, LIGHT.quiet, LIGHT.paper, LIGHT.own)


def test_no_other_file_spells_a_colour():
    files = [path for room in ("ladder", "pages", "assets/components") for path in (ROOT / room).rglob("*.*")]
    texts = {path.relative_to(ROOT).as_posix(): path for path in files if path.suffix in (".py", ".js", ".css")}
    assert len(texts) > 300
    spelled = {}
    for name, path in texts.items():
        text = re.sub(r">>> .*\n.*", "", path.read_text(encoding="utf-8"))  # an example may name one
        if name not in HELD and (found := SPELLED.findall(text)):
            spelled[name] = found
    assert not spelled


@pytest.mark.parametrize("text", ["#fff", "x:#5F3A91;", "#00000033", "rgb(20 16 12 / .7)", "rgba(1, 2, 3, 1)"])
def test_what_spells_a_colour(text):
    assert SPELLED.search(text)


@pytest.mark.parametrize("text", ["rgb(0 0 0 / 0.2)", "&#123;", "rgb(hex)", "# face", "a#beefy"])
def test_what_spells_none(text):
    assert not SPELLED.search(text)


def test_styles_name_colours_that_there_are():
    known = set(re.findall(r"(--ladder-[\w-]+):", variables()))
    styles = [*(ROOT / "assets" / "components").rglob("*.css"), ROOT / "ladder" / "reporting" / "report.css"]
    named = {name for style in styles for name in re.findall(r"var\((--ladder-[\w-]+)\)", style.read_text("utf-8"))}
    assert {"--ladder-second", "--ladder-other-2"} <= named <= known


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_small_text_can_be_read(theme):
    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(one, other):
        low, high = sorted([luminance(one), luminance(other)])
        return (high + 0.05) / (low + 0.05)

    for text in (theme.ink, theme.quiet, theme.own_text, theme.first_text, theme.second, theme.link):
        assert min(contrast(text, theme.paper), contrast(text, theme.raised)) >= 4.5
    for label in (theme.green, theme.orange, theme.purple, theme.grey):
        assert contrast(label.ink, label.ground) >= 4.5
    assert contrast(theme.code, theme.sunken) >= 4.5
