"""Runs: all of them in a table, put in order, compared, moved about."""

from pages.parts.runs import actions, table, trash
from pages.parts.shell import frame, notices

frame.title("Runs", "Every run, what it was made with and how good it is. Pick one to change it, two to compare them.")
with notices.friendly():
    chosen = table.draw()
    if chosen is not None:
        actions.draw(chosen)
    trash.draw()
