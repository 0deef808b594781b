"""Scrolls back to the top when something else is asked: a result that becomes the query is shown there."""

import streamlit as st

SCRIPT = """
export default function ({ data, parentElement }) {
  const before = parentElement.dataset.asked;
  if (before !== undefined && before !== data) {
    document.querySelector("[data-testid=stMain]").scrollTo({ top: 0 });
  }
  parentElement.dataset.asked = data;
}
"""
_component = st.components.v2.component("to_top", js=SCRIPT, isolate_styles=False)


def when_changed(asked: str) -> None:
    """Scrolls to the top where this is not what it was at the last redraw."""
    _component(key="to_top", data=asked, height=1)
