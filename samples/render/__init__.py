"""Renders the sample reports and writes down what they say."""
