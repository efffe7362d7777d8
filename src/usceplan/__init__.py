"""usceplan: plan U.S. clinical experience before the residency Match."""

__version__ = "0.1.0"
