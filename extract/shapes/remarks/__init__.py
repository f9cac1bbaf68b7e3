"""Remarks and notes that say of when figures are, or what those in brackets are."""
