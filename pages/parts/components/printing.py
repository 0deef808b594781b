"""Buttons that save a drawing as it stands on the page, as PNG or SVG, at the width of a page of paper."""

from pages.parts.components import scripts
from pages.parts.components.keys import KEYS
from pages.parts.shell import notices

MARKUP = (
    '<div class="printing"><button type="button" class="png" aria-label="Save as PNG" disabled>PNG</button>'
    '<button type="button" class="svg" aria-label="Save as SVG" disabled>SVG</button>'
    '<span aria-live="polite"></span></div>'
)
_component = scripts.component("printing", "printing/printing.js", "printing/printing.css", html=MARKUP)


def draw(of: str, *captions: str) -> None:
    """Draws the buttons.

    Args:
        of: The key of the element that is saved, a component or a figure; of the file too.
        captions: What stands under it: what it shows and how it was made, sentences each.
    """
    caption = notices.plain(" ".join(filter(None, captions)))
    _component(
        key=KEYS.printing(of), data={"of": of, "caption": caption, "file": of.replace("_", "-")}, width="content"
    )
