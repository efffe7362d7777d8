"""The command line: what was told, what to ask, which function to call."""
