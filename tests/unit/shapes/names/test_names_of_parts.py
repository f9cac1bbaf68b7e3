"""Names that titles and headings lend to the rows of tables."""

from __future__ import annotations

from tests.unit.build import paragraph, table, titled

DOWN = [["月", "回収率(診療報酬返還金を除く)"], ["4月", "21.5%"], ["5月", "30.1%"], ["6月", "41.2%"]]


def test_a_bracket_that_the_kpis_own_name_holds_says_no_more() -> None:
    out = titled(paragraph("返納金債権の回収率(累計)"), table(DOWN), title="令和6年度 大分支部事業報告")
    assert {row["kpi_code"] for row in out.of("monthly_actual")} == {"overpayment_recovery_rate"}


def test_another_bracket_does() -> None:
    rows = [["月", "回収率(第三者行為を除く)"], *DOWN[1:]]
    out = titled(paragraph("返納金債権の回収率(累計)"), table(rows), title="令和6年度 大分支部事業報告")
    assert {row["kpi_code"] for row in out.of("monthly_actual")} == {None}


def test_what_compares_goes_by_the_name_in_the_heading() -> None:
    grid = table([["", "4月", "5月", "6月"], ["支給件数", "101.2%", "99.0%", "98.7%"]])
    out = titled(paragraph("1 傷病手当金 支給件数"), paragraph("前年比（令和4年度÷令和3年度）"), grid)
    assert {row["measure_ja"] for row in out.of("monthly_actual")} == {"前年比 傷病手当金 支給件数"}


def test_the_number_of_workplaces_that_runs_up() -> None:
    heads = ["月", "健康宣言事業所(事業所)", None]
    rows = [heads, ["", "新規", "累計"], ["4月", "4", "904"], ["5月", "6", "910"], ["6月", "2", "912"]]
    out = titled(table(rows, spans={(0, 1): (1, 2)}))
    found = {(row["value"], row["kpi_code"]) for row in out.of("monthly_actual")}
    assert {(904.0, "health_declaration_workplaces"), (4.0, None)} <= found
