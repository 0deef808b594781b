"""What only the page Compare has."""
