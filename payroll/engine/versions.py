"""The versions of what results may depend on: the same on all sides, and from the beginning of a run to its end."""

from __future__ import annotations

import platform

import pandas as pd
import pyarrow as pa

from payroll import __version__


def versions() -> dict[str, str]:
    """Return the versions by the names of what they are of."""
    return {
        "payroll": __version__,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "pandas": pd.__version__,
        "pyarrow": pa.__version__,
    }
