"""What is shown: results as data, and their screens."""
