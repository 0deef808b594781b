"""Search: a query to its nearest items, in order, and what a similarity is worth."""
