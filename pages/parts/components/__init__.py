"""What is drawn by JavaScript: one Python face each."""
