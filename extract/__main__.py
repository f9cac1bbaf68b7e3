"""`python -m extract`: read one report, or list the tables of any file, at the command line."""

from extract.cli import app

if __name__ == "__main__":
    app()
