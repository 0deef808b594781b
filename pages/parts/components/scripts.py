"""The scripts and styles of the components: modules that the browser asks for by address, once, and keeps."""

import hashlib
import json
import posixpath
import re
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ladder.figures.theme import variables
from ladder.files.shipped import shipped
from pages.parts.components.places import FOREVER

FOLDER = shipped("assets", "components")
IMPORTED = re.compile(r'^import .* from "(\..*)";$', re.MULTILINE)


def component(name: str, script: str, *styles: str, html: str | None = None) -> Any:
    """A component of the page.

    What travels with each redraw is a line that loads the script and all that it imports, at once rather than one
    after the other; the scripts themselves stay with the browser.

    Args:
        name: What Streamlit calls it.
        script: A module of the scripts' folder; its default export draws.
        styles: Files of the same folder. They may use the colours of the figures: ``var(--ladder-first)``.
        html: What stands in it at first.
    """
    files = [address(one) for one in needed(script)]
    load = f"await Promise.all({json.dumps(files)}.map((file) => import(new URL(file, document.baseURI))))"
    css = "\n".join((f":host {{ {variables()} }}", *((FOLDER / style).read_text(encoding="utf-8") for style in styles)))
    return st.components.v2.component(
        name, html=html, css=css, js=f"const [{{ default: draw }}] = {load};\nexport default draw;"
    )


def needed(script: str) -> list[str]:
    """A script and all that it imports, directly or not, in the order in which they are come upon."""
    found = [script]
    for name in found:
        text = _all()[1][name].decode()
        paths = [posixpath.normpath(f"{posixpath.dirname(name)}/{path}") for path in IMPORTED.findall(text)]
        found += [path for path in paths if path not in found]
    return found


def address(name: str) -> str:
    """The address of a script, which loads others from beside it."""
    return f"/scripts/{_all()[0]}/{name}"


@st.cache_resource(show_spinner=False)
def _all() -> tuple[str, dict[str, bytes]]:
    """A hash of all scripts, and the scripts by name."""
    files = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(FOLDER.rglob("*.js"))}
    return hashlib.sha256(b"".join(files.values())).hexdigest()[:16], files


async def script(request: Request) -> Response:
    """Answers with a script, of this version alone."""
    version, files = _all()
    content = files.get(request.path_params["name"])
    if content is None or request.path_params["version"] != version:
        return Response(status_code=404)
    return Response(content, media_type="text/javascript", headers=FOREVER)


ROUTES = [Route("/scripts/{version}/{name:path}", script)]
