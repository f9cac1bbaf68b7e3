"""Tables of KPIs: lists, grids and sheets of their targets, results and dates."""
