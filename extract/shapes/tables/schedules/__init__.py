"""Schedules and calendars: marks, arrows and words by month or part of the year."""
