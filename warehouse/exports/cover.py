"""What stands around the tables of a workbook: how a sheet is laid out, cover, sources, meaning of columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import duckdb
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from warehouse.exports.package import Release, about
from warehouse.exports.sheets import Plan
from warehouse.exports.styles import Styles
from warehouse.exports.subjects import Subject, catalogue, words

COVER_SHEET, SOURCES_SHEET, COLUMNS_SHEET = "表紙", "出典", "列の説明"
_A4 = 9
_JAPAN = timedelta(hours=9)
_HOW_TO = (
    ("見出しの▼で絞り込みができます。見出しは印刷時に各ページに繰り返されます。",
     "Filter by the arrows in the headings; they are repeated on every printed page."),
    ("割合は印刷された単位のまま入っています（95.5 は 95.5%）。負の数は△を付けて表示します。",
     "Percentages are in the printed unit (95.5 is 95.5 %). Negative numbers show a △."),
    ("色の付いたセルには注記（理由・報告書・ページ・原文）があり、選ぶと根拠のページが開きます。",
     "Coloured cells have a note (reason, report, page, text as printed); a click opens the page they come from."),
    ("空欄は、報告書に記載がないか、確実に読めなかったことを示します。0 ではありません。",
     "A blank cell was not printed or could not be read with certainty; it is not 0."),
    ("根拠へのリンクは、このファイルを公開フォルダーの中で開いたときに働きます。",
     "Links to evidence work where this file lies in the published folder, or where the site has an address."),
)  # fmt: skip
_SOURCE_COLUMNS = (
    ("報告書", "Report", 46), ("支部", "Branch", 10), ("年度", "Fiscal year", 9), ("種類", "Kind", 24),
    ("時期", "Period", 12), ("結果", "Outcome", 16), ("ページ数", "Pages", 8), ("SHA-256", "SHA-256", 66),
    ("根拠", "Evidence", 9),
)  # fmt: skip
_MEANING_COLUMNS = (
    ("シート", "Sheet", 22), ("見出し", "Heading", 26), ("列名", "Column", 28), ("単位", "Unit", 12),
    ("説明", "Meaning", 90),
)  # fmt: skip


def lay_out(
    sheet: Worksheet,
    styles: Styles,
    title: str,
    columns: Sequence[tuple[str, str, float]],
    release_id: str,
    frozen: int,
) -> None:
    """Title, headings (Japanese over English), frozen panes, and printing on A4 across with headings on every page."""
    sheet.write_string(0, 0, title, styles.text(14, bold=True))
    sheet.set_row(0, 24)
    sheet.set_row(1, 34)
    for at, (japanese, english, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(1, at, f"{japanese}\n{english}", styles.heading())
    sheet.freeze_panes(2, frozen)
    print_across(sheet, release_id)
    sheet.repeat_rows(0, 1)


def print_across(sheet: Worksheet, release_id: str) -> None:
    """A4 landscape, as wide as the page, with file, release and page number at the foot."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&8&F　&A&C&8&P / &N ページ&R&8リリース {release_id}")


