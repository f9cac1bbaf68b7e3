"""Sample reports of our own making and the program that renders them."""
