"""usceplan: plan U.S. clinical experience before the residency Match."""

__version__ = "0.1.0"

VERSION_LINE = f"usceplan {__version__}\n"
"""What ``usceplan --version`` prints; results name the catalogue as well."""
