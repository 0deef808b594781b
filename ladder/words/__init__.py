"""What figures, directions, outcomes, rungs, losses and states are called, plainly and for experts: the one place."""
