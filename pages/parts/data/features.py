"""Image features of a data set: there, being made, or to be made."""

from pathlib import Path

import streamlit as st

from ladder.datasets import CaptionedImages, Inspection, making, places
from pages.parts.data.keys import KEYS
from pages.parts.shell import frame, notices


def draw(found: Inspection, data: CaptionedImages) -> None:
    """The whole view."""
    if data.features is not None:
        by = f" by `{data.features.backbone}`" if data.features.backbone else ", by a network that is not named"
        frame.said(f"Features of {data.features.width:,} numbers an image are part of this data set{by}.")
        return
    frame.said("Features are what a frozen network sees in each picture, made once; a model trains on them in minutes.")
    if data.pictures is None:
        notices.notice("The data set has no pictures to make features of.")
        return
    networks = {folder.name: folder for folder in places.networks("preprocessor_config.json")}
    if not networks:
        notices.notice(
            "No image network was found. Put one in the layout of transformers into `models/`, or into a folder that "
            '`LADDER_MODELS` names; a training can also read the pictures themselves (`model.image.name = "convnet"`).'
        )
        return
    name = st.selectbox("Network", list(networks), key=KEYS.network, width=320)
    _work(found.spec, networks[name], folder_of(found.spec, name))


def folder_of(spec: str, network: str) -> Path:
    """Where the features of a data set by a network are kept: beside the data sets."""
    place = Path(spec.partition(":")[2].partition(",")[0])
    name = (place.parent if place.suffix else place).name or spec.partition(",")[0].partition(":")[0]
    return places.root() / "features" / f"{name}-{network}"


def _work(spec: str, network: Path, folder: Path) -> None:
    """Starts, follows, and says how the features are used."""
    now = making.look(folder)
    with_features = f"{spec},features={folder}"
    if now.is_whole:
        notices.notice(f"Done: {now.rows:,} images. Use them as `{with_features}`.")
        st.button("Open with these features", on_click=_open, args=(with_features,), type="primary")
        return
    if now.alive:
        _progress(folder)
        return
    if now.message:
        notices.notice(notices.sentence(f"it stopped: {now.message}"), "warning")
    if st.button("Go on" if now.done else "Make features", type="primary"):
        making.start(spec, str(network), folder)
        st.rerun()


@st.fragment(run_every="2s")
def _progress(folder: Path) -> None:
    """Follows, and draws the page anew at the end."""
    now = making.look(folder)
    if not now.alive:
        st.rerun()
    text = f"{now.done:,} of {now.rows:,} images" if now.rows else "Loading the network …"
    st.progress(now.done / now.rows if now.rows else 0.0, text=text)
    notices.aside("It goes on with this page closed.")


def _open(spec: str) -> None:
    st.session_state[KEYS.new] = spec
