"""Under which heading the work of evaluation sheets and sheets of progress stands."""

from __future__ import annotations

from extract.interpret import interpret
from tests.unit.build import document, paragraph, table

TITLE = paragraph("令和6年度上期 大分支部事業評価調書", boxed=True)


def test_fields_of_a_part_of_the_year_make_a_sheet_with_its_title() -> None:
    sheet = table(
        [
            ["評価項目", "限度額適用認定証の利用促進"],
            ["年度計画", "病院窓口への申請書設置を依頼し、利用を促進する。"],
            ["上期実績", "県内21病院を訪問し、申請書の設置を依頼した。"],
            ["下期予定", "未設置の9病院に対し、12月に文書で依頼する。"],
            ["自己評価", "○"],
        ],
        boxed=True,
    )
    out, _ = interpret(document([TITLE, sheet]))
    assert [(row["section"], row["item_ja"]) for row in out.of("plan_item")] == [
        ("限度額適用認定証の利用促進", "病院窓口への申請書設置を依頼し、利用を促進する。")
    ]


def test_columns_of_larger_and_smaller_items_are_sections_of_plans_beside_kpis() -> None:
    head = ["大項目", "小項目", "計画", "実施状況", "KPI", "目標", "9月末", "判定"]
    rows = [
        ["健診", "受診勧奨", "未受診者へ勧奨を行う", "6月に済", "被扶養者の特定健診実施率", "31.0%", "20.2%", "△"],
        ["保健指導", "ICT面談", "専門業者へ委託する", "済", "被保険者の特定保健指導実施率", "24.0%", "17.9%", "○"],
    ]
    out, _ = interpret(document([TITLE, table([head, *rows], boxed=True)]))
    assert [str(row["section"]).split(" > ")[-1] for row in out.of("plan_item")] == ["受診勧奨", "ICT面談"]
