"""The samples are what their data says: truth, pages and figures agree, and the one contradiction is the one meant."""

from __future__ import annotations

import csv
import filecmp
import re
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from extract.document import Block, Paragraph
from extract.readers.conversions.text import read_text
from samples.make_samples import HERE, load_all, write_truth
from samples.render.figures import minutes, month_rows, printed
from samples.render.pdf import NOTICE

REPORTS, TRUTH = HERE / "reports", HERE / "truth"
SAMPLES = load_all()
PDFS = [sample for sample in SAMPLES if sample.pages is not None]


def rows(name: str, kind: str) -> list[dict[str, str]]:
    path = TRUTH / name / f"{kind}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@cache
def page_texts(file_name: str) -> list[str]:
    with pdfplumber.open(REPORTS / file_name) as pdf:
        return [squeezed(page.extract_text() or "") for page in pdf.pages]


def texts_of(blocks: list[Block]) -> str:
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found.extend(texts_of(cell.blocks) for cell in block.cells)
    return "\n".join(found)


def test_committed_truth_is_what_the_data_says(tmp_path: Path):
    write_truth(SAMPLES, tmp_path / "truth", tmp_path / "index.csv")
    assert (tmp_path / "index.csv").read_text("utf-8") == (HERE / "index.csv").read_text("utf-8")
    made = {path.relative_to(tmp_path / "truth") for path in (tmp_path / "truth").rglob("*.*")}
    committed = {path.relative_to(TRUTH) for path in TRUTH.rglob("*.*")}
    assert made == committed
    assert [path for path in made if not filecmp.cmp(tmp_path / "truth" / path, TRUTH / path, shallow=False)] == []


def test_index_names_every_report():
    with (HERE / "index.csv").open(encoding="utf-8", newline="") as handle:
        listed = list(csv.DictReader(handle))
    assert sorted(row["file"] for row in listed) == sorted(f"reports/{path.name}" for path in REPORTS.iterdir())
    assert all((HERE / row["truth"] / "report.csv").exists() for row in listed)


@pytest.mark.parametrize("sample", PDFS, ids=lambda sample: sample.name)
def test_pdf_has_its_pages_and_only_the_scan_is_without_text(sample):
    path = REPORTS / sample.file_name
    assert path.stat().st_size < 150_000
    with pdfplumber.open(path) as pdf:
        assert len(pdf.pages) == len(sample.pages) == sample.truth.meta["pages"]
        without_text = [page.page_number for page in pdf.pages if not page.chars]
        scans = [page.page_number for page in pdf.pages if page.images]
    texts = page_texts(sample.file_name)
    scanned = sample.truth.meta.get("scanned_page")
    assert without_text == scans == ([scanned] if scanned else [])
    assert all(squeezed(NOTICE) in text for number, text in enumerate(texts, 1) if number != scanned)


def test_one_page_of_all_samples_is_a_scan():
    assert [sample.name for sample in SAMPLES if "scanned_page" in sample.truth.meta] == ["yamagata-2021-action-plan"]


@pytest.mark.parametrize("sample", PDFS, ids=lambda sample: sample.name)
def test_every_figure_of_the_truth_stands_on_its_page(sample):
    pages = page_texts(sample.file_name)
    scanned = sample.truth.meta.get("scanned_page")
    for kind, column in [("monthly_actuals", "value"), ("period_totals", "value"), ("kpi_actuals", "value")]:
        facts = [row for row in rows(sample.name, kind) if int(row["page"]) != scanned]
        assert [row for row in facts if squeezed(printed(row[column])) not in pages[int(row["page"]) - 1]] == []


def test_every_figure_of_the_text_conversion_stands_on_its_line():
    (sample,) = [sample for sample in SAMPLES if sample.pages is None]
    text = (REPORTS / sample.file_name).read_text("utf-8")
    assert text == sample.text
    lines = text.split("\n")
    for kind in ("monthly_actuals", "period_totals", "kpi_actuals"):
        assert rows(sample.name, kind)
        for row in rows(sample.name, kind):
            assert printed(row["value"]) in lines[int(row["source_line"]) - 1]


def test_text_conversion_is_read_with_its_nested_tables():
    (sample,) = [sample for sample in SAMPLES if sample.pages is None]
    document = read_text(sample.text.encode("utf-8"), sample.file_name, "0" * 64)
    assert document.pages[0].problems == []
    nested = [table for table in document.pages[0].tables() if "." in table.index]
    months = next(table for table in nested if table.rows()[0][1:4] == ["4月", "5月", "6月"])
    assert months.rows()[1][:5] == ["R6年度", "17.62", "24.05", "29.38", ""]
    assert squeezed(NOTICE) in squeezed(texts_of(document.pages[0].blocks))


def test_only_the_intended_target_is_contradicted():
    found = []
    for sample in SAMPLES:
        values = defaultdict(set)
        for row in rows(sample.name, "kpi_targets"):
            if row["comparator"] in ("<=", ">="):
                values[row["kpi_code"], row["fiscal_year"]].add(row["target_value"])
        found += [(sample.name, code, sorted(printed)) for (code, _), printed in values.items() if len(printed) > 1]
    assert found == [("tokushima-2023-h1-progress", "lifestyle_checkup_rate", ["60.2", "61.5"])]
    assert [sample.name for sample in SAMPLES if sample.truth.conflicts] == ["tokushima-2023-h1-progress"]


def test_results_do_not_contradict_each_other():
    for sample in SAMPLES:
        values = defaultdict(set)
        for row in rows(sample.name, "kpi_actuals"):
            values[row["kpi_code"], row["fiscal_year"], row["as_of"], row["scope"]].add(row["value"])
        assert [key for key, printed in values.items() if len(printed) > 1] == []


def test_running_count_of_declarations_follows_the_months():
    facts = rows("ishikawa-2023-results", "monthly_actuals")
    monthly = {row["month"]: int(row["value"]) for row in facts if row["measure_ja"] == "健康宣言事業所数（単月）"}
    running = {row["month"]: int(row["value"]) for row in facts if row["measure_ja"] == "健康宣言事業所数（累計）"}
    months = sorted(running)
    assert len(months) == 24
    steps = [(month, running[month] - running[before]) for before, month in pairwise(months)]
    assert steps == [(month, monthly[month]) for month in months[1:]]


class TestComputedRows:
    def test_sums_shares_and_weighted_means(self):
        table = month_rows(
            [
                {"label": "率", "share": {"part": "甲", "of": ["甲", "乙"], "digits": "1"}, "total": "share"},
                {"label": "甲", "values": "30 10 -", "total": "sum"},
                {"label": "乙", "values": "10 30 -", "total": "sum"},
                {"label": "計", "sum_of": ["甲", "乙"], "total": "sum"},
            ]
        )
        assert [row["values"][:3] for row in table] == [
            ["75.0", "25.0", ""],
            ["30", "10", ""],
            ["10", "30", ""],
            ["40", "40", ""],
        ]
        assert [row["total"] for row in table] == ["50.0", "40", "40", "80"]

    def test_mean_of_hours(self):
        (row,) = month_rows([{"label": "超過勤務時間", "values": "1:30 2:45", "total": "mean"}])
        assert row["total"] == "2:08"
        assert minutes("10:05") == 605

    def test_figures_are_printed_as_reports_print_them(self):
        assert [printed(value) for value in ("1234567", "0.340", "-13", "3:05", "")] == [
            "1,234,567",
            "0.340",
            "△13",
            "3:05",
            "",
        ]
