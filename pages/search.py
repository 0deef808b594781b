"""Search: words, a photograph or an item of the gallery to its nearest neighbours, in order."""

import streamlit as st

from ladder.runs import RunFolder
from pages.parts import cached, gallery, notices, query, results, sidebar, to_top

FIRST_LOOK = 15  # images shown before anything is asked


@st.fragment
def search(folder: RunFolder, split: str) -> None:
    """The whole page below its title; typing redraws only this."""
    with notices.friendly():
        asked = query.draw(cached.examples(folder, split))
        with st.spinner("Opening the run …"):
            run = cached.opened(folder)
            data = run.data(split)
        if run.missing:
            notices.notice(
                f"{notices.sentence(run.missing)} Until then there are captions without pictures.", "warning"
            )
        if asked:
            results.draw(run, data, split, asked)
        else:
            st.subheader(f"A look into the gallery: {len(data):,} images", anchor=False)
            gallery.samples(data, FIRST_LOOK)
        to_top.when_changed(asked.item)


chosen = sidebar.selection()
st.title("Search", anchor=False)
notices.aside("Say what you look for, or show a photo: everything in the gallery is put in order, the nearest first.")
search(chosen.folder, chosen.split)
