"""Charts that draw what a table of their page prints: its figures are read there, and once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.document import Block, Table
from extract.normalise.numbers import parse_figure

_FEWEST = 4
Values = tuple[float, ...]


def without_repeated_charts(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[Table, Table]]]:
    """The blocks of a page without the charts of which every row of figures stands in a row or column of one table, and
    each of those charts with that table.
    """
    tables = [block for block in blocks if isinstance(block, Table) and not block.chart]
    repeated: list[tuple[Table, Table]] = []
    for chart in (block for block in blocks if isinstance(block, Table) and block.chart):
        lines = [values for values in _lines(chart) if len(values) > 1]
        if sum(map(len, lines)) < _FEWEST:
            continue
        same = next((table for table in tables if _prints(table, lines)), None)
        if same is not None:
            repeated.append((chart, same))
    gone = {id(chart) for chart, _ in repeated}
    return [block for block in blocks if id(block) not in gone], repeated


def _prints(table: Table, lines: Sequence[Values]) -> bool:
    printed = [*_lines(table), *_lines(table, down=True)]
    return all(any(_holds(one, values) for one in printed) for values in lines)


def _holds(printed: Values, values: Values) -> bool:
    """Whether figures stand among others in their order, one behind the other."""
    ends = range(len(printed) - len(values) + 1)
    return any(printed[at : at + len(values)] == values for at in ends)


def _lines(table: Table, down: bool | None = None) -> Iterator[Values]:
    """The figures of each row, or of each column; of a chart along its categories."""
    down = table.chart and _runs_down(table) if down is None else down
    for at in range(table.n_cols if down else table.n_rows):
        cells = [cell for cell in table.cells if (cell.col if down else cell.row) == at]
        cells.sort(key=lambda cell: cell.row if down else cell.col)
        figures = (parse_figure(cell.text) for cell in cells)
        if found := tuple([figure.value for figure in figures if figure is not None]):
            yield found


def _runs_down(chart: Table) -> bool:
    """Whether the names of a chart's categories run down."""
    return any(cell.col == 0 and cell.row > 0 and cell.text for cell in chart.cells) and chart.n_rows > chart.n_cols
