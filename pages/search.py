"""Search: words, a photograph or an item of the gallery to its nearest neighbours, in order."""

import streamlit as st

from pages.parts.components import ranked, to_top
from pages.parts.search import gallery, query, results
from pages.parts.search.keys import KEYS
from pages.parts.shell import cache, frame, notices, sidebar
from pages.parts.start import warming

chosen = sidebar.selection()
with st.container(gap="small"):
    frame.unseen_title("Search")
    asked = query.draw(cache.examples(chosen.folder, chosen.split))
    with st.spinner("Opening the run …", show_time=False):
        run = cache.opened(chosen.folder)
        data = run.data(chosen.split)
    if run.missing:
        notices.notice(f"{notices.sentence(run.missing)} Until then there are captions without pictures.", "warning")
    if asked:
        results.draw(asked, chosen, data)
    else:
        frame.made(f"A look into the gallery: {len(data):,} images")
        rows = gallery.first_look(data, warming.FIRST_LOOK)
        pictured = data.pictures is not None
        ranked.look(chosen.folder, chosen.split, rows, pictured=pictured, key=KEYS.look, used=query.use_item)
to_top.when_changed(asked.item)
