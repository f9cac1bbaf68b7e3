"""Make the sample reports and the truth beside them from samples/data.

python -m samples.make_samples               all reports and truths
python -m samples.make_samples --truth-only  without printing PDFs (needs no browser)
python -m samples.make_samples ishikawa      only the files whose name contains this
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import yaml

from samples.render.forms import Report, pages
from samples.render.pdf import to_pdf
from samples.render.text_conversion import text_conversion
from samples.render.truth import Truth

HERE = Path(__file__).resolve().parent
DATA, REPORTS, TRUTH = HERE / "data", HERE / "reports", HERE / "truth"


@dataclass
class Sample:
    """One report of samples/data, rendered: its file name, its text or its HTML pages, and what it says."""

    name: str
    report: Report
    truth: Truth
    text: str = ""
    pages: list[str] | None = None

    @property
    def file_name(self) -> str:
        """The name of the report's file."""
        return f"{self.name}.{'txt' if self.pages is None else 'pdf'}"


def load(path: Path) -> Sample:
    """Render one file of samples/data, without printing it."""
    # Every scalar stays text: a printed 97.0 must not become 97, nor 3:05 a number of minutes.
    report = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    truth = Truth(report["branch"], report["fiscal_year"], conflicts=report.get("conflicts", []))
    sample = Sample(path.stem, report, truth)
    if report.get("as_text") == "yes":
        sample.text = text_conversion(report, truth)
    else:
        sample.pages = pages(report, truth)
    truth.meta = {"branch": report["branch"], "fiscal_year": int(report["fiscal_year"]), "form": report["form"]}
    if sample.pages is not None:
        truth.meta |= {"pages": len(sample.pages), "producer": "chromium"}
    if "scanned_page" in report:
        truth.meta["scanned_page"] = int(report["scanned_page"])
    return sample


def load_all() -> list[Sample]:
    """Every sample, by name."""
    return [load(path) for path in sorted(DATA.glob("*.yaml"))]


def write_truth(samples: list[Sample], folder: Path, index: Path) -> None:
    """Write the truth of the samples and the index that names both."""
    for sample in samples:
        sample.truth.write(folder / sample.name)
    lines = ["file,truth", *(f"reports/{sample.file_name},truth/{sample.name}" for sample in samples)]
    index.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_report(sample: Sample) -> None:
    """Write the report itself, as text or printed to PDF."""
    path = REPORTS / sample.file_name
    if sample.pages is None:
        path.write_text(sample.text, encoding="utf-8")
        return
    form = sample.report["form"]
    wrapped = [f'<div class="{form}">{page}</div>' for page in sample.pages]
    css = (HERE / "render" / "style.css").read_text(encoding="utf-8")
    scanned = sample.truth.meta.get("scanned_page")
    path.write_bytes(to_pdf(sample.report["title"], wrapped, css, int(str(scanned)) if scanned else None))


def main() -> None:
    """Parse the command line and write the samples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="?", default="", help="print only the reports whose name contains this")
    parser.add_argument("--truth-only", action="store_true", help="do not print the reports")
    args = parser.parse_args()
    samples = load_all()
    REPORTS.mkdir(exist_ok=True)
    write_truth(samples, TRUTH, HERE / "index.csv")
    for sample in samples:
        if args.only in sample.name and not args.truth_only:
            write_report(sample)
            print(f"{sample.file_name}  {sum(len(rows) for rows in sample.truth.rows.values())} facts")


if __name__ == "__main__":
    main()
