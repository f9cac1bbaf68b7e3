"""Tables of statuses: lists of what is judged, and rows of symbols."""
