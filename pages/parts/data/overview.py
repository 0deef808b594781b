"""A data set at a glance: figures, splits, pairs of picture and captions."""

import html

import streamlit as st

from ladder.datasets import CaptionedImages, Inspection
from ladder.figures.theme import either
from pages.parts.data.keys import KEYS, VIEW
from pages.parts.search import gallery
from pages.parts.shell import frame, notices

PAIRS = 8  # shown at once
ROW = "display:grid;grid-template-columns:6rem 1fr 5rem;gap:0.75rem;align-items:center;margin:0.15rem 0"
TRACK = f"height:0.9rem;border-radius:0.45rem;background:{either(lambda theme: theme.sunken)};overflow:hidden"
BAR = f"height:100%;background:{either(lambda theme: theme.second)}"
NUMBER = "text-align:right;font-variant-numeric:tabular-nums"
LINES = "font-size:0.875rem;line-height:1.35;overflow-wrap:anywhere;margin:0.3rem 0 0"


def sentence(found: Inspection) -> str:
    """What the data set holds, in one sentence."""
    splits = ", ".join(f"{count:,} {name}" for name, count in found.splits.items())
    problems = f"{len(found.problems):,} problem{'s' * (len(found.problems) != 1)}" if found.problems else "No problems"
    return (
        f"{found.images:,} images with {found.captions:,} captions: {splits}. {problems} in its files. "
        f"A caption has {found.words_mean:.1f} words."
    )


def tiles(found: Inspection) -> None:
    """The figures that say how large it is and how it speaks."""
    each = [count for count, images in found.captions_per_image.items() for _ in range(min(images, 1))]
    span = f"{min(each)} to {max(each)}" if len(each) > 1 else str(each[0])
    with st.container(horizontal=True):
        st.metric("Images", f"{found.images:,}", border=True)
        st.metric("Captions", f"{found.captions:,}", border=True)
        st.metric("Captions an image", span, border=True)
        st.metric("Words a caption", f"{found.words_mean:.1f}", border=True, help=f"at most {found.words_max}")
        st.metric("Different words", f"{found.distinct_words:,}", border=True)


def splits(found: Inspection) -> None:
    """A bar a split."""
    most = max(found.splits.values())
    rows = "".join(
        f'<div style="{ROW}"><span style="overflow-wrap:anywhere">{html.escape(name)}</span>'
        f'<div style="{TRACK}" aria-hidden="true"><div style="{BAR};width:{100 * count / most:.1f}%"></div></div>'
        f'<span style="{NUMBER}">{count:,}</span></div>'
        for name, count in found.splits.items()
    )
    st.subheader("Splits", anchor=False)
    st.html(rows)


def pairs(data: CaptionedImages) -> None:
    """Some images with their captions, others at every press."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Images and their captions", anchor=False)
        turns = st.session_state.setdefault(KEYS.turn, 0)
        if len(data) > PAIRS:
            st.button("Others", on_click=_turn, icon=":material/shuffle:", type="tertiary")
    with st.grid("auto", min_column_width=180, gap="medium"):
        for place in range(min(PAIRS, len(data))):
            image = (place * len(data) // min(PAIRS, len(data)) + turns) % len(data)
            with st.container(gap="xsmall"):
                captions = data.captions[data.first_caption[image] : data.first_caption[image + 1]]
                gallery.picture(data, image, captions[0])
                st.html("".join(f'<p style="{LINES}">{html.escape(text)}</p>' for text in captions[:5]))
    frame.as_csv(lambda: _rows(data), "pairs.csv", VIEW.pairs)
    if data.pictures is None:
        notices.aside("Only captions and features are known of this data set; `images=DIR` adds its pictures.")


def _turn() -> None:
    st.session_state[KEYS.turn] = st.session_state.get(KEYS.turn, 0) + 1


def whole(found: Inspection) -> None:
    """What is said of all splits together."""
    tiles(found)
    splits(found)


def _rows(data: CaptionedImages) -> list[dict[str, object]]:
    return [
        {"image": data.image_ids[image], "caption_id": name, "caption": text}
        for image, name, text in zip(data.caption_image, data.caption_ids, data.captions, strict=True)
    ]
