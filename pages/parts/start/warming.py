"""What the first visitor would wait for, done beside the start of the server."""

from collections.abc import Callable

from ladder.errors import LadderError
from pages.parts.search import gallery
from pages.parts.shell import cache, pictures, sidebar
from pages.parts.shell.sidebar import Selection
from pages.parts.start import bars

FIRST_LOOK = 18  # images of the gallery that Search shows before anything is asked


def warm_up() -> None:
    """Opens the runs that a link without names shows, searches in them, compares them, draws the first pictures."""
    folders = sidebar.first_runs()
    try:
        if not folders or not folders[0].splits():
            return
    except LadderError:
        return  # its configuration cannot be read, which the page says
    other = folders[1] if len(folders) > 1 else None
    chosen = Selection(folders[0], other, folders[0].first_split, "images", "kept", "Explore")
    steps: tuple[Callable[[Selection], object], ...] = (_start, _search, _pictures, _batches)
    for step in steps:
        try:
            step(chosen)
        except LadderError:
            continue  # the page says so when it is looked at


def _start(chosen: Selection) -> None:
    if chosen.other is not None:
        bars.compared(chosen)


def _search(chosen: Selection) -> None:
    for folder in chosen.both:
        cache.opened(folder).search(text="a", k=1, split=chosen.split)
        cache.calibration(folder, chosen.split, "words", "images")


def _pictures(chosen: Selection) -> None:
    data = cache.opened(chosen.folder).data(chosen.split)
    for image in gallery.first_look(data, FIRST_LOOK):
        pictures.thumbnail(data, image)


def _batches(chosen: Selection) -> None:
    """What the run was trained on: making up twenty thousand scenes takes eight seconds."""
    config = chosen.folder.config
    cache.split_of(config.data.spec, config.data.train)
