"""The one error tree of extraction. Messages name the file (or page) and say what to do."""


class ExtractError(Exception):
    """Anything that extraction raises on purpose."""


class UnreadableFile(ExtractError):
    """The file as a whole cannot be read; the message is the reason of its reject."""
