"""Where the policies, laws and samples are that come with the program: in the wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path


def shipped_folder(name: str) -> Path:
    """Return the folder ``policies``, ``laws`` or ``data_samples``."""
    package = Path(__file__).parent
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parent / name
