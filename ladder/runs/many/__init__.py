"""Many runs in order: all of them in a table, notes, names and the trash, a run as one file."""
