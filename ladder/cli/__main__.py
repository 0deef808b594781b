"""Runs the command line: ``python -m ladder.cli``."""

from ladder.cli import main

main()
