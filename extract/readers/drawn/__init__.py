"""What else a page draws: coloured boxes, panes, stripes, bars, bullets and rows of shapes."""
