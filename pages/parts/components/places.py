"""Places on a map, which the browser asks for by address: each set of them travels once."""

import hashlib
import threading
from collections import OrderedDict

import numpy as np
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

MOST_BYTES = 64 * 2**20  # of places that are kept: 270 layouts of 30,000 items
FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}  # an address names what it holds by its hash


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


async def places(request: Request) -> Response:
    """Answers with places that a page has named."""
    content = shelf().get(request.path_params["name"])
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type="application/octet-stream", headers=FOREVER)


ROUTES = [Route("/places/{name}.bin", places)]
