"""What looks at many partial plans, weeks or options at once, with NumPy, which only hard or huge problems load."""
