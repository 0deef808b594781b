"""What the map asks for by address: places, once each; what an item is, when it is pointed at; scripts."""

import hashlib
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ladder import runs
from ladder.errors import LadderError
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from pages.parts.components import assets

MOST_BYTES = 64 * 2**20  # of places that are kept: 270 layouts of 30,000 items
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}  # an address names what it holds by its hash
A_DAY = {"Cache-Control": "private, max-age=86400"}


class Shelf:
    """Bytes by their hash, shared by all visitors; the least recently used ones go first.

    Args:
        most: How many bytes are kept.
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self.most, self.held = most, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, content: bytes) -> str:
        """Keeps bytes; returns their name, 32 hexadecimal digits."""
        name = hashlib.sha256(content).hexdigest()[:32]
        with self._lock:
            if name not in self._kept:
                self._kept[name] = content
                self.held += len(content)
            self._kept.move_to_end(name)
            while self.held > self.most and len(self._kept) > 1:
                self.held -= len(self._kept.popitem(last=False)[1])
        return name

    def get(self, name: str) -> bytes | None:
        """The bytes of this name, while they are kept."""
        with self._lock:
            return self._kept.get(name)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The one shelf of the server."""
    return Shelf()


def address(places: np.ndarray) -> str:
    """Where the browser gets places: float32 x and y an item.

    Args:
        places: ``(items, 2)``; nan for an item that has none.
    """
    return f"/places/{shelf().put(np.ascontiguousarray(places, dtype='<f4').tobytes())}.bin"


def item_template(folder: RunFolder, split: str) -> str:
    """The addresses of what a split's items are, with ``{row}`` in the place of the item's row, images first."""
    return f"/items/{folder.name}/{split}/{{row}}.json?v={version(folder, split)}"


def version(folder: RunFolder, split: str) -> str:
    """Changes when the items of a split are written anew."""
    written = (folder.path / "embeddings" / f"{split}.items.parquet").stat().st_mtime_ns
    return f"{written:x}"


@st.cache_resource(max_entries=4, show_spinner=False)
def _items(path: str, split: str, version: str) -> Embeddings:
    return RunFolder(Path(path)).embeddings(split)


def script(name: str) -> str:
    """The address of a script of the assets, which loads others from beside it."""
    return f"/scripts/{_scripts()[0]}/{name}"


def component(name: str) -> Any:
    """A component whose script and style are the assets of its name.

    What travels with each redraw is a line that loads the script; the script itself stays with the browser.
    """
    load = f'const script = import(new URL("{script(f"{name}.js")}", document.baseURI).href);'
    call = "export default async (component) => (await script).default(component);"
    style = assets.read(f"{name}.css")
    return st.components.v2.component(name, js=f"{load}\n{call}", css=style)


@st.cache_resource(show_spinner=False)
def _scripts() -> tuple[str, dict[str, bytes]]:
    """The scripts by name, and a hash of them all."""
    files = {path.name: path.read_bytes() for path in sorted(assets.ASSETS.glob("*.js"))}
    return hashlib.sha256(b"".join(files.values())).hexdigest()[:16], files


async def places(request: Request) -> Response:
    """Answers with places that a page has named."""
    content = shelf().get(request.path_params["name"])
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type="application/octet-stream", headers=FOREVER)


async def item(request: Request) -> Response:
    """Answers what an item of a split is."""
    return await run_in_threadpool(_item, *(request.path_params[name] for name in ("run", "split", "row")))


def _item(run: str, split: str, row: int) -> Response:
    folder = next((folder for folder in runs.all_runs() if folder.name == run), None)
    if folder is None or split not in folder.splits():
        return Response(status_code=404)
    try:
        vectors = _items(str(folder.path), split, version(folder, split))
    except (LadderError, OSError):
        return Response(status_code=404)  # the page beside says what is wrong with the run
    if row >= len(vectors.image_ids) + len(vectors.caption_ids):
        return Response(status_code=404)
    return JSONResponse(said(vectors, row), headers=A_DAY)


def said(vectors: Embeddings, row: int) -> dict[str, str | int]:
    """What the card beside an item shows.

    Args:
        vectors: The split's.
        row: The item's, images first.
    """
    images = len(vectors.image_ids)
    if row < images:
        caption = int(np.searchsorted(vectors.caption_image, row))
        return {"kind": "image", "id": vectors.image_ids[row], "caption": vectors.texts[caption], "image": row}
    row -= images
    image = int(vectors.caption_image[row])
    return {"kind": "caption", "id": vectors.caption_ids[row], "caption": vectors.texts[row], "image": image}


async def asset(request: Request) -> Response:
    """Answers with a script of the assets, of this version alone."""
    known, files = _scripts()
    content = files.get(request.path_params["name"])
    if content is None or request.path_params["version"] != known:
        return Response(status_code=404)
    return Response(content, media_type="text/javascript", headers=FOREVER)


ROUTES = [
    Route("/places/{name}.bin", places),
    Route("/items/{run}/{split}/{row:int}.json", item),
    Route("/scripts/{version}/{name}", asset),
]
