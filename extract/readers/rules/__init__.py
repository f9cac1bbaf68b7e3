"""Tables by their rules: grids, open sides, rules across, and the rows and columns that they part."""
