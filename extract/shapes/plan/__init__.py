"""Plan items with their heading paths, and the statuses that judge them."""
