"""All exports of one release, complete or not there at all."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
from xlsxwriter.exceptions import XlsxWriterException

from warehouse.errors import ExportError
from warehouse.exports import package
from warehouse.exports.dictionary import Table, read_dictionary
from warehouse.exports.session import open_release
from warehouse.exports.sheets import prepare_facts
from warehouse.exports.subjects import catalogue
from warehouse.exports.tables import write_csv, write_parquet
from warehouse.exports.workbook import write_workbook
from warehouse.paths import sync_folder

PARQUET, CSV, EXCEL = "parquet", "csv", "excel"


@dataclass(frozen=True)
class Exported:
    """What was written: tables, workbooks, and bytes in all."""

    tables: int
    workbooks: int
    size_bytes: int


def write_exports(database: Path, manifest: Path, target: Path, evidence: str) -> Exported:
    """Write the release in `database` into the folder `target`, replacing what an earlier run left there.

    Until everything is written it stands beside `target` under a hidden name, so that `target` is always complete.
    `evidence` is the address of the evidence site: one of the web, or a folder, to which links are made relative.

    Raises:
        ExportError: something of the release cannot be written; `target` is as it was.
    """
    partial = target.with_name(f".{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    scratch = partial / ".scratch"
    try:
        scratch.mkdir(parents=True)
        with open_release(database, scratch) as connection:
            exported = _write(connection, manifest, partial, evidence_base(evidence, target / EXCEL))
        shutil.rmtree(scratch, ignore_errors=True)
        _make_durable(partial)
    except (duckdb.Error, OSError, XlsxWriterException) as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise ExportError(f"the exports of {target.parent.name} could not be written: {error}") from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    _replace(target, partial)
    return exported


def evidence_base(evidence: str, workbooks: Path) -> str:
    """What stands before `reports/…` in the links of workbooks that lie in `workbooks`."""
    if evidence.startswith(("http://", "https://")):
        return evidence.rstrip("/") + "/"
    return Path(os.path.relpath(evidence, workbooks)).as_posix() + "/"


def _write(connection: duckdb.DuckDBPyConnection, manifest: Path, folder: Path, base: str) -> Exported:
    tables = read_dictionary(manifest, connection)
    for room in (PARQUET, CSV, EXCEL):
        (folder / room).mkdir()
    for table in tables:
        write_parquet(connection, table, folder / PARQUET / f"{table.name}.parquet")
        write_csv(connection, table, folder / CSV / f"{table.name}.csv")
    workbooks = _workbooks(connection, tables, folder / EXCEL, base)
    told = package.describe(connection, tables, workbooks, folder)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (folder / package.DESCRIPTOR).write_text(text, encoding="utf-8")
    written = [
        folder / package.DESCRIPTOR,
        *(path for room in (PARQUET, CSV, EXCEL) for path in (folder / room).iterdir()),
    ]
    size = sum(path.stat().st_size for path in written)
    return Exported(len(tables), len(workbooks), size)


def _workbooks(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], folder: Path, base: str
) -> list[tuple[Path, str]]:
    """One workbook per subject; returns their paths and titles."""
    prepare_facts(connection, tables)
    release = package.read_release(connection)
    made = []
    for subject in catalogue().subjects:
        path = folder / f"{subject.name}.xlsx"
        write_workbook(connection, subject, tables, release, path, base)
        made.append((path, f"{subject.title_ja} / {subject.title_en}"))
    return made


def _make_durable(folder: Path) -> None:
    """On the disk and for reading only, like the database beside them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
            path.chmod(0o444)
        else:
            sync_folder(path)
    sync_folder(folder)


def _replace(target: Path, partial: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    os.rename(partial, target)
    sync_folder(target.parent)
