"""One's own data: a ZIP of photographs with captions, or the embeddings of a model made elsewhere."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ladder import runs
from ladder.datasets import places
from ladder.datasets.archive import unpack
from ladder.errors import LadderError
from pages.parts.data.keys import KEYS
from pages.parts.shell import frame, notices

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MOST_MEGABYTES = 200  # held in memory; larger ones by `ladder data unpack`
KINDS = ("Photographs", "Embeddings", "VSE++ model")
EVERY = 10  # pictures between two looks at the bar
ZIP = (
    "JPEG, PNG or WebP pictures and one CSV file with the columns `image`, `caption` and, if you like, `split` "
    "(`train`, `dev`, `test`). It is checked before anything of it is kept."
)
VECTORS = (
    "One `.npz` or `.safetensors` file with the arrays `images` and `captions`, a Parquet file with the columns "
    "`image`, `caption`, `image_embedding` and `caption_embedding`, or two `.npy` files, images first. With it, except "
    "for Parquet, the captions: a CSV with `image`, `caption`, a row a caption in the order of the vectors, or a text "
    "file with a caption a line."
)
CHECKPOINT = (
    "The checkpoint of a VSE++ model with precomputed features, `model_best.pth.tar`, and the vocabulary that it was "
    "trained with, a pickle or JSON. Nothing in them is run. The data set must hold the features that the model reads."
)


def draw() -> None:
    """Photographs to a data set; vectors, or a model, to a run."""
    with st.container(border=True):
        kind = st.segmented_control(
            "What", KINDS, default=KINDS[0], required=True, key=KEYS.kind, label_visibility="collapsed"
        )
        try:
            if kind == KINDS[0]:
                _photographs()
            elif kind == KINDS[1]:
                _embeddings()
            else:
                _model()
        except LadderError as error:
            notices.notice(notices.sentence(str(error)), "warning")


def tell(run: str, *notes: str) -> None:
    """What became of embeddings that were brought in."""
    notices.notice(
        f"Imported as the run `{run}`, which every page can open now. {' '.join(map(notices.sentence, notes))} "
        f"Its figures and its map: `ladder evaluate {run} --stored`, `ladder map {run}`."
    )


def _photographs() -> None:
    notices.aside(ZIP)
    file = st.file_uploader("ZIP file", type="zip", max_upload_size=frame.upload_limit(MOST_MEGABYTES), key=KEYS.zip)
    name = st.text_input("Name", _name(file), max_chars=80, key=KEYS.zip_name(file.file_id if file else ""))
    if st.button("Unpack", type="primary", disabled=file is None) and file is not None:
        st.session_state[KEYS.new] = unpack(file, places.new(name.strip()), progress=_bar)
        st.rerun()


def _embeddings() -> None:
    from ladder.importing import import_embeddings
    from ladder.runs.many.names import check_name

    notices.aside(VECTORS)
    files = st.file_uploader(
        "Vectors", type=["npz", "safetensors", "npy", "parquet"], accept_multiple_files=True, key=KEYS.vectors,
        max_upload_size=frame.upload_limit(MOST_MEGABYTES),
    )  # fmt: skip
    captions = st.file_uploader("Captions", type=["csv", "txt"], max_upload_size=50, key=KEYS.texts)
    with st.container(horizontal=True):
        first = files[0] if files else None
        name = st.text_input(
            "Name of the run", _name(first), max_chars=80, key=KEYS.run_name(first.file_id if first else "")
        )
        split = st.text_input("Split", "test", max_chars=40, key=KEYS.split_name)
    if st.button("Import", type="primary", disabled=not files):
        with tempfile.TemporaryDirectory() as folder:
            kept = [_kept(file, Path(folder), f"vectors{number or ''}") for number, file in enumerate(files)]
            texts = _kept(captions, Path(folder), "captions") if captions else None
            with st.spinner("Reading the vectors …"):
                found = import_embeddings(
                    kept, runs.root() / check_name(name.strip()), captions=texts, split=split.strip()
                )
        st.session_state[KEYS.told] = (found.folder.name, *found.notes)
        st.rerun()


def _model() -> None:
    from ladder.importing.vsepp import import_vsepp
    from ladder.runs.many.names import check_name

    notices.aside(CHECKPOINT)
    most = frame.upload_limit(MOST_MEGABYTES)
    checkpoint = st.file_uploader("Checkpoint", type=["tar", "pth", "pt"], key=KEYS.checkpoint, max_upload_size=most)
    words = st.file_uploader("Vocabulary", type=["pkl", "json"], key=KEYS.words, max_upload_size=50)
    with st.container(horizontal=True):
        name = st.text_input("Name of the run", "vsepp", max_chars=80, key=KEYS.model_name)
        split = st.text_input("Split", "test", max_chars=40, key=KEYS.model_split)
    spec = st.text_input(
        "Data set with features", placeholder="precomp:FOLDER or FORMAT:PLACE,features=FOLDER", key=KEYS.model_spec
    )
    if st.button("Import", type="primary", disabled=not (checkpoint and words and spec)) and checkpoint and words:
        with tempfile.TemporaryDirectory() as folder, st.spinner("Reading the model …"):
            found = import_vsepp(
                _kept(checkpoint, Path(folder), "checkpoint"),
                _kept(words, Path(folder), "words"),
                runs.root() / check_name(name.strip()),
                data=places.checked(spec.strip()),
                split=split.strip(),
            )
        st.session_state[KEYS.told] = (found.folder.name, *found.notes)
        st.rerun()


def _name(file: "UploadedFile | None") -> str:
    """A name to begin with, from that of the file."""
    return "" if file is None else re.sub(r"[^\w.-]+", "-", Path(file.name).stem).strip("-_.")[:60]


def _kept(file: "UploadedFile", folder: Path, name: str) -> Path:
    """The upload as a file of our own name, whatever it was called."""
    path = folder / f"{name}{Path(file.name).suffix.lower()}"
    with path.open("wb") as kept:
        shutil.copyfileobj(file, kept)
    return path


def _bar(names: Iterable[str]) -> Iterator[str]:
    """Counts pictures on the page."""
    pictures = list(names)
    bar = st.progress(0.0, text="Looking at the pictures …")
    for number, name in enumerate(pictures):
        if number % EVERY == 0:
            bar.progress(number / len(pictures), text=f"Looking at {number:,} of {len(pictures):,} pictures …")
        yield name
