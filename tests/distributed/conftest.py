"""These tests start engines of their own, and run only if they are asked for by their path."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    asked = any("distributed" in argument for argument in config.invocation_params.args)
    return None if asked or collection_path.suffix != ".py" else True
