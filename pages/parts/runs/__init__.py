"""What only the page Runs has."""
