"""Search: words, a photograph or an item of the gallery to its nearest neighbours, in order."""

import streamlit as st

from pages.parts.components import ranked, to_top
from pages.parts.search import gallery, query, results
from pages.parts.search.keys import KEYS
from pages.parts.shell import cache, frame, notices, sidebar
from pages.parts.start import warming

chosen = sidebar.selection()
frame.title(
    "Search", "Say what you look for, or show a photo: everything in the gallery is put in order, nearest first."
)
asked = query.draw(cache.examples(chosen.folder, chosen.split))
with st.spinner("Opening the run …", show_time=False):
    run = cache.opened(chosen.folder)
    data = run.data(chosen.split)
if run.missing:
    notices.notice(f"{notices.sentence(run.missing)} Until then there are captions without pictures.", "warning")
if asked:
    results.draw(asked, chosen, data)
else:
    st.subheader(f"A look into the gallery: {len(data):,} images", anchor=False)
    ranked.look(gallery.sample(data, chosen, warming.FIRST_LOOK), key=KEYS.look, used=query.use_item)
to_top.when_changed(asked.item)
