"""Coherent visual-semantic embeddings: train, explain, demonstrate."""
