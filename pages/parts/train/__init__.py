"""What only the page Train has."""
