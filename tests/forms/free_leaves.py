"""A sheet for each KPI: a head row with its number, name, group and judgement, labels beside or over what they stand
for, and a table of months at the right or below.
"""

from __future__ import annotations

from dataclasses import replace

from samples.render.figures import month_of
from tests.forms.grid import Box, Content, Grid
from tests.forms.kpi_forms import aim, figures_of
from tests.forms.report import Report
from tests.forms.vocabulary import Kpi

_SYMBOLS = "◎○△×"
_LEGENDS = (
    "◎：計画を上回る　○：計画どおり　△：計画を下回る　×：未実施", "評価　◎：目標を超過　○：順調　△：遅れ　×：未達成",
)  # fmt: skip
_GROUPS = ("業務グループ", "保健グループ", "レセプトグループ", "企画総務グループ")
_NUMBERS = ("No.{}", "No.{}", "{}", "KPI{}", "①", "")
_DONE = ("予定した回数を行った。", "2回開いて延べ40人が参加した。", "7社の取組を会報で紹介した。",
         "再度の案内は7月から始めた。",
         "応募が少なく、計画の7割にとどまった。")  # fmt: skip
#: What was done in nouns, which only its label tells from a plan.
_DONE_IN_NOUNS = ("会報での取組の紹介（2回）", "商工会の会合での説明", "対象の事業所への電話（延べ40件）")
_NEXT = ("対象を広げて続ける。", "文書の内容を改める。", "年明けにもう一度案内する。")
#: Columns of labels and what they stand for, and those of a table at the right.
_LEFT, _RIGHT = (1.3, 2.2, 1.6, 1.6), (0.8, 1.4, 1.4)


def kpi_leaves(report: Report) -> None:
    """Sheets of one KPI each, all of a report alike."""
    rng = report.rng
    report.say(rng.choice(_LEGENDS))
    report.y += 4
    build = _Build(report)
    for i, kpi in enumerate(report.kpis(4)):
        if report.y > report.sheet.height - 250:
            report.turn()
        build.draw(kpi, i)


