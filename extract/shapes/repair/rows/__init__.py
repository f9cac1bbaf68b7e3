"""Rows of a table as they are meant: drawn rows that are several, rows of several lines, and rows over pages."""
