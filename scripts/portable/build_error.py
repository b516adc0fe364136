"""What keeps the zip from being made."""


class BuildError(Exception):
    """The zip can't be made; the text is one sentence that tells why."""
