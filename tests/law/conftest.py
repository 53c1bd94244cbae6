"""What all tests of the law are given."""

from functools import partial
from pathlib import Path

import pytest
from support.law_texts import Load, load_texts


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the law from texts."""
    return partial(load_texts, tmp_path)
