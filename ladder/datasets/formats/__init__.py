"""The formats in which captioned images are kept: a file each.

To add one: a module here, its line in ``ladder.datasets.FORMATS``, its example in tests/datasets/examples.py.
"""
