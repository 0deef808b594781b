"""What only the page Start has."""
