"""Schedules as they are meant: months and rows that no rule parts, and bars of colour."""
