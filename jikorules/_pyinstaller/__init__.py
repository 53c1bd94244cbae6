"""Tells PyInstaller where the hook is by which it takes the data and the lazy modules along."""

from pathlib import Path


def get_hook_dirs() -> list[str]:
    """Give the folder of the hook; PyInstaller asks for it by the entry point of this name."""
    return [str(Path(__file__).parent)]
