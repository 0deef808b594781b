"""HTML as a tree: whatever is put into it as text is shown as text."""

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from xml.etree import ElementTree

from plotly.offline import get_plotlyjs

from ladder.figures.theme import variables

Element = ElementTree.Element


def element(tag: str, *children: Element | str, **attributes: str) -> Element:
    """An element; ``class_`` and ``aria_label`` stand for ``class`` and ``aria-label``.

    Example:
        >>> ElementTree.tostring(element("p", "a < b ", element("b", "<i>"), class_="note"), method="html")
        b'<p class="note">a &lt; b <b>&lt;i&gt;</b></p>'
    """
    made = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def table(rows: Sequence[Sequence[Element | str]], head: Sequence[str] = (), **attributes: str) -> Element:
    """A table; the first cell of each row is its heading."""
    made = element("table", **attributes)
    if head:
        made.append(element("thead", element("tr", *(element("th", cell, scope="col") for cell in head))))
    body = element("tbody")
    for first, *rest in rows:
        body.append(element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in rest)))
    made.append(body)
    return made


def section(title: str, *children: Element | str) -> Element:
    """A section with its heading."""
    return element("section", element("h2", title), *children)


def document(title: str, body: Sequence[Element]) -> str:
    """A stand-alone page: style, scripts and Plotly inside, and a policy that forbids any request and foreign script.

    Args:
        title: Of the page.
        body: What stands on it.
    """
    scripts = [get_plotlyjs(), _own("report.js")]
    trusted = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts
    )
    policy = f"default-src 'none'; script-src {trusted}; style-src 'unsafe-inline'; img-src data: blob:"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", **{"http-equiv": "Content-Security-Policy", "content": policy}),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", f":root {{ {variables()} }}\n{_own('report.css')}"),
    )
    page = element(
        "html", head, element("body", element("main", *body), *(element("script", text) for text in scripts)), lang="en"
    )
    return "<!doctype html>\n" + ElementTree.tostring(page, encoding="unicode", method="html") + "\n"


def _own(name: str) -> str:
    """A file of this package."""
    return resources.files("ladder.reporting").joinpath(name).read_text(encoding="utf-8")
