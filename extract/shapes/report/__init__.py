"""What a report is: its title, branch, fiscal year, kind, period and month, from its first words."""
