"""Charts as tables: what is printed over bars and lines, under whose title."""
