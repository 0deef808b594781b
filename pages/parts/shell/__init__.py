"""What all pages share: frame, sidebar, notices, headers, the cache."""
