"""Words and sizes that the forms draw from: branches, KPIs under several names, counts and plan sentences."""

from __future__ import annotations

from dataclasses import dataclass

BRANCHES = (
    ("秋田", "akita"), ("山口", "yamaguchi"), ("三重", "mie"), ("高知", "kochi"), ("富山", "toyama"),
    ("鹿児島", "kagoshima"), ("奈良", "nara"), ("福井", "fukui"), ("京都", "kyoto"), ("大阪", "osaka"),
)  # fmt: skip


@dataclass(frozen=True)
class Kpi:
    """A KPI with the names it may be printed under and the range of its figures."""

    code: str
    names: tuple[str, ...]
    unit: str
    low: float
    high: float
    decimals: int = 1
    at_most: bool = False
    cumulative: bool = True
    until: int = 9999


KPIS = (
    Kpi("service_standard_rate", ("サービススタンダードの達成状況", "サービススタンダードの達成率"), "%", 97, 100,
        cumulative=False),
    Kpi("mail_application_rate", ("現金給付等の申請に係る郵送化率", "申請書の郵送化率"), "%", 92, 99, cumulative=False,
        until=2024),
    Kpi("lifestyle_checkup_rate", ("生活習慣病予防健診実施率", "生活習慣病予防健診の実施率"), "%", 48, 70),
    Kpi("employer_checkup_data_rate", ("事業者健診データ取得率", "事業者健診データの取得率"), "%", 5, 12),
    Kpi("dependent_checkup_rate", ("被扶養者の特定健診実施率", "被扶養者の特定健診受診率"), "%", 22, 36),
    Kpi("insured_guidance_rate", ("被保険者の特定保健指導実施率", "被保険者の特定保健指導の実施率"), "%", 15, 38),
    Kpi("dependent_guidance_rate", ("被扶養者の特定保健指導実施率",), "%", 9, 24),
    Kpi("health_declaration_workplaces", ("健康宣言事業所数",), "事業所", 600, 3000, 0),
    Kpi("generic_use_rate", ("ジェネリック医薬品使用割合", "ジェネリック医薬品の使用割合"), "%", 76, 89,
        cumulative=False),
    Kpi("health_committee_coverage",
        ("全被保険者数に占める健康保険委員が委嘱されている事業所の被保険者数の割合",), "%", 42, 61, 2),
    Kpi("dependent_confirmation_rate", ("被扶養者資格の確認対象事業所からの確認書の提出率",), "%", 90, 96),
    Kpi("single_bid_rate", ("一般競争入札に占める一者応札案件の割合",), "%", 8, 20, at_most=True),
)  # fmt: skip

#: Counts that are no KPI, with their unit.
COUNTS = (
    ("傷病手当金", "件"), ("出産手当金", "件"), ("埋葬料", "件"), ("療養費", "件"), ("高額療養費", "件"),
    ("電話相談件数", "件"), ("来所相談件数", "件"), ("限度額適用認定証交付件数", "件"), ("健診申込人数", "人"),
    ("初回面談人数", "人"), ("勧奨文書送付件数", "件"), ("任意継続加入者数", "人"), ("返納金調定件数", "件"),
)  # fmt: skip

TOPICS = (
    "健診の受診勧奨", "適正な保険給付", "コラボヘルスの推進", "広報活動の充実", "債権管理の強化", "医療費の分析",
    "保健指導の利用促進", "職員の育成", "契約事務の透明性", "電子申請の周知",
)  # fmt: skip

_OBJECTS = (
    "事業所", "関係団体", "県内の医療機関", "小規模事業所", "新規適用事業所", "業界団体", "市町村", "健診機関",
)  # fmt: skip
_MEANS = ("訪問による説明", "文書の送付", "電話による勧奨", "セミナーの開催", "会議での協議", "好事例の紹介")
_ENDS = ("を行う。", "を計画的に進める。", "を通じて連携を深める。", "により利用を促す。")


def sentences() -> list[str]:
    """Plan sentences, each once."""
    return [f"{who}に対する{means}{end}" for who in _OBJECTS for means in _MEANS for end in _ENDS]
