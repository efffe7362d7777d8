"""The data files: their models, their reading and their validation."""
