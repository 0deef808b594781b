"""What a page says, whatever it is drawn with."""

import html
import io
import json
import re
from typing import Any

import numpy as np
from PIL import Image
from streamlit.testing.v1 import AppTest

from tests.pages.tiny import COLOURS


def markup(app: AppTest) -> str:
    """All HTML that the page's main part wrote."""
    return "\n".join(element.value for element in app.main.html)


def said(app: AppTest) -> str:
    """Its texts, as a reader sees them."""
    assert not app.exception, app.exception[0].message
    texts = [html.unescape(re.sub("<[^>]*>", "", markup(app).replace("<br>", "\n")))]
    texts += [element.value for kind in (app.text, app.subheader) for element in kind]
    return "\n".join(texts)


def drawn(app: AppTest, name: str = "strips") -> dict[str, Any] | None:
    """What a component of this name is given; None where the page has none."""
    assert not app.exception, app.exception[0].message
    components = [element.proto for element in app.get("bidi_component")]
    return next((json.loads(component.json) for component in components if component.component_name == name), None)


def cards(app: AppTest, model: int = 0) -> list[dict[str, Any]]:
    """The items of a list in order with their ranks, under run A (0) or B (1); none where there is no list."""
    shown = drawn(app)
    items = shown["models"][model]["items"] if shown else []
    return [{"rank": place} | item for place, item in enumerate(items, start=1)]


def captions(app: AppTest, model: int = 0) -> list[str]:
    """The captions of a list, in order."""
    return [card["caption"] for card in cards(app, model)]


def colour_of(picture: bytes) -> str:
    """The name of the colour that a picture's middle is nearest to, of those that shapes are drawn in."""
    with Image.open(io.BytesIO(picture)) as image:
        middle = np.array(image.convert("RGB").getpixel((image.width // 2, image.height // 2)), dtype=float)
    known = {name: np.array(Image.new("RGB", (1, 1), name).getpixel((0, 0))) for name in COLOURS}
    return min(known, key=lambda name: np.abs(known[name] - middle).sum())
