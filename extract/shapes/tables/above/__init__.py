"""What stands over a table: its year, its month, its name, and how far they carry."""
