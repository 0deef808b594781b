"""Train: a form drawn from the configuration, and a training as it goes."""

import streamlit as st

from ladder import runs, supervision
from pages.parts import frame, notices, train_form, train_live

NEW, WATCH = "New training", "Watch"

frame.title("Train", "Train a model on your own pictures: it runs on its own, also while this page is closed.")
if train_form.started():
    st.session_state["train_view"] = WATCH
training = supervision.holding(runs.root())
view = st.segmented_control(
    "What to do",
    (NEW, WATCH),
    default=WATCH if training or st.session_state.get(train_live.RUN) else NEW,
    required=True,
    key="train_view",
    bind="query-params",
    label_visibility="collapsed",
)
with notices.friendly():
    if view == NEW:
        train_form.draw(training)
    else:
        train_live.draw(training)
