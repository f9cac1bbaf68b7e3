"""Great Expectations itself: suites built and run in an ephemeral context, and its Data Docs written to a folder.

Great Expectations is imported inside the functions because that alone takes seconds; `warm_up` starts it early.
"""

from __future__ import annotations

import html
import re
import shutil
import threading
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.frames import PLACE
from expectations.pages import make_readable
from expectations.severities import GX_NAMES, rules
from expectations.suites import Check, Suite

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext

_SITE = "kenpo"
_MARKUP = re.compile("[<>&]")


def warm_up() -> threading.Thread:
    """Start importing Great Expectations beside other work, such as a running dbt build."""
    thread = threading.Thread(target=_import, daemon=True)
    thread.start()
    return thread


def _import() -> None:
    import great_expectations  # noqa: F401


class Validator:
    """One run of all suites, and the Data Docs about it, under a name that the docs show."""

    def __init__(self, run_name: str) -> None:
        """Prepare a context of its own; nothing is written yet."""
        self._run_name = run_name
        self._suites: list[Suite] = []
        self._context = _context()
        self._source = self._context.data_sources.add_pandas("candidate")

    def run(self, suite: Suite, frame: pd.DataFrame) -> ExpectationSuiteValidationResult:
        """Validate one frame."""
        import great_expectations as gx
        from great_expectations.core.run_identifier import RunIdentifier

        self._suites.append(suite)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = self._source.add_dataframe_asset(suite.frame).add_batch_definition_whole_dataframe("all")
            built = self._context.suites.add(_expectation_suite(suite))
            definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=built)
            definition = self._context.validation_definitions.add(definition)
            return definition.run(
                batch_parameters={"dataframe": _escaped(frame)},
                result_format={"result_format": "COMPLETE", "unexpected_index_column_names": list(PLACE)},
                run_id=RunIdentifier(run_name=self._run_name, run_time=datetime.now(UTC)),
            )

    def write_docs(self, docs_dir: Path) -> None:
        """Render the Data Docs into a folder, replacing what it held, and make them independent of the network."""
        if docs_dir.exists():
            shutil.rmtree(docs_dir)
        docs_dir.mkdir(parents=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._context.add_data_docs_site(_SITE, _site_config(docs_dir))
            self._context.build_data_docs(site_names=[_SITE])
        make_readable(docs_dir, self._suites)


def _escaped(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the texts of reports as HTML has them: Great Expectations writes them into pages as they are."""
    told = [name for name in frame.columns if name in PLACE or name.startswith("finding_")]
    return frame.assign(**{name: frame[name].map(_as_html) for name in told if _has_markup(frame[name])})


def _has_markup(column: pd.Series[Any]) -> bool:
    return any(isinstance(value, str) and _MARKUP.search(value) for value in column)


def _as_html(value: Any) -> Any:
    return html.escape(value, quote=False) if isinstance(value, str) else value


def _context() -> EphemeralDataContext:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for site in list(context.get_site_names()):
        context.delete_data_docs_site(site)
    return context


def _site_config(docs_dir: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(docs_dir.resolve())},
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder", "show_cta_footer": False},
    }


def _expectation_suite(suite: Suite) -> Any:
    import great_expectations as gx

    notes = {"notes": {"format": "markdown", "content": [suite.ja, suite.en, f"`{suite.frame}`"]}}
    built = gx.ExpectationSuite(name=suite.name, meta=notes)
    for check in suite.checks:
        built.add_expectation(_expectation(check))
    return built


def _expectation(check: Check) -> Any:
    import great_expectations.expectations as gxe
    from great_expectations.expectations.row_conditions import Column

    rule = rules()[check.rule]
    condition = {"row_condition": Column("review_state") == "ok"} if check.only_ok else {}
    return getattr(gxe, check.expectation)(
        **check.arguments,
        **condition,
        severity=GX_NAMES[rule.severity],
        description=rule.description,
        meta={"rule": rule.key, "severity": rule.severity},
    )
