"""The engines that open a PDF, what they find on a page, and whether they agree."""
