"""What only the page Data has."""
