"""Parts of documents that are made from the data or the models, between marks that say by what."""

import re
from collections.abc import Mapping


def with_made_parts(text: str, parts: Mapping[str, str], *, made: str) -> str:
    """The document with its parts made anew; ``made`` says from what and by which file of tests/."""
    for name, part in parts.items():
        between = f"<!-- {name}: {made} -->\n{part}<!-- end of {name} -->\n"
        pattern = re.compile(rf"<!-- {name}: .*?<!-- end of {name} -->\n", re.DOTALL)
        assert pattern.search(text), f"no place for the part {name}"
        text = pattern.sub(lambda _, between=between: between, text)  # type: ignore[misc]
    return text
