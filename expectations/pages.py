"""The pages of Great Expectations, made readable: no file from another host, human words, links into the evidence site.

The names of a suite's columns (`finding_…`) tell a reviewer nothing; their heads are the rules that look at them.
"""

from __future__ import annotations

import ast
import csv
import html
import re
import shutil
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from expectations.japanese import in_japanese
from expectations.severities import rules
from expectations.suites import Suite

_SITE = Path(__file__).with_name("site")
_CASE = re.compile(r"(?:reports/[0-9a-f]+|conflicts)\.html(?:#\w+)?")
_CASE_ALONE = re.compile(rf"(?<=>)({_CASE.pattern})(?=<)")
_EXTERNAL = re.compile(
    r"<script\b.*?</script>"
    r"|<link[^>]*\bhref=\"https?://[^>]*>"
    r"|<link[^>]*\brel=\"shortcut icon\"[^>]*>"  # its path is wrong on deeper pages
    r"|<img[^>]*\bsrc=\"https?://[^>]*>"
    r"|<a[^>]*\bhref=\"https?://[^>]*>.*?</a>"
    r"|url\(['\"]?https?://[^)]*\)",
    re.DOTALL,
)
#: What stands between two tags, without the white space around it.
_TEXT = re.compile(r"(?<=>)(\s*)([^<>\s][^<>]*?)(\s*)(?=<)")
#: The rows that an expectation names: the columns that lead back to their places, as Python writes them.
_ROW = re.compile(r"(?<=>)\s*(\{&#x27;|\{&#39;|\{')evidence(.*?)\}\s*(?=</div>)", re.DOTALL)
#: What Great Expectations says of a column in which something was found, and of how many rows.
_SOME = re.compile(r"≈?[\d.]+% (null|not null|unexpected)")
_ROWS = re.compile(r"([\d,]+) unexpected values found\. \S+ of ([\d,]+) total rows\.")
#: Findings are sentences; what is shorter is a word or figure of the page.
_A_WORD = 12
_NO_ASSET = re.compile(r"Data asset:\s*None")


def make_readable(docs_dir: Path, suites: Iterable[Suite]) -> None:
    """Rewrite every page of Data Docs in place."""
    evidence = "evidence" if (docs_dir.parent / "evidence").is_dir() else None
    heads = {suite.name: heads_of(suite) for suite in suites}
    for asset in ("style.css", "script.js"):
        shutil.copy(_SITE / asset, docs_dir / "static" / asset)
    for page in sorted(docs_dir.rglob("*.html")):
        parts = page.relative_to(docs_dir).with_suffix("").parts
        root = "../" * (len(parts) - 1)
        named = heads.get(parts[1], {}) if len(parts) > 1 else {}
        ours = f'<link rel="stylesheet" href="{root}static/style.css"><script src="{root}static/script.js"></script>'
        text = reworded(_EXTERNAL.sub("", page.read_text(encoding="utf-8")), named)
        if evidence:
            text = _CASE_ALONE.sub(rf'<a href="{root}../{evidence}/\1">\1</a>', text)
        text = _ROW.sub(partial(_places, site=f"{root}../{evidence}/" if evidence else None), text)
        page.write_text(text.replace("</head>", f"{ours}</head>", 1), encoding="utf-8")


def heads_of(suite: Suite) -> dict[str, str]:
    """The head of each column of a suite as HTML: the rules that look at it, and its name if it is one of the table."""
    found: dict[str, str] = {}
    for column in {check.column for check in suite.checks if check.column}:
        looking = [
            rules()[key] for key in dict.fromkeys(check.rule for check in suite.checks if check.column == column)
        ]
        ja, en = "・".join(rule.ja for rule in looking), "; ".join(rule.en for rule in looking)
        name = "" if column.startswith("finding_") else f" <code>{html.escape(column)}</code>"
        found[column] = f'<span lang="ja">{html.escape(ja)}</span> <span class="en">{html.escape(en)}</span>{name}'
    return found


def reworded(page: str, heads: Mapping[str, str]) -> str:
    """A page with the words of Great Expectations in Japanese and English, and heads instead of names of columns."""
    words = _words()

    def shown(found: re.Match[str]) -> str:
        before, text, after = found.groups()
        told = heads.get(text, words.get(" ".join(text.split())))
        return f"{before}{_said(text) if told is None else told}{after}"

    return _NO_ASSET.sub("", _TEXT.sub(shown, page))


def _said(text: str) -> str:
    """A finding in both languages; other texts as they are."""
    is_sentence = len(text) > _A_WORD and not text.startswith("{")  # rows become places
    ja = in_japanese(html.unescape(text)) if is_sentence else None
    return f'{html.escape(ja)} <span class="en">{text}</span>' if ja else _counted(text)


def _counted(text: str) -> str:
    """How many rows an expectation does not hold for, as a reviewer would say it; other texts as they are."""
    some = _SOME.fullmatch(text)
    if some:
        return "欠けあり some missing" if some[1] == "not null" else "該当あり found"
    rows = _ROWS.fullmatch(text)
    return f"{rows[2]} 行のうち {rows[1]} 件 – {rows[1]} of {rows[2]} rows" if rows else text


@cache
def _words() -> dict[str, str]:
    with (_SITE / "wording.csv").open(encoding="utf-8", newline="") as stream:
        return {row["text"]: html.escape(row["shown"]) for row in csv.DictReader(stream)}


def _places(found: re.Match[str], site: str | None) -> str:
    """The places of rows, for the dictionaries that Great Expectations prints."""
    try:
        told = ast.literal_eval(html.unescape(re.sub(r"\bnan\b", "None", found[0].strip())))
    except (SyntaxError, ValueError):
        return found[0]
    return "<br>".join(_place(row, site) for row in (told if isinstance(told, tuple) else (told,)))


def _place(row: Mapping[str, Any], site: str | None) -> str:
    """Report, page and text of a row, with a link to its cell."""
    page = f" p. {row['page']:g}" if isinstance(row.get("page"), (int, float)) else ""
    name = html.escape(f"{row.get('file_name') or row.get('fact_id') or '–'}{page}")
    case = row.get("evidence") or ""
    linked = f'<a href="{site}{case}">{name}</a>' if site and _CASE.fullmatch(case) else name
    printed = html.escape(str(row.get("extracted_text") or ""))
    return f"{linked} <q>{printed}</q>" if printed else linked
