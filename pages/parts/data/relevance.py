"""How a provider's degrees are spread, and what each looks like: to be seen before thresholds are chosen."""

import base64
import html

import plotly.graph_objects as go
import streamlit as st

from ladder.datasets import CaptionedImages, places
from ladder.errors import DataError
from ladder.figures import Theme
from ladder.figures.relevance import histogram_of_relevance
from ladder.figures.theme import either
from ladder.relevance.examples import Degree, Degrees, ExamplePair
from pages.parts.data import cached
from pages.parts.data.keys import KEYS, VIEW
from pages.parts.shell import frame, pictures

BATCH = 128
EACH = 3
THUMB = 64  # pixels
EDGE = f"1px solid {either(lambda theme: theme.border)}"
ROW = f"display:flex;flex-wrap:wrap;gap:0.75rem 1rem;padding:0.75rem 0;border-top:{EDGE}"
PAIR = "display:flex;gap:0.75rem;margin-bottom:0.5rem"
ITEMS = "flex:1;min-width:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:0.5rem 0.75rem"
ITEM = "display:flex;gap:0.6rem;align-items:flex-start;font-size:0.875rem;line-height:1.35;overflow-wrap:anywhere"
QUIET = "font-size:0.8rem;opacity:0.78"


def judges(spec: str) -> dict[str, str]:
    """The providers that can judge these captions here, by what they are called."""
    found = {"tfidf: shared words": "tfidf"}
    if spec.startswith("scenes"):
        found = {"scenes: what is drawn": "scenes"} | found
    for folder in places.networks("tokenizer.json"):
        found[f"sentence: {folder.name}"] = f"sentence,encoder={folder}"
    return found


def draw(spec: str, split: str, data: CaptionedImages) -> None:
    """The whole view."""
    known = judges(spec)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox("Judge", list(known), key=KEYS.judge, bind="query-params", width=320)
        threshold = st.slider("Threshold", 0.0, 1.0, 0.4, 0.05, key=KEYS.threshold, bind="query-params", width=320)
        frame.what_is_this(
            VIEW.relevance,
            "A degree of relevance says how much two captions mean the same: 1 for captions of one picture, 0 for "
            "nothing in common. What lies above the threshold is what a ladder loss would pull nearer.",
            "Fixed thresholds belong to one provider: 0.4 of one is not 0.4 of another. The sample holds one caption "
            "an image, so no own pairs. Adaptive levels find their cuts in every batch instead.",
        )
    found = cached.degrees(spec, split, known[name], EACH)
    frame.said(sentence(found, threshold))
    frame.plot(
        lambda theme: _figure(found, threshold, theme),
        VIEW.relevance,
        alt=f"How degrees of relevance are spread over {found.pairs:,} pairs of captions, on a logarithmic scale",
    )
    frame.made(
        f"One caption each of {found.captions:,} of {len(data):,} images of `{split}`, every pair of them judged by "
        f"`{known[name]}`; the same sample every time."
    )
    st.subheader("What each degree looks like", anchor=False)
    st.html("".join(_degree(degree, data) for degree in reversed(found.degrees)))


def sentence(found: Degrees, threshold: float) -> str:
    """What a threshold would mean for a batch."""
    share = found.above(threshold)
    return (
        f"{share:.2%} of pairs have a relevance of {threshold:.2f} or more: in a batch of {BATCH} a query meets "
        f"{share * (BATCH - 1):.1f} such candidates on average, besides its own."
    )


def _figure(found: Degrees, threshold: float, theme: Theme) -> go.Figure:
    figure = histogram_of_relevance(found.relevance, theme=theme)
    return figure.add_vline(x=threshold, line={"color": theme.own, "width": 2, "dash": "dot"})


def _degree(degree: Degree, data: CaptionedImages) -> str:
    """A tenth of the scale and its pairs, as HTML."""
    pairs = (
        "".join(_pair(pair, data) for pair in degree.examples) or f'<span style="{QUIET}">no pair in the sample</span>'
    )
    return (
        f'<div style="{ROW}"><div style="flex:0 0 8.5rem"><strong>{degree.low:.1f} to {degree.high:.1f}</strong>'
        f'<div style="{QUIET}">{_share(degree.share)} of pairs</div></div>'
        f'<div style="flex:1 1 22rem;min-width:0">{pairs}</div></div>'
    )


def _share(share: float) -> str:
    """A share in percent, never a nought that is none."""
    return "under 0.01%" if 0 < share < 1e-4 else f"{share:.2%}"


def _pair(pair: ExamplePair, data: CaptionedImages) -> str:
    items = "".join(
        f'<div style="{ITEM}">{_thumbnail(data, image)}<span>{html.escape(text)}</span></div>'
        for image, text in zip(pair.images, (pair.first, pair.second), strict=True)
    )
    degree = f'<span style="font-variant-numeric:tabular-nums">{pair.relevance:.2f}</span>'
    return f'<div style="{PAIR}">{degree}<div style="{ITEMS}">{items}</div></div>'


def _thumbnail(data: CaptionedImages, image: int) -> str:
    """A very small picture; nothing where there is none."""
    if data.pictures is None:
        return ""
    try:
        encoded = base64.b64encode(pictures.thumbnail(data, image, THUMB)).decode()
    except DataError:
        return ""
    size = f'width="{THUMB}" height="{THUMB}" style="border-radius:0.4rem;flex:none"'
    return f'<img src="data:image/jpeg;base64,{encoded}" alt="" {size}>'
