"""What adds up: totals, running figures, rates, sums, changes, parts of the year, and blanks that one step leaves."""
