"""Japanese text, numbers and dates as the warehouse writes them: pure functions on strings."""
