"""What words say against a figure: those over, beside and around it, remarks and notes."""
