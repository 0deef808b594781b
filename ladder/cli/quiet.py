"""``--quiet``: no progress bar, neither ours nor that of a hub which something is fetched from."""

import os
import sys
from typing import Annotated

import typer

HUBS = ("HF_HUB_DISABLE_PROGRESS_BARS", "HF_DATASETS_DISABLE_PROGRESS_BARS")  # read when their packages are imported


def silence(quiet: bool) -> bool:
    """Tells the hubs' packages, and the processes that this one starts, to draw no bar."""
    if quiet:
        os.environ.update(dict.fromkeys(HUBS, "1"))
        if hub := sys.modules.get("huggingface_hub.utils"):
            hub.disable_progress_bars()
    return quiet


Quiet = Annotated[bool, typer.Option("--quiet", help="no progress bar", callback=silence)]
