"""Boxes, sheets and slides of KPIs: tiles, one table for each KPI, tables beside boxes of text, figures with arrows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.forms.box_words import LEGENDS, Said, put, put_large, record, said_of, words_of
from tests.forms.grid import Box, Content, Grid
from tests.forms.judging import told_of
from tests.forms.paper import Sheet, width_of
from tests.forms.report import Report

Sides = tuple[float, float, float, float]
_GROUPS = ("業務グループ", "保健グループ", "レセプトグループ", "企画総務グループ")
_PILLARS = ("基盤的保険者機能", "戦略的保険者機能", "組織・運営体制")
_HEADINGS = ("主なKPIの状況", "KPIの達成状況", "■ 指標の状況", "１　重点指標（KPI）", "【KPI一覧】")
_EXTRAS = ("target", "before", "nation", "rank", "rate", "status")


def _chosen(rng: Random, least: int = 2, most: int = 4) -> list[str]:
    """What is said beside a result: the target, and some more in any order."""
    roles = ["target", *rng.sample(_EXTRAS[1:], rng.randint(least, most) - 1)]
    if rng.random() < 0.6:
        rng.shuffle(roles)
    return roles


def _frame(sheet: Sheet, style: str, sides: Sides, band: float) -> None:
    """The outline of a tile, or its ground; `band` is the height of what its name stands in."""
    x0, y0, x1, _ = sides
    if style in ("box", "banded", "ruled"):
        sheet.box(*sides)
    if style == "rounded":
        sheet.rounded(*sides)
    if style == "ground":
        sheet.fill(*sides, 0.93)
    if style in ("banded", "capped"):
        sheet.fill(x0, y0, x1, y0 + band, 0.8)
    if style == "ruled":
        sheet.line(x0, y0 + band, x1, y0 + band)


def _mark(style: str, number: int) -> str:
    return {"①": chr(ord("①") + number), "■": "■", "KPI": f"KPI{number + 1} ", "1": f"{number + 1}　"}.get(style, "")


def _entry(one: Said, style: str) -> str:
    return {"gap": f"{one.label}　{one.value}", "colon": f"{one.label}：{one.value}", "brackets":
            f"（{one.label}：{one.value}）", "boxed": f"【{one.label}】{one.value}"}[style]  # fmt: skip


def kpi_tiles(report: Report) -> None:
    """Tiles in rows: a name, the result in large print, and below or beside it what it is compared with."""
    rng, sheet = report.rng, report.sheet
    words, roles = words_of(report), _chosen(rng)
    style = rng.choice(("box", "rounded", "ground", "banded", "capped", "ruled", "white"))
    per_row = rng.choice((2, 3, 4) if report.landscape else (2, 3))
    count = per_row * rng.choice((1, 2, 2) if per_row > 2 else (2, 3))
    name_at = rng.choice(("inside", "inside", "above")) if style in ("box", "rounded", "ground", "white") else "inside"
    said_at = rng.choice(("above", "below", "left", ""))
    entry, mark = rng.choice(("gap", "gap", "colon", "brackets", "boxed")), rng.choice(("", "①", "■", "KPI", "1"))
    large, align = rng.choice((15, 18, 22)), rng.choice(("center", "left"))
    align = "left" if said_at == "left" else align
    corner = "status" in roles and rng.random() < 0.5
    gauge = rng.random() < 0.2
    if rng.random() < 0.6:
        report.say(rng.choice(_HEADINGS), 11)
    if "status" in roles:
        report.say(rng.choice(LEGENDS), 8)
    gap = rng.choice((10.0, 16.0))
    width, band = (report.width - (per_row - 1) * gap) / per_row, 30.0
    listed = [role for role in roles if not (corner and role == "status")]
    high = band + 10 + large * 1.4 + (12 if said_at in ("above", "below") else 0) + 13 * len(listed) + 12 * gauge
    above = 24.0 if name_at == "above" else 0.0
    for i, kpi in enumerate(report.kpis(min(count, 10))):
        x = report.margin + i % per_row * (width + gap)
        top = report.y + i // per_row * (high + above + gap)
        name, said = said_of(report, kpi, words)
        y = top + above
        _frame(sheet, style, (x, y, x + width, y + high), band)
        inner = (x + 6, x + width - 6)
        put(sheet, _mark(mark, i) + name, (inner[0], inner[1] - 16 * corner), top if above else y + 4, 9,
            align if not above else "left")  # fmt: skip
        if corner:
            sheet.text(x + width - 18, y + 5, said["status"].value, 12)
        y += 6 if above else band + 5
        result = said["result"]
        if said_at == "above":
            y = put(sheet, result.label, inner, y, 8, align) + 2
        if said_at == "left":
            sheet.text(inner[0], y + 0.88 * (large - 8), result.label, 8)
        left = inner[0] + (width_of(result.label, 8) + 4 if said_at == "left" else 0)
        put_large(sheet, result.value, (left, inner[1]), y, large, rng.choice((8, 10)),
                  align if said_at != "left" else "left")  # fmt: skip
        y += large * 1.25
        if said_at == "below":
            y = put(sheet, f"（{result.label}）", inner, y, 8, align)
        if gauge:
            sheet.fill(inner[0], y + 3, inner[1], y + 8, 0.85)
            sheet.fill(inner[0], y + 3, inner[0] + 0.6 * (inner[1] - inner[0]), y + 8, 0.4)
            y += 12
        for role in listed:
            y = put(sheet, _entry(said[role], entry), inner, y + 1, 8, align) + 1
        record([said["result"], *(said[role] for role in roles)])
    report.y += -(-count // per_row) * (high + above + gap)


def kpi_folders(report: Report) -> None:
    """One sheet for each KPI: labels with what they stand for, beside or above it, on its own or in a frame."""
    rng = report.rng
    words, roles = words_of(report), ["result", *_chosen(rng, 2, 4)]
    if rng.random() < 0.5:
        roles = [*(role for role in roles if role != "result"), "result"]
    name_word = rng.choice(("指標名", "KPI", "評価指標", "指標（KPI）", "項目"))
    style, paired = rng.choice(("down", "down", "over", "pairs")), rng.random() < 0.3 and report.landscape
    framed, titled, work = rng.random() < 0.25, rng.random() < 0.3, rng.random() < 0.4
    told = rng.choice((("現状", "今後の対応"), ("現状・課題", "改善策"), ("分析", "今後の方針"), ("要因分析",), ()))
    owner = rng.random() < 0.3
    if "status" in roles:
        report.say(rng.choice(LEGENDS), 8)
    gap = 14.0
    width = (report.width - gap) / 2 if paired else report.width
    top, low = report.y, report.y
    for i, kpi in enumerate(report.kpis(4 if paired or not report.landscape else 2)):
        name, said = said_of(report, kpi, words)
        column = i % 2 if paired else 0
        x, inner = report.margin + column * (width + gap), width - (16 if framed else 0)
        figures = [said[role] for role in roles]
        texts = [(word, told_of(report)) for word in told]
        if work:
            texts.insert(0, ("取組内容", item := report.sentence()))
            report.item(item, section=name)
        rows, shares = _sheet_rows(name_word, "" if titled else name, figures, texts, style)
        if owner:
            first = rows[0]
            first = [first[0], Box(name, across=max(1, len(shares) - 3)), "担当", rng.choice(_GROUPS)]
            if len(shares) > 3 and not titled:
                rows[0] = first
        y = low if not paired or column == 0 else top
        if column == 0:
            top = y
        start = y
        if framed:
            y += 6
        if titled:
            y = put(report.sheet, f"{_mark(rng.choice(('①', '■', '1')), i)}{name}", (x + 8, x + width), y, 10) + 3
        scale = inner / sum(shares)
        y = Grid([share * scale for share in shares], rows, 0, size=8).draw(
            report.sheet, x + (8 if framed else 0), y)  # fmt: skip
        if framed:
            report.sheet.box(x, start, x + width, y + 6)
        low = max(low, y + 20)
        record(figures)
    report.y = low


def _sheet_rows(name_word: str, name: str, figures: Sequence[Said], texts: Sequence[tuple[str, str]], style: str
                ) -> tuple[list[list[Content]], list[float]]:  # fmt: skip
    """The rows of a sheet and the shares of its columns; without its `name` where that stands above."""
    label = lambda text: Box(text, shaded=True, align="center")  # noqa: E731
    if style == "down":
        rows: list[list[Content]] = [[label(one.label), one.value] for one in figures]
        head: list[list[Content]] = [[label(name_word), name]] if name else []
        return [*head, *rows, *[[label(word), text] for word, text in texts]], [2, 6]
    if style == "over":
        n = len(figures)
        rows = [[label(one.label) for one in figures], [Box(one.value, align="center") for one in figures]]
        head = [[label(name_word), Box(name, across=n - 1)]] if name else []
        return [*head, *rows, *[[label(word), Box(text, across=n - 1)] for word, text in texts]], [3.0] * n
    cells: list[list[Content]] = [[label(one.label), Box(one.value, align="center")] for one in figures]
    if len(cells) % 2:
        cells.append([label("備考"), ""])
    rows = [[*left, *right] for left, right in zip(cells[::2], cells[1::2], strict=True)]
    head = [[label(name_word), Box(name, across=3)]] if name else []
    return [*head, *rows, *[[label(word), Box(text, across=3)] for word, text in texts]], [2, 3, 2, 3]


def slide_with_notes(report: Report) -> None:
    """Slides: a table of KPIs on the left or right, beside it boxes with what was done, a title across."""
    rng = report.rng
    words, roles = words_of(report), ["result", *_chosen(rng, 2, 4)]
    share, left, gap = rng.choice((0.55, 0.62, 0.68)), rng.random() < 0.7, 14.0
    style = rng.choice(("closed", "closed", "open_sides", "horizontal"))
    frame, mark = rng.choice(("box", "rounded", "ground", "white")), rng.choice(("・", "①", "○", ""))
    head = rng.choice(("取組状況", "主な取組", "ポイント", "令和の取組", "今後の取組"))
    order = rng.sample(roles, len(roles))
    for i, topic in enumerate(rng.sample(_PILLARS, 2)):
        if i:
            report.turn()
        report.say(f"{i + 1}　{topic}", 13)
        if "status" in roles:
            report.say(rng.choice(LEGENDS), 8)
        top, wide = report.y + 4, report.width * share
        x = report.margin if left else report.margin + report.width - wide
        rows: list[list[Content]] = []
        for kpi in report.kpis(3):
            name, said = said_of(report, kpi, words)
            if not rows:
                rows.append([Box(text, align="center", shaded=style == "closed")
                             for text in ("指標", *(said[role].label for role in order))])  # fmt: skip
            rows.append([name, *(Box(said[role].value, align="center") for role in order)])
            record([said[role] for role in order])
        shares = [2.6, *[1.5] * len(order)]
        end = Grid([wide * s / sum(shares) for s in shares], rows, 1, style, 8).draw(report.sheet, x, top)
        bx = report.margin + wide + gap if left else report.margin
        sides = (bx, top, bx + report.width - wide - gap, top + 110)
        _frame(report.sheet, frame, sides, 0)
        y = put(report.sheet, head, (bx + 8, sides[2] - 8), top + 6, 9) + 2
        for k in range(3):
            lead = {"①": chr(ord("①") + k)}.get(mark, mark)
            y = put(report.sheet, lead + told_of(report), (bx + 8, sides[2] - 8), y, 8) + 2
        report.y = max(end, top + 110) + 10


def upright_groups(report: Report) -> None:
    """A portrait list of KPIs whose groups stand upright in a narrow column on the left, going on over pages."""
    rng = report.rng
    words, roles = words_of(report), ["result", *_chosen(rng, 2, 3)]
    order = rng.sample(roles, len(roles))
    numbered, again = rng.random() < 0.4, rng.random() < 0.6
    chosen = report.kpis(8)
    split = rng.choice((8, 4, 5))
    if "status" in roles:
        report.say(rng.choice(LEGENDS), 8)
    head: list[Content] = []
    number = 0
    for part, kpis in enumerate((chosen[:split], chosen[split:])):
        if not kpis:
            continue
        if part:
            report.turn()
        rows: list[list[Content]] = []
        cut = rng.randint(2, len(kpis) - 2) if len(kpis) > 3 else len(kpis)
        for j, kpi in enumerate(kpis):
            name, said = said_of(report, kpi, words)
            number += 1
            head = head or [Box(text, align="center", shaded=True) for text in
                            ("区分", *(["No."] * numbered), "KPI", *(said[r].label for r in order))]  # fmt: skip
            group = [(0, cut), (cut, len(kpis))]
            start = next(((a, b) for a, b in group if a == j and b > a), None)
            ahead: list[Content] = []
            if start is not None:
                ahead = [Box(_PILLARS[(part + (j > 0)) % 3][:5], down=start[1] - start[0], upright=True)]
            rows.append([*ahead, *([str(number)] if numbered else []), name, *(Box(said[r].value, align="center")
                                                                              for r in order)])  # fmt: skip
            record([said[r] for r in order])
        heads = [head] if not part or again else []
        report.draw([*heads, *rows], [1.0, *([1.0] if numbered else []), 5, *[2.4] * len(order)], heads=len(heads),
                    size=8)  # fmt: skip


def columns_of_tables(report: Report) -> None:
    """Headings with a small table below each, in one column or two on the page; some KPIs run across."""
    rng = report.rng
    words, roles = words_of(report), ["result", *_chosen(rng, 2, 3)]
    columns, gap = rng.choice((1, 2, 2)), 18.0
    order = rng.sample(roles, len(roles))
    upright, mark = rng.random() < 0.4, rng.choice(("①", "■", "1", "KPI"))
    style = rng.choice(("closed", "closed", "open_sides", "horizontal"))
    named_within = style == "closed" and rng.random() < 0.25
    if "status" in roles:
        report.say(rng.choice(LEGENDS), 8)
    width = (report.width - gap * (columns - 1)) / columns
    tops = [report.y] * columns
    count = 4 if upright and columns == 1 else 6  # more would run off the page
    for i, kpi in enumerate(report.kpis(count)):
        name, said = said_of(report, kpi, words)
        column = i * columns // count
        x, y = report.margin + column * (width + gap), tops[column]
        if not named_within:
            y = put(report.sheet, _mark(mark, i) + name, (x, x + width), y, 9) + 3
        rows: list[list[Content]]
        if upright:
            rows = [[Box(said[r].label, shaded=style == "closed", align="center"), Box(said[r].value, align="center")]
                    for r in order]  # fmt: skip
        else:
            rows = [[Box(said[r].label, shaded=style == "closed", align="center") for r in order],
                    [Box(said[r].value, align="center") for r in order]]  # fmt: skip
        shares = [1.0] * (2 if upright else len(order))
        if named_within:
            rows.insert(0, [Box(name, across=len(shares), align="center")])
        y = Grid([width * s / sum(shares) for s in shares], rows, 0, style, 8).draw(report.sheet, x, y)
        tops[column] = y + 14
        record([said[r] for r in order])
    report.y = max(tops)


def arrow_boxes(report: Report) -> None:
    """Before and after with an arrow between them, in boxes or in one line, and the target with its attainment."""
    rng, sheet = report.rng, report.sheet
    words, extras = words_of(report), ["target", *rng.sample(("nation", "rank", "rate", "status"), rng.randint(0, 2))]
    style = rng.choice(("boxes", "line", "line", "large"))
    frame, mark = rng.choice(("box", "rounded", "ground", "white")), rng.choice(("", "①", "■", "1"))
    entry, drawn = rng.choice(("gap", "colon", "brackets")), rng.random() < 0.5
    if "status" in extras:
        report.say(rng.choice(LEGENDS), 8)
    report.say(rng.choice(_HEADINGS), 11)
    high = 74.0 if style != "line" else 44.0
    x, right = report.margin, report.margin + report.width
    for i, kpi in enumerate(report.kpis(5)):
        name, said = said_of(report, kpi, words)
        before, result = said["before"], said["result"]
        y = report.y
        _frame(sheet, frame, (x, y, right, y + high), 0)
        put(sheet, _mark(mark, i) + name, (x + 8, right), y + 5, 9.5)
        tail = "　".join(_entry(said[role], entry) for role in extras)
        if style == "line":
            arrow = "　" if drawn else rng.choice(("→", "⇒", "➡"))
            start = f"{before.label}　{before.value}　"
            put(sheet, f"{start}{arrow}　{result.label}　{result.value}", (x + 20, right), y + 21, 9)
            if drawn:
                at = x + 20 + width_of(start, 9)
                sheet.arrow(at, y + 25.5, at + 8)
            put(sheet, tail, (x + 300 if report.landscape else x + 20, right), y + (21 if report.landscape else 32), 8)
        else:
            for k, one in enumerate((before, result)):
                sides = (x + 16 + k * 170, y + 20, x + 136 + k * 170, y + 68)
                if style == "boxes":
                    sheet.box(*sides)
                put(sheet, one.label, sides[:1] + sides[2:3], y + 24, 8, "center")
                put_large(sheet, one.value, sides[:1] + sides[2:3], y + 38, 16, 9)
            sheet.arrow(x + 146, y + 46, x + 176)
            yy = y + 22
            for role in extras:
                yy = put(sheet, _entry(said[role], entry), (x + 330, right - 6), yy, 8.5) + 3
        record([before, result, *(said[role] for role in extras)])
        report.y += high + 10


#: Form, and the kind of report and the side of paper it is drawn for (None: any).
FREE_BOXES: Sequence[tuple[Callable[[Report], None], None, bool | None]] = (
    (kpi_tiles, None, None), (kpi_folders, None, None), (slide_with_notes, None, True), (upright_groups, None, False),
    (columns_of_tables, None, None), (arrow_boxes, None, None),
)  # fmt: skip