def write_cover(
    sheet: Worksheet, styles: Styles, connection: duckdb.DuckDBPyConnection, subject: Subject, release: Release,
    sheets: Sequence[tuple[str, str, int]],
) -> None:  # fmt: skip
    """The cover: what this is, of which release, from which source, what the colours mean, where the tables are."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 62)
    sheet.set_column(2, 2, 62)
    print_across(sheet, release.release_id)
    sheet.write_string(0, 0, subject.title_ja, styles.text(22, bold=True))
    sheet.write_string(1, 0, subject.title_en, styles.text(14))
    line = _pairs(sheet, styles, 3, _facts(connection, subject, release))
    line = _heading(sheet, styles, line + 1, "色の意味 Colours")
    for name, colour in catalogue().colours.items():
        sheet.write_string(line, 0, words().get(name, name), styles.text(colour=name))
        sheet.write_string(line, 1, colour.means_ja, styles.text())
        sheet.write_string(line, 2, colour.means_en, styles.text())
        line += 1
    line = _heading(sheet, styles, line + 1, "読み方 How to read")
    for japanese, english in _HOW_TO:
        sheet.write_string(line, 1, japanese, styles.text(wrap=True))
        sheet.write_string(line, 2, english, styles.text(wrap=True))
        line += 1
    line = _heading(sheet, styles, line + 1, "シート Sheets")
    for name, title, rows in sheets:
        sheet.write_url(line, 0, f"internal:'{name}'!A1", styles.cell("text", "@", linked=True), name)
        sheet.write_string(line, 1, title, styles.text())
        sheet.write_string(line, 2, f"{rows:,} 行 rows", styles.text())
        line += 1


def _facts(connection: duckdb.DuckDBPyConnection, subject: Subject, release: Release) -> list[tuple[str, str, str]]:
    told, row = about(), release.columns
    kept = connection.execute("select count(*) from marts.dim_report").fetchone()
    built = row["built_at"]
    doubtful = f"要確認 flagged {row['flagged_count']:,}　不採用 rejected {row['rejected_cell_count']:,}"
    verdict = words().get(str(row["gate_result"]), str(row["gate_result"]))
    return [
        ("内容 Contents", subject.about_ja, subject.about_en),
        ("リリース Release", release.release_id, f"プログラム Code {row['code_version']}"),
        ("作成日時 Built", f"{built + _JAPAN:%Y年%m月%d日 %H:%M}（日本時間）", f"{built:%Y-%m-%d %H:%M} UTC"),
        ("検査結果 Gate", verdict, doubtful),
        ("出典 Source", f"全国健康保険協会 各支部の公表資料 {kept[0] if kept else 0} 件（「{SOURCES_SHEET}」シート）",
         "Published reports of the branches of the Japan Health Insurance Association"),
        ("権利 Rights", told["rights_ja"], told["rights_en"]),
        *(("利用条件 Licence", *_licence(licence)) for licence in told["licenses"]),
    ]  # fmt: skip


def _licence(licence: dict[str, str]) -> tuple[str, str]:
    english, _, japanese = licence["title"].partition(" / ")
    return japanese, f"{english} ({licence['path']})"


def _pairs(sheet: Worksheet, styles: Styles, line: int, rows: Sequence[tuple[str, str, str]]) -> int:
    for name, japanese, english in rows:
        sheet.write_string(line, 0, name, styles.text(bold=True))
        sheet.write_string(line, 1, japanese, styles.text(wrap=True))
        sheet.write_string(line, 2, english, styles.text(wrap=True))
        line += 1
    return line


def _heading(sheet: Worksheet, styles: Styles, line: int, text: str) -> int:
    sheet.write_string(line, 0, text, styles.text(12, bold=True))
    return line + 1


def write_sources(
    book: Workbook, styles: Styles, connection: duckdb.DuckDBPyConnection, release_id: str, base: str
) -> None:
    """Every file offered, with its hash and a link to its evidence."""
    sheet = book.add_worksheet(SOURCES_SHEET)
    lay_out(sheet, styles, "出典　Source reports", _SOURCE_COLUMNS, release_id, 1)
    rows = connection.execute(
        "select q.file_name, b.name_ja, r.fiscal_year, r.report_kind, r.period, q.outcome, q.pages, q.sha256, "
        "report_id from marts.mart_load_quality as q left join marts.dim_report as r using (report_id) "
        "left join marts.dim_branch as b using (branch_code) "
        "order by b.jis_code, r.fiscal_year desc, q.file_name, q.sha256"
    ).fetchall()
    for line, (*cells, report_id) in enumerate(rows, 2):
        for at, value in enumerate(cells):
            text = "" if value is None else words().get(str(value), str(value)) if at in (3, 4, 5) else str(value)
            sheet.write_string(line, at, text, styles.cell("text", "@"))
        if report_id:
            address = f"{base}reports/{report_id}.html"
            target = address if address.startswith(("http://", "https://")) else f"external:{address}"
            sheet.write_url(line, len(cells), target, styles.cell("text", "@", linked=True), "根拠")
    sheet.autofilter(1, 0, max(len(rows), 1) + 1, len(_SOURCE_COLUMNS) - 1)


def write_columns(book: Workbook, styles: Styles, plans: Sequence[Plan], release_id: str) -> None:
    """What every column means, from the models' own descriptions."""
    sheet = book.add_worksheet(COLUMNS_SHEET)
    lay_out(sheet, styles, "列の説明　What the columns mean", _MEANING_COLUMNS, release_id, 2)
    described = [(plan, column, column.source) for plan in plans for column in plan.columns if column.source]
    for line, (plan, column, source) in enumerate(described, 2):
        unit = source.unit or (f"「{source.unit_from}」" if source.unit_from else "")
        cells = (plan.sheet.title, column.heading_ja, f"{plan.table.name}.{source.name}", unit, source.meaning)
        for at, text in enumerate(cells):
            sheet.write_string(line, at, text, styles.cell("text", "@"))
    sheet.autofilter(1, 0, max(len(described), 1) + 1, len(_MEANING_COLUMNS) - 1)
