"""What only the page Map has."""
