"""What an operator can set; the only module that reads `KENPO_` variables (docs/reference/configuration.md)."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings of one process; each field is read from the environment variable `KENPO_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="KENPO_", frozen=True, extra="ignore")

    reports: Path = Field(Path("samples/reports"), description="Folder that a load by hand reads reports from.")
    landing: Path = Field(
        Path("landing"), description="Folder that scheduled loads read and that is watched for new files."
    )
    warehouse: Path = Field(Path("var/warehouse"), description="Folder of the warehouse: raw files, facts, releases.")
    airflow_home: Path = Field(Path("var/airflow"), description="Airflow's own folder: metadata, configuration, logs.")
    airflow_port: int = Field(8080, ge=1, le=65535, description="Port of `make airflow` on 127.0.0.1.")
    superset_home: Path = Field(Path("var/superset"), description="Superset's own folder: metadata, secrets, logs.")
    superset_port: int = Field(8088, ge=1, le=65535, description="Port of `make superset` on 127.0.0.1.")
    superset_python: Path = Field(
        Path(".venv-superset/bin/python"), description="Python of the environment that holds Superset."
    )
    superset_password: SecretStr | None = Field(
        None, description="Password of Superset's first user, admin; generated and shown once if not set."
    )
    superset_source: SecretStr | None = Field(
        None, description="SQLAlchemy address the dashboards read; the published DuckDB file if not set."
    )
    corrections: Path = Field(
        Path("warehouse/corrections"), description="Folder of the decisions of reviewers: facts.csv, conflicts.csv."
    )
    cache: Path = Field(Path("var/cache"), description="Folder for what can be made again: dbt's parse results, logs.")
    workers: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, 8), ge=1, description="Reports that are read at the same time."
    )
    dbt_threads: int = Field(2, ge=1, description="Models that dbt builds at the same time, inside its one process.")
    dbt_timeout: int = Field(1800, ge=1, description="Seconds after which a dbt build is ended.")
    page_seconds: int = Field(20, ge=1, description="Seconds that drawing one page for the evidence site may take.")
    page_memory_mib: int = Field(2048, ge=256, description="MiB of memory that drawing a page may take.")
    evidence_url: str = Field(
        "", description="Address of the evidence site, for links of dashboards and workbooks; empty: beside them."
    )
    keep_releases: int = Field(12, ge=1, description="Newest releases that are kept.")
    keep_days: int = Field(7, ge=0, description="Days for which every release is kept.")
    keep_months: int = Field(12, ge=0, description="Months, counted back from now, of each of which the last is kept.")
    keep_failed: int = Field(3, ge=0, description="Candidates that failed and are kept for inspection.")
    lock_timeout: float = Field(60.0, ge=0, description="Seconds to wait for another writer of the same warehouse.")
    settle_seconds: int = Field(
        30, ge=0, description="Age of a file in the landing folder before the watcher believes it is complete."
    )
    postgres: SecretStr = Field(
        SecretStr(""), description="PostgreSQL that published releases are served to, as a connection URI; empty: none."
    )
    postgres_reader: str = Field(
        "kenpo_reader", min_length=1, description="Role that may read what is served to PostgreSQL, and nothing else."
    )
    postgres_reader_password: SecretStr = Field(
        SecretStr(""), description="Makes that role a login with this password; empty: a group for other logins."
    )
    postgres_keep: int = Field(3, ge=2, description="Releases that stay in PostgreSQL, the one shown among them.")
    postgres_build: SecretStr = Field(
        SecretStr(""), description="Database that `build-on postgres` builds in, another one than KENPO_POSTGRES."
    )
    postgres_patience: float = Field(
        120.0, ge=0, description="Seconds to wait for PostgreSQL readers of the old release to end their transactions."
    )

    def resolved(self, path: Path | str) -> Path:
        """`path` made absolute; a relative one is taken from the project's root, wherever the process was started."""
        path = Path(path).expanduser()
        return path if path.is_absolute() else (PROJECT_ROOT / path)


def load_settings() -> Settings:
    """The settings of this process, read from the environment now.

    Raises:
        pydantic.ValidationError: a variable holds something that its setting cannot be.
    """
    return Settings()
