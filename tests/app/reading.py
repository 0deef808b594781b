"""What a page says, whatever it is drawn with."""

import html
import re

from streamlit.testing.v1 import AppTest


def markup(app: AppTest) -> str:
    """All HTML that the page's main part wrote."""
    return "\n".join(element.value for element in app.main.html)


def said(app: AppTest) -> str:
    """Its texts, as a reader sees them."""
    assert not app.exception, app.exception[0].message
    texts = [html.unescape(re.sub("<[^>]*>", "", markup(app).replace("<br>", "\n")))]
    texts += [element.value for kind in (app.text, app.subheader) for element in kind]
    return "\n".join(texts)


def captions(app: AppTest) -> list[str]:
    """What is written under the pictures, in order."""
    return [html.unescape(text) for text in re.findall(r"min-height:[^>]*>([^<]*)</div>", markup(app))]
