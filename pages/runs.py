"""Runs: all of them in a table, put in order, compared, moved about."""

from pages.parts import frame, notices, runs_actions, runs_table, runs_trash

frame.title("Runs", "Every run, what it was made with and how good it is. Pick one to change it, two to compare them.")
with notices.friendly():
    chosen = runs_table.draw()
    if chosen is not None:
        runs_actions.draw(chosen)
    runs_trash.draw()
