"""Which workbooks there are, their sheets and columns, and the words and colours in them: data in `subjects.yml`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from warehouse.evidence.words import words as site_words
from warehouse.settings import PROJECT_ROOT

Kind = Literal["text", "word", "whole", "number", "year", "month", "date", "moment", "truth"]
_SEEDS = PROJECT_ROOT / "dbt_project" / "seeds" / "reference"
_LABELLED_SEEDS = ("report_kinds", "report_periods", "statuses")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnChoice(_Data):
    """One column of a sheet; what is not said comes from the models' yml files and the column's type."""

    name: str
    heading_ja: str | None = None
    heading_en: str | None = None
    width: float | None = None
    kind: Kind | None = None
    facts: tuple[str, ...] = ()
    state: str | None = None


class MonthValue(_Data):
    """Columns that hold the value of a month and the fact behind it."""

    value: str
    fact: str


class Sheet(_Data):
    """One sheet: rows of one table, or its months side by side."""

    title: str = Field(max_length=24)
    title_en: str
    table: str
    where: str | None = None
    order: tuple[str, ...]
    frozen: int = 1
    columns: tuple[ColumnChoice, ...]
    group: tuple[str, ...] = ()
    months: dict[str, MonthValue] = {}
    after: tuple[ColumnChoice, ...] = ()
    evidence: tuple[str, ...] = ()
    address: str | None = None

    @field_validator("columns", "after", mode="before")
    @classmethod
    def _named(cls, value: list[object]) -> list[object]:
        return [{"name": item} if isinstance(item, str) else item for item in value]


class Subject(_Data):
    """One workbook."""

    name: str = Field(pattern=r"^[a-z_]+$")
    title_ja: str
    title_en: str
    about_ja: str
    about_en: str
    sheets: tuple[Sheet, ...]


class Colour(_Data):
    """Fill of a cell, six hex digits, and what it means."""

    fill: str = Field(pattern=r"^[0-9A-F]{6}$")
    means_ja: str
    means_en: str


class Catalogue(_Data):
    """Everything in `subjects.yml`."""

    subjects: tuple[Subject, ...]
    words: dict[str, tuple[str, str]]
    colours: dict[str, Colour]


@cache
def catalogue() -> Catalogue:
    """The workbooks as data.

    Raises:
        pydantic.ValidationError: the file holds something else than it may.
    """
    return Catalogue(**yaml.safe_load(Path(__file__).with_name("subjects.yml").read_text(encoding="utf-8")))


@cache
def words() -> dict[str, str]:
    """Words of lists as a cell shows them: Japanese, then English."""
    found = {key: (ja, en) for key, (ja, en) in site_words().items()}
    for seed in _LABELLED_SEEDS:
        with (_SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as stream:
            found |= {next(iter(row.values())): (row["label_ja"], row["label_en"]) for row in csv.DictReader(stream)}
    return {key: f"{ja} {en}" for key, (ja, en) in (found | catalogue().words).items()}
