"""Charts of bars and of lines: what they draw, the words around it, and the tables they stand for.

The figure over a bar is a cell like any other: its column is the word below the bar, its row the name that the legend
gives to the bar's colour. A chart proves its own reading: the lengths of its bars follow its figures.
"""
