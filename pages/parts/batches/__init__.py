"""What only the page Batches has."""
