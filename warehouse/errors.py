"""One tree of errors. Every message is a sentence for an operator: what is wrong, and what to do about it."""

from __future__ import annotations


class WarehouseError(Exception):
    """Base of everything this package raises on purpose; `exit_code` is what the command line returns for it."""

    exit_code = 1


class NoReportsError(WarehouseError):
    """The folder is missing or holds no report; nothing was loaded and nothing published."""

    exit_code = 3


class BuildError(WarehouseError):
    """dbt did not build the candidate; the published release is untouched."""

    exit_code = 4


class GateError(WarehouseError):
    """The candidate did not pass its expectations; the published release is untouched."""

    exit_code = 5


class ReleaseError(WarehouseError):
    """A release that was asked for does not exist, or cannot be published now."""

    exit_code = 6


class LockedError(WarehouseError):
    """Another process is writing to the same warehouse."""

    exit_code = 7


class HistoryError(WarehouseError):
    """What an earlier release said cannot be told, or was asked for in a way that cannot be understood."""

    exit_code = 9


class SemanticsError(WarehouseError):
    """A metric or the documentation of a release could not be told; nothing was changed."""

    exit_code = 12


class ServingError(WarehouseError):
    """PostgreSQL cannot be served to or built in; the publication stands, and the server's readers see no change."""

    exit_code = 10


class ExportError(WarehouseError):
    """A release cannot be written in the formats of the exports; the published release is untouched."""

    exit_code = 11


class CorrectionsError(WarehouseError):
    """The decisions of reviewers cannot be applied as they stand; nothing was built and nothing published."""

    exit_code = 8

    def __init__(self, problems: list[str]) -> None:
        """Tell every problem, one line each."""
        self.problems = problems
        shown = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{len(problems)} problem(s) in the corrections, nothing was published:\n{shown}")
