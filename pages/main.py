"""The main script: page config, menu, what all pages share."""

from pathlib import Path

import streamlit as st

from pages.parts.shell import notices, sidebar

HERE = Path(__file__).resolve().parent
MARK = str(HERE.parent / "assets" / "favicon.png")  # a local file: an icon by name would be fetched from elsewhere
SIDEBAR = 330  # pixels
LOOKING = {  # at a run
    "start": ":material/home:",
    "search": ":material/search:",
    "map": ":material/bubble_chart:",
    "compare": ":material/balance:",
    "batches": ":material/grid_on:",
}
MAKING = {"data": ":material/photo_library:", "train": ":material/model_training:", "runs": ":material/inventory_2:"}

st.set_page_config(page_icon=MARK, layout="wide", initial_sidebar_state=SIDEBAR)
st.logo(MARK, size="large")

pages = {
    name: st.Page(HERE / f"{name}.py", title=name.capitalize(), icon=icon, default=name == "start")
    for name, icon in {**LOOKING, **MAKING}.items()
}
page = st.navigation(list(pages.values()), position="top")
st.set_page_config(page_title=f"{page.title} · Ladder")
with notices.friendly():
    why = sidebar.draw(page.title)
    if why is None or page in (pages[name] for name in MAKING):
        page.run()
    else:
        notices.notice(why, "warning")
