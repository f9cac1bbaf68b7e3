"""Tables of figures without months: headings over and labels beside every figure decide what it is."""
