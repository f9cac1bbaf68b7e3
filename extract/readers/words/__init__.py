"""Glyphs to words, lines, columns of text, and tables that nothing but white draws."""
