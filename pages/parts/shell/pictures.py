"""Small pictures on the app's own host: a page names an address, and the browser asks for what it shows."""

import hashlib
import io
from urllib.parse import quote

import streamlit as st
from PIL import Image, ImageOps
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ladder.datasets.pictures import Pictures
from ladder.datasets.record import CaptionedImages
from ladder.errors import DataError, LadderError
from ladder.runs import RunFolder
from pages.parts.shell import cache, listing

SIDES = (64, 160, 240, 320, 960)  # pixels that may be asked for
WHOLE = 960  # at which nothing is cut off
KEPT = "private, max-age=86400"  # an address holds the version of what it shows


def address(folder: RunFolder, split: str, image: int, side: int = 240) -> str:
    """The address of a picture's square middle, or at ``WHOLE`` all of it, as a JPEG, relative to the app.

    Args:
        folder: A run that :func:`ladder.runs.all_runs` knows.
        split: The split whose images are counted.
        image: The image's row in the split.
        side: One of ``SIDES``.
    """
    return template(folder, split, side).replace("{image}", str(image))


def template(folder: RunFolder, split: str, side: int = 240) -> str:
    """The addresses of a split's pictures, with ``{image}`` in place of the row."""
    version = hashlib.sha256(folder.config.data.spec.encode()).hexdigest()[:8]
    return f"/pictures/{quote(folder.name, safe='')}/{quote(split, safe='')}/{{image}}.jpg?side={side}&v={version}"


def thumbnail(data: CaptionedImages, index: int, side: int = 240, *, whole: bool = False) -> bytes:
    """A small JPEG of a picture: its middle cut square, or the whole of it in a square.

    Raises:
        DataError: If the picture is missing or cannot be decoded.
    """
    if data.pictures is None:
        raise DataError(f"`{data.spec}` has no pictures to show; add `images=DIR` to it")
    path = data.pictures.path(index)
    written = path.stat().st_mtime_ns if path and path.exists() else 0
    return _thumbnail(data.pictures, index, side, whole, f"{data.spec}|{data.fingerprint}|{written}")


@st.cache_resource(max_entries=4000, show_spinner=False)  # about 12 kB each
def _thumbnail(_pictures: Pictures, index: int, side: int, whole: bool, version: str) -> bytes:
    picture, size = _pictures.open(index), (side, side)
    small = ImageOps.contain(picture, size) if whole else ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _small(folder: RunFolder, split: str, image: int, side: int) -> bytes | None:
    """The picture of the item that the run embedded as this row; None where the data set has another there, or none.

    Raises:
        LadderError: If the run or the picture cannot be read.
    """
    data = cache.split_of(folder.config.data.spec, split)
    if split in folder.splits():  # others hold what only asks, as the data set has it
        ids = cache.embeddings(folder, split).image_ids
        if ids[image : image + 1] != list(data.image_ids[image : image + 1]):
            return None
    return thumbnail(data, image, side, whole=side == WHOLE) if image < len(data) else None


def _answer(request: Request) -> Response:
    """The picture; 404 where there is no such run, split or image, or its file is gone."""
    run, split, image = (request.path_params[name] for name in ("run", "split", "image"))
    side = next((side for side in SIDES if request.query_params.get("side", "240") == str(side)), None)
    folder = listing.by_name().get(run)
    if folder is None or side is None:
        return Response(status_code=404)
    try:
        small = _small(folder, split, image, side)
    except LadderError:
        return Response(status_code=404)  # the page beside says what is wrong with the data set
    if small is None:
        return Response(status_code=404)
    return Response(small, media_type="image/jpeg", headers={"Cache-Control": KEPT})


async def picture(request: Request) -> Response:
    """Answers a request for a picture without holding up the pages."""
    return await run_in_threadpool(_answer, request)


ROUTES = [Route("/pictures/{run}/{split}/{image:int}.jpg", picture)]
