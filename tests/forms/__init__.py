"""Reports in forms that no branch of ours publishes, drawn from a seed together with what they say."""
