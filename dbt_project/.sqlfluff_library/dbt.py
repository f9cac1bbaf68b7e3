"""Stands in for dbt's cross-database macros while sqlfluff renders the templates."""

from __future__ import annotations


def dateadd(datepart: str, interval: object, from_date_or_timestamp: str) -> str:
    """A call that parses."""
    return f"date_add({from_date_or_timestamp}, {interval})"


def date_spine(datepart: str, start_date: str, end_date: str) -> str:
    """A query that parses."""
    return "select start_date as date_month from calendar"
