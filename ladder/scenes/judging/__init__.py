"""How alike scenes are, and how much of what words say a scene shows."""
