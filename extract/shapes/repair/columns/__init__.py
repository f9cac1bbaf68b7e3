"""Columns as they are meant: parted, joined, or put back where a conversion moved them."""
