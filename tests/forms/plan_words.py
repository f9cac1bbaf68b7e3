"""Words of plans and their evaluation that forms draw from: work as sentence, phrase or report, legends, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.forms.report import Report

#: Names of fields and of topics within them.
PILLARS = ("基盤的保険者機能", "戦略的保険者機能", "組織・運営体制")
PILLAR_ENDS = ("", "関係", "の盤石化", "について")
HEADINGS = (
    "サービス水準の向上", "現金給付の適正化", "債権の回収", "健診・保健指導", "医療費適正化", "人材育成",
    "コラボヘルスの推進", "広報活動", "レセプト点検の強化", "重症化予防", "費用対効果を踏まえた調達",
    "窓口業務の見直し",
)  # fmt: skip
GROUPS = ("業務グループ", "保健グループ", "企画総務グループ", "レセプトグループ", "企画グループ")

_WHO = (
    "未受診の事業所", "県内の商工団体", "健診機関", "新規に適用された事業所", "薬局", "市町村の担当課", "医療機関",
    "健康宣言事業所", "社会保険労務士会", "被扶養者", "若手職員", "債務者",
)  # fmt: skip
_WHAT = (
    ("訪問", "する"), ("文書による案内", "を行う"), ("説明会の開催", "を進める"), ("意見交換", "を実施する"),
    ("アンケート調査", "を行う"), ("利用手順の周知", "を図る"), ("電話による催告", "を強化する"),
    ("事例の紹介", "に努める"),
)  # fmt: skip
_LINKS = ("への", "に対する", "と連携した", "を対象とした")
_WHY = ("", "", "", "理解を得るため、", "利用を広げるため、", "進捗を確認しながら、", "関係団体の協力を得て、")
_LONG = "前年度の結果を分析したうえで対象を絞り込み、優先順位の高いものから順に、"
_PAST = (
    ("する", "した"), ("を行う", "を行った"), ("を進める", "を進めた"), ("を実施する", "を実施した"),
    ("を図る", "を図った"), ("を強化する", "を強化した"), ("に努める", "に努めた"),
)  # fmt: skip
_POLITE = (
    ("する", "します"), ("行う", "行います"), ("進める", "進めます"), ("図る", "図ります"), ("努める", "努めます"),
)  # fmt: skip


@dataclass
class Work:
    """Pieces of work, each said once; `way` is how the whole report says them: sentence, verb, polite or phrase."""

    rng: Random
    way: str

    def __post_init__(self) -> None:
        self.left = [(who, link, what) for who in _WHO for link in _LINKS for what in _WHAT]
        self.rng.shuffle(self.left)

    def planned(self) -> str:
        """Work that is to be done."""
        who, link, (noun, verb) = self.left.pop()
        why = self.rng.choice(_WHY) + (_LONG if self.rng.random() < 0.15 else "")
        if self.way == "phrase":
            return f"{who}{link}{noun}"
        said = f"{why}{who}{link}{noun}{verb}"
        if self.way == "polite":
            said = next(said.removesuffix(a) + b for a, b in _POLITE if said.endswith(a))
        return said if self.way == "verb" else f"{said}。"

    def told(self) -> str:
        """Work that was done."""
        who, link, (noun, verb) = self.left.pop()
        count = self.rng.choice(("", "計画どおり", "延べ3回、", "上期に"))
        past = next(f"{noun}{verb}".removesuffix(a) + b for a, b in reversed(_PAST) if verb.endswith(a))
        return f"{count}{who}{link}{past}。"


#: Marks of judgements with their legends: what is printed for 計画を上回る, 計画どおり, 下回る, 未実施.
_KEYS = (("◎", "○", "△", "×"), ("A", "B", "C", "D"), ("S", "A", "B", "C"))
_SAYINGS = (
    ("計画を上回る", "計画どおり", "計画を下回る", "未実施"),
    ("大幅に上回る", "概ね達成", "一部未達成", "未実施"),
    ("目標を上回った", "目標を達成した", "目標に届かなかった", "実施できなかった"),
)
_STATES = ("exceeded", "on_plan", "in_progress_or_below", "not_done")
WORD_MARKS = ("達成", "概ね達成", "未達成", "未実施")


@dataclass
class Legend:
    """The marks of a report's judgements and the line that explains them; `marks` to what each says."""

    line: str
    marks: dict[str, str]

    def draw(self, rng: Random, count: int) -> list[str]:
        """So many marks, not all the same."""
        keys = list(self.marks)
        drawn = [keys[1], keys[2], *(rng.choice(keys) for _ in range(count - 2))]
        rng.shuffle(drawn)
        return drawn[:count]


def legend_of(rng: Random, letters: bool = True) -> Legend:
    """A legend in one of many spellings."""
    keys = rng.choice(_KEYS if letters else _KEYS[:1])
    words = rng.choice(_SAYINGS)
    between = rng.choice(("：", "…", "＝", ":", "　"[:1])) if keys[0] == "◎" else rng.choice(("：", "…", "＝"))
    gap = rng.choice(("　", "、", " "))
    entries = gap.join(f"{key}{between}{word}" for key, word in zip(keys, words, strict=True))
    head = rng.choice(
        ("評価　", "【凡例】", "※", "（評価区分）", "") if keys[0] == "◎" else ("評価　", "【評価】", "評価区分　")
    )
    return Legend(head + entries, dict(zip(keys, _STATES, strict=True)))


def judge(report: Report, item: str, mark: str, section: str = "", period: str = "", status: str = "") -> None:
    """Writes down a judgement."""
    report.truth.add("statuses", period=period, section=section, item_ja=item, symbol=mark, status=status)
