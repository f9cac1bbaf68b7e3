"""Headings as they are meant: above the rules, over several columns, in short, or in a table of their own."""
