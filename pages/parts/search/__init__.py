"""What only the page Search has."""