class _Build:
    """What the sheets of a report have in common: words, their order, where the months stand."""

    def __init__(self, report: Report) -> None:
        rng = report.rng
        self.report, self.rng = report, rng
        self.number = rng.choice(_NUMBERS)
        self.where = rng.choice(("right", "right", "below", "rows", ""))
        self.touching, self.months_said = rng.random() < 0.2, rng.choice(("", "", "月別実績", "実績の推移"))
        self.named = rng.choice(("", "", "指標", "指標名", "KPI")) if self.number != "KPI{}" else ""
        self.group = rng.choice(("head" if self.where == "right" else "field", "field", ""))
        self.head = rng.choice(("labelled", "labelled", "bare", "under", "below"))
        self.reason = rng.choice(("", "", "要因", "主な背景", "評価の理由", "参考となる事項"))
        self.over, self.judged = rng.random() < 0.3, rng.choice(("評価", "判定", "達成状況"))
        before, month = report.era(report.year - 1), f"{int(report.as_of[5:])}月末実績"
        self.figures = {
            "target": rng.choice(("目標値", "目標", f"{report.era()}目標")), "before": f"{before}実績",
            "nation": f"全国平均（{before}）", "rank": f"全国順位（{before}）", "now": month,
        }  # fmt: skip
        self.told = [key for key in self.figures if key == "target" or rng.random() < 0.75]
        rng.shuffle(self.told)
        self.texts = [
            ("plan", rng.choice(("年度計画", "取組内容", "実施計画", f"{report.era()}の取組"))),
            ("done", rng.choice(("実施内容", "実施状況", "取組結果")) if rng.random() < 0.9 else ""),
            ("why", self.reason),
            ("next", rng.choice(("今後の対応", "課題", "今後の取組")) if rng.random() < 0.7 else ""),
        ]
        if rng.random() < 0.3:
            self.texts.reverse()
        words = dict(self.texts)
        self.nouns = "計画" in words["plan"] or words["done"] not in ("", "実施内容")
        self.figures_first, self.bullet = rng.random() < 0.7, rng.choice(("・", "①", ""))
        self.latest_first = rng.random() < 0.5

    def draw(self, kpi: Kpi, i: int) -> None:
        """Draws one sheet and writes down what it says."""
        report, rng = self.report, self.rng
        name, target, now, before, nation = figures_of(report, kpi)
        symbol, group = rng.choice(_SYMBOLS), rng.choice(_GROUPS)
        heads = self._head(name, i, symbol, group)
        known = {"target": aim(report, kpi, target), "rank": f"{rng.randint(1, 47)}位"}
        for key, value in (("before", before), ("now", now), ("nation", nation)):
            known[key] = report.shown(value, kpi.decimals, kpi.unit)
        figures = self._pairs([(self.figures[key], known[key]) for key in self.told])
        texts = self._texts(name, group if self.group else "")
        body = figures + texts if self.figures_first else texts + figures
        if self.group == "field":
            body.insert(0, [_label("担当"), Box(group, across=3)])
        if self.head == "below":
            body.append([_label(self.judged), Box(symbol, across=3)])
        self._place(heads, body, kpi, name)
        report.target(kpi, name, target)
        for key, value, national in (("before", before, False), ("nation", nation, True)):
            if key in self.told:
                report.actual(kpi, value, year=report.year - 1, as_of="FY", national=national)
        if "now" in self.told:
            report.actual(kpi, now)
        if "rank" in self.told:
            report.truth.add("ranks", fiscal_year=str(report.year - 1), kpi_code=kpi.code, measure_ja=name,
                             as_of=month_of(str(report.year - 1), 11), rank=known["rank"][:-1])  # fmt: skip
        period = {3: "Q1", 6: "Q2", 9: "Q3"}.get(report.months, "FY")
        report.truth.add("statuses", period=period, section=name, item_ja=name, symbol=symbol)

    def _head(self, name: str, i: int, symbol: str, group: str) -> list[list[Content]]:
        number = chr(ord("①") + i) if self.number == "①" else self.number.format(i + 1)
        title, judged = Box(name, across=0), Box(symbol, align="center")
        groups: list[Content] = [Box(group)] if self.group == "head" else []
        if self.head == "under":
            over: list[Content] = [*([_label("番号")] if number else []), Box("指標名", across=0, shaded=True),
                                   *([_label("担当")] if groups else []), _label(self.judged)]  # fmt: skip
            return [over, [*([Box(str(i + 1))] if number else []), title, *groups, judged]]
        words: list[Content] = [_label(number)] if number else [_label(self.named)] if self.named else []
        said: list[Content] = {"bare": [judged], "below": []}.get(self.head, [_label(self.judged), judged])
        return [[*words, title, *groups, *said]]

    def _pairs(self, pairs: list[tuple[str, str]]) -> list[list[Content]]:
        """Labels beside or over their figures, as many as fit side by side."""
        rows: list[list[Content]] = []
        if self.over:
            for at in range(0, len(pairs), 4):
                part = pairs[at : at + 4]
                last = 5 - len(part)
                for k in (0, 1):
                    texts = [pair[k] for pair in part]
                    row: list[Content] = [Box(text, align="center", shaded=k == 0) for text in texts[:-1]]
                    rows.append([*row, Box(texts[-1], across=last, align="center", shaded=k == 0)])
            return rows
        for at in range(0, len(pairs), 2):
            part = pairs[at : at + 2]
            cells: list[Content] = [_label(part[0][0]), Box(part[0][1], across=1 if len(part) > 1 else 3)]
            rows.append([*cells, *([_label(part[1][0]), part[1][1]] if len(part) > 1 else [])])
        return rows

    def _texts(self, name: str, group: str) -> list[list[Content]]:
        rows: list[list[Content]] = []
        for role, label in self.texts:
            if not label:
                continue
            done = (*_DONE, *_DONE_IN_NOUNS) if self.nouns else _DONE
            lines = [self.rng.choice(done if role == "done" else _NEXT)]
            if role == "plan":
                lines = [self.report.sentence() for _ in range(self.rng.randint(1, 2) if self.bullet else 1)]
                for sentence in lines:
                    self.report.truth.add("plan_items", section=name, item_ja=sentence, owner_group=group)
                marks = [chr(ord("①") + k) if self.bullet == "①" else self.bullet for k in range(len(lines))]
                lines = [mark + line for mark, line in zip(marks, lines, strict=True)]
            rows.append([_label(label), Box("\n".join(lines), across=3)])
        return rows

    def _place(self, heads: list[list[Content]], body: list[list[Content]], kpi: Kpi, name: str) -> None:
        """Draws the sheet with its months at the right of the fields, below them, in rows of its own, or without."""
        report = self.report
        right = self.where == "right"
        shares = [*_LEFT, *_RIGHT] if right else _LEFT
        widths = [share * report.width / sum(shares) for share in shares]
        for row in heads:
            spare = len(shares) - sum(box.across if isinstance(box, Box) else 1 for box in row)
            for box in row:
                if isinstance(box, Box) and box.across == 0:
                    box.across = spare
        rows = [*heads, *body]
        if self.where == "rows":
            months = self._months(kpi, name, [report.width])
            third = report.months // 3
            spans = [2, third, third, third]
            rows = [*(_spread(row, spans) for row in rows), *months.rows]
            unit = report.width / (report.months + 2)
            grid = Grid([unit] * (report.months + 2), rows, 0, size=7)
            for row in months.rows:
                row[0] = Box(row[0].text if isinstance(row[0], Box) else row[0], across=2)
            report.y = grid.draw(report.sheet, report.margin, report.y) + (0 if self.touching else 14)
            return
        labelled = self.months_said and self.where == "below"
        inner = None
        if self.where:
            inner = self._months(kpi, name, widths[-3:] if right else widths[1:] if labelled else widths)
        line = 11 if right and self.months_said else 0
        tall = 0.0 if inner is None else sum(inner.heights()) + 8 + line
        if inner is not None and right:
            rows[len(heads)] = [*rows[len(heads)], Box("", across=3, down=len(body))]
        elif inner is not None:
            room = "\n" * (int(tall / 7.5) + 1)
            rows.append([_label(self.months_said), Box(room, across=3)] if labelled else [Box(room, across=4)])
        grid = Grid(widths, rows, 0, size=7.5)
        while right and sum(grid.heights()[len(heads) :]) < tall:
            grid.pad += 1
        top = report.y
        report.y = grid.draw(report.sheet, report.margin, top) + (0 if self.touching else 14)
        if inner is not None:
            at = sum(grid.heights()[: len(heads) if right else -1])
            x = report.margin + sum(widths[: 4 if right else 1 if labelled else 0]) + 4
            if line:
                report.sheet.text(x, top + at + 3, self.months_said, 7)
            inner.draw(report.sheet, x, top + at + line + 4)

    def _months(self, kpi: Kpi, name: str, widths: list[float]) -> Grid:
        """The table of months: down at the right, across below."""
        report = self.report
        one, other = report.running(kpi), report.running(kpi, 12)
        one.measure = other.measure = name
        other.values = [value if i < report.months else None for i, value in enumerate(other.values)]
        report.monthly(one)
        report.monthly(other, report.year - 1)
        said = f"実績（{'累計' if one.basis == 'cumulative' else '単月'}）"
        series = [(report.era(), one), (report.era(report.year - 1), other)]
        series = series if self.latest_first else series[::-1]
        months = [f"{(i + 3) % 12 + 1}月" for i in range(report.months)]
        rows: list[list[Content]]
        if self.where == "right":
            width = (sum(widths) - 8) / 3
            rows = [[Box("月", down=2, align="center"), Box(said, across=2, align="center")],
                    [Box(era, align="center") for era, _ in series]]  # fmt: skip
            rows += [[Box(month, align="center"),
                      *[Box(report.shown(one.values[i], kpi.decimals, kpi.unit), align="right") for _, one in series]]
                     for i, month in enumerate(months)]  # fmt: skip
            return Grid([width] * 3, rows, 0, size=6.5, pad=1)
        rows = [[Box(said, align="center"), *[Box(month, align="center") for month in months]]]
        rows += [[Box(era), *[Box(report.shown(value, kpi.decimals), align="right")
                              for value in one.values[: report.months]]] for era, one in series]  # fmt: skip
        width = (sum(widths) - 10) / (len(months) + 2)
        return Grid([2 * width, *[width] * len(months)], rows, 0, size=6.5, pad=2)


def _spread(row: list[Content], spans: list[int]) -> list[Content]:
    """A row of four columns over the columns that each of them spans."""
    out: list[Content] = []
    col = 0
    for content in row:
        box = content if isinstance(content, Box) else Box(content)
        out.append(replace(box, across=sum(spans[col : col + box.across])))
        col += box.across
    return out


def _label(text: str) -> Box:
    return Box(text, shaded=True)


FREE_LEAVES = ((kpi_leaves, "progress", False),)
