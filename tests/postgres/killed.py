"""A loader that dies: `python -m tests.postgres.killed WAREHOUSE STEP` ends itself at the STEP-th thing it asks of the
server, without a word to anybody. With the step 0 it lives and prints how many there were."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import psycopg

from warehouse.paths import Warehouse
from warehouse.serving.service import serve
from warehouse.settings import load_settings

asked = 0


def _counted(method: Any, last: int) -> Any:
    def call(*arguments: Any, **named: Any) -> Any:
        global asked  # noqa: PLW0603
        asked += 1
        if asked == last:
            os._exit(9)
        return method(*arguments, **named)

    return call


def main() -> None:
    warehouse, last = Warehouse(Path(sys.argv[1])), int(sys.argv[2])
    psycopg.Connection.execute = _counted(psycopg.Connection.execute, last)  # type: ignore[method-assign]
    psycopg.Copy.write_row = _counted(psycopg.Copy.write_row, last)  # type: ignore[method-assign]
    serve(warehouse, load_settings())
    print(asked)


if __name__ == "__main__":
    main()
