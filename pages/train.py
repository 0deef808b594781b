"""Train: a form drawn from the configuration, and a training as it goes."""

import streamlit as st

from ladder import runs
from ladder.runs import activity
from pages.parts.shell import frame, notices
from pages.parts.shell.keys import SHARED
from pages.parts.train import form, live

NEW, WATCH = "New training", "Watch"

frame.title("Train", "Train a model on your own pictures: it runs on its own, also while this page is closed.")
if form.started():
    st.session_state[SHARED.train_view] = WATCH
training = activity.holding(runs.root())
view = st.segmented_control(
    "What to do",
    (NEW, WATCH),
    default=WATCH if training or st.session_state.get(SHARED.train_run) else NEW,
    required=True,
    key=SHARED.train_view,
    bind="query-params",
    label_visibility="collapsed",
)
with notices.friendly():
    if view == NEW:
        form.draw(training)
    else:
        live.draw(training)
