"""A ranking as one picture."""

import io
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from ladder.datasets import CaptionedImages
from ladder.errors import QueryError
from ladder.files.atomic import write_atomically
from ladder.search.ranking import Ranking

TILE, MARGIN, TEXT, COLUMNS = 240, 16, 62, 5  # pixels, and tiles a row
INK, QUIET, GROUND, OWN = "#2b2621", "#6b6259", "#fcfaf7", "#d55e00"  # the figures' own, which need plotly
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}


def check_name(path: Path) -> None:
    """Refuses a file name that no sheet can be written to, before any work is done."""
    if path.suffix.lower() not in FORMATS:
        raise QueryError(f"`{path}`: a contact sheet is a .jpg or .png file")
    if not path.absolute().parent.is_dir():
        raise QueryError(f"`{path}`: there is no folder `{path.parent}`; make it first")


def write(path: Path, ranking: Ranking, data: CaptionedImages) -> None:
    """Writes the sheet of a ranking to a .jpg or .png file.

    Raises:
        QueryError: If the data set has no pictures.
    """
    buffer = io.BytesIO()
    lay_out(ranking, data).save(buffer, FORMATS[path.suffix.lower()], quality=90)
    write_atomically(path, buffer.getvalue())


def lay_out(ranking: Ranking, data: CaptionedImages) -> Image.Image:
    """The ranking's pictures in order, each with rank, similarity and caption.

    Args:
        ranking: A caption is shown by its image.
        data: The split that was searched.

    Raises:
        QueryError: If the data set has no pictures.
    """
    if data.pictures is None:
        raise QueryError(f"`{data.spec}` has no pictures to show; add `images=DIR` to it")
    columns = min(COLUMNS, len(ranking))
    rows = -(-len(ranking) // columns)
    head = 56
    size = (columns * (TILE + MARGIN) + MARGIN, head + rows * (TILE + TEXT + MARGIN))
    sheet = Image.new("RGB", size, GROUND)
    draw = ImageDraw.Draw(sheet)
    title = textwrap.shorten(f"{ranking.among} nearest to: {ranking.query}", max(30, 30 * columns), placeholder="…")
    draw.text((MARGIN, MARGIN), title, INK, font=ImageFont.load_default(22))
    for place in range(len(ranking)):
        left = MARGIN + place % columns * (TILE + MARGIN)
        top = head + place // columns * (TILE + TEXT + MARGIN)
        picture = data.pictures.open(int(ranking.images[place]))
        sheet.paste(ImageOps.fit(picture, (TILE, TILE), Image.Resampling.LANCZOS), (left, top))
        _label(draw, ranking, place, left, top + TILE + 6)
    return sheet


def _label(draw: ImageDraw.ImageDraw, ranking: Ranking, place: int, left: int, top: int) -> None:
    """Rank, similarity and relevance on a line, the caption on two."""
    relevance = "" if ranking.relevance is None else f"   relevance {ranking.relevance[place]:.2f}"
    own = "   own pair" if ranking.own[place] else ""
    line = f"{place + 1}   similarity {ranking.similarity[place]:.2f}{relevance}{own}"
    draw.text((left, top), line, OWN if ranking.own[place] else INK, font=ImageFont.load_default(13))
    caption = textwrap.wrap(ranking.texts[place], 40, max_lines=2, placeholder="…")
    draw.multiline_text((left, top + 18), "\n".join(caption), QUIET, font=ImageFont.load_default(12), spacing=3)
