"""The yardstick: a process that only reads the files of a data folder with pyarrow."""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).iterdir()):
        if path.suffix == ".csv":
            import pyarrow.csv

            pyarrow.csv.read_csv(path)
        else:
            import pyarrow.parquet

            pyarrow.parquet.read_table(path)
