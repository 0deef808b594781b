"""Reading pictures, and what cannot be read as one."""

import io
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from ladder.datasets import pictures
from ladder.datasets.pictures import Photos, PictureFiles, read_picture, upright
from ladder.datasets.problem import BrokenFileError
from tests.datasets.examples import LFS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "picture"


def encoded(form, image=None, **options):
    image = image or Image.effect_noise((40, 30), 60)
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def test_a_turned_photograph_is_set_upright(path):
    image = Image.new("RGB", (4, 2), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    path.write_bytes(encoded("JPEG", image, exif=exif))
    assert read_picture(path).size == (2, 4)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_all_kinds_become_rgb(mode):
    assert upright(Image.new(mode, (3, 2))).mode == "RGB"


def test_transparency_is_white():
    assert upright(Image.new("RGBA", (1, 1), (0, 0, 0, 0))).getpixel((0, 0)) == (255, 255, 255)
    palette = Image.new("P", (1, 1))
    palette.info["transparency"] = 0
    assert upright(palette).getpixel((0, 0)) == (255, 255, 255)


def error_of(path):
    """The error that reading raises, if any; Pillow's own warnings of damaged TIFF files are passed over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read_picture(path)
        except BrokenFileError as error:
            return error
    return None


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_truncation_is_one_of_our_errors(form, path):
    whole = encoded(form)
    for end in np.linspace(0, len(whole) - 2, 40).astype(int):
        path.write_bytes(whole[:end])
        error = error_of(path)
        assert error is None or (error.problem.path == path and "\n" not in str(error))


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_truncated_picture(form, path):
    path.write_bytes(encoded(form)[:-100])
    what = rf"^{path}: the picture is truncated or damaged \(.*\); replace the file$"
    with pytest.raises(BrokenFileError, match=what):
        read_picture(path)


def test_a_decoder_that_raises_another_error(path, monkeypatch):
    def fail(image):
        raise RuntimeError("bad colour planes")  # as the AVIF decoder does

    path.write_bytes(encoded("PNG"))
    monkeypatch.setattr(pictures, "upright", fail)
    with pytest.raises(BrokenFileError, match=r"truncated or damaged \(bad colour planes\)"):
        read_picture(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "not a picture that can be decoded; replace the file"),
        (b"text" * 100, "not a picture that can be decoded; replace the file"),
        (LFS, "a Git LFS pointer, not the picture; run `git lfs pull` where it came from"),
        (None, "no such picture; put it there or take the image out"),
    ],
)
def test_no_picture(content, what, path):
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BrokenFileError, match=f"^{path}: {what}$"):
        read_picture(path)


@pytest.mark.parametrize("size", [(8000, 5001), (10_000, 10_000), (20_000, 10_000)])
def test_a_picture_of_too_many_pixels(size, path):
    path.write_bytes(encoded("PNG", Image.new("1", size)))
    with pytest.raises(BrokenFileError, match=r"a picture of more than 40,000,000 pixels; make it smaller"):
        read_picture(path)


def test_threads_leave_the_treatment_of_warnings_as_it_was(path):
    path.write_bytes(encoded("PNG", Image.new("L", (400, 400))))
    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(read_picture, [path] * 60))
    assert warnings.filters == before


def test_files_are_selected_by_row(tmp_path):
    paths = [tmp_path / f"{side}.png" for side in (1, 2, 3)]
    for side, path in enumerate(paths, start=1):
        Image.new("L", (side, side)).save(path)
    chosen = PictureFiles(paths).select(np.array([2, 0]))
    assert len(chosen) == 2
    assert chosen.path(0) == paths[2]
    assert chosen.open(1).size == (1, 1)


def test_photos_are_selected_by_row():
    chosen = Photos([Image.new("L", (side, side)) for side in (1, 2, 3)]).select(np.array([2, 0]))
    assert [chosen.open(row).size for row in range(len(chosen))] == [(3, 3), (1, 1)]
    assert chosen.path(0) is None
