"""What the captions of a split are like: lengths, words, texts that several images share."""

import streamlit as st

from ladder.datasets.wording import Wording
from ladder.figures.captions import caption_lengths, frequent_words
from pages.parts.data.keys import KEYS, VIEW
from pages.parts.shell import frame, notices

LEAST = 4  # as often must a word be said for the GRU tower to know it, unless set otherwise
SHARED = 200  # rows


def draw(wording: Wording) -> None:
    """The whole view."""
    frame.said(_sentence(wording))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Length", anchor=False)
        frame.plot(
            lambda theme: caption_lengths(wording.lengths, theme=theme),
            VIEW.lengths,
            alt=f"How many captions have how many words: mean {wording.lengths.mean():.1f}",
        )
        _shared(wording)
    with right:
        st.subheader("Frequent words", anchor=False)
        frame.plot(
            lambda theme: frequent_words(wording.counts, theme=theme),
            VIEW.words,
            alt="The most frequent words: " + ", ".join(list(wording.counts)[:5]),
        )


def _sentence(wording: Wording) -> str:
    known = sum(count >= LEAST for count in wording.counts.values())
    return (
        f"{len(wording.counts):,} different words, {wording.once:,} of them said only once. The {known:,} that are "
        f"said {LEAST} times or more, a GRU's vocabulary by default, cover {wording.covered(LEAST):.1%} of all words."
    )


def _shared(wording: Wording) -> None:
    st.subheader("Captions of several images", anchor=False)
    if not wording.shared:
        notices.aside("None: every text is the caption of one image only.")
        return
    notices.aside(
        f"{len(wording.shared):,} texts, letter by letter. The search for the one right image of such a text cannot "
        "always succeed, however good the model."
    )
    rows = [{"caption": text, "images": images} for text, images in list(wording.shared.items())[:SHARED]]
    st.dataframe(
        rows,
        key=KEYS.shared,
        hide_index=True,
        height=min(320, 38 + 35 * len(rows)),
        column_config={
            "caption": st.column_config.TextColumn("Caption", width="medium"),
            "images": st.column_config.NumberColumn("Images", width="small"),
        },
        alt="Texts that are the caption of several images",
    )
