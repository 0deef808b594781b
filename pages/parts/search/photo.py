"""An uploaded photograph, checked: whatever the browser let through may be anything."""

import io

from PIL import Image, UnidentifiedImageError

from ladder.datasets.pictures import MOST_PIXELS, upright
from ladder.errors import QueryError

TYPES = ("jpg", "jpeg", "png", "webp")
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_MEGABYTES = 10
SIDE = 1024  # pixels; no image tower reads more


def read(data: bytes) -> Image.Image:
    """The photograph, RGB and upright, at most ``SIDE`` pixels a side. Its file name plays no part.

    Raises:
        QueryError: If it is too large, or not a JPEG, PNG or WebP picture, or damaged.
    """
    if len(data) > MOST_MEGABYTES * 2**20:
        raise QueryError(f"the photograph has more than {MOST_MEGABYTES} MB; choose a smaller one")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_large(f"{image.width} × {image.height} pixels")
            picture = upright(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large("far too many pixels") from None
    except UnidentifiedImageError:
        raise QueryError("the file is not a JPEG, PNG or WebP picture; choose another") from None
    except (OSError, SyntaxError, ValueError):  # Pillow's decoders raise all three
        raise QueryError("the photograph is truncated or damaged; choose another") from None
    picture.thumbnail((SIDE, SIDE))
    return picture


def _too_large(size: str) -> QueryError:
    return QueryError(f"the photograph has {size}, at most {MOST_PIXELS // 10**6} million are read; make it smaller")
