"""Superset's configuration for these dashboards; `python -m warehouse superset` sets the variables that it reads.

Superset loads this file by SUPERSET_CONFIG_PATH. It runs in Superset's own environment and imports nothing of ours.
"""

from __future__ import annotations

import csv
import os
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from flask import Flask, Response
from sqlalchemy.engine import URL

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ["SUPERSET_HOME"])

SECRET_KEY = os.environ["SUPERSET_SECRET_KEY"]
SQLALCHEMY_DATABASE_URI = os.environ.get("SUPERSET_METADATA_URI") or f"sqlite:///{HOME / 'superset.db'}"
SQLALCHEMY_EXAMPLES_URI = "sqlite://"  # the examples are never loaded

# -- what readers see -------------------------------------------------------------------------------------------------

APP_NAME = "Kenpo Warehouse"
LANGUAGES = {"ja": {"flag": "jp", "name": "日本語"}, "en": {"flag": "us", "name": "English"}}
BABEL_DEFAULT_LOCALE = os.environ.get("SUPERSET_LANGUAGE", "ja")
FEATURE_FLAGS = {"ENABLE_TEMPLATE_PROCESSING": True, "DASHBOARD_RBAC": False, "ALERT_REPORTS": False}
THEME_DARK = None  # printed and projected: one light theme
THEME_DEFAULT = {
    "algorithm": "default",
    "token": {
        "brandAppName": APP_NAME,
        "brandLogoAlt": APP_NAME,
        "brandLogoUrl": "/static/assets/images/superset-logo-horiz.png",
        "brandLogoHref": "/",
        "brandLogoHeight": "24px",
        "brandLogoMargin": "18px 0",
        "colorPrimary": "#005a9c",
        "colorLink": "#005a9c",
        "fontFamily": "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', Meiryo, IPAPGothic, sans-serif",
        "fontUrls": [],
    },
}
#: Charts of HTML (Handlebars) may use classes and a width or position in per cent; scripts stay forbidden.
HTML_SANITIZATION_SCHEMA_EXTENSIONS = {
    "attributes": {"*": ["style", "className", "title"], "a": ["target"]},
    "tagNames": ["small"],
}
ROW_LIMIT = 50000


def _colours() -> list[str]:
    with (HERE / "colours.csv").open(encoding="utf-8") as file:
        return list(dict.fromkeys(row["colour"] for row in csv.DictReader(file)))


EXTRA_CATEGORICAL_COLOR_SCHEMES = [{"id": "kenpo", "label": "Kenpo", "colors": _colours(), "isDefault": True}]
EXTRA_SEQUENTIAL_COLOR_SCHEMES = [
    {
        "id": "kenpo_blue",
        "label": "Kenpo blue",
        "isDiverging": False,
        "colors": ["#eef5fb", "#c6dcf0", "#8fbce0", "#4f93c7", "#1f6aa5", "#0b4173"],
        "isDefault": True,
    },
    {
        "id": "kenpo_blue_first",
        "label": "Kenpo blue, first is darkest",
        "isDiverging": False,
        "colors": ["#0b4173", "#1f6aa5", "#4f93c7", "#8fbce0", "#c6dcf0", "#eef5fb"],
    },
]

# -- nothing leaves the machine ----------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY_WARNING = False
TALISMAN_ENABLED = True
TALISMAN_CONFIG: dict[str, Any] = {
    "content_security_policy": {
        "base-uri": ["'self'"],
        "default-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "connect-src": ["'self'"],
        "object-src": "'none'",
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'"],
        "script-src": ["'self'", "'strict-dynamic'", "'unsafe-eval'"],  # Handlebars compiles its templates
    },
    "content_security_policy_nonce_in": ["script-src"],
    "force_https": False,
    "session_cookie_secure": False,
}

# -- the release that readers see --------------------------------------------------------------------------------------

#: DuckDB files are opened from this process; Superset calls that unsafe because a user could name any file. Only an
#: administrator can add a connection, and this one is read-only.
PREVENT_UNSAFE_DB_CONNECTIONS = False


def DB_CONNECTION_MUTATOR(
    uri: URL, params: dict[str, Any], username: str | None, security_manager: Any, source: Any
) -> tuple[URL, dict[str, Any]]:
    """Open the release that the link `current.duckdb` points at now.

    DuckDB shares one open database between all connections of a process that name the same path; under steady use the
    link's name would go on meaning the release that was opened first.
    """
    if uri.get_backend_name() == "duckdb" and uri.database and Path(uri.database).exists():
        uri = uri.set(database=str(Path(uri.database).resolve()))
    return uri, params


EVIDENCE_FOLDER = os.environ.get("SUPERSET_EVIDENCE_FOLDER", "")
EVIDENCE_URL = (os.environ.get("SUPERSET_EVIDENCE_URL") or "/evidence").rstrip("/")
EVIDENCE_POLICY = {
    "content_security_policy": {
        "default-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
    },
    "content_security_policy_nonce_in": [],
}
JINJA_CONTEXT_ADDONS = {"evidence_url": lambda: EVIDENCE_URL}


def _with_byte_order_mark(answer: Response) -> Response:
    if answer.mimetype == "text/csv" and not answer.is_streamed and not answer.data.startswith(BOM_UTF8):
        answer.data = BOM_UTF8 + answer.data
    return answer


def FLASK_APP_MUTATOR(app: Flask) -> None:
    """Mark downloads as UTF-8 for Excel; serve the release's evidence site to those who may log in."""
    app.after_request(_with_byte_order_mark)
    if not EVIDENCE_FOLDER:
        return
    from flask import redirect, request, send_from_directory
    from flask_login import current_user

    def evidence(name: str) -> Response:
        if not current_user.is_authenticated:
            return redirect(f"/login/?next={request.path}")
        answer = send_from_directory(EVIDENCE_FOLDER, name, max_age=0)
        return answer

    # The site has scripts of its own in files, which Superset's policy of marked scripts would stop.
    evidence.talisman_view_options = EVIDENCE_POLICY  # type: ignore[attr-defined]
    app.add_url_rule("/evidence/", "evidence", evidence, defaults={"name": "index.html"})
    app.add_url_rule("/evidence/<path:name>", "evidence", evidence)
