"""What figures, directions, outcomes and rungs are called and mean, in plain words and for experts: the one place."""
