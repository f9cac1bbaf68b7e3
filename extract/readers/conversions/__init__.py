"""Text conversions of reports: tab-separated rows, HTML, Markdown."""
