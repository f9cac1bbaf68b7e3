"""Frames, boxes and lanes as tables: of one KPI, of targets, of judged work, of parts of the year."""
