"""Tables of figures by month: months across, months down, bands and sheets of them."""
