"""The scales on which shares are whole numbers, so that results are the same on every machine."""

THOUSAND = 1000
"""Thousandths: of a point of strength, of a letter, of a week, of how close two specialties are."""
PERCENT = 100
