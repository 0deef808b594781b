"""What an item of a split is, which the browser asks for when it is pointed at."""

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ladder.errors import LadderError
from ladder.runs import RunFolder
from ladder.runs.embeddings import Embeddings
from ladder.runs.folder import EMBEDDINGS
from pages.parts.shell import cache, listing

A_DAY = {"Cache-Control": "private, max-age=86400"}


def template(folder: RunFolder, split: str) -> str:
    """The addresses of what a split's items are, with ``{row}`` in the place of the item's row, images first."""
    return f"/items/{folder.name}/{split}/{{row}}.json?v={version(folder)}"


def version(folder: RunFolder) -> str:
    """Changes when items are written anew."""
    return folder.stamp(EMBEDDINGS)


async def item(request: Request) -> Response:
    """Answers what an item of a split is."""
    return await run_in_threadpool(_item, *(request.path_params[name] for name in ("run", "split", "row")))


def _item(run: str, split: str, row: int) -> Response:
    folder = listing.by_name().get(run)
    if folder is None or split not in folder.splits():
        return Response(status_code=404)
    try:
        vectors = cache.embeddings(folder, split)
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


ROUTES = [Route("/items/{run}/{split}/{row:int}.json", item)]
