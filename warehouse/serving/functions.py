"""The functions that tell what an earlier release said, as DuckDB's readers have them (docs/how-to/as-of.md).

They ask the views that readers see, so a switch of the release is their switch too. The planner puts their text in the
place of their call: whoever calls one holds locks on the views like one who reads those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from psycopg import sql

from warehouse.history.question import NAMES

View = tuple[str, str]

_PUBLICATIONS: View = ("marts", "dim_publication")
_AS_OF = """
select * from {spells} where valid_from_at <= moment and (valid_to_at is null or valid_to_at > moment)
"""
_AT = """
select spells.*
from {spells} as spells
cross join (select max(publication_no) as publication_no from {publications} where release_id = wanted) as last
where valid_from_no <= last.publication_no and (valid_to_no is null or valid_to_no > last.publication_no)
"""
#: Each kind of function: the end of its name, its parameter, what it selects, and what it is.
_KINDS = (
    ("as_of", sql.SQL("moment timestamp"), sql.SQL(_AS_OF), "The rows of {} that held at a moment (UTC)."),
    ("at", sql.SQL("wanted text"), sql.SQL(_AT), "The rows of {} that held in the release of that name."),
)
#: The view of spells behind each name.
_SPELLS: dict[str, View] = {name: table.place for name, table in NAMES.items()}


def dropped(views: Collection[View]) -> Iterator[sql.Composed]:
    """What must be done before these views can be dropped: the functions that ask them go first."""
    for name, spells in _SPELLS.items():
        if {spells, _PUBLICATIONS} & set(views):
            for ending, parameter, _, _ in _KINDS:
                yield sql.SQL("drop function if exists {}({})").format(_function(spells, name, ending), parameter)


def created(views: Collection[View]) -> Iterator[sql.Composed]:
    """The functions over those of these views that hold spells; one that is there already keeps its identity."""
    for name, spells in _SPELLS.items():
        if not {spells, _PUBLICATIONS} <= set(views):
            continue
        for ending, parameter, asked, said in _KINDS:
            function = _function(spells, name, ending)
            places = {"spells": sql.Identifier(*spells), "publications": sql.Identifier(*_PUBLICATIONS)}
            body = asked.format(**places).as_string(None)
            yield sql.SQL("create or replace function {}({}) returns setof {} language sql stable as {}").format(
                function, parameter, sql.Identifier(*spells), sql.Literal(body)
            )
            yield sql.SQL("comment on function {}({}) is {}").format(
                function, parameter, sql.Literal(said.format(".".join(spells)))
            )


def _function(spells: View, name: str, ending: str) -> sql.Identifier:
    return sql.Identifier(spells[0], f"{name}_{ending}")
