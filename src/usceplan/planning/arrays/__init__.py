"""What looks at many partial plans or weeks at once, with NumPy, which only hard problems load."""
