"""Whole tables as they are meant: inside cells, below one another, torn or broken up."""
