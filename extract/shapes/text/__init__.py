"""Running text: lines to passages, and the targets, results and counts that sentences state."""
