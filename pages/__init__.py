"""The app: a page draws; it neither computes nor remembers."""
