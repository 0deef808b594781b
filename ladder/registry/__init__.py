"""Many runs in order: a table, tags and notes, names, the trash, and a run as one file."""

from ladder.registry.about import About
from ladder.registry.about import read as read_about
from ladder.registry.about import write as write_about
from ladder.registry.exchange import export, take_in
from ladder.registry.exchange import write as write_export
from ladder.registry.moving import Trashed, check_name, delete, rename, restore, trash
from ladder.registry.table import FIGURES, Entry, entries, entry

__all__ = [
    "FIGURES",
    "About",
    "Entry",
    "Trashed",
    "check_name",
    "delete",
    "entries",
    "entry",
    "export",
    "read_about",
    "rename",
    "restore",
    "take_in",
    "trash",
    "write_about",
    "write_export",
]
