"""The main script: page config, menu, what all pages share."""

from pathlib import Path

import streamlit as st

from pages.parts import notices, sidebar

HERE = Path(__file__).resolve().parent
MARK = str(HERE.parent / "assets" / "favicon.png")  # a local file: an icon by name would be fetched from elsewhere

st.set_page_config(page_icon=MARK, layout="wide")
st.logo(MARK, size="large")

search = st.Page(HERE / "search.py", title="Search", icon=":material/search:")


def start() -> None:
    """Leads from the bare address to the first page, which keeps its name in the link."""
    st.switch_page(search, query_params=st.query_params.to_dict())


first = st.Page(start, default=True, visibility="hidden")
page = st.navigation([first, search], position="top")
st.set_page_config(page_title=f"{page.title} · Ladder")
with notices.friendly():
    if page is first or sidebar.draw():
        page.run()
