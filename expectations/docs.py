"""Great Expectations itself: suites built and run in an ephemeral context, and its Data Docs written to a folder.

Great Expectations is imported inside the functions because that alone takes seconds; `warm_up` starts it early.
"""

from __future__ import annotations

import re
import shutil
import threading
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.frames import PLACE
from expectations.severities import GX_NAMES, rules
from expectations.suites import Check, Suite

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext

_SITE = "kenpo"
_ASSETS = Path(__file__).with_name("site")
_CASE = re.compile(r"(?<=>)((?:reports/[0-9a-f]+|conflicts)\.html(?:#\w+)?)(?=<)")
_EXTERNAL = re.compile(
    r"<script\b.*?</script>"
    r"|<link[^>]*\bhref=\"https?://[^>]*>"
    r"|<img[^>]*\bsrc=\"https?://[^>]*>"
    r"|<a[^>]*\bhref=\"https?://[^>]*>.*?</a>"
    r"|url\(['\"]?https?://[^)]*\)",
    re.DOTALL,
)


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
        self._context = _context()
        self._source = self._context.data_sources.add_pandas("candidate")

    def run(self, suite: Suite, frame: pd.DataFrame) -> ExpectationSuiteValidationResult:
        """Validate one frame."""
        import great_expectations as gx
        from great_expectations.core.run_identifier import RunIdentifier

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            batch = self._source.add_dataframe_asset(suite.frame).add_batch_definition_whole_dataframe("all")
            built = self._context.suites.add(_expectation_suite(suite))
            definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=built)
            definition = self._context.validation_definitions.add(definition)
            return definition.run(
                batch_parameters={"dataframe": frame},
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
        _cut_loose(docs_dir)


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


def _cut_loose(docs_dir: Path) -> None:
    """Data Docs load styles and scripts from other hosts; put ours in their place, so that pages work from disk.

    Places in the evidence site become links, if that site stands beside the docs.
    """
    has_evidence = (docs_dir.parent / "evidence").is_dir()
    for asset in ("style.css", "script.js"):
        shutil.copy(_ASSETS / asset, docs_dir / "static" / asset)
    for page in sorted(docs_dir.rglob("*.html")):
        root = "../" * (len(page.relative_to(docs_dir).parts) - 1)
        ours = f'<link rel="stylesheet" href="{root}static/style.css"><script src="{root}static/script.js"></script>'
        html = _EXTERNAL.sub("", page.read_text(encoding="utf-8"))
        if has_evidence:
            html = _CASE.sub(rf'<a href="{root}../evidence/\1">\1</a>', html)
        page.write_text(html.replace("</head>", f"{ours}</head>", 1), encoding="utf-8")
