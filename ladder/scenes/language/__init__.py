"""Scenes in words: captions written, and words read."""
