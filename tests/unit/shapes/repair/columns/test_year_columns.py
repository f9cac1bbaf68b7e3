"""Year columns that a conversion wrote one below the other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import Document, Line, Page, Paragraph, Place, Table
from extract.interpret import interpret
from extract.readers.conversions.text import read_text
from extract.shapes.repair.columns.year_columns import divide, twins_of, unit_of, with_year_columns
from tests.unit.build import SHA, header

NEW, OLD = "<新>令和8年度", "<旧>令和7年度"
LEAD = "・ 窓口に来る人の声を月ごとに集め、その声を次の月の運営に生かす。"
#: One column over three pages; a sentence is cut at the end of the first page, a list at the end of the second.
LEFT = (
    (
        "① 案内の見直し",
        "・ 窓口の案内板を字の大きなものに替え、待ち時間の目安を示す。",
        "・ 相談の予約を電話でも受け付け、来所の前に要る書類を",
    ),
    (
        "知らせることで二度の来所をなくす。",
        "【困難度:高】",
        "人手が限られるなかで新しい受付を始めるため、困難度が高い。",
        "【具体的取組】",
        "(a) 案内板の文案を作り、来所者の声を聞いて改める。",
        "(b) 電話の当番表を作る。",
    ),
    (
        "(c) 予約の数を毎月数え、次の月の当番に生かす。",
        "② 広報の工夫",
        "・ 広報誌に図を増やし、若い世代にも読まれる紙面にする。",
    ),
)
RIGHT = (
    (
        "① 案内の見直し",
        "・ 窓口の案内板を字の大きなものに替える。",
        "・ 相談の予約を窓口で受け付け、来所の前に要る書類を紙で",
    ),
    (
        "渡すことで二度の来所をなくす。",
        "【困難度:高】",
        "人手が限られるなかで新しい受付を始めるため、困難度が高い。",
        "【具体的取組】",
        "(a) 案内板の文案を作り、職員の声を聞いて改める。",
        "(b) 窓口の当番表を作る。",
    ),
    ("(c) 予約の数を毎月数える。", "② 広報の工夫", "・ 広報誌に図を増やし、読みやすい紙面にする。"),
)


def conversion(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> Document:
    """A report whose first row is a table and whose pages after that stand one column below the other."""
    lines = ["令和8年度 大分支部 事業計画", "", f"分野\t{NEW}\t{OLD}", f"1. 窓口\t{LEAD}\t{LEAD}", ""]
    for page in zip(left, right, strict=True):
        for column in page:
            lines.extend(column)
            lines.append("")
    return read_text("\n".join(lines).encode(), "plan.txt", SHA)


def sides(document: Document) -> dict[int, list[list[str]]]:
    """The texts of the tables put back, by the number of their column."""
    found: dict[int, list[list[str]]] = {}
    for block in document.pages[0].blocks:
        if isinstance(block, Table) and "+" in block.index:
            for cell in block.cells:
                found.setdefault(cell.col, []).append([line.text for line in cell.lines])
    return found


@pytest.mark.parametrize("pages", [2, 3])
def test_pages_are_put_side_by_side(pages: int) -> None:
    document = with_year_columns(conversion(LEFT[:pages], RIGHT[:pages]), header(2026, kind="plan"))
    flat = {col: [line for page in found for line in page] for col, found in sides(document).items()}
    assert flat == {
        1: [line for page in LEFT[:pages] for line in page],
        2: [line for page in RIGHT[:pages] for line in page],
    }


def test_every_line_put_back_is_doubted() -> None:
    document = with_year_columns(conversion(LEFT, RIGHT), header(2026, kind="plan"))
    tables = [block for block in document.pages[0].blocks if isinstance(block, Table) and "+" in block.index]
    assert len(tables) == 3
    assert all(line.doubt for table in tables for cell in table.cells for line in cell.lines)


def test_items_get_their_year_and_cut_sentences_are_whole() -> None:
    out, _ = interpret(conversion(LEFT, RIGHT))
    items = {(row["fiscal_year"], row["item_ja"]): row["review_state"] for row in out.of("plan_item")}
    assert (
        items[2026, "相談の予約を電話でも受け付け、来所の前に要る書類を知らせることで二度の来所をなくす。"] == "flagged"
    )
    assert (
        items[2025, "相談の予約を窓口で受け付け、来所の前に要る書類を紙で渡すことで二度の来所をなくす。"] == "flagged"
    )
    assert (2025, "予約の数を毎月数える。") in items
    assert (2026, "予約の数を毎月数え、次の月の当番に生かす。") in items


def test_text_said_once_is_no_pair_of_columns() -> None:
    once = (
        "はじめに",
        "支部の概要は別冊のとおり。",
        "窓口の数は三つ。",
        "職員は二十人。",
        "所在地は市の中央。",
        "以上。",
    )
    document = conversion([once], [("別冊",)])
    assert with_year_columns(document, header(2026, kind="plan")) is document


def test_a_table_without_headings_stands_under_the_years_before() -> None:
    text = "\n".join(
        [
            f"分野\t{NEW}\t{OLD}",
            f"1. 窓口\t{LEAD}\t{LEAD}",
            "",
            "・ 新しい様式の見本を窓口と役場に並べ、その使い方を係の者が説く。\t"
            "・ 古い様式の見本を窓口に並べ、折にふれてその使い方を係の者が説く。",
        ]
    )
    document = with_year_columns(read_text(text.encode(), "plan.txt", SHA), header(2026, kind="plan"))
    headless = document.pages[0].blocks[-1]
    assert isinstance(headless, Table)
    assert [(cell.col, cell.lines[0].doubt is not None) for cell in headless.cells] == [(1, True), (2, True)]


def test_a_document_with_places_is_left_alone() -> None:
    line = Line("本文", Place(1, (0, 0, 9, 9)), 9.0, box=(0, 0, 9, 9))
    document = Document(SHA, "report.pdf", "pdf", [Page(1, [Paragraph([line])])])
    assert with_year_columns(document, header(2026)) is document


def test_numbers_run_on_within_a_column() -> None:
    first, second = (
        ("(a) 窓口を開く。", "(b) 窓口を閉じる。", "(c) 窓口を直す。"),
        ("(a) 電話を置く。", "(b) 電話を替える。"),
    )
    texts = [*first, *second, "(d) 窓口を広げる。", "(c) 電話を直す。"]
    units = [unit_of(Line(text, Place(span=(2 * i, 1, 2 * i, 9))), i) for i, text in enumerate(texts)]
    assert divide(units, twins_of(units)) == [0, 0, 0, 1, 1, 0, 1]
