"""Boxes and cards that name a KPI or a count and print its figures below or beside it."""
